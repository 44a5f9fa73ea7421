"""The way of a call: by number of the call, out of nothing but the seed and how the world began.

A call takes the way that its queue, hours and members dictate: it rings whoever is opted in by the queue's ring mode,
overflows where the queue says, goes to voicemail when closed, and is abandoned by impatient callers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ztui.sim.world.calls.cast import ANONYMOUS, EMERGENCY
from ztui.sim.world.calls.routing import TALK, Routing
from ztui.sim.world.calls.scene import Call, Leg, Scene

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.sim.world.calls.cast import Cast, Party, Place
    from ztui.sim.world.calls.timeline import Timeline
    from ztui.sim.world.dice import Dice, Words

__all__ = ["Director"]

T = TypeVar("T")

_WORD = 4294967296
_DOWN = 24 * 3600
"""Since so many seconds before the world began a lost trunk is down."""
_KINDS = (0.24, 0.38, 0.62, 0.86, 0.96, 0.985)
"""Running shares: outbound, internal, to a user, to a queue, to a menu, from a common area; the rest user to queue."""


class Director:
    """Makes the calls of one account."""

    def __init__(
        self, dice: Dice, cast: Cast, timeline: Timeline, now: int, lost: frozenset[int] = frozenset()
    ) -> None:
        """Take randomness, who takes part, when calls start, when the world began, and the trunks that are down."""
        self._lost = lost
        self._dice = dice
        self._cast = cast
        self._timeline = timeline
        self._now = now
        self._routing = Routing(cast)

    def call(self, index: int) -> Call:
        """Make one call: the same one whenever it is asked for."""
        words = self._dice.words(index)
        start = self._timeline.start_of(index, words[15])
        place = self._cast.place_at(start, words[0])
        share = words[1] / _WORD
        if share < _KINDS[0]:
            return self._outbound(index, words, start, place, _of(place.users, words[2]))
        if share < _KINDS[1]:
            return self._internal(index, words, start, place)
        if share < _KINDS[2]:
            return self._direct(index, words, start, place)
        if share < _KINDS[3]:
            return self._queue(index, words, start, place)
        if share < _KINDS[4]:
            return self._menu(index, words, start, place)
        if share < _KINDS[5] and place.areas:
            return self._outbound(index, words, start, place, _of(place.areas, words[2]))
        return self._queue(index, words, start, place, inside=True)

    def _outbound(self, index: int, words: Words, start: int, place: Place, caller: Party) -> Call:
        callee = self._cast.outsider(words[3], words[4])
        emergency = words[5] % 4000 == 0
        if emergency:
            callee = EMERGENCY._replace(country=place.country)
        scene = Scene(words, start, caller)
        chance = scene.draw()
        failed = not emergency and self._fails(caller.trunk, start, scene.draw())
        ring = 2 + int(scene.draw() * 18)
        recording = ""
        if failed:
            answer, end, result = -1, start + 1 + int(chance * 3), "call_failed"
        elif emergency or chance < 0.74:
            answer = start + ring
            end, result = answer + scene.span(5, 160, TALK), "connected"
            recording = "ad-hoc" if scene.draw() < 0.05 else ""
        else:
            answer, end = -1, start + ring + 10
            result = ("no_answer", "busy", "canceled", "rejected", "unconnected")[int((chance - 0.74) / 0.26 * 5)]
        hold = int(scene.draw() * 40) if answer >= 0 and chance < 0.08 else 0
        leg = Leg(start, answer, end, caller, callee, "outgoing", result, hold=hold, wait=ring, recording=recording)
        hidden = words[6] % 50 == 0
        group = caller.trunk
        return Call(
            index, start, answer, end, "outbound", True, emergency, result, caller, callee, hidden, "", group,
            bool(recording), caller, (leg,),
        )  # fmt: skip

    def _internal(self, index: int, words: Words, start: int, place: Place) -> Call:
        caller = _of(place.users, words[2])
        target = place if words[3] % 5 else self._cast.place_at(start, words[4])
        callee = _of(target.users, words[5])
        if callee is caller:
            callee = _of(target.users, words[5] + 1)
        scene = Scene(words, start, caller)
        self._routing.ring_user(scene, callee, "outgoing")
        return self._finish(index, scene, callee, "outbound", caller, external=False)

    def _direct(self, index: int, words: Words, start: int, place: Place) -> Call:
        callee = _of(place.users, words[2])
        scene = Scene(words, start, self._caller(words))
        if self._fails(callee.trunk, start, scene.draw()):
            self._drop(scene, callee)
        else:
            self._routing.ring_user(scene, callee, "incoming")
            if scene.answer >= 0 and scene.draw() < 0.05:
                self._routing.transfer(scene, callee, place)
        return self._finish(index, scene, callee, "inbound", callee)

    def _queue(self, index: int, words: Words, start: int, place: Place, inside: bool = False) -> Call:
        if not place.desks:
            return self._internal(index, words, start, place) if inside else self._direct(index, words, start, place)
        share = words[2] / _WORD
        desk = place.desks[int(share * share * len(place.desks))]
        scene = Scene(words, start, _of(place.users, words[3]) if inside else self._caller(words))
        if not inside and self._fails(desk.party.trunk, start, scene.draw()):
            self._drop(scene, desk.party)
        else:
            self._routing.enter(scene, desk, "incoming", 0)
            if scene.answer >= 0 and scene.draw() < 0.06:
                self._routing.transfer(scene, scene.legs[-1].callee, place)
        return self._finish(index, scene, desk.party, "inbound", desk.party, external=not inside)

    def _menu(self, index: int, words: Words, start: int, place: Place) -> Call:
        menu = _of(place.menus, words[2])
        scene = Scene(words, start, self._caller(words))
        if self._fails(menu.party.trunk, start, scene.draw()):
            self._drop(scene, menu.party)
        else:
            self._routing.greet(scene, menu)
        return self._finish(index, scene, menu.party, "inbound", menu.party)

    def _caller(self, words: Words) -> Party:
        """Give who calls from outside; some withhold their number."""
        return ANONYMOUS if words[4] % 29 == 0 else self._cast.outsider(words[3], words[4])

    def _finish(
        self, index: int, scene: Scene, callee: Party, direction: str, home: Party, external: bool = True
    ) -> Call:
        inbound = external and direction == "inbound"
        hidden = scene.caller is ANONYMOUS
        spam = ""
        if inbound and not hidden and scene.caller.name[:5] in ("V1029", "WIREL") and scene.draw() < 0.2:
            spam = "Maybe Spam" if scene.draw() < 0.7 else "Spam"
        end = max(leg.end for leg in scene.legs)
        recorded = any(leg.recording for leg in scene.legs)
        return Call(
            index, scene.start, scene.answer, end, direction, external, False, scene.result, scene.caller, callee,
            hidden, spam, callee.trunk if inbound else -1, recorded, home, tuple(scene.legs),
        )  # fmt: skip

    def _fails(self, group: int, instant: int, share: float) -> bool:
        """Tell whether a call through a SIP group fails: seldom, but often while its trunk has trouble."""
        if group < 0:
            return False
        trunk = group // 2
        if trunk in self._lost and instant >= self._now - _DOWN:
            return True
        hours = instant // 7200
        trouble = self._dice.word(-1 - (hours * 16 + trunk)) % 150 == 0
        if trunk == 0 and self._now - 7200 <= instant <= self._now:
            trouble = True
        return share < (0.45 if trouble else 0.012)

    def _drop(self, scene: Scene, callee: Party) -> None:
        """Let the call fail on its trunk."""
        scene.result = "call_failed"
        end = scene.start + 1 + int(scene.draw() * 3)
        scene.legs.append(Leg(scene.start, -1, end, scene.caller, callee, "incoming", "call_failed"))


def _of(people: Sequence[T], word: int) -> T:
    """Choose somebody."""
    return people[word % len(people)]
