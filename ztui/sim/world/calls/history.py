"""The call history of one account at an instant: which calls there are, found by time, filter or id."""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING

from ztui.sim.world.calls.cast import Cast
from ztui.sim.world.calls.scene import LONGEST
from ztui.sim.world.calls.seal import CallIds, Seal
from ztui.sim.world.calls.timeline import Timeline
from ztui.sim.world.calls.ways import Director

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from ztui.sim.world.calls.scene import Call
    from ztui.sim.world.system import PhoneSystem

__all__ = ["LEGS", "Found", "History"]

LEGS = 64
"""A call has fewer legs; the number of a leg is its call's times this plus its place."""

_REMEMBERED = 16
"""Answers of scans kept, so that the next page of a list does not scan again."""

Found = tuple[int, int]
"""A call and the place of a leg in it."""


class History:
    """Calls by number; what was written about them lies over them.

    Attributes:
        deleted: Legs that their user deleted, as (call, place, user id).
        client_codes: Client codes by call.
        voicemail_states: What was written to voicemails, by leg: read, unread or deleted.
        recording_states: What was written to recordings, by leg: deleted or auto delete.
    """

    def __init__(self, system: PhoneSystem) -> None:
        """Take the phone system whose calls these are; nothing is made yet."""
        self._system = system
        self._now = int(system.now.timestamp())
        self._scans: OrderedDict[Hashable, Sequence[Found]] = OrderedDict()
        self._running: tuple[int, frozenset[int]] = (-1, frozenset())
        self.deleted: set[tuple[int, int, str]] = set()
        self.client_codes: dict[int, str] = {}
        self.voicemail_states: dict[int, str] = {}
        self.recording_states: dict[int, str] = {}
        self.revision = 0
        key = system.dice("call ids").key()
        self.call_seal, self.leg_seal = Seal(key), Seal(key ^ 0x5151)
        self.voicemail_seal, self.recording_seal = Seal(key ^ 0xABAB), Seal(key ^ 0xEFEF)
        self.call_ids = CallIds(key)

    @cached_property
    def cast(self) -> Cast:
        """Who takes part."""
        return Cast(self._system)

    @cached_property
    def timeline(self) -> Timeline:
        """When calls start. Without anybody to take them there are none."""
        loads = self.cast.loads()
        count = self._system.sizes.calls if max(loads, default=0.0) > 0 else 0
        return Timeline(self._system.dice("call"), self._now, count, loads)

    @cached_property
    def director(self) -> Director:
        """What makes a call."""
        lost = frozenset(self._system.flaws.trunks)
        return Director(self._system.dice("call"), self.cast, self.timeline, self._now, lost)

    def call(self, serial: int) -> Call:
        """Make the call of that number."""
        return self.director.call(serial)

    def _not_over(self, now: int) -> frozenset[int]:
        """Give the calls that have begun and not ended."""
        if self._running[0] != now:
            recent = range(self.timeline.before(now - LONGEST), self.timeline.before(now + 1))
            self._running = now, frozenset(serial for serial in recent if self.call(serial).end > now)
        return self._running[1]

    def between(self, start: int, end: int, now: int) -> list[int]:
        """Give the calls that started from `start` to `end` (inclusive) and are over by `now`, newest first."""
        first, last = self.timeline.before(start), self.timeline.before(min(end, now) + 1)
        found = list(range(last - 1, first - 1, -1))
        running = self._not_over(now)
        if running and last > min(running):
            found = [serial for serial in found if serial not in running]
        return found

    def ended_between(self, start: int, end: int, now: int) -> list[int]:
        """Give the calls that ended from `start` to `end` (inclusive), the one that started last first."""
        found = self.between(start - LONGEST, end, now)
        return [serial for serial in found if start <= self.call(serial).end <= end]

    def count(self, now: int) -> int:
        """Count the calls that are over."""
        return self.timeline.before(now + 1) - len(self._not_over(now))

    def scan(self, key: Hashable, serials: Sequence[int], legs: Callable[[Call], Sequence[int]]) -> Sequence[Found]:
        """Give the legs that `legs` chooses from each call; remembered under `key` until something is written.

        Args:
            key: What names the question and the calls looked at.
            serials: The calls to look at.
            legs: Gives the places of the legs wanted in a call; -1 stands for the call itself.
        """
        full = (key, self.revision, len(serials), serials[0] if serials else -1, serials[-1] if serials else -1)
        known = self._scans.get(full)
        if known is not None:
            self._scans.move_to_end(full)
            return known
        found: list[Found] = []
        for serial in serials:
            found += [(serial, place) for place in legs(self.call(serial))]
        self._scans[full] = found
        if len(self._scans) > _REMEMBERED:
            self._scans.popitem(last=False)
        return found

    def by_uuid(self, text: str, now: int) -> Call | None:
        """Give the call with this history uuid, or None."""
        return self._over(self.call_seal.read_dated(text), now)

    def by_call_id(self, text: str, now: int) -> Call | None:
        """Give the call with this call id, or None."""
        return self._over(self.call_ids.read(text), now)

    def _over(self, serial: int | None, now: int) -> Call | None:
        if serial is None or serial >= self.timeline.before(now + 1) or serial in self._not_over(now):
            return None
        return self.call(serial)

    def by_leg(self, number: int | None, now: int) -> tuple[Call, int] | None:
        """Give call and place for the number of a leg, or None."""
        if number is None:
            return None
        serial, place = divmod(number, LEGS)
        call = self._over(serial, now)
        return (call, place) if call is not None and place < len(call.legs) else None

    def by_element(self, text: str, now: int) -> tuple[Call, int] | None:
        """Give call and place of the leg with this element id, or None."""
        return self.by_leg(self.leg_seal.read_dated(text), now)

    def uuid(self, call: Call) -> str:
        """Give the history uuid of a call."""
        return self.call_seal.dated(call.serial, call.start)

    def element_id(self, call: Call, place: int) -> str:
        """Give the element id of a leg."""
        return self.leg_seal.dated(call.serial * LEGS + place, call.legs[place].start)

    def voicemail_id(self, call: Call, place: int) -> str:
        """Give the id of the voicemail left in a leg."""
        return self.voicemail_seal.short(call.serial * LEGS + place)

    def recording_id(self, call: Call, place: int) -> str:
        """Give the id of a leg's recording."""
        return self.recording_seal.short(call.serial * LEGS + place)

    def wrote(self) -> None:
        """Forget remembered scans, since something was written."""
        self.revision += 1
