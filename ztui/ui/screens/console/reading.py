"""What an operation is, as lines to read: its request and answer as an indented reading, limits, scopes, errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.contract.limits import plan_named, pot, rate
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.services.catalogue import marks_of
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ztui.contract.catalogue import Operation
    from ztui.contract.details import Parameter, Schema
    from ztui.ui.widgets.paint import Part

__all__ = ["SheetLine", "sheet_lines"]

_LABEL = 12
_NAME = 30
_MOST_VALUES = 8
"""Values of an enum that are told on one line."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of a sheet.

    Attributes:
        parts: What stands there.
        leads_to: `operation ID` or `resource NAME` where enter leads, "" for nowhere.
    """

    parts: tuple[Part, ...]
    leads_to: str = ""


def sheet_lines(
    operation: Operation, *, plan: str = "", resource: tuple[str, str] = ("", ""), refused: Sequence[str] = ()
) -> list[SheetLine]:
    """Write down an operation.

    Args:
        operation: What is written down.
        plan: Zoom's plan, for the limits; "" or `none` leaves them out.
        resource: Name and title of the resource that it belongs to, as `belonging.resource_of` gives it.
        refused: Sentences that say why it cannot be sent.
    """
    detail = operation.detail()
    lines = [*_head(operation, plan, resource, refused)]
    lines += _parameters("In the path", detail.path_parameters)
    lines += _parameters("In the query", detail.parameters)
    if detail.request_schema is not None:
        note = "" if operation.content_type in {None, "application/json"} else f"   {operation.content_type}"
        lines += [SheetLine(()), SheetLine((*texts((f" Body{note}", "label")),))]
        lines += _files(detail.request_schema) if note else _schema_lines(detail.request_schema)
    lines += [SheetLine(()), SheetLine((*texts((f" Answer {operation.success}", "label")),))]
    if detail.response_schema is None:
        lines.append(_plain("   a file" if operation.is_read else "   no body", "dim"))
    else:
        answer = [*_schema_lines(detail.response_schema)]
        lines += answer or [_plain("   nothing is said of its body", "dim")]
    return [*lines, *_errors(operation)]


def _files(schema: Schema) -> Iterator[SheetLine]:
    """Give the fields of an upload, each of which is a file."""
    for name in schema.get("properties", {}):
        yield _field(name, 1, {"type": "a file"}, required=True, deprecated=False)


def _limits_of(operation: Operation, plan: str) -> str:
    """Say how often an operation may be sent: `LIGHT, 40 a second`, `HEAVY, 10 a second, 30,000 a day`."""
    label = str(operation.label or f"{operation.limit_label}, as Zoom names none")
    try:
        known = plan_named(plan)
    except ConfigError:
        return label
    limit, day = rate(known, operation), pot(known, operation)
    often = f"{limit.count:,} a {'second' if limit.seconds == 1 else 'minute'}"
    return ", ".join(filter(None, (label, often, f"{day.limit:,} a day ({day.name})" if day else "")))


def _head(operation: Operation, plan: str, resource: tuple[str, str], refused: Sequence[str]) -> Iterator[SheetLine]:
    yield SheetLine((*texts((f" {operation.title}", "strong"), (f"   {operation.id}", "dim")),))
    yield SheetLine(())
    yield from (_plain(f" {each}", "bad") for each in refused)
    yield _fact("Request", f"{operation.method} {operation.path}")
    if operation.twin:
        yield _fact("also at", f"{operation.method} {operation.twin}")
    yield _fact("Chapter", f"{operation.tag} ({operation.api.replace('_', ' ')})")
    if operation.destructive:
        whole = "all of a collection" if operation.collection_wide else "something"
        yield _fact("Takes away", whole, "warn")
    if operation.sunset:
        yield _fact("Deprecated", "Zoom advises against it", "warn")
        successor = operation.successor
        if successor is not None:
            marks = "".join(f" {each}" for each in marks_of(successor))
            yield _fact(
                "use instead", f"{successor.method} {successor.path}{marks}", "accent", f"operation {successor.id}"
            )
        elif operation.replaced_by:
            yield _fact("use instead", operation.replaced_by)
    if resource[1]:
        leads_to = f"resource {resource[0]}" if resource[0] else ""
        yield _fact("Belongs to", resource[1], "accent" if leads_to else "", leads_to)
    yield _fact("Weight", _limits_of(operation, plan))
    yield _fact("Scopes", " or ".join(operation.scopes) or "none named")
    yield _fact("granular", " or ".join(operation.granular_scopes) or "none named")


def _fact(label: str, value: str, style: str = "", leads_to: str = "") -> SheetLine:
    return SheetLine((*texts((f" {label:<{_LABEL}} ", "dim"), (value, style)),), leads_to)


def _plain(text: str, style: str = "") -> SheetLine:
    return SheetLine((*texts((text, style)),))


def _parameters(title: str, parameters: Sequence[Parameter]) -> Iterator[SheetLine]:
    if parameters:
        yield SheetLine(())
        yield _plain(f" {title}", "label")
    for each in sorted(parameters, key=lambda one: not one.required):
        yield _field(each.name, 1, each.schema, required=each.required, deprecated=each.deprecated)


def _schema_lines(schema: Schema, depth: int = 1) -> Iterator[SheetLine]:
    """Give a schema as an indented reading: required fields first, a line each."""
    for at, alternative in enumerate(schema.get("oneOf", ())):
        yield _plain(f"{'  ' * depth}{'either' if not at else 'or'}", "label")
        yield from _schema_lines(alternative, depth + 1)
    inner = schema.get("items")
    if inner is not None and "properties" not in schema:
        yield _plain(f" {'  ' * depth}each {_words(inner)}", "dim")
        yield from _schema_lines(inner, depth + 1)
    required = set(schema.get("required", ()))
    properties: Mapping[str, Schema] = schema.get("properties", {})
    for name in sorted(properties, key=lambda one: one not in required):
        found = properties[name]
        old = bool(found.get("deprecated") or found.get("deprecated_hint"))
        yield _field(name, depth, found, required=name in required, deprecated=old)
        rows = found.get("items")
        if rows is not None:
            yield from _schema_lines(rows, depth + 1)
        else:
            yield from _schema_lines(found, depth + 1)


def _field(name: str, depth: int, schema: Mapping[str, Any], *, required: bool, deprecated: bool) -> SheetLine:
    title = f" {'  ' * depth}{name}{' *' if required else ''}"
    note = "  deprecated" if deprecated else ""
    return SheetLine(
        (*texts((f"{title:<{_NAME}} ", "dim" if deprecated else ""), (_words(schema), "dim"), (note, "warn")),)
    )


def _words(schema: Mapping[str, Any]) -> str:
    """Say in words what a value is: `text, at most 20 characters`, `one of: auto, ring`, `list of up to 10 objects`."""
    inner = schema.get("items")
    if inner is not None:
        most = f" of up to {schema['maxItems']}" if schema.get("maxItems") else ""
        return f"list{most}: {_words(inner)}"
    if schema.get("oneOf"):
        return "one of several"
    words = [{"string": "text", "boolean": "yes or no"}.get(schema.get("type", ""), schema.get("type", "anything"))]
    if schema.get("format"):
        words[0] = str(schema["format"])
    values = [_json(each) for each in schema.get("enum", ())]
    if values:
        more = f" and {len(values) - _MOST_VALUES} more" if len(values) > _MOST_VALUES else ""
        words = [f"one of: {', '.join(values[:_MOST_VALUES])}{more}"]
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None or high is not None:
        words.append(
            f"{low} to {high}" if None not in (low, high) else f"at least {low}" if high is None else f"at most {high}"
        )
    if schema.get("maxLength") is not None:
        words.append(f"at most {schema['maxLength']} characters")
    if schema.get("minLength"):
        words.append(f"at least {schema['minLength']}")
    if schema.get("default") is not None:
        words.append(f"{_json(schema['default'])} if left out")
    return ", ".join(words)


def _json(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _errors(operation: Operation) -> Iterator[SheetLine]:
    codes: dict[int, list[str]] = {}
    for each in operation.detail().errors:
        codes.setdefault(each.http, []).extend([] if each.code is None else [str(each.code)])
    if codes:
        yield SheetLine(())
        yield _plain(" Errors that Zoom documents", "label")
    for http in sorted(codes):
        yield SheetLine((*texts((f"   HTTP {http}  ", "dim"), ", ".join(codes[http]) or "without a code"),))
