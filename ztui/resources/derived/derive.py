"""Resources that nobody has declared, made from the contract when one is asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ztui.contract.catalogue import Paging, operation
from ztui.contract.codes import tables_of
from ztui.resources.derived.columns import columns_of
from ztui.resources.derived.groups import groups_of
from ztui.resources.derived.keys import key_of_rows
from ztui.resources.derived.lists import needed, rows_of_list, unfold_of
from ztui.resources.derived.naming import named
from ztui.resources.derived.pairing import confirms_of, get_key_of, pairs_of
from ztui.resources.derived.related import related_of
from ztui.resources.derived.words import title_of_path
from ztui.resources.model import Filter, Resource

if TYPE_CHECKING:
    from ztui.contract.catalogue import Operation

__all__ = ["derived"]

_PAGING = frozenset({"page_size", "page_number", "next_page_token", "sync_token", "sync_type", "count"})
_PICKS = {"site_id": "sites", "site_ids": "sites", "user_id": "users"}
_BEGIN = "FSync"
"""Kind of sync that begins anew; others go on from the token of an answer."""


@cache
def derived(operation_id: str, aliases: tuple[str, ...] = ()) -> Resource:
    """Make the resource of a list operation.

    Args:
        operation_id: One of `list_operations()`.
        aliases: Other names that nothing else has.
    """
    listed = operation(operation_id)
    said = named(operation_id)
    pairs = pairs_of(listed)
    row = rows_of_list(listed)
    key = key_of_rows(pairs, row)
    names = {each.name for each in listed.detail().parameters}
    answer = operation(pairs.get).detail().response_schema if pairs.get else None
    return Resource(
        name=said.name,
        aliases=aliases,
        title=said.title,
        singular=said.singular,
        help=said.help or _help(listed, said.title),
        key=key,
        operations=pairs,
        columns=columns_of(row, key, said.singular, tables_of(listed)),
        groups=groups_of(answer or row, said.singular, tables_of(listed)),
        filters=tuple(_filters(listed)),
        related=related_of(row, answer),
        parents=needed(operation_id),
        each=_each(listed),
        query=_query(listed),
        get_key=get_key_of(pairs),
        window={"from", "to"} <= names,
        account_bound="accountId" in listed.path_params and listed.twin is None,
        unfold=unfold_of(operation_id),
        confirm=confirms_of(pairs),
    )


def _help(listed: Operation, title: str) -> str:
    if not listed.sunset:
        return f"{title}, of Zoom's chapter {listed.tag}."
    newer = listed.successor
    said = f"{title.removesuffix(' (old API)')}, by a deprecated operation"
    return f"{said}; now: {newer.title}." if newer is not None else f"{said}."


def _filters(listed: Operation) -> list[Filter]:
    taken = {*_PAGING, *needed(listed.id)}
    return [
        Filter(each.name, title_of_path(each.name.removesuffix("_id")), _PICKS.get(each.name, ""))
        for each in listed.detail().parameters
        if each.name not in taken
    ]


def _each(listed: Operation) -> tuple[str, tuple[str, ...]] | None:
    """Give a parameter that must have one of a few values: the list is all of them, one after another."""
    for each in listed.detail().parameters:
        if each.required and each.enum and each.name not in _PAGING:
            return each.name, tuple(map(str, each.enum))
    return None


def _query(listed: Operation) -> tuple[tuple[str, str], ...]:
    """Give what is always sent: a list of changes is asked for from its beginning, and for as many as it gives."""
    if listed.paging is not Paging.SYNC:
        return ()
    detail = listed.detail()
    kind, count = detail.parameter("sync_type"), detail.parameter("count")
    query = [("sync_type", _BEGIN)] if kind is not None else []
    if count is not None and count.maximum is not None:
        query.append(("count", str(int(count.maximum))))
    return tuple(query)
