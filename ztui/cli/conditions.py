"""The conditions of a command line (`--where`, `--match`, `--sort`) as a view of a list."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError, UnknownName
from ztui.core.text import fold
from ztui.resources.model import Kind
from ztui.services.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ztui.contract.details import OperationDetail
    from ztui.resources.model import Column, Resource

__all__ = ["columns_of", "equals", "parents_of", "view_of"]

_WHERE = re.compile(r"^(?P<field>[\w.\[\]-]+)(?P<operator>!=|=|~|<|>)(?P<value>.*)$", re.DOTALL)
_PAGING = frozenset({"page_size", "next_page_token", "page_number"})
_WINDOW = ("from", "to")
_ALL = "all"
_TOLD = "'--columns all' shows every column."
"""Stands for all columns."""


class _Conditions(NamedTuple):
    """Conditions by what they are of: parameters, objects above, the ends of a window, columns."""

    query: list[tuple[str, str]]
    parents: list[tuple[str, str]]
    ends: dict[str, str]
    terms: list[str]


def view_of(resource: Resource, where: Sequence[str], match: str, sort: str | None) -> tuple[View, dict[str, str]]:
    """Make the view that the options describe.

    Args:
        resource: What is listed.
        where: Conditions as typed: of a parameter of the list operation, of an object above, or of a column.
        match: A filter in the language of `/`.
        sort: Columns with commas, None for the resource's order.

    Returns:
        The view, and the ends of a window that were named among the conditions, `from` and `to`.

    Raises:
        ConfigError: A field is neither a parameter of the list operation nor a column, a value is none that it can
            have, or an object above is not named.
    """
    found = _conditions(resource, where) if where else _Conditions([], [], {}, [])
    _check_query(resource, found.query)
    _check_parents(resource, found.parents)
    terms = [match, *found.terms] if match else found.terms
    parents, query = tuple(found.parents), tuple(found.query)
    return View(resource.name, parents, query, " ".join(terms), _sort(resource, sort)), found.ends


def _conditions(resource: Resource, where: Sequence[str]) -> _Conditions:
    """Sort out what conditions are of; what an operation takes is read only where there are some."""
    detail = operation(resource.operations.list).detail()
    parameters = [each.name for each in detail.parameters if each.name not in _PAGING]
    found = _Conditions([], [], {}, [])
    for text in where:
        field, sign, value = _parted(text)
        if field in resource.parents and sign == "=":
            found.parents.append((field, value))
        elif sign == "=" and field in parameters:
            if field in _WINDOW:
                found.ends[field] = value
            else:
                found.query.append((field, _canonical(detail, field, value)))
        elif (column := resource.column(field)) is not None:
            _check_column(resource, column, sign, value)
            found.terms.append(_term(column, sign, value))
        elif any(each.name == field for each in resource.words):
            found.terms.append(_named_term(field, sign, value))
        else:
            raise _unknown(resource, field, parameters)
    return found


def parents_of(resource: Resource, where: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Read which objects a resource is below.

    Raises:
        ConfigError: Something else is named, or one of them is not.
    """
    pairs = []
    for text in where:
        field, sign, value = _parted(text)
        if field not in resource.parents or sign != "=":
            raise UnknownName("object above", field, resource.parents)
        pairs.append((field, value))
    _check_parents(resource, pairs)
    return tuple(pairs)


def equals(text: str) -> tuple[str, str]:
    """Read a condition that names one value.

    Raises:
        ConfigError: It is none, or has another sign than `=`.
    """
    field, sign, value = _parted(text)
    if sign != "=":
        raise ConfigError(f"--where {text}: only = is for settings.", "Write it as PARAMETER=VALUE.")
    return field, value


def columns_of(resource: Resource, text: str | None) -> tuple[Column, ...]:
    """Give the columns named with commas; those that are not hidden for None, every one for `all`.

    What is named is shown on narrow lines, too.

    Raises:
        ConfigError: None is named, or one that there is not.
    """
    if text is None:
        return tuple(column for column in resource.columns if not column.hidden)
    named = resource.columns
    if text.strip() != _ALL:
        named = tuple(_column(resource, word) for word in _words("columns", text))
    return tuple(replace(each, wide_only=False) for each in named)


