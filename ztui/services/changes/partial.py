"""Requests that Zoom carries out in part: which of the things in them failed, and why.

Batches of numbers answer HTTP 400 with code 1000 and name those that failed in the text; others answer with success and
list them as unprocessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.contract.batches import batch_limits
from ztui.contract.catalogue import operation
from ztui.core.amounts import few
from ztui.core.errors import Invalid, StoreError
from ztui.core.text import display
from ztui.services.changes.noting import to_its_end
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.core.errors import ZtuiError
    from ztui.resources.edits.model import Request
    from ztui.services.changes.model import Result
    from ztui.services.changes.writing import Sent

__all__ = ["in_part", "is_in_part", "list_field", "things", "unprocessed"]

_PARTLY = 1000
_NUMBERS = ("phone_number", "phoneNumber", "number", "id")
_TOLD = 5


def list_field(request: Request) -> str:
    """Give the field of a request that holds the things of a batch, "?" if it has none ("" is the body itself)."""
    limits = batch_limits(operation(request.operation_id))
    return next((each for each in limits if isinstance(_at(request, each), list)), "?")


def things(request: Request) -> list[Any]:
    """Give the things of a batch, which are the request's own; [] where it is none."""
    found = _at(request, list_field(request))
    return found if isinstance(found, list) else []


def _at(request: Request, field: str) -> Any:
    if field.startswith("?"):
        return request.query.get(field[1:])
    value: Any = request.body
    for name in field.split(".") if field else ():
        value = value.get(name) if isinstance(value, dict) else None
    return value


def unprocessed(data: Any) -> dict[str, str]:
    """Give what an answer with success says was not done: the thing as Zoom names it, and why."""
    found: dict[str, str] = {}
    for name, listed in data.items() if isinstance(data, dict) else ():
        if not (name.startswith(("unprocessed", "failed")) and isinstance(listed, list)):
            continue
        for each in listed:
            row = each if isinstance(each, dict) else {"id": each}
            thing = next((str(row[key]) for key in _NUMBERS if row.get(key)), "")
            found[thing] = str(row.get("failure_reason") or row.get("reason") or "Zoom did not process it")
    return found


def is_in_part(error: ZtuiError) -> dict[str, str]:
    """Give what an error says was not done where the rest of its request was, {} where all of it was refused."""
    if not isinstance(error, Invalid) or error.code != _PARTLY:
        return {}
    return {each.field: each.message for each in error.fields if each.field}


async def in_part(
    sent: Sent, failed: Mapping[str, str], inverse: dict[str, Any] | None = None, key: str = "", tracking: str = ""
) -> Result:
    """Note a request of which things failed: failed if all did, else done, and not as asked."""
    many = len(things(sent.change.request)) or 1
    told = few([f"{display(thing)}: {display(why)}" for thing, why in failed.items()], _TOLD, "; ")
    all_failed = len(failed) >= many
    said = told if all_failed else f"done in part: {len(failed)} of {many} were not: {told}"
    fields = tuple(failed.items())
    try:
        if all_failed:
            await to_its_end(sent.journal.close_intent(sent.intent, Outcome.FAILED, said, tracking_id=tracking))
            return sent.result(Outcome.FAILED, said, tracking_id=tracking, fields=fields, exit_code=1)
        await to_its_end(sent.close_done(said, key, tracking, inverse))
    except StoreError as full:
        said = f"{said}; the journal could not note it: {full.message}"
    return sent.result(Outcome.DONE, said, tracking_id=tracking, key=key, fields=fields, as_asked=False)
