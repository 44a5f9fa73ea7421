"""Cases of what is no membership: hours, voicemail, plans, accounts, SIP, devices, calls, media and places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.unit.resources.edits.cases import CASES, Case, case, cases_of, resource_of
from tests.unit.resources.edits.world import object_of

if TYPE_CHECKING:
    from tests.every_operation.state import State

__all__ = ["CASES", "Case", "case", "cases_of", "resource_of"]

HOLIDAY = {"name": "Founders' day", "from": "2027-03-01T00:00:00Z", "to": "2027-03-01T23:59:00Z"}


async def _holiday(state: State, name: str) -> Case:
    return await object_of(state, resource_of(name)), HOLIDAY


cases_of(
    tuple(f"{each}/add-holiday" for each in ("call-queues", "users", "auto-receptionists", "shared-line-groups")),
    _holiday,
)


@case("call-handling/delete")
async def _no_holiday(state: State) -> Case:
    queue = await object_of(state, "call-queues")
    parents = {"extensionId": queue["extension_id"]}
    return await object_of(state, "call-handling", lambda row: row["sub_setting_type"] == "holiday", parents), {}


async def _access(state: State, name: str) -> Case:
    row = await object_of(state, resource_of(name))
    user = await object_of(state, "users", lambda user: user["id"] != row["id"])
    return row, {"user": user["id"], "allow_download": True, "allow_delete": False}


async def _no_access(state: State, name: str) -> Case:
    from ztui.resources.edits.registry import action

    row, given = await _access(state, name)
    from tests.unit.resources.edits.world import send

    for request in action(resource_of(name), "add-voicemail-access").make(row, given):
        await send(state, request)
    row = await object_of(state, resource_of(name), lambda each: each["id"] == row["id"])
    return row, {"users": [given["user"]]}


for _each in ("call-queues", "users", "shared-line-groups", "auto-receptionists"):
    cases_of((f"{_each}/add-voicemail-access",), _access)
    cases_of((f"{_each}/remove-voicemail-access",), _no_access)


@case("call-queues/set-policies")
async def _queue_policies(state: State) -> Case:
    return await object_of(state, "call-queues"), {"sms": True, "voicemail_transcription": False}


@case("auto-receptionists/set-policies")
async def _menu_policies(state: State) -> Case:
    return await object_of(state, "auto-receptionists"), {"sms": True, "voicemail_transcription": False}


@case("shared-line-groups/set-policies")
async def _line_policies(state: State) -> Case:
    return await object_of(state, "shared-line-groups"), {"check_voicemails_over_phone": False}


@case("users/set-phone-settings")
async def _phone_settings(state: State) -> Case:
    return await object_of(state, "users"), {"area_code": "415", "audio_prompt_language": "de-DE"}


async def _other_plan(state: State, name: str) -> Case:
    row = await object_of(state, resource_of(name))
    taken = {each["type"] for each in row.get("calling_plans", ())}
    return row, {"plans": [next(str(each) for each in (400, 300, 201, 200) if each not in taken)]}


async def _plan(state: State, name: str) -> Case:
    row = await object_of(state, resource_of(name), lambda row: bool(row.get("calling_plans")))
    return row, {"plans": [str(row["calling_plans"][0]["type"])]}


for _each in ("users", "common-areas", "rooms"):
    cases_of((f"{_each}/add-calling-plan",), _other_plan)
    cases_of((f"{_each}/remove-calling-plan",), _plan)


@case("users/replace-calling-plan")
async def _replaced_plan(state: State) -> Case:
    row, given = await _plan(state, "users/remove-calling-plan")
    source = given["plans"][0]
    return row, {"source": source, "target": "300" if source != "300" else "200"}


@case("users/deactivate")
async def _active(state: State) -> Case:
    return await object_of(state, "users", lambda row: row["status"] == "activate"), {}


@case("users/activate")
async def _inactive(state: State) -> Case:
    row, _ = await _active(state)
    body = {"batch_type": "activate", "user_ids": [row["id"]], "activation_status": "deactivate"}
    await state.do("updateUsersPropertiesInBatch", None, body)
    return await object_of(state, "users", lambda each: each["id"] == row["id"]), {}


async def _account(state: State) -> dict[str, Any]:
    return await object_of(state, "accounts", lambda row: row["id"] == state.sub_account)


@case("accounts/set-owner")
async def _owner(state: State) -> Case:
    first, second, *_ = [each.email for each in state.engine.world.system(state.sub_account).users]
    await state.do("UpdateTheAccountOwner", {"accountId": state.sub_account}, {"email": first})
    return await _account(state), {"email": second}


@case("accounts/lock-setting")
async def _lock(state: State) -> Case:
    locks = await state.do("getAccountLockSettings", {"accountId": state.sub_account})
    part = next(name for name, value in locks.items() if isinstance(value, dict))
    name, value = next((name, value) for name, value in locks[part].items() if isinstance(value, bool))
    return await _account(state), {"setting": f"{part}.{name}", "locked": not value}


@case("accounts/set-meeting-audio")
async def _audio(state: State) -> Case:
    return await _account(state), {"show_callout_internal_number": True, "show_zoom_provided_numbers": 1}


@case("accounts/delete")
async def _let_go(state: State) -> Case:
    return await object_of(state, "accounts", lambda row: row["id"] in _kept_by_master(state)), {}


def _kept_by_master(state: State) -> set[str]:
    world = state.engine.world
    return {each.id for each in world.accounts if each.options.get("pay_mode") != "sub" and each.id != world.master_id}


@case("audio-trunks/assign-to-account")
async def _trunk(state: State) -> Case:
    row = await object_of(state, "audio-trunks")
    account = next(
        each.id
        for each in state.engine.world.accounts
        if each.id != state.engine.world.master_id
        and row["id"] not in {trunk.id for trunk in state.engine.world.audio(each.id).trunks}
    )
    return row, {"account": account, "dnis": "12345"}


@case("audio-trunks/delete")
async def _trunk_taken(state: State) -> Case:
    row, given = await _trunk(state)
    path = {"accountId": given["account"]}
    await state.do("assignSIPTrunks", path, {"sip_trunks": [{"id": row["id"], "dnis": "12345"}]})
    return await object_of(state, "audio-trunks", lambda each: each["id"] == row["id"], path), {}


@case("trunk-numbers/assign-to-account")
async def _audio_number(state: State) -> Case:
    return await object_of(state, "trunk-numbers"), {"account": state.sub_account}


@case("callout-countries/delete")
async def _country(state: State) -> Case:
    return await object_of(state, "callout-countries"), {}


@case("internal-numbers/delete")
async def _internal(state: State) -> Case:
    texts = {"number": "5550100", "display_number": "555 0100", "country": "US", "labels": "Lab", "languages": "en-US"}
    made = await state.do("addInternalNumbers", {"accountId": "me"}, {"internal_numbers": [texts | {"type": 0}]})
    return made["internal_numbers"][0], {}


@case("devices/reboot")
async def _device(state: State) -> Case:
    return await object_of(state, "devices"), {}


async def _loose_device(state: State) -> dict[str, Any]:
    key = await state.first("listPhoneDevices", "id", type="unassigned")
    return dict(await state.do("getADevice", {"deviceId": key}))


@case("devices/assign")
async def _device_user(state: State) -> Case:
    return await _loose_device(state), {"extensions": [await state.first("listPhoneUsers", "extension_id")]}


@case("devices/unassign")
async def _device_users(state: State) -> Case:
    row, given = await _device_user(state)
    await state.do("addExtensionsToADevice", {"deviceId": row["id"]}, {"assignee_extension_ids": given["extensions"]})
    return dict(await state.do("getADevice", {"deviceId": row["id"]})), given


@case("devices/set-template")
async def _template(state: State) -> Case:
    device = await object_of(state, "devices")
    return device, {"template": await state.first("listAccountProvisionTemplate", "id")}


@case("recordings/delete")
async def _recording(state: State) -> Case:
    return await object_of(state, "recordings"), {}


@case("user-recordings/delete")
async def _user_recording(state: State) -> Case:
    row = await object_of(state, "recordings", lambda row: row["owner"]["type"] == "user")
    return await object_of(state, "user-recordings", parents={"userId": row["owner"]["id"]}), {}


@case("queue-recordings/delete")
async def _queue_recording(state: State) -> Case:
    for queue in await state.rows("listCallQueues"):
        if await state.rows("getCallQueueRecordings", {"callQueueId": queue["id"]}):
            return await object_of(state, "queue-recordings", parents={"callQueueId": queue["id"]}), {}
    raise AssertionError


async def _leg(state: State) -> dict[str, Any]:
    user = await object_of(state, "users")
    return await object_of(state, "user-call-history", parents={"userId": user["id"]})


@case("user-call-history/set-client-code", "call-elements/set-client-code")
async def _code(state: State) -> Case:
    return await _leg(state), {"code": "4711"}


async def _caller(state: State, name: str) -> Case:
    if resource_of(name) == "call-history":
        return await object_of(state, "call-history", _from_outside), {"comment": "Again and again"}
    for user in await state.rows("listPhoneUsers"):
        try:
            return await object_of(state, "user-call-history", _from_outside, {"userId": user["id"]}), {"threat": True}
        except StopAsyncIteration:
            continue
        except RuntimeError:
            continue
    raise AssertionError


def _from_outside(row: Any) -> bool:
    number = row.get("caller_did_number") or row.get("caller_number") or ""
    return row["direction"] == "inbound" and str(number).startswith("+")


cases_of(("call-history/block-caller", "user-call-history/block-caller"), _caller)


@case("blocked-statistics/block-for-all")
async def _for_all(state: State) -> Case:
    return await object_of(state, "blocked-statistics"), {}
