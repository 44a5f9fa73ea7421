"""Values of lines that name objects of other resources: a queue by its name, a site, the users to add."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError, NotFound
from ztui.core.text import display
from ztui.resources.edits.model import InputKind, WriteField
from ztui.resources.rows import value_at
from ztui.services.bulk.steps import action_of, slot_of, value_of
from ztui.services.resolving import Ambiguous, not_found, resolve_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ztui.resources.edits.model import Input
    from ztui.services.bulk.steps import Step
    from ztui.services.resolving import Match, Resolved
    from ztui.services.session import Session

__all__ = ["Picks"]

_LABEL = 40


class Picks:
    """What the values of steps are, with the objects that they name looked up for all of them together."""

    def __init__(self, session: Session) -> None:
        """Take whose objects they are."""
        self._session = session
        self._found: dict[tuple[tuple[str, ...], str], Resolved] = {}

    async def learn(self, steps: Sequence[Step]) -> None:
        """Look up what the values of steps name; each list is read at most once.

        Raises:
            ZtuiError: Zoom was asked and could not tell.
        """
        wanted: dict[tuple[str, ...], dict[str, None]] = {}
        for slot, value in self._slots(steps):
            if slot.kind is InputKind.PICK and slot.picks:
                picks, texts = _named(slot, value)
                known = wanted.setdefault(picks, {})
                known.update(dict.fromkeys(each for each in texts if (picks, each) not in self._found))
        for picks, named in wanted.items():
            found = await resolve_all(self._session, picks, tuple(named)) if named else ()
            self._found |= {(picks, each.text): each for each in found}

    def _slots(self, steps: Sequence[Step]) -> Iterator[tuple[WriteField | Input, Any]]:
        for step in steps:
            resource = self._session.listings.find(step.resource)
            action = action_of(resource, step.action)
            for name, value in step.given:
                yield slot_of(resource, action, name), value

    def value(self, step: Step, name: str, value: Any) -> Any:
        """Give the value that a plan takes.

        Raises:
            NotFound: It names no object.
            Conflict: It names several.
        """
        slot = self._slot(step, name)
        if slot.kind is not InputKind.PICK or not slot.picks or not isinstance(value, str | list):
            return value_of(slot, value)
        picks, texts = _named(slot, value)
        values = [self._sent(slot, self._match(picks, each)) for each in texts]
        if slot.several:
            return values
        if len(values) > 1:
            raise ConfigError(f"{slot.title} takes one.")
        return values[0] if values else ""

    def words(self, step: Step) -> str:
        """Say what the inputs of an action are, objects by their names; raw."""
        said = []
        for name, value in step.given:
            slot = self._slot(step, name)
            shown = str(value)
            if slot.kind is InputKind.PICK and slot.picks and isinstance(value, str | list):
                picks, texts = _named(slot, value)
                shown = ", ".join(self._label(picks, each) for each in texts)
            said.append(shown)
        return ", ".join(said)

    def _label(self, picks: tuple[str, ...], text: str) -> str:
        found = self._found.get((picks, text))
        return found.matches[0].label if found is not None and len(found.matches) == 1 else text

    def _slot(self, step: Step, name: str) -> WriteField | Input:
        resource = self._session.listings.find(step.resource)
        return slot_of(resource, action_of(resource, step.action), name)

    def _match(self, picks: tuple[str, ...], text: str) -> Match:
        found = self._found[picks, text]
        if len(found.matches) == 1:
            return found.matches[0]
        raise (Ambiguous(found) if found.matches else not_found(picks, found))

    def _sent(self, slot: WriteField | Input, match: Match) -> Any:
        """Give the key, which plans of actions take, or what a body takes of the object."""
        if not (isinstance(slot, WriteField) and slot.pick_path):
            return match.key
        value = value_at(match.row, slot.pick_path)
        if value is None or value == "":
            raise NotFound(f"{display(match.label, longest=_LABEL)} has no {slot.pick_path.replace('_', ' ')}.")
        return value


def _named(slot: WriteField | Input, value: Any) -> tuple[tuple[str, ...], list[str]]:
    """Give in which resources the texts of a value are looked for: `queue:Support` names the kind too."""
    listed = value if isinstance(value, list) else re.split("[,;]", value) if slot.several else [value]
    texts = [each.strip() for each in map(str, listed) if str(each).strip()]
    return tuple(slot.picks), texts
