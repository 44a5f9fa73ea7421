"""What a change is, what a plan is, and what came of them; data, and nothing that reads or writes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.resources.model import Confirm
from ztui.services.view import Pairs
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from ztui.resources.edits.model import Check, Request
    from ztui.resources.model import Row

__all__ = ["UNSET", "Change", "FieldChange", "Found", "Pairs", "Plan", "Result", "Run", "Unset", "merge", "strictest"]


Found = tuple[str, Any, Any]
"""What was read after a write: title of a field, asked, found."""


class Unset(Enum):
    """The type of `UNSET`."""

    UNSET = "unset"

    def __repr__(self) -> str:
        """Give its name."""
        return "UNSET"


UNSET: Final = Unset.UNSET
"""A field that is to be left out of the body; None is null, which empties it."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, both as the body has it.

    Attributes:
        title: What people call it.
        read: Path in the object's answer, "" where no answer has it.
        write: Path in the body.
        before: The value before; None where there was none, or it is not known.
        after: The value that is written.
        secret: Its values are not shown, and not written to the journal.
        live: Gives the field's value, as the body has it, from an answer.
    """

    title: str
    read: str
    write: str
    before: Any
    after: Any
    secret: bool = False
    live: Callable[[Row], Any] | None = None

    def __repr__(self) -> str:
        """Give the field without the values of a secret."""
        values = "***" if self.secret else f"{self.before!r} -> {self.after!r}"
        return f"FieldChange({self.write}: {values})"


@dataclass(frozen=True, slots=True)
class Change:
    """One write.

    Attributes:
        id: Unique within the plan.
        resource: Name of the resource of its object.
        key: Key of the object, "" where there is none yet.
        label: What the object is called, raw.
        title: What is done to it, raw.
        request: The request.
        fields: The fields that are changed, as far as it is about fields.
        before: The object as it was read when the change was planned; None where there is none.
        check: How to see whether it was carried out; None where no read tells, and `unverified` says why.
        unverified: Why it cannot be verified, "" where it can.
        inverse: What undoes it, as far as it is known before it is sent.
        final: Why it cannot be undone, "" where it can.
        differs: What is different after it was undone, "" for nothing.
        confirm: How it is confirmed, before the profile's rule.
        phrase: What has to be typed where it is severe.
        on: Whether it is carried out.
        parents: What the object's list is below.
        undo: Makes the inverse from the answer, where it takes that.
        created: Path in the answer of the key of the object that it makes; "" where it makes none.
        guard: Tells from the object why it cannot be carried out (any more), "" if it can.
        only_if: What has to be so right before it is sent, by another read than the object's; else it is a conflict.
        touches: Paths in the object that must not have changed since it was planned.
        removes: Whether the object is gone after it.
        undoes: Id of the journal's entry that it undoes, "" for none.
        needs: Ids of changes before it in the plan; unless what they are for is so, it is not sent. One that is
            switched off holds up nothing.
        stand_ins: Pairs (what stands in its requests for the key of a new object, id of the change that makes that).
        action: Name of the action that it is of, "" for an update or a create.
        given: What the action was given, by the names of its inputs, as it was asked for.
    """

    id: str
    resource: str
    key: str
    label: str
    title: str
    request: Request
    fields: tuple[FieldChange, ...] = ()
    before: Row | None = None
    check: Check | None = None
    unverified: str = ""
    inverse: Request | None = None
    final: str = ""
    differs: str = ""
    confirm: Confirm = Confirm.REVIEW
    phrase: str = ""
    on: bool = True
    parents: Pairs = ()
    undo: Callable[[Any], Request | None] | None = None
    created: str = ""
    guard: Callable[[Row], str] | None = None
    touches: tuple[str, ...] = ()
    only_if: Check | None = None
    removes: bool = False
    undoes: str = ""
    needs: tuple[str, ...] = ()
    stand_ins: Pairs = ()
    action: str = ""
    given: tuple[tuple[str, Any], ...] = ()

    @property
    def secrets(self) -> frozenset[str]:
        """Give the paths of what must not be kept: as written and as read."""
        return frozenset(path for each in self.fields if each.secret for path in (each.write, each.read) if path)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, bound to the profile and the account that it was made in.

    Attributes:
        id: Its id in the journal.
        profile: Name of the profile.
        account: Sub account in whose name it was made, "" for the profile's own.
        made_at: When.
        owner: Whose credentials it was made with, as `bound.owner_of` gives it.
        changes: What is written, in order.
        postponed: What is to be written too and could not be planned, for a reason that passes: it stays in the file
            of the run.
        says: What it means beyond the objects themselves, as far as is known, with ages; and what to mind.
        reason: Why, for the journal.
        production: The profile is marked as production: confirmations are one level stricter.
    """

    id: str
    profile: str
    account: str
    made_at: datetime
    changes: tuple[Change, ...] = ()
    says: tuple[str, ...] = ()
    reason: str = ""
    production: bool = False
    owner: str = ""
    postponed: tuple[Change, ...] = ()

    @property
    def active(self) -> tuple[Change, ...]:
        """Give the changes that are switched on."""
        return tuple(each for each in self.changes if each.on)

    @property
    def confirm(self) -> Confirm:
        """Give how the plan is confirmed: the highest level of its changes, after the profile's rule."""
        return strictest((each.confirm for each in self.active), production=self.production)

    @property
    def phrase(self) -> str:
        """Give what has to be typed where the plan is severe, "" for others: of many the count."""
        if self.confirm is not Confirm.SEVERE:
            return ""
        active = self.active
        return active[0].phrase if len(active) == 1 else str(len(active))


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one change.

    Attributes:
        change: The change.
        outcome: What became of it.
        said: Zoom's words, or what is known.
        found: What was read after it, field by field.
        tracking_id: Zoom's id of the request, "" without an answer.
        journal_id: Id of the journal's entry, "" where nothing was to be sent.
        candidates: Keys of objects that it may have made.
        key: Key of the object, that of a new one included.
        fields: Where Zoom refuses the request, field by field.
        exit_code: Of the error that ended it, 0 for none.
    """

    change: Change
    outcome: Outcome
    said: str = ""
    found: tuple[Found, ...] = ()
    tracking_id: str = ""
    journal_id: str = ""
    candidates: tuple[str, ...] = ()
    key: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    exit_code: int = 0
    as_asked: bool = True
    """False where it was done, and reading it shows something else than was asked for."""
    is_read: bool = False
    """Whether its object was read after it, and is stored as it is now."""
    is_held: bool = False
    """Whether it was not sent for a reason that passes: Zoom was not reached, or failed when it was asked."""


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a plan.

    Attributes:
        plan: The plan.
        results: One for each change that was switched on, in the plan's order.
        stopped: Why the run ended early, "" where it did not.
        postponed: What was not sent for a reason that passes, and stays in the file of the run to be resumed.
    """

    plan: Plan
    results: tuple[Result, ...]
    stopped: str = ""
    postponed: tuple[Change, ...] = ()

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """Give how many changes had which outcome."""
        return Counter(each.outcome for each in self.results)

    @property
    def exit_code(self) -> int:
        """Give the exit code: 5 where something is unknown, 7 where it is partly done, else what one error would."""
        outcomes = [each.outcome for each in self.results]
        if Outcome.UNKNOWN in outcomes:
            return 5
        bad = [each for each in self.results if each.outcome in (Outcome.FAILED, Outcome.CONFLICT)]
        held = [each for each in self.results if each.outcome is Outcome.SKIPPED and each.exit_code]
        if not bad and not held:
            return 0 if all(each.as_asked for each in self.results) else 7
        if Outcome.DONE in outcomes or any(each.outcome is Outcome.CONFLICT for each in bad):
            return 7
        codes = {each.exit_code or 1 for each in (*bad, *held)}
        return codes.pop() if len(codes) == 1 else 1


