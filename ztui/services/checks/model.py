"""A rule, what it finds, and what mends that; data, and nothing that reads or writes."""

from __future__ import annotations

from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ztui.services.checks.facts import Facts, HoursMenu
    from ztui.services.view import Pairs

__all__ = ["AT_LEAST", "Edit", "Finding", "Mend", "Rule", "Severity", "key_edit"]


_DIGEST = 5
"""Bytes of an id's second half: some ten thousand findings of one rule do not meet."""


class Severity(StrEnum):
    """How bad it is, the worst first."""

    SERIOUS = "serious"
    """Callers are lost, or help is sent to the wrong place."""
    WARNING = "warning"
    """Something does not work as somebody meant it to."""
    NOTE = "note"
    """It costs money, or is worth a look."""


AT_LEAST = {each: tuple(Severity)[: place + 1] for place, each in enumerate(Severity)}
"""Severities that are as bad as one, or worse."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of an object, as the plans take it.

    Attributes:
        resource: Name of its resource.
        key: Its key.
        action: Name of the action, "" for a change of fields.
        given: What the action is given, or the fields are to be, by name.
        parents: What its list is below.
        final: Why it cannot be undone, although an edit of its kind can: Zoom would not take back what was wrong; "" if
            it can.
    """

    resource: str
    key: str
    action: str = ""
    given: tuple[tuple[str, Any], ...] = ()
    parents: Pairs = ()
    final: str = ""


def key_edit(receptionist: str, menu: HoursMenu, key: str, final: str = "") -> Edit:
    """Give the edit of a key of a menu, about which somebody has to decide; the menu of a holiday is named by it."""
    of_holiday = (("hours_type", menu.hours), ("holiday_id", menu.holiday)) if menu.holiday else ()
    parents = (("autoReceptionistId", receptionist), *of_holiday)
    return Edit("ivr-keys", f"{menu.hours}+{menu.holiday}++{key}", parents=parents, final=final)


@dataclass(frozen=True, slots=True)
class Mend:
    """What mends a finding.

    Attributes:
        title: What is done, as a menu says it.
        edits: The edits, one plan together.
        wants: What somebody has to decide first, in words; "" where the edits say all. They name then the object and
            the action, or the fields, and not the values.
    """

    title: str
    edits: tuple[Edit, ...]
    wants: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one object.

    Attributes:
        rule: Id of the rule.
        resource: Name of the object's resource.
        key: Its key; "" for what is no object that can be opened (all unassigned numbers of a site).
        name: What it is called, raw.
        says: What is wrong with it, a sentence without its end, raw.
        site: Name of its site, raw; "" where it has none.
        parents: What its list is below.
        part: Tells findings of one rule about one object apart; not shown.
        filter: For what is no single object: the filter of the list that shows them.
        mend: What mends it; None where no operation does.
    """

    rule: str
    resource: str
    key: str
    name: str
    says: str
    site: str = ""
    parents: Pairs = ()
    part: str = ""
    filter: str = ""
    mend: Mend | None = None

    @property
    def id(self) -> str:
        """Give what names it in ignore lists and commands: the same as long as the same is wrong with the object."""
        told = "\0".join((self.rule, self.resource, self.key, self.part, *(value for _, value in self.parents)))
        return f"{self.rule}-{blake2b(told.encode('utf-8', 'replace'), digest_size=_DIGEST).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for.

    Attributes:
        id: Name in options and ignore lists.
        title: What is found, in a few words.
        severity: How bad it is.
        why: Why it matters, a sentence.
        find: Finds it in what is known.
        reads: Parts of the account that it looks at; what of them is not known was not judged.
        whole: Those of them without all of which it finds nothing, since it looks for what is missing in them.
        limits: What it does not see even where all is known, a sentence; "" for nothing.
    """

    id: str
    title: str
    severity: Severity
    why: str
    find: Callable[[Facts], Iterator[Finding]]
    reads: tuple[str, ...]
    whole: tuple[str, ...] = ()
    limits: str = ""