def _sort(resource: Resource, text: str | None) -> tuple[str, ...]:
    if text is None:
        return ()
    words = _words("sort", text)
    return tuple("-" * word.startswith("-") + _column(resource, word.removeprefix("-")).path for word in words)


def _words(option: str, text: str) -> list[str]:
    words = [part.strip() for part in text.split(",") if part.strip()]
    if not words:
        raise ConfigError(f"--{option} names no column.", "Name one, or leave it out.")
    return words


def _column(resource: Resource, name: str) -> Column:
    column = resource.column(name)
    if column is None:
        raise UnknownName("column", name, (each.path for each in resource.columns), _TOLD)
    return column


def _parted(text: str) -> tuple[str, str, str]:
    found = _WHERE.match(text)
    if not found:
        raise ConfigError(f"--where {text} is no condition.", "Write it as FIELD=VALUE.")
    return found["field"], found["operator"], found["value"]


def _unknown(resource: Resource, field: str, parameters: Iterable[str]) -> ConfigError:
    if field in _PAGING:
        return ConfigError(f"{field} is no filter: ztui reads the pages itself.", "--limit N prints the first rows.")
    known = [*resource.parents, *parameters, *(each.path for each in resource.columns)]
    return UnknownName("parameter or column", field, known, _TOLD)


def _check_parents(resource: Resource, given: Iterable[tuple[str, str]]) -> None:
    given = list(given)
    named = dict(given)
    for name, value in given:
        if named[name] != value:
            raise ConfigError(f"--where {name} names {value} and {named[name]}.", "Name one object above.")
    missing = [name for name in resource.parents if not named.get(name, "").strip()]
    if missing:
        raise ConfigError(
            f"{resource.title} are below another object.",
            f"Name it with {' '.join(f'--where {name}=ID' for name in missing)}.",
        )


def _canonical(detail: OperationDetail, name: str, value: str) -> str:
    """Write values of an enumeration as Zoom spells them; case does not count."""
    parameter = detail.parameter(name)
    allowed = () if parameter is None else parameter.enum or parameter.items_enum
    spelt = {fold(str(each)): str(each) for each in allowed}
    return ",".join(spelt.get(fold(each.strip()), each) for each in value.split(",")) if spelt else value


def _check_query(resource: Resource, query: Sequence[tuple[str, str]]) -> None:
    """Refuse what Zoom would refuse, before anything is sent."""
    if not query:
        return
    from ztui.contract.validation import validate_request

    values: dict[str, list[str]] = {}
    for name, value in query:
        values.setdefault(name, []).append(value)
    given = {name: each if len(each) > 1 else each[0] for name, each in values.items()}
    for problem in validate_request(operation(resource.operations.list), {}, given):
        name = problem.field.partition("[")[0]
        if name in given:
            raise ConfigError(
                f"--where {name}={','.join(values[name])}: it {problem.message.removesuffix(', not a string')}."
            )


def _check_column(resource: Resource, column: Column, sign: str, value: str) -> None:
    """Refuse a word that no row can have: neither as Zoom sends it nor as it is shown."""
    from ztui.contract.schemas import row_schema, schema_at

    schema = schema_at(row_schema(operation(resource.operations.list)), column.path) or {}
    allowed = [str(each) for each in schema.get("enum", column.values)]
    if column.kind is not Kind.STATUS or sign not in {"=", "!="} or not allowed or not value:
        return
    shown = [short for _, short in column.short] + [_shown(column, each) for each in allowed]
    if fold(value) not in {fold(each) for each in (*allowed, *shown, *(raw for raw, _ in column.short))}:
        raise ConfigError(f"--where {column.path}{sign}{value}: it must be one of {', '.join(allowed)}.")


def _shown(column: Column, value: str) -> str:
    if not column.table:
        return value.replace("_", " ")
    from ztui.contract.codes import name_of

    return name_of(column.table, value)


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _named_term(name: str, sign: str, value: str) -> str:
    """Write a condition on a word of the resource; a star at an end of a plain value stays one."""
    plain = value and not any(each.isspace() or each in '"!' for each in value)
    return f"{name}{':' if sign == '~' else sign}{value if plain else _quoted(value)}"


def _term(column: Column, sign: str, value: str) -> str:
    """Write a condition in the language of the local filter."""
    quoted = _quoted(value)
    if sign == "!=":
        return f"!{column.path}={quoted}"
    return f"{column.path}{':' if sign == '~' else sign}{quoted}"
