"""Where a call goes: people ring, queues overflow and close, menus ask for a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.world.calls.cast import Desk, Menu, Party
from ztui.sim.world.calls.scene import Leg
from ztui.sim.world.entities import Action

if TYPE_CHECKING:
    from ztui.sim.world.calls.cast import Cast, Place
    from ztui.sim.world.calls.scene import Scene

__all__ = ["TALK", "Routing"]

TALK = 2400
"""Nobody talks longer, in seconds."""

_MOST_RINGS = 6
_DEPTH = 2
"""How many queues or menus a caller is passed through."""


class Routing:
    """Leads a scene through the phone system."""

    def __init__(self, cast: Cast) -> None:
        """Take who takes part."""
        self._cast = cast

    def ring_user(self, scene: Scene, callee: Party, event: str, operator: Party | None = None, key: str = "") -> None:
        """Ring one person, who answers, declines or lets it go to voicemail."""
        start, chance = scene.time, scene.draw()
        ring = 2 + int(scene.draw() * 22)
        if chance < 0.66:
            answer = start + ring
            end = answer + scene.span(6, 170, TALK)
            hold = int(scene.draw() * 60) if scene.draw() < 0.15 else 0
            recording = "ad-hoc" if scene.draw() < 0.04 else ""
            scene.legs.append(
                Leg(start, answer, end, scene.caller, callee, event, "answered", "", operator, key, hold, ring,
                    recording=recording)
            )  # fmt: skip
            scene.answer = answer if scene.answer < 0 else scene.answer
            scene.result, scene.time = "answered", end
            return
        if chance < 0.86:
            end = start + 24 + scene.span(4, 25, 180)
            scene.legs.append(
                Leg(start, -1, end, scene.caller, callee, event, "voicemail", "", operator, key, 0, 24, True)
            )
            scene.result, scene.time = "voicemail", end
            return
        result = ("no_answer", "rejected", "busy", "canceled", "ring_timeout")[int((chance - 0.86) / 0.14 * 4.999)]
        end = start + (1 if result == "busy" else ring)
        scene.legs.append(Leg(start, -1, end, scene.caller, callee, event, result, "", operator, key, 0, end - start))
        scene.result, scene.time = result, end

    def transfer(self, scene: Scene, operator: Party, place: Place) -> None:
        """Let who answered pass the call on."""
        last = scene.legs[-1]
        target = place.users[int(scene.draw() * len(place.users))]
        if target.ext_id == operator.ext_id:
            return
        scene.time = last.end
        event = "direct_transfer" if scene.draw() < 0.6 else "warm_transfer"
        self.ring_user(scene, target, event, operator)
        scene.result = "answered"

    def enter(self, scene: Scene, desk: Desk, event: str, depth: int, key: str = "") -> None:
        """Let the caller enter a queue: closed, waiting, ringing, overflowing."""
        rules, start = desk.rules, scene.time
        if not self._cast.is_open(desk, start):
            self._closed(scene, desk, event, depth, key)
            return
        wait = 0 if scene.draw() < 0.6 else scene.span(2, 50, rules.max_wait + 30)
        if scene.draw() < 0.09:
            patience = min(scene.span(5, 60, 900), rules.max_wait)
            self._pass(scene, desk.party, event, "abandoned", key, patience)
            scene.result = "abandoned"
            return
        at = len(scene.legs)
        answered = desk.ringing and wait < rules.max_wait and self._ring_members(scene, desk, start + wait)
        waited = scene.time - start if not answered else scene.legs[-1].answer - start
        result = "answered" if answered else "overflowed"
        leg = Leg(start, -1, start + max(waited, 0), scene.caller, desk.party, event, result, "", None, key, 0, waited)
        scene.legs.insert(at, leg)
        if not answered:
            scene.time = leg.end
            self._leave(scene, desk, rules.overflow, rules.overflow_to, "overflow", depth)

    def _ring_members(self, scene: Scene, desk: Desk, start: int) -> bool:
        """Ring the members by the queue's mode; tell whether one answers."""
        rules, count = desk.rules, len(desk.ringing)
        scene.time = start
        first = 0 if rules.ring_mode in ("simultaneous", "sequential") else int(scene.draw() * count)
        turns = [desk.ringing[(first + turn) % count] for turn in range(min(count, _MOST_RINGS))]
        if rules.ring_mode == "simultaneous":
            answers = scene.draw() < 0.88
            ring = 2 + int(scene.draw() * (rules.ring_seconds - 3)) if answers else rules.ring_seconds
            who = int(scene.draw() * len(turns))
            for member in (each for at, each in enumerate(turns) if at != who or not answers):
                self._rang(scene, start, start + ring, desk.party, member, "answered_by_other" if answers else "")
            scene.time = start + ring
            if answers:
                self._talk(scene, start, ring, desk, turns[who])
            return answers
        for member in turns:
            if scene.time - start >= rules.max_wait:
                return False
            ring = 2 + int(scene.draw() * (rules.ring_seconds - 3))
            if scene.draw() < 0.55:
                self._talk(scene, scene.time, ring, desk, member)
                return True
            self._rang(scene, scene.time, scene.time + rules.ring_seconds, desk.party, member, "")
            scene.time += rules.ring_seconds
        return False

    def _rang(self, scene: Scene, start: int, end: int, queue: Party, member: Party, reason: str) -> None:
        scene.legs.append(
            Leg(
                start, -1, end, scene.caller, member, "ring_to_member", "no_answer", reason, queue, "", 0, 0, node=False
            )
        )

    def _talk(self, scene: Scene, start: int, ring: int, desk: Desk, member: Party) -> None:
        """Let a member take the call."""
        answer = start + ring
        end = answer + scene.span(10, 220, TALK)
        hold = int(scene.draw() * 90) if scene.draw() < 0.2 else 0
        recording = "automatic" if desk.records else ""
        scene.legs.append(
            Leg(start, answer, end, scene.caller, member, "ring_to_member", "answered", "", desk.party, "", hold, ring,
                recording=recording)
        )  # fmt: skip
        scene.answer = answer if scene.answer < 0 else scene.answer
        scene.result, scene.time = "answered", end

    def _closed(self, scene: Scene, desk: Desk | Menu, event: str, depth: int, key: str) -> None:
        """Treat a caller outside business hours."""
        rules = desk.rules
        if rules.closed == Action.VOICEMAIL:
            self._voicemail(scene, desk.party, event, key)
            return
        self._pass(scene, desk.party, event, "overflowed", key, 4 + int(scene.draw() * 8))
        self._leave(scene, desk, rules.closed, rules.closed_to, "forward", depth)

    def _pass(self, scene: Scene, callee: Party, event: str, result: str, key: str, seconds: int) -> None:
        """Let the caller stay somewhere without talking to anybody."""
        end = scene.time + seconds
        scene.legs.append(Leg(scene.time, -1, end, scene.caller, callee, event, result, "", None, key, 0, seconds))
        scene.time = end

    def _voicemail(self, scene: Scene, callee: Party, event: str, key: str = "") -> None:
        """Let the caller speak to the machine, or hang up at the tone."""
        seconds = 8 + scene.span(3, 28, 180)
        left = scene.draw() < 0.8
        result = "voicemail" if left else "hang_up"
        end = scene.time + seconds
        scene.legs.append(
            Leg(scene.time, -1, end, scene.caller, callee, event, result, "", None, key, 0, 8, voicemail=left)
        )
        scene.result, scene.time = result, end

    def _leave(self, scene: Scene, desk: Desk | Menu, action: int, target: str, event: str, depth: int) -> None:
        """Follow a routing action."""
        found = self._cast.by_ext.get(target)
        if isinstance(found, Desk) and depth < _DEPTH:
            self.enter(scene, found, event, depth + 1)
        elif isinstance(found, Menu) and depth < _DEPTH:
            self.greet(scene, found, event, depth + 1)
        elif isinstance(found, Party):
            self.ring_user(scene, found, event, desk.party)
        elif action == Action.VOICEMAIL or found is not None:
            self._voicemail(scene, desk.party, event)
        else:
            scene.result = "overflowed" if event == "overflow" else "unconnected"

    def greet(self, scene: Scene, menu: Menu, event: str = "incoming", depth: int = 0) -> None:
        """Let the caller hear a menu and press a key."""
        if not self._cast.is_open(menu, scene.time):
            self._closed(scene, menu, event, depth, "")
            return
        listening = 4 + int(scene.draw() * 25)
        chance = scene.draw()
        keys = [key for key in menu.keys if key[2]]
        if chance < 0.1 or not keys:
            self._pass(scene, menu.party, event, "abandoned", "", listening)
            scene.result = "abandoned"
        elif chance < 0.14:
            self._pass(scene, menu.party, event, "invalid_key", "7", listening)
            scene.result = "invalid_key"
        else:
            share = scene.draw()
            key, action, target = keys[int(share * share * len(keys))]
            self._pass(scene, menu.party, event, "succeeded", key, listening)
            found = self._cast.by_ext.get(target)
            if isinstance(found, Desk) and depth < _DEPTH:
                self.enter(scene, found, "forward", depth + 1)
            elif isinstance(found, Party):
                self.ring_user(scene, found, "forward", menu.party)
            else:
                self._leave(scene, menu, action, "", "forward", depth)
