"""Laying what Zoom says of fields onto the lines of a form: its names are often not those of the request.

A name may be dotted or bracketed, begin with the part of the request, be spelled another way (`phoneNumber` for
`phone_number`), be only the last name of a path, or be the value itself, as batches of numbers name those that failed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ztui.services.console.pointers import Pointer, steps_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.console.lines import Place

__all__ = ["find_in_text", "find_place"]

_WORD = re.compile(r"[^\s,;:'\"()\[\]]*[^\s,;:'\"()\[\].]")
_MISSING = re.compile(
    r"\b(?:The |This |Invalid )?((?:\w+ )?\w+)(?: id)?(?: (?:does not|doesn't) exist| (?:was )?not found| is invalid)",
    re.I,
)
_PARTS = frozenset({"body", "query", "path", "requestbody", "params", "parameters"})


def find_place(field: str, among: Sequence[Place]) -> Pointer | None:
    """Give where the line is that an error means, None when no line is.

    Args:
        field: The field as Zoom names it.
        among: All places of the form; of several that fit, one that is set wins, then the first.
    """
    if not field.strip():
        return None
    ordered = sorted(among, key=lambda each: not each.node.is_set)
    steps = steps_of(field)
    if len(steps) > 1 and _plain(steps[0]) in _PARTS:
        steps = steps[1:]
    wanted = tuple(map(_plain, steps))
    folded = [(each.at, tuple(map(_plain, each.at[1:]))) for each in ordered]
    for length in range(len(wanted), 0, -1):
        exact = next((at for at, have in folded if have == wanted[:length]), None)
        if exact is not None and (length == len(wanted) or isinstance(steps[length], int)):
            return exact
    names = _names(wanted)
    if names and not any(isinstance(each, int) for each in wanted):
        for fits in (names, names[-1:]):
            found = next((at for at, have in folded if _names(have)[-len(fits) :] == fits and _is_name(have)), None)
            if found is not None:
                return found
    elif names:
        return next((at for at, have in folded if _names(have)[-1:] == names[-1:] and _is_name(have)), None)
    return next((each.at for each in ordered if each.node.text == field), None)


def find_in_text(message: str, among: Sequence[Place]) -> Pointer | None:
    """Give where the line is that a sentence is certainly about, None where that is not certain.

    That is the one whose value stands in it, or whose name does, or the one id of what it says does not exist.
    """
    lines = [each for each in among if each.node.text]
    words = set(_WORD.findall(message))
    plain = {str(_plain(word)) for word in words}
    missing = _MISSING.search(message)
    kind = str(_plain("".join(missing[1].split()))) if missing else ""
    named = {
        each.at: str(_plain(next((step for step in reversed(each.at) if isinstance(step, str)), ""))) for each in lines
    }
    quoted = [each.at for each in lines if each.node.text in words and len(each.node.text or "") > 2]
    meant = [at for at, name in named.items() if name in plain and name.endswith("id")]
    ids = [at for at, name in named.items() if kind and name in {f"{kind}id", f"{kind}ids"}]
    return next((found[0] for found in (quoted, meant, ids) if len(found) == 1), None)


def _plain(step: str | int) -> str | int:
    """Fold a name: case, `_` and `-` do not tell names apart here."""
    return step if isinstance(step, int) else step.casefold().replace("_", "").replace("-", "")


def _names(steps: Pointer) -> tuple[str, ...]:
    return tuple(each for each in steps if isinstance(each, str))


def _is_name(steps: Pointer) -> bool:
    return bool(steps) and isinstance(steps[-1], str)
