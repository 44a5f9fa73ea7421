"""What could not be done and undone on the simulator, and why."""

__all__ = ["NOT_KEPT", "NOT_TRIED", "OTHERWISE"]

_NO_OBJECT = "the simulated account has none"

NOT_TRIED = {
    "call-handling create": "it has no fields; the owner's action that adds a holiday is tried",
    "internal-numbers delete": "no list tells the ID; the undoing of its creation is tried",
    "callout-countries create": "all countries that the simulator knows are there already",
    "accounts set-owner": "a sub account has no other user",
    "common-areas remove-number": "the number that is filled in is another one's",
    "user-recordings delete": _NO_OBJECT,
    "rooms extension_number": "the length fits no other number",
    "caller-id-numbers delete": _NO_OBJECT,
    "site-caller-id-numbers delete": _NO_OBJECT,
    "user-caller-id-numbers delete": _NO_OBJECT,
    "carrier-reseller-numbers create": "its body is a list, which no field makes",
    "firmware-rules version": "no other version is in the catalogue",
    "firmware-rules device_type": "no other type has that version",
    "firmware-rules device_model": "no other model has that version",
    "monitoring-group-members create": "its body is a list; the group's own actions are tried",
    "monitoring-group-members delete": "the list does not tell as what; the group's own actions are tried",
    "private-directory site_id": "what is listed there is not in the directory of the site",
    "old-numbers capability": "the older form takes no list of one",
}
"""Edits by name, with why nothing fits."""

NOT_KEPT = {
    "call-handling settings.description",
    "call-handling settings.busy_description",
    "call-handling settings.forward_to_zcc_phone_number",
    "call-handling settings.forward_to_partner_contact_center_id",
    "call-handling settings.forward_to_teams_id",
    "users emergency_address_id",
    "sites caller_id_name",
    "sites sip_zone.id",
    "common-areas country_iso_code",
    "common-areas area_code",
    "common-areas emergency_address_id",
    "shared-line-groups default_transcription_language",
    "shared-line-groups allow_privacy",
    "emergency-addresses is_default",
    "peering-numbers allocated_product",
    "old-numbers emergency_address_status",
}
"""Fields that the simulator accepts without keeping them: the program says so, and undoes nothing."""

OTHERWISE = {
    "audio-trunks delete": "the main account cannot assign a trunk to itself, as the plan says",
    "shared-line-groups primary_number": "the simulator notes the number that it took by itself before",
    "emergency-addresses address_line1": "the simulator keeps a written address in another table",
    "emergency-addresses state_code": "the simulator keeps a written address in another table",
}
"""What is not as it was, and why that is right."""
