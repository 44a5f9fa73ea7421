"""What the lines of a list want: which object, what is done to it, with which values."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, UnknownName, ZtuiError
from ztui.resources.edits.model import InputKind
from ztui.resources.rows import text_of
from ztui.services.bulk.reading import BadLine
from ztui.services.changes.planning import action_named, edits_of
from ztui.services.changes.updating import assert_not_only_read
from ztui.services.changes.values import typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.resources.edits.model import Action, Input, WriteField
    from ztui.resources.model import Resource
    from ztui.services.bulk.reading import Line, Listed
    from ztui.services.session import Session

__all__ = ["SET", "Step", "action_of", "slot_named", "slots", "steps_of", "value_of"]

SET = "set"
"""What the action is called that writes fields."""

_FEW = 4
_PARTS = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Step:
    """What one line wants.

    Attributes:
        number: Number of the line.
        text: What names the object.
        resource: Name of its resource.
        action: Name of the action, `SET` for fields.
        given: Pairs (field of the body or input of the action, value as typed or picked).
    """

    number: int
    text: str
    resource: str
    action: str = SET
    given: tuple[tuple[str, Any], ...] = ()


def steps_of(
    session: Session, listed: Listed, *, resource: str = "", action: str = "", given: Mapping[str, Any] | None = None
) -> tuple[tuple[Step, ...], tuple[BadLine, ...]]:
    """Say what each line of a list wants.

    Args:
        session: Whose resources there are.
        listed: The list.
        resource: Name or alias of the resource of all lines; "" where each names its own: `queue:Support`.
        action: What is done where a line does not say: name of an action, `SET` or "" for fields.
        given: Fields or inputs for all lines; a line's own value goes before.

    Returns:
        The steps, and the lines that cannot be understood beside those that could not be read.

    Raises:
        UnknownName: There is no such resource, action, field or input.
        ConfigError: No line can be understood, all for the same reason: it is said once.
    """
    common = dict(given or {})
    known = session.listings.find(resource) if resource else None
    if known is not None:
        act = action_of(known, action)
        common = {slot_named(known, act, name): value for name, value in common.items()}
    steps: list[Step] = []
    bad = list(listed.bad)
    for line in listed.lines:
        try:
            steps.append(_step(session, line, known, action, common))
        except ZtuiError as error:
            bad.append(BadLine(line.number, line.object, str(error).rstrip(".")))
    reasons = {each.why for each in bad}
    if len(bad) > 1 and not steps and len(reasons) == 1:
        raise ConfigError(f"None of the {len(bad):,} lines can be carried out: {reasons.pop()}.", "Nothing was sent.")
    return tuple(steps), tuple(sorted(bad, key=lambda each: each.number))


def _step(session: Session, line: Line, known: Resource | None, action: str, common: Mapping[str, Any]) -> Step:
    text = line.object
    if known is None:
        kind, colon, text = line.object.partition(":")
        if not colon or not text.strip():
            raise ConfigError("It does not say what kind of object it is.", "Write it like queue:Support, or name one")
        known, text = session.listings.find(kind.strip()), text.strip()
    name = line.action.casefold() or action or SET
    act = action_of(known, name)
    given = {**common} if name == (action or SET) else {}
    given = {slot_named(known, act, each): value for each, value in given.items()}
    if line.field:
        is_json = line.field.endswith(":")
        slot = slot_named(known, act, line.field.removesuffix(":"))
        given[slot] = _json(line.value) if is_json else line.value
    if act is None and not given:
        raise ConfigError("It names neither an action nor a field.")
    return Step(line.number, text, known.name, SET if act is None else act.name, tuple(given.items()))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"Its value is no JSON: {error}.") from None


def action_of(resource: Resource, name: str) -> Action | None:
    """Give an action, None for setting fields.

    Raises:
        UnknownName: There is no such action.
    """
    if name in ("", SET):
        return None
    try:
        return action_named(resource, name)
    except UnknownName as error:
        known = [*(each.name for each in edits_of(resource).actions), SET]
        raise UnknownName(error.kind, name, known) from None


def slots(resource: Resource, action: Action | None) -> Sequence[WriteField | Input]:
    """Give what can be given: the fields that an update takes, or the inputs of an action."""
    if action is not None:
        return action.inputs
    return tuple(each for each in edits_of(resource).fields if not each.create_only)


def slot_named(resource: Resource, action: Action | None, name: str) -> str:
    """Give the name of a field or an input that is named by it, by its path in answers, or by its title.

    Raises:
        UnknownName: There is none.
        ConfigError: Several have that title, or it can only be read.
    """
    known = slots(resource, action)
    names = [_name_of(each) for each in known]
    if name in names:
        return name
    plain = _plain(name)
    by_path = [_name_of(each) for each in known if name == getattr(each, "read", None)]
    by_name = [each for each in names if _plain(each) == plain]
    by_title = [_name_of(each) for each in known if _plain(each.title) == plain]
    found = list(dict.fromkeys(by_path or by_name or by_title))
    if len(found) == 1:
        return found[0]
    if found:
        raise ConfigError(f"'{name}' may be {', '.join(found[:_FEW])}.", "Name it as the API does.")
    if action is None:
        assert_not_only_read(resource, name)
    what = f"field of {resource.title.lower()}" if action is None else f"input of '{action.title}'"
    raise UnknownName(what, name, names)


def slot_of(resource: Resource, action: Action | None, name: str) -> WriteField | Input:
    """Give the field or the input of exactly that name."""
    return next(each for each in slots(resource, action) if _name_of(each) == name)


def _name_of(slot: WriteField | Input) -> str:
    return getattr(slot, "write", "") or getattr(slot, "name", "")


def _plain(name: str) -> str:
    return _PARTS.sub("-", name.strip().casefold())


def value_of(slot: WriteField | Input, value: Any) -> Any:
    """Give the value for a field or an input: text is read by its kind, words of choices are taken too."""
    if not isinstance(value, str):
        return value
    if slot.several and slot.kind is not InputKind.CHOICES:
        return [_single(slot, each.strip()) for each in re.split("[,;]", value) if each.strip()]
    return _single(slot, value)


def _single(slot: WriteField | Input, text: str) -> Any:
    if not slot.choices or slot.kind is InputKind.CHOICES:
        made = typed(slot.kind, text)
        return [_raw(slot, each) for each in made] if slot.choices and isinstance(made, list) else made
    return _raw(slot, text.strip())


def _raw(slot: WriteField | Input, text: str) -> Any:
    word = text.casefold()
    for raw, title in slot.choices:
        if word in (text_of(raw).casefold(), title.casefold()):
            return raw
    return text
