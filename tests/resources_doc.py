"""Writes docs/resources.md from the code. Run with `make docs`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation
from ztui.resources.areas import AREAS, area_of
from ztui.resources.registry import below, declared, made_summaries, resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ztui.resources.model import Resource
    from ztui.resources.registry import Summary

PAGE = Path(__file__).parent.parent / "docs" / "resources.md"
_INTRO = """# Resources

Made from the code by `make docs`.

Every list of the API is a resource: `:NAME` opens it in the terminal program, `ztui list NAME` prints it, and
`ztui get NAME KEY` prints one of its objects. A list below an object is reached from that object, or with
`--where PARAMETER=ID` (the line *needs* names the parameters). Resources that are marked as derived are made from the
contract alone; the others are declared by hand.

Any one of the scopes in a cell is enough: first the classic ones, then the granular ones. The label is how heavy Zoom
counts a request, and *confirm* how much is asked before a write.
"""


def page() -> str:
    """Give the whole page."""
    lines = [_INTRO, *_unreached()]
    for title, some in _chapters().items():
        lines += [f"## {title}", ""]
        for each in some:
            lines += _resource(each)
    return "\n".join(lines).rstrip() + "\n"


def _unreached() -> Iterator[str]:
    """Name the lists that are below nothing, since they ask for what no other list has."""
    every = made_summaries()
    reached = {child.resource for each in every for child in below(each.name)}
    rest = [each for each in every if each.parents and each.name not in reached]
    yield from ("These are reached by `--where` alone, for no list has all that they ask for:", "")
    yield from (f"- `{each.name}`: {_code(each.parents)}" for each in rest)
    yield ""


def _chapters() -> dict[str, list[Summary]]:
    """Group all resources: the areas under their number keys, then Zoom's chapters."""
    chapters: dict[str, list[Summary]] = {f"{area.key} {area.title}": [] for area in AREAS}
    rest: dict[str, list[Summary]] = {}
    for each in made_summaries():
        area = area_of(each.name)
        if area is not None:
            chapters[f"{area.key} {area.title}"].append(each)
        else:
            rest.setdefault(operation(each.operation).tag, []).append(each)
    return chapters | dict(sorted(rest.items()))


def _resource(summary: Summary) -> Iterator[str]:
    each = resource(summary.name)
    aliases = "".join(f" `{alias}`" for alias in each.aliases)
    derived = "" if each.name in declared() else " (derived)"
    yield from (f"### {each.name}", "", f"{each.title}{derived}{aliases and ', also'}{aliases}. {each.help}", "")
    yield from ("| | operation | label | scopes | confirm |", "| --- | --- | --- | --- | --- |")
    for name in ("list", "get", "create", "update", "delete", "fallback", "fallback_get"):
        operation_id = getattr(each.operations, name)
        if operation_id:
            yield _operation(each, name, operation_id)
    yield ""
    if each.parents:
        yield from (f"Needs {_code(each.parents)}.", "")
    if each.words:
        told = (f"`{word.name}:` {word.about[:1].lower()}{word.about[1:].rstrip('.')}" for word in each.words)
        yield from (f"Further words for its filter: {'; '.join(told)}.", "")
    if each.chips:
        chips = ", ".join(f"`{chip.names[0]}` ({chip.key}, `{chip.term}`)" for chip in each.chips)
        yield from (f"Presets: {chips}.", "")
    if each.files:
        saved = ", ".join(f"{file.name} (`{file.operation}`)" for file in each.files)
        yield from (f"Can be saved as files: {saved}.", "")
    children = [child.resource for child in below(each.name)]
    if children:
        yield from (f"Below it: {_code(dict.fromkeys(children))}.", "")


def _operation(each: Resource, name: str, operation_id: str) -> str:
    known = operation(operation_id)
    scopes = _code((*known.scopes, *known.granular_scopes))
    old = " (deprecated)" if known.sunset else ""
    confirm = each.confirm[name].value if name in each.confirm else ""
    label = known.label.value if known.label is not None else "none given"
    return f"| {name.replace('_', ' ')} | `{operation_id}`{old} | {label} | {scopes} | {confirm} |"


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
