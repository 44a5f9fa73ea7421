"""The tree of where something rings: its marks, its words, its bounds."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.hostile import HOSTILE_NAMES
from tests.unit.services.ring.answers import Answers, handling, hours, rules, to
from ztui.core.text import display
from ztui.resources.cells import Viewer
from ztui.resources.numbers import NUMBERS
from ztui.services.ring.data import tree_as_data
from ztui.services.ring.lines import is_folded_first, ring_lines
from ztui.services.ring.model import Mark, Node, Note, Reach
from ztui.services.ring.reading import DEEPEST
from ztui.services.ring.ring import Ring, read_ring, ring, start_of
from ztui.services.ring.routes import Target
from ztui.services.ring.tree import Start

if TYPE_CHECKING:
    from ztui.services.inventory.known import KnownObject
    from ztui.services.ring.model import RingTree

ZONE = ZoneInfo("America/Los_Angeles")
OPEN = datetime(2026, 11, 20, 20, tzinfo=UTC)  # Friday noon
CLOSED = datetime(2026, 11, 21, 20, tzinfo=UTC)
VIEWER = Viewer(ZONE, OPEN)
VOICEMAIL = {"action": 1}


async def _tree(answers: Answers, resource: str, key: str, at: datetime = OPEN) -> RingTree:
    row = answers.objects[resource, key]
    start = Start(Target(resource, key, row["extension_id"], row["name"]))
    return await ring(answers, start, at, zone=ZONE)


def _text(tree: RingTree, width: int = 0, *, ascii: bool = False) -> str:
    viewer = Viewer(ZONE, OPEN, ascii=ascii)
    return "\n".join(each.text for each in ring_lines(tree, viewer, width))


def _node(tree: RingTree, **wanted: Any) -> Node:
    return next(
        each for each in tree.root.walk() if all(getattr(each, name) == value for name, value in wanted.items())
    )


def _queue(answers: Answers, key: str, *members: bool, **answer: Any) -> None:
    users = [{"id": f"u{at}", "name": f"User {at}", "receive_call": each} for at, each in enumerate(members)]
    answers.put("call-queues", key, handling(**answer), timezone="America/Los_Angeles", members={"users": users})


async def test_a_queue_rings_who_is_opted_in_and_then_overflows() -> None:
    answers = Answers()
    _queue(answers, "support", True, False, True, business=to("users", "ann"), closed=VOICEMAIL)
    answers.put("users", "ann", handling(VOICEMAIL, VOICEMAIL, always=True))
    tree = await _tree(answers, "call-queues", "support")
    assert [(each.kind, each.name) for each in tree.here] == [("members", "2 of 3 members")]
    overflow = _node(tree, kind="user")
    assert (overflow.via, overflow.reach) == ("overflow after 1:00", Reach.THEN)
    assert [each.reach for each in _node(tree, kind="members").children] == [Reach.NOW, Reach.NOT, Reach.NOW]
    assert [(each.kind, each.name) for each in (await _tree(answers, "call-queues", "support", CLOSED)).here] == [
        ("voicemail", "Support")
    ]


async def test_members_have_the_extensions_and_phones_that_are_stored() -> None:
    answers, stored = Answers(), Answers()
    _queue(answers, "support", True, business=VOICEMAIL)
    stored.put("users", "u0", extension_number=8104)
    phone = {"display_name": "Desk 1", "device_type": "Poly VVX 450", "status": "offline", "assignees": [{"id": "u0"}]}
    stored.lists["devices"] = [phone]
    start = Start(Target("call-queues", "support", "xsupport"))
    tree = await ring(answers, start, OPEN, zone=ZONE, stored=stored)
    member = _node(tree, kind="member")
    assert member.extension == "8104"
    assert [(each.name, each.facts, each.notes[0].words) for each in member.children] == [
        ("Desk 1", ("Poly VVX 450",), "offline")
    ]


async def test_a_queue_in_which_nobody_takes_calls_says_so_and_overflows() -> None:
    answers = Answers()
    _queue(answers, "support", False, business=VOICEMAIL)
    tree = await _tree(answers, "call-queues", "support")
    assert [each.kind for each in tree.here] == ["voicemail"]
    assert _node(tree, kind="members").has(Mark.DEAD_END)
    assert "nobody is opted in" in _text(tree)


async def test_a_member_who_is_deactivated_takes_no_calls_though_opted_in() -> None:
    answers, stored = Answers(), Answers()
    _queue(answers, "support", True, False, business=VOICEMAIL)
    stored.put("users", "u0", status="deactivate")
    tree = await ring(answers, Start(Target("call-queues", "support", "xsupport")), OPEN, zone=ZONE, stored=stored)
    assert [each.kind for each in tree.here] == ["voicemail"]
    assert "2 members, 1 opted in" in _text(tree)
    assert "who is opted in is deactivated: rings nobody" in _text(tree)
    assert [note.words for note in _node(tree, kind="member").notes] == ["deactivated: takes no calls"]


async def test_menus_of_closed_hours_and_of_a_holiday_are_their_own() -> None:
    answers = Answers()
    menu = {"action": 14}
    answers.put("auto-receptionists", "main", handling(menu, menu, holidays={"2026-12-25": menu}),
                timezone="America/Los_Angeles")  # fmt: skip
    for where, key in (
        (("business_hours", ""), "1"),
        (("closed_hours", ""), "2"),
        (("holiday_hours", "h-2026-12-25"), "3"),
    ):
        answers.menus[("main", *where)] = {
            "key_actions": [{"key": key, "action": 100}],
            "caller_enters_no_action": {"action": -1, "audio_prompt_repeat": 1},
        }
    for at, key in ((OPEN, "1"), (CLOSED, "2"), (datetime(2026, 12, 25, 20, tzinfo=UTC), "3")):
        tree = await _tree(answers, "auto-receptionists", "main", at)
        assert [each.kind for each in tree.here] == ["hours"]
        assert tree.here[0].children[0].via == key
        assert _node(tree, via=key).reach is Reach.THEN
        assert [each.reach for each in tree.root.walk() if each.via in set("123") - {key}] == [Reach.NOT] * 2


async def test_another_moment_asks_for_nothing() -> None:
    answers = Answers()
    _queue(answers, "support", True, business=VOICEMAIL, closed=VOICEMAIL)
    read = await read_ring(answers, Start(Target("call-queues", "support", "xsupport")), zone=ZONE)
    count = len(answers.asked)
    assert read.at(OPEN).rings
    assert not read.at(CLOSED).rings
    assert len(answers.asked) == count


async def test_what_leads_back_is_marked_and_a_call_that_goes_round_rings_nobody() -> None:
    answers = Answers()
    _queue(answers, "one", True, business=VOICEMAIL, closed=to("call-queues", "two"))
    _queue(answers, "two", True, business=VOICEMAIL, closed=to("call-queues", "one"))
    tree = await _tree(answers, "call-queues", "one", CLOSED)
    assert [(each.name, each.notes[0].words) for each in tree.here] == [("One", "leads back here")]
    assert not tree.rings


async def test_what_two_ways_lead_to_is_shown_once_where_a_call_comes_first() -> None:
    answers = Answers()
    _queue(answers, "one", True, business=to("call-queues", "two"), closed=to("call-queues", "two"))
    _queue(answers, "two", True, business=VOICEMAIL)
    for at, above in ((OPEN, "overflow after 1:00"), (CLOSED, "closed hours")):
        tree = await _tree(answers, "call-queues", "one", at)
        whole = [each for each in tree.root.walk() if each.name == "Two" and each.children]
        assert [each.via for each in whole] == [above]
        other = _node(tree, kind="call_queue", name="Two", children=())
        assert other.notes[0].words == ("see above" if at is OPEN else "see below")


async def test_a_circle_is_marked_where_it_closes_and_only_there() -> None:
    answers = Answers()
    _queue(answers, "one", True, business=to("call-queues", "two"), closed=to("call-queues", "three"))
    _queue(answers, "two", True, business=to("call-queues", "three"))
    _queue(answers, "three", True, business=to("call-queues", "one"))
    tree = await _tree(answers, "call-queues", "one")
    circles = [note.words for each in tree.root.walk() for note in each.notes if note.mark is Mark.LOOP]
    assert circles == ["leads back here"]  # where two and three are named again is no circle of its own
    answers.handlings["xthree"] = handling(to("call-queues", "two"))
    answers.handlings["xone"] = handling(VOICEMAIL, to("call-queues", "three"),
                                         holidays={"2026-11-20": to("call-queues", "two")})  # fmt: skip
    tree = await _tree(answers, "call-queues", "one", CLOSED)
    circles = [note.words for each in tree.root.walk() for note in each.notes if note.mark is Mark.LOOP]
    assert sorted(circles) == ["goes round in a circle, see above", "goes round in a circle, see below"]


async def test_dead_ends_and_what_cannot_be_seen_are_marked() -> None:
    answers = Answers()
    _queue(answers, "q", True, business={"action": 7, "forward_to": {}}, closed={"action": 19},
           holidays={"2026-12-25": {"action": 24}, "2026-12-26": to("users", "gone")})  # fmt: skip
    tree = await _tree(answers, "call-queues", "q")
    marks = {note.mark: note.words for each in tree.root.walk() for note in each.notes}
    assert marks[Mark.DEAD_END] == "gone: there is no such extension"
    assert marks[Mark.UNSEEN] == "not visible to this API"
    assert marks[Mark.UNCERTAIN] == "an action that ztui does not know"
    assert _node(tree, kind="extension").notes[0].words == "leads nowhere: call queue is not named"
    assert "action 24 (unknown)" in _text(tree)
    assert tree.unread == ()


async def test_a_target_that_was_deleted_is_a_dead_end_and_not_something_unread() -> None:
    answers = Answers()
    _queue(answers, "q", closed={"action": 7, "forward_to": {"extension_id": "xlost"}})
    tree = await _tree(answers, "call-queues", "q", CLOSED)
    assert _node(tree, key="", kind="call_queue").notes == (
        Note(Mark.DEAD_END, "gone: there is no such extension (id xlost)"),
    )
    assert tree.unread == ()
    assert tree.here[0].has(Mark.DEAD_END)


async def test_what_may_not_be_read_is_said_and_the_rest_is_there() -> None:
    answers = Answers(refused={"getCallHandling"})
    _queue(answers, "q", True)
    tree = await _tree(answers, "call-queues", "q")
    assert "hours and routing not read: The app lacks a scope" in _text(tree)
    members = _node(tree, kind="members")
    assert (members.name, members.rings) == ("1 of 1 members", False)  # who would ring is known, not whether it is open
    assert [each.kind for each in tree.here] == ["call_queue"]
    assert not tree.rings
    assert "rings here" not in _text(tree)
    assert tree.unread == ("Q: hours and routing: The app lacks a scope",)


async def test_the_zone_of_a_user_is_that_of_the_sites_main_menu_and_said_to_be_assumed() -> None:
    answers = Answers()
    answers.put("users", "ann", handling(VOICEMAIL, VOICEMAIL), site={"id": "s1", "name": "Berlin"})
    answers.put("sites", "s1", main_auto_receptionist={"id": "main"})
    answers.put("auto-receptionists", "main", timezone="Europe/Berlin")
    tree = await _tree(answers, "users", "ann", datetime(2026, 11, 20, 8, 30, tzinfo=UTC))  # 09:30 in Berlin
    assert "Mon-Fri 09:00-17:00 CET" in _text(tree)
    assert "(zone assumed)" in _text(tree)
    assert _node(tree, kind="hours").reach is Reach.NOW


async def test_a_number_may_have_another_owner_for_sms() -> None:
    answers = Answers()
    answers.put("users", "ann", handling(VOICEMAIL, always=True))
    row = {
        "id": "n1",
        "number": "+14155550100",
        "sip_group": {"name": "west"},
        "source": "BYOCCloud",
        "assigned_list": [
            {"assigned_to_id": "bo", "assigned_to_type": "User", "source_channel": "SMS", "assgined_to_name": "Bo"},
            {"assigned_to_id": "ann", "assigned_to_type": "User", "source_channel": "Voice"},
        ],
    }
    start = start_of(NUMBERS, row)
    assert start is not None
    tree = await ring(answers, start, OPEN, zone=ZONE)
    assert _text(tree).splitlines()[0] == "+1 415 555 0100  BYOC · SIP group west"
    assert [(each.kind, each.name) for each in tree.root.children] == [("user", "Ann"), ("sms_owner", "Bo")]
    assert [each.kind for each in tree.here] == ["devices"]


async def test_a_number_that_nobody_has_and_one_of_a_room_say_so() -> None:
    for row, words in (
        ({"assigned_list": []}, "unassigned: rings nobody"),
        ({"allocated_product": "ZOOM_CONTACT_CENTER"}, "Zoom Contact Center is not visible to this API"),
        ({"assigned_list": [{"assigned_to_id": "r", "assigned_to_type": "GroupCallPickup"}]},
         "pickup: not visible to this API"),
    ):  # fmt: skip
        start = start_of(NUMBERS, {"id": "n", "number": "+14155550100", **row})
        assert start is not None
        assert words in _text(await ring(Answers(), start, OPEN, zone=ZONE))


async def test_a_forward_to_a_number_of_the_account_is_followed() -> None:
    answers = Answers()
    owner = {"assigned_to_id": "q", "assigned_to_type": "CallQueue", "source_channel": "Voice"}
    answers.lists["numbers"] = [{"id": "n", "number": "+14155550100", "assigned_list": [owner]}]
    _queue(answers, "q", True, business={"action": 10, "forward_to": {"phone_number": "+14155550100"}})
    tree = await _tree(answers, "call-queues", "q")
    assert _node(tree, number="+14155550100").notes[0].words == "leads back here"


KEYS = [f"p{at}" for at in range(7)]
KINDS = ("call-queues", "auto-receptionists", "users", "shared-line-groups")


def _kind(key: str) -> str:
    return KINDS[KEYS.index(key) % len(KINDS)]


_OPERATORS = st.sampled_from(KEYS).map(lambda key: to("users", key)["forward_to"])
_ROUTES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.sampled_from(KEYS).map(lambda key: to(_kind(key), key)),
    st.integers(-3, 30).map(lambda code: {"action": code}),
    _OPERATORS.map(lambda target: {**VOICEMAIL, "connect_to_operator": True, "operator": target}),
)
_NAMES = st.sampled_from([*HOSTILE_NAMES, "Ann", "山田 太郎", "x" * 300])
_HOURS = (("business_hours", ""), ("closed_hours", ""), ("holiday_hours", "h-2026-11-20"))


@st.composite
def _accounts(draw: st.DrawFn) -> Answers:
    answers = Answers()
    for key in KEYS:
        name, some = draw(_NAMES), draw(st.lists(st.sampled_from(KEYS), max_size=3))
        answer = handling(
            draw(_ROUTES), draw(_ROUTES), always=draw(st.booleans()), holidays={"2026-11-20": draw(_ROUTES)}
        )
        members = [{"id": each, "name": name, "receive_call": draw(st.booleans())} for each in some]
        is_told = draw(st.integers(0, 9)) > 0
        answers.put(_kind(key), key, answer if is_told else None, name=name, members={"users": members})
        routes = [draw(_ROUTES) for _ in range(3)]
        pressed = [{**each, "target": each.get("forward_to", {}), "key": str(at)} for at, each in enumerate(routes)]
        for where in _HOURS:
            answers.menus[(key, *where)] = {"key_actions": pressed}
    return answers


@given(_accounts(), st.integers(24, 160), st.sampled_from([OPEN, CLOSED]))
async def test_any_account_ends_in_a_tree_that_fits(answers: Answers, width: int, at: datetime) -> None:
    start = Start(Target(_kind("p0"), "p0", "xp0"))
    read: Ring = await read_ring(answers, start, zone=ZONE, stored=Answers())
    tree = read.at(at)
    opened = [each.place for each in tree.root.walk() if each.key in KEYS and each.children and each.place]
    assert len(opened) == len(set(opened))  # no place is opened up twice, whatever goes round
    assert len(set(map(str, answers.asked))) == len(answers.asked)
    assert tree.here
    for line in ring_lines(tree, VIEWER, width):
        assert cell_len(line.text) <= width
        assert display(line.text) == line.text
    folded = ring_lines(tree, VIEWER, width, lambda node, path, depth: is_folded_first(node, depth))
    assert len(folded) <= len(list(tree.root.walk()))
    assert {line.node.is_here for line in folded} == {True, False} or len(folded) == 1
    json.dumps(tree_as_data(tree))


async def test_a_chain_is_followed_only_so_far_and_its_end_is_said() -> None:
    answers = Answers()
    for at in range(40):
        _queue(answers, f"q{at}", True, business=to("call-queues", f"q{at + 1}"))
    tree = await _tree(answers, "call-queues", "q0")
    assert len(tree.graph.places) == DEEPEST + 1
    assert "Q11  ! too far from the start, not followed" in _text(tree)


async def test_few_are_asked_at_once_however_many_a_menu_leads_to() -> None:
    class Busy(Answers):
        now = most = 0

        async def object(self, resource: str, key: str) -> KnownObject | None:
            self.now += 1
            self.most = max(self.most, self.now)
            await asyncio.sleep(0)
            self.now -= 1
            return await super().object(resource, key)

    answers = Busy()
    answers.put("auto-receptionists", "main", handling({"action": 14}, always=True))
    keys = [{"key": str(at), "action": 7, "target": to("call-queues", f"q{at}")["forward_to"]} for at in range(10)]
    answers.menus["main", "business_hours", ""] = {"key_actions": keys}
    for at in range(10):
        _queue(answers, f"q{at}", True, business=VOICEMAIL)
    tree = await _tree(answers, "auto-receptionists", "main")
    assert len(tree.graph.places) == 11
    assert 1 < answers.most <= 6


async def test_ascii_has_no_sign_that_is_not() -> None:
    answers = Answers()
    _queue(answers, "q", True, business=VOICEMAIL, closed=VOICEMAIL)
    assert _text(await _tree(answers, "call-queues", "q"), ascii=True).isascii()
    assert hours()["settings"]["type"] == 2
    assert rules()["settings"] == {}
