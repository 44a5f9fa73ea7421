"""What words of a command fill in: fields of an object, inputs of an action, values of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.cli.requests import Field, Sign, parse_field
from ztui.cli.requests import read_text as read_file
from ztui.core.errors import ConfigError
from ztui.resources.edits.model import InputKind
from ztui.services.changes.values import typed
from ztui.services.console.literals import from_json
from ztui.services.console.pointers import field_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.edits.model import Input, WriteField

__all__ = ["inputs_of", "setting_value", "values_of", "word_of"]


def values_of(words: Sequence[str], fields: Sequence[WriteField]) -> dict[str, Any]:
    """Read `name=text`, `name:=JSON`, `name:=null` and `name=@FILE` as values of fields.

    Raises:
        ConfigError: A word cannot be read, or a field is named twice.
    """
    kinds = {name: each for each in fields for name in (each.read, each.write) if name}
    found: dict[str, Any] = {}
    for word in words:
        field = parse_field(word)
        name = field_of(field.steps)
        if name in found:
            raise ConfigError(f"'{name}' is given twice.")
        known = kinds.get(name)
        twin = kinds.get(name, name)
        if any(kinds.get(each, each) is twin for each in found):
            raise ConfigError(f"'{name}' is given twice, once by another name.")
        found[name] = _value(field, name, known)
    return found


def inputs_of(words: Sequence[str], inputs: Sequence[Input]) -> dict[str, Any]:
    """Read what an action asks for; an input that takes several is given several times, or with commas.

    Raises:
        ConfigError: A word cannot be read, one is given twice, or names nothing.
    """
    kinds = {each.name: each for each in inputs}
    found: dict[str, Any] = {}
    for word in words:
        field = parse_field(word)
        name = field_of(field.steps)
        known = kinds.get(name)
        value = _value(field, name, known)
        if known is not None and known.several:
            found.setdefault(name, []).extend(_each(value, name))
        elif name in found:
            raise ConfigError(f"'{name}' is given twice.")
        else:
            found[name] = value
    return found


def _each(value: Any, name: str) -> list[Any]:
    """Give what was named with commas; stray commas name nothing."""
    if not isinstance(value, str):
        return value if isinstance(value, list) else [value]
    parts = [each.strip() for each in value.split(",") if each.strip()]
    if not parts:
        raise ConfigError(f"'{name}' names nothing.", f"Name at least one: {name}=A,B. Nothing was sent.")
    return parts


def _value(field: Field, name: str, known: WriteField | Input | None) -> Any:
    if field.sign == Sign.TEXT and known is not None and known.kind is InputKind.CHOICE:
        word = field.text.strip().casefold()
        return next((raw for raw, shown in known.choices if shown.casefold() == word), typed(known.kind, field.text))
    if field.sign == Sign.TEXT:
        # Numbers are read where the session knows in which country they are typed.
        return field.text if known is None or known.kind is InputKind.PHONE else typed(known.kind, field.text)
    if field.sign == Sign.FILE:
        return read_file(field.text)
    try:
        return from_json(field.text if field.sign == Sign.JSON else read_file(field.text))
    except ValueError as error:
        raise ConfigError(f"The value of {name} is no JSON: {error}.") from None


def setting_value(field: Field) -> Any:
    """Read the value of `path=text`, `path:=JSON` or `path=@FILE`; a text is read as the setting's kind later."""
    return _value(field, field_of(field.steps), None)


def word_of(slot: Input) -> str:
    """Write how an input is filled in, in brackets where it may be left out: `[site=PICK]`."""
    word = f"{slot.name}={'A,B' if slot.several else slot.kind.value.upper()}"
    return word if slot.required else f"[{word}]"
