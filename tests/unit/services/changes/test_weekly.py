"""Every edit that admins make weekly, planned and carried out once: the table says by what it is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.changes.house import SMALL, over
from tests.unit.zoom.box import START, QuickClock
from ztui.resources.edits.impossible import impossible
from ztui.resources.registry import resource as named
from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.removing import plan_delete
from ztui.services.changes.undoing import plan_undo
from ztui.services.changes.updating import plan_update
from ztui.services.view import View
from ztui.sim.clock import SimClock
from ztui.sim.inprocess import start
from ztui.sim.options import Options
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from tests.unit.services.changes.house import House
    from ztui.services.changes.model import Plan
    from ztui.sim.inprocess import InProcess

Parents = tuple[tuple[str, str], ...]


@pytest.fixture(scope="module")
def box() -> Iterator[tuple[InProcess, QuickClock]]:
    clock = QuickClock()
    made = start(Options.parse({**SMALL, "numbers": "60", "calls": "900"}), SimClock(START, monotonic=clock.monotonic))
    yield made, clock
    made.close()


async def rows(home: House, resource: str, parents: Parents = ()) -> list[dict[str, Any]]:
    """Give the rows of a list; of a list of a window those of the last month."""
    window = named(resource).window
    query = (("from", "2026-10-24T00:00:00Z"), ("to", "2026-11-21T23:00:00Z")) if window else ()
    listing = home.session.listings.open(View(resource, parents, query))
    await listing.refresh()
    assert listing.status.error is None
    found = [{**each.row, "_key": each.key} for each in await listing.rows(0, listing.status.shown)]
    await listing.close()
    return found


async def first(home: House, resource: str, test: Callable[[Any], Any] = bool, parents: Parents = ()) -> dict[str, Any]:
    """Give the first row of a list that passes."""
    return next(each for each in await rows(home, resource, parents) if test(each))


def update(resource: str, test: Callable[[Any], Any] = bool, **values: Any) -> Any:
    async def make(home: House) -> Plan:
        row = await first(home, resource, test)
        return await plan_update(home.session, resource, row["_key"], {_path(k): v for k, v in values.items()})

    return make


def _path(name: str) -> str:
    return name.replace("__", ".")


def act(resource: str, action: str, test: Any = bool, **given: Any) -> Any:
    async def make(home: House) -> Plan:
        row = await first(home, resource, test)
        filled = {name: await value(home) if callable(value) else value for name, value in given.items()}
        return await plan_action(home.session, resource, action, [row["_key"]], filled)

    return make


def key(resource: str, test: Callable[[Any], Any] = bool, *, several: bool = True) -> Any:
    async def give(home: House) -> Any:
        found = (await first(home, resource, test))["_key"]
        return [found] if several else found

    return give


def handling(hours: str, kind: str, **values: Any) -> Any:
    async def make(home: House) -> Plan:
        queue = await first(home, "call-queues")
        parents = (("extensionId", queue["extension_id"]),)
        row = await first(
            home, "call-handling", lambda e: (e["hours"], e["sub_setting_type"]) == (hours, kind), parents
        )
        filled = {f"settings.{_path(k)}": await v(home) if callable(v) else v for k, v in values.items()}
        return await plan_update(home.session, "call-handling", row["_key"], filled, parents=parents)

    return make


async def extension(home: House) -> str:
    return str((await first(home, "users"))["extension_id"])


def free(row: Any) -> bool:
    return not row.get("assigned_list") and row["status"] == "Normal" and row["allocated_product"] == "ZOOM_PHONE"


def assigned(kind: str = "") -> Callable[[Any], bool]:
    return lambda row: any(kind in (each["assigned_to_type"], "") for each in row.get("assigned_list") or ())


WEEK = [{"weekday": day, "type": 2, "from": "08:00", "to": "16:00"} for day in range(1, 8)]
DAY = {"name": "Christmas", "from": "2026-12-24T00:00:00Z", "to": "2026-12-24T23:59:00Z"}


async def _create_queue(home: House) -> Plan:
    site = (await first(home, "sites"))["id"]
    return await plan_create(home.session, "call-queues", {"name": "Front desk", "site_id": site})


async def _queue_with(home: House, inside: str) -> dict[str, Any]:
    for each in await home.keys("call-queues"):
        row = await home.get("call-queues", each)
        people = [e for e in row["members"].get("users", []) if e.get("level") != "manager"]
        if (inside == "members" and people) or (inside == "numbers" and row.get("phone_numbers")):
            return {**row, "people": people}
    raise AssertionError(inside)


async def _add_member(home: House) -> Plan:
    queue = await _queue_with(home, "members")
    inside = {each["id"] for each in queue["members"]["users"]}
    user = await first(home, "users", lambda row: row["id"] not in inside)
    return await plan_action(home.session, "call-queues", "add-members", [queue["id"]], {"users": [user["id"]]})


async def _remove_member(home: House) -> Plan:
    queue = await _queue_with(home, "members")
    given = {"users": [queue["people"][0]["id"]]}
    return await plan_action(home.session, "call-queues", "remove-member", [queue["id"]], given)


async def _remove_number(home: House) -> Plan:
    queue = await _queue_with(home, "numbers")
    given = {"numbers": [queue["phone_numbers"][0]["id"]]}
    return await plan_action(home.session, "call-queues", "remove-number", [queue["id"]], given)


async def _delete_last(home: House, resource: str, test: Callable[[Any], Any] = bool) -> Plan:
    found = [each for each in await rows(home, resource) if test(each)]
    return await plan_delete(home.session, resource, [found[-1]["_key"]])


def gone(resource: str, test: Callable[[Any], Any] = bool) -> Any:
    return lambda home: _delete_last(home, resource, test)


def create(resource: str, **values: Any) -> Any:
    async def make(home: House) -> Plan:
        filled = {_path(k): await v(home) if callable(v) else v for k, v in values.items()}
        return await plan_create(home.session, resource, filled)

    return make


async def _overflow_of_closed_hours(home: House) -> Plan:
    values = {"call_not_answer_action": 2, "forward_to_extension_id": extension}
    plan: Plan = await handling("closed_hours", "call_handling", **values)(home)
    return plan


async def _other_site(home: House, resource: str) -> Plan:
    row = await first(home, resource)
    held = await home.get(resource, row["_key"])
    mine = held.get("site_id") or held["site"]["id"]
    site = await first(home, "sites", lambda each: each["id"] != mine)
    return await plan_update(home.session, resource, row["_key"], {"site_id": site["id"]})


async def _user_extension(home: House) -> Plan:
    user = (await rows(home, "users"))[-1]
    held = str((await home.get("users", user["id"]))["extension_number"])
    return await plan_update(home.session, "users", user["id"], {"extension_number": f"{held[:-3]}987"})


async def _move_number(home: House) -> Plan:
    number = await first(home, "numbers", free)
    site = await first(home, "sites", lambda each: each["id"] != number["site"]["site_id"])
    return await plan_action(home.session, "numbers", "move-to-site", [number["id"]], {"site": site["id"]})


async def _byoc(home: House) -> Plan:
    values = {"allocated_product": "ZOOM_PHONE", "phone_numbers": ["+14155559999"], "country_iso": "US"}
    return await plan_create(home.session, "numbers", {**values, "site_id": (await first(home, "sites"))["id"]})


async def _sip_phone(home: House) -> Plan:
    taken = {each["user_email"] for each in await rows(home, "sip-phones")}
    user = await first(home, "users", lambda row: row["email"] not in taken)
    names = ("domain", "register_server", "proxy_server", "user_name", "authorization_name")
    values = {**dict.fromkeys(names, "sip.example.com"), "voice_mail": "*86", "password": "hush!"}
    return await plan_create(home.session, "sip-phones", {**values, "user_email": user["email"]})


def _some_sip_phone(make: Callable[[House], Awaitable[Plan]]) -> Callable[[House], Awaitable[Plan]]:
    """Enable a phone first where another edit has taken the last one."""

    async def made(home: House) -> Plan:
        if not await rows(home, "sip-phones"):
            await run(home, await _sip_phone(home))
        return await make(home)

    return made


async def _calling_plan(home: House, action: str) -> Plan:
    for user in await rows(home, "users"):
        row = await home.get("users", user["id"])
        held = [each["type"] for each in row.get("calling_plans", [])]
        plans = [each for each in await rows(home, "calling-plans") if each.get("available", 1)]
        some = [each for each in plans if (each["type"] in held) is (action == "remove-calling-plan")]
        if some:
            given = {"plans": [some[0]["_key"]]}
            return await plan_action(home.session, "users", action, [user["id"]], given)
    raise AssertionError(action)


async def _country(home: House) -> Plan:
    """Take a country away, since all that there are may be allowed, to allow it again."""
    known = (await rows(home, "callout-countries"))[0]["_key"]
    await apply(home.session, await plan_delete(home.session, "callout-countries", [known]))
    return await plan_create(home.session, "callout-countries", {"id": known})


async def _campaign(home: House) -> Plan:
    letter = {"loa_authorizing_person": "Ann Lee", "contact_number": "+14155550100", "title": "CIO"}
    number = await first(home, "numbers", lambda row: assigned("User")(row) and not row["source"].startswith("BYOC"))
    campaign = await first(home, "sms-campaigns")
    given = {"numbers": [number["id"]], **letter}
    return await plan_action(home.session, "sms-campaigns", "add-numbers", [campaign["_key"]], given)


async def _lock(home: House) -> Plan:
    account = await first(home, "accounts")
    locks = (await home.session.client.request("getAccountLockSettings", {"accountId": account["id"]})).data
    part = next(name for name, value in locks.items() if isinstance(value, dict))
    name, value = next((name, value) for name, value in locks[part].items() if isinstance(value, bool))
    given = {"setting": f"{part}.{name}", "locked": not value}
    return await plan_action(home.session, "accounts", "lock-setting", [account["id"]], given)


async def _device(home: House, action: str) -> Plan:
    device = await first(home, "devices", lambda row: bool(row.get("assignees") or row.get("assignee")))
    held = (await home.get("devices", device["id"]))["assignees"]
    keys = {each["extension_id"] for each in held}
    users = await rows(home, "users")
    wanted = next(each for each in users if (each["extension_id"] in keys) is (action == "unassign"))
    return await plan_action(home.session, "devices", action, [device["id"]], {"extensions": [wanted["id"]]})


async def _client_code(home: House) -> Plan:
    for user in await rows(home, "users"):
        parents = (("userId", user["id"]),)
        for row in await rows(home, "user-call-history", parents):
            known = row["_key"]
            return await plan_action(
                home.session, "user-call-history", "set-client-code", [known], {"code": "4711"}, parents=parents
            )
    raise AssertionError("no call")


async def _forget_call(home: House) -> Plan:
    for user in await rows(home, "users"):
        parents = (("userId", user["id"]),)
        for row in await rows(home, "user-call-history", parents):
            return await plan_delete(home.session, "user-call-history", [row["_key"]], parents=parents)
    raise AssertionError("no call")


INTERNAL = {
    "number": "+14155550177",
    "display_number": "0177",
    "country": "US",
    "type": 0,
    "labels": "",
    "languages": "en-US",
}

WEEKLY: dict[str, Any] = {
    "queue: create": _create_queue,
    "queue: rename": update("call-queues", name="Renamed"),
    "queue: extension": update("call-queues", extension_number="8777"),
    "queue: site": lambda home: _other_site(home, "call-queues"),
    "queue: time zone": update("call-queues", timezone="Europe/Berlin"),
    "queue: status": update("call-queues", status="inactive"),
    "queue: hours": handling("business_hours", "custom_hours", custom_hours_settings=WEEK),
    "queue: closed-hours routing": _overflow_of_closed_hours,
    "queue: overflow": handling(
        "business_hours", "call_handling", call_not_answer_action=2, forward_to_extension_id=extension
    ),
    "queue: wait": handling("business_hours", "call_handling", max_wait_time=120),
    "queue: distribution": handling("business_hours", "call_handling", call_distribution__ring_mode="sequential"),
    "queue: holiday": act("call-queues", "add-holiday", **DAY),
    "queue: policies": act("call-queues", "set-policies", sms=True, voicemail_transcription=False),
    "queue: voicemail access": act("call-queues", "add-voicemail-access", user=key("users", several=False)),
    "queue: add a member": _add_member,
    "queue: remove a member": _remove_member,
    "queue: add a number": act("call-queues", "add-numbers", numbers=key("numbers", free)),
    "queue: remove a number": _remove_number,
    "queue: delete": gone("call-queues"),
    "number: assign to a user": act("numbers", "assign-to-user", free, owner=key("users", several=False)),
    "number: assign to a queue": act("numbers", "assign-to-queue", free, owner=key("call-queues", several=False)),
    "number: assign to an auto receptionist": act(
        "numbers", "assign-to-auto-receptionist", free, owner=key("auto-receptionists", several=False)
    ),
    "number: assign to a common area": act(
        "numbers", "assign-to-common-area", free, owner=key("common-areas", several=False)
    ),
    "number: unassign": act("numbers", "unassign", assigned("User")),
    "number: allocate": act("numbers", "allocate", free, product="ZOOM_CONTACT_CENTER"),
    "number: site": _move_number,
    "number: caller ID name": update("numbers", assigned(), caller_id_name="Acme"),
    "number: add BYOC": _byoc,
    "number: delete": gone("numbers", free),
    "peering: add": create("peering-numbers", phone_number="+14155559901", sip_trunk_name="west", status=True),
    "peering: update": update("peering-numbers", service_info="Lobby"),
    "peering: remove": gone("peering-numbers", lambda row: row.get("assigned") is False),
    "SMS: campaign": _campaign,
    "SMS: consent": act("sms-consents", "add-numbers", numbers=key("numbers", assigned("User"))),
    "SIP: audio trunk to a sub account": act(
        "audio-trunks", "assign-to-account", account=key("accounts", several=False)
    ),
    "SIP: remove a trunk": gone("audio-trunks"),
    "SIP: internal number": create("internal-numbers", **INTERNAL),
    "SIP: call-out country": _country,
    "SIP: remove a country": gone("callout-countries"),
    "SIP: numbers to a sub account": act("trunk-numbers", "assign-to-account", account=key("accounts", several=False)),
    "SIP: settings": act("accounts", "set-meeting-audio", show_callout_internal_number=True),
    "SIP phone: enable": _sip_phone,
    "SIP phone: change": _some_sip_phone(update("sip-phones", password="hush!!", transport_protocol="TLS")),
    "SIP phone: delete": _some_sip_phone(gone("sip-phones")),
    "user: add a calling plan": lambda home: _calling_plan(home, "add-calling-plan"),
    "user: remove a calling plan": lambda home: _calling_plan(home, "remove-calling-plan"),
    "user: number": act("users", "add-numbers", numbers=key("numbers", free)),
    "user: site": lambda home: _other_site(home, "users"),
    "user: extension": _user_extension,
    "user: policies": update("users", policy__sms__enable=False),
    "user: phone settings": act("users", "set-phone-settings", area_code="415"),
    "user: deactivate": act("users", "deactivate", lambda row: row.get("status") == "activate"),
    "user: voicemail access": act("users", "add-voicemail-access", user=key("users", several=False)),
    "account: create": create(
        "accounts", account_name="New", email="new@example.com", first_name="Ann", last_name="Lee", password="Hush!123"
    ),
    "account: options": update("accounts", share_rc=True),
    "account: lock a setting": _lock,
    "call: client code": _client_code,
    "call: delete from a user's history": _forget_call,
    "device: reboot": act("devices", "reboot", lambda row: row.get("status") == "online"),
    "device: assign": lambda home: _device(home, "assign"),
    "device: unassign": lambda home: _device(home, "unassign"),
    "recording: delete": gone("recordings"),
    "voicemail: read status": update("voicemails", lambda row: row["status"] == "unread", read_status="read"),
    "voicemail: delete": gone("voicemails"),
    "menu: voicemail access": act("auto-receptionists", "add-voicemail-access", user=key("users", several=False)),
    "common area: PIN": act("common-areas", "set-pin", pin_code="2580"),
    "common area: activation code": act("common-areas", "make-activation-code"),
    "common area: desk phone": act("common-areas", "add-desk-phone", devices=key("devices")),
    "common area: holiday": act("common-areas", "add-holiday", **DAY),
}


async def run(home: House, plan: Plan) -> None:
    assert plan.active, plan.says
    done = await apply(home.session, plan)
    for each in done.results:
        assert (each.outcome, each.as_asked) == (Outcome.DONE, True), (each.said, each.found, each.fields)


@pytest.mark.parametrize("name", WEEKLY)
async def test_a_weekly_edit_is_planned_and_carried_out(
    name: str, box: tuple[InProcess, QuickClock], tmp_path: Path
) -> None:
    async with over(*box, tmp_path) as home:
        await run(home, await WEEKLY[name](home))


async def test_what_was_deleted_weeks_ago_in_a_window_is_found_and_recovered(
    box: tuple[InProcess, QuickClock], tmp_path: Path
) -> None:
    async with over(*box, tmp_path) as home:
        oldest = (await rows(home, "recordings"))[-1]
        done = await apply(home.session, await plan_delete(home.session, "recordings", [oldest["_key"]]))
        assert (done.results[0].outcome, done.results[0].as_asked) == (Outcome.DONE, True)
        assert oldest["_key"] not in {each["_key"] for each in await rows(home, "recordings")}
        await run(home, await plan_undo(home.session, done.results[0].journal_id))
        assert oldest["_key"] in {each["_key"] for each in await rows(home, "recordings")}


async def test_policies_and_voicemail_access_are_put_back(box: tuple[InProcess, QuickClock], tmp_path: Path) -> None:
    async with over(*box, tmp_path) as home:
        queue, menu = [(await first(home, each))["_key"] for each in ("call-queues", "auto-receptionists")]
        user = (await rows(home, "users"))[-1]["_key"]
        for resource, owner, action, given, read, path in (
            ("call-queues", queue, "set-policies", {"online_fax": True}, "getCallQueuePolicy", "callQueueId"),
            ("auto-receptionists", menu, "add-voicemail-access", {"user": user, "allow_download": True},
             "getAutoReceptionistsPolicy", "autoReceptionistId"),
        ):  # fmt: skip
            before = (await home.session.client.request(read, {path: owner})).data
            if action == "set-policies":
                given = {"online_fax": not before["online_fax"]["enable"]}
            plan = await plan_action(home.session, resource, action, [owner], given)
            done = await apply(home.session, plan)
            assert done.results[0].outcome is Outcome.DONE
            assert (await home.session.client.request(read, {path: owner})).data != before
            await run(home, await plan_undo(home.session, done.results[0].journal_id))
            assert (await home.session.client.request(read, {path: owner})).data == before


@pytest.mark.parametrize(
    ("resource", "word"),
    [
        ("call-queues", "Opt a member"),
        ("numbers", "in one go"),
        ("numbers", "Buy"),
        ("accounts", "domain"),
        ("devices", "MAC"),
        ("sip-trunks", "trunk"),
        ("recordings", "Recover"),
    ],
)
def test_what_the_api_has_no_way_for_is_told_with_its_reason(resource: str, word: str) -> None:
    found = [each for each in impossible(resource) if word in each.title]
    assert found
    assert all(each.reason.endswith(".") for each in impossible(resource))