_STRICTER = {Confirm.REVIEW: Confirm.DANGER, Confirm.DANGER: Confirm.SEVERE, Confirm.SEVERE: Confirm.SEVERE}
_ORDER = (Confirm.REVIEW, Confirm.DANGER, Confirm.SEVERE)


def strictest(levels: Iterable[Confirm], *, production: bool = False) -> Confirm:
    """Give the highest of some levels, one stricter on a profile that is marked as production."""
    highest = max(levels, key=_ORDER.index, default=Confirm.REVIEW)
    return _STRICTER[highest] if production else highest


def merge(plans: Iterable[Plan]) -> Plan:
    """Make one plan of several; its changes keep their order.

    Raises:
        ConfigError: There is none, or they were made in different accounts.
    """
    parts = list(plans)
    if not parts:
        raise ConfigError("There is nothing to change.")
    first = parts[0]
    if any((each.profile, each.account) != (first.profile, first.account) for each in parts):
        raise ConfigError("Plans of different accounts cannot be one.", "Make them one after another.")
    numbered: list[Change] = []
    for part in parts:
        ids = {each.id: str(place) for place, each in enumerate(part.changes, len(numbered) + 1)}
        numbered += [_renamed(each, ids) for each in part.changes]
    says = tuple(dict.fromkeys(each for part in parts for each in part.says))
    return replace(first, changes=tuple(numbered), says=says)


def _renamed(change: Change, ids: Mapping[str, str]) -> Change:
    return replace(
        change,
        id=ids[change.id],
        needs=tuple(ids[each] for each in change.needs),
        stand_ins=tuple((stand_in, ids[maker]) for stand_in, maker in change.stand_ins),
    )
