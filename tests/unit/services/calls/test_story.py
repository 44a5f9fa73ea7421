"""Whose story a text means, what stored lists know of a number, and what a story says in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from tests.call_legs import CALLS
from ztui.core.errors import Conflict, NotFound, ZtuiError
from ztui.resources.cells import Viewer
from ztui.resources.extensions import SiteForm
from ztui.services.calls.known import known_of, read_lists
from ztui.services.calls.ladder import ladder_of
from ztui.services.calls.members import members_of, summary_lines
from ztui.services.calls.story import whose_is, whose_of_call, whose_of_number
from ztui.services.calls.summing import _when, callers_words, spans_words
from ztui.services.calls.windows import second_of
from ztui.services.view import View
from ztui.store.calls.callbacks import Callers
from ztui.store.calls.stories import Subject
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from ztui.services.session import Session

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
VIEWER = Viewer(ZoneInfo("America/Los_Angeles"), NOW)


def call(number: int, **more: Any) -> dict[str, Any]:
    return {
        "call_history_uuid": f"20261120-{number:08x}-5555-4444-8888-{number:012x}",
        "start_time": f"2026-11-20T10:00:{number:02}Z",
        "direction": "inbound",
        "call_result": "no_answer",
        **more,
    }


async def test_an_extension_with_calls_comes_before_a_number_of_the_same_digits(session: Session) -> None:
    await session.calls.add(
        [
            call(1, caller_did_number="+4155550188", callee_ext_number="4155550188"),
            call(2, caller_did_number="+14155550100", callee_ext_number="8008200"),
            call(3, caller_did_number="+14155550100", callee_ext_number="8018200"),
            call(4, caller_did_number="911", callee_ext_number="8008201"),
        ]
    )
    session.site_forms = {"a": SiteForm("800", 4), "b": SiteForm("801", 4)}
    assert (await whose_is(session, "4155550188")).subject == Subject(extension="4155550188")
    assert (await whose_is(session, "+4155550188")).subject == Subject(number="4155550188")
    assert (await whose_is(session, "8201")).subject == Subject(extension="8008201")
    assert (await whose_is(session, "800-8200")).subject == Subject(extension="8008200")
    assert (await whose_is(session, "(415) 555-0100")).subject == Subject(number="14155550100")
    assert (await whose_is(session, "911")).subject == Subject(number="911")
    with pytest.raises(Conflict, match="8008200, 8018200"):
        await whose_is(session, "8200")
    with pytest.raises(NotFound, match="No stored call"):
        await whose_is(session, "nobody of this name")
    with pytest.raises(ZtuiError, match="hides the number"):
        await whose_is(session, "Withheld")


async def test_a_number_of_the_account_has_the_calls_that_came_with_it(session: Session) -> None:
    own = "+14082241374"
    await session.calls.add(
        [
            call(1, caller_did_number="+14155550100", callee_did_number=own, callee_ext_number="8001047"),
            call(2, caller_did_number=own, caller_ext_number="8001047", callee_did_number="+14155550100"),
            call(3, caller_ext_number="8001047", callee_did_number="+14155550100"),
            call(4, caller_did_number="+14155550199", callee_did_number="+14082241399", callee_ext_number="8001047"),
        ]
    )
    whose = await whose_is(session, "(408) 224-1374")
    assert whose == await whose_is(session, own)
    rank, story = await session.calls.story(whose.subject, LocalFilter())
    session.calls.drop(rank)
    assert (story.calls, story.begun, story.got) == (2, 1, 1)
    # Somebody outside who comes with that number is somebody else: the story of the outside comes first.
    await session.calls.add([call(5, caller_did_number=own, callee_ext_number="8001048")])
    assert (await whose_is(session, own)).subject == Subject(number=own[1:])


async def test_a_user_is_found_by_name_where_no_call_is_stored(session: Session) -> None:
    listing = session.listings.open(View("users"))
    await listing.refresh()
    (row,) = await listing.rows(0, 1)
    await listing.close()
    found = await whose_is(session, str(row.row["email"]))
    assert found.subject.id == row.row["extension_id"]
    assert not session.calls.path.exists()


async def test_what_stored_lists_know_of_a_number_is_told_and_what_was_never_read_is_named(session: Session) -> None:
    assert await known_of(session, "+14155550188") == (
        ("not read", "external contacts, inbound block rules, blocked list"),
    )
    await read_lists(session)
    listing = session.listings.open(View("external-contacts"))
    await listing.load()
    rows = [each.row for each in await listing.rows(0, 50)]
    await listing.close()
    contact = next(each for each in rows if each.get("phone_numbers"))
    told = await known_of(session, contact["phone_numbers"][0])
    assert any(label == "contact" and text.startswith(contact["name"]) for label, text in told)
    rules = session.listings.open(View("inbound-block-rules", filter="match=phoneNumber"))
    await rules.load()
    rule = (await rules.rows(0, 1))[0].row
    await rules.close()
    number = str(rule.get("blocked_number") or rule.get("phone_number"))
    assert any(label == "blocked" and "by its number" in text for label, text in await known_of(session, number))
    assert await known_of(session, "+999999999999999") == ()


def test_the_outside_party_of_a_call_is_meant_and_either_by_its_side() -> None:
    outside = {"caller_did_number": "+14155550188", "caller_name": "Ann"}
    row = call(1, **outside, callee_ext_number="8200", callee_ext_id="q")
    assert whose_of_call(row).subject == Subject(number="14155550188")
    assert whose_of_call(row, "callee").subject == Subject(extension="8200", id="q")
    out = {"direction": "outbound", "caller_ext_number": "8104", "callee_did_number": "+14155550188"}
    assert whose_of_call(out).number == "+14155550188"
    for hidden in ({"hide_caller_id": True}, {"caller_number_type": "anonymous_number"}):
        with pytest.raises(ZtuiError, match="hides the number"):
            whose_of_call(row | hidden)
    with pytest.raises(ZtuiError, match="no number"):
        whose_of_call(call(1))


def test_numbers_of_all_forms_are_one_subject() -> None:
    forms = ("+14155550188", "0014155550188", "14155550188", "+1 (415) 555-0188")
    assert {whose_of_number(each).subject for each in forms} == {Subject(number="14155550188")}
    with pytest.raises(ZtuiError):
        whose_of_number("sip:ann@example.com")


def test_members_are_the_users_of_a_leg_else_those_who_took_the_call() -> None:
    ladder = ladder_of(CALLS["second-member"])
    assert [each.party.name for each in members_of(ladder, 1)] == ["Bo Lind"]
    assert [each.party.name for each in members_of(ladder, 0)] == ["Cleo Marsh"]
    assert members_of(ladder, 1)[0].leg_id == "20261120-element-2"
    assert summary_lines({}) == [("summary", "none: Zoom's answer has no text")]


def test_what_was_left_out_is_said() -> None:
    assert callers_words(Callers()) == "0 to be called back, 0 missed calls"
    assert callers_words(Callers(1, 1, 2, 3, 4)) == (
        "1 to be called back, 1 missed call · 2 done with · not among them 3 withheld, 4 from own extensions"
    )
    spans = [(second_of(NOW) - each * 7200, second_of(NOW) - each * 7200 + 3600) for each in range(5)]
    assert spans_words(spans, VIEWER).startswith("20 Nov 22:05 to 20 Nov 23:04, ")
    assert spans_words(spans, VIEWER).endswith(" PST and 2 more")


def test_the_story_of_one_call_says_its_day() -> None:
    begun = second_of(datetime(2026, 11, 21, 13, 59, 23, tzinfo=UTC))
    assert _when(begun, begun, VIEWER) == "21 Nov at 05:59:23 PST"
