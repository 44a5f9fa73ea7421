"""The objects that a field can name: all of their kind, or only those that an object has already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import Conflict, NotFound
from ztui.core.text import display, fold
from ztui.resources.registry import resource as resource_named
from ztui.resources.rows import label_of, text_of, value_at
from ztui.resources.shows import dicts
from ztui.services.handles import handles_of
from ztui.services.lookup import Match
from ztui.services.resolving import one, search
from ztui.services.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.edits.model import Among
    from ztui.resources.model import Row
    from ztui.services.forms.fields import SheetField
    from ztui.services.session import Session
    from ztui.services.view import Pairs

__all__ = ["Finder"]

_CALLED = "name|display_name|user_name|number|phone_number|email"
"""What a row of a list below an object calls the thing."""
_MOST = 5_000
"""So many things that an object has are offered at most."""


class Finder:
    """Finds what the fields of one form name.

    Args:
        session: In whose account.
        resource: The resource of the object that the form is about, "" where it is about none or several.
        key: Its key.
        parents: What its list is below.
        row: The object as it is stored; {} for nothing.
        called: What it is called, raw.
    """

    def __init__(
        self,
        session: Session,
        resource: str = "",
        key: str = "",
        parents: Pairs = (),
        row: Row | None = None,
        called: str = "",
    ) -> None:
        self._session = session
        self._resource = resource
        self._key = key
        self._parents = parents
        self._row: Row = dict(row or {})
        self._called = called
        self._held: dict[str, tuple[Match, ...]] = {}

    async def find(self, field: SheetField, text: str) -> tuple[Any, str]:
        """Find the one object that a text names, and give what is sent of it, and what it is called.

        Raises:
            NotFound: There is none, or it is not among those that the object has.
            Conflict: There are several, or it cannot be taken.
        """
        held = () if field.among is None else await self._all_held(field, field.among)
        named = [each for each in held if text.strip() in (each.key, each.label)]
        if len(named) == 1:
            return named[0].key, named[0].label
        match = await one(self._session, field.picks, text)
        if field.among is not None and match.key not in {each.key for each in held}:
            raise NotFound(f"{display(match.label)} is not among those that {display(self._called) or 'it'} has.")
        value = value_at(match.row, field.pick_path) if field.pick_path else match.key
        if value is None or value == "":
            raise Conflict(f"{display(match.label)} has no {field.pick_path.replace('_', ' ')}.", "Pick another one.")
        return value, match.label

    async def search(self, field: SheetField, text: str, most: int) -> Sequence[Match]:
        """Find objects while somebody types; "" gives the first ones, as far as they are known.

        Raises:
            ZtuiError: Zoom was asked and could not tell.
        """
        if field.among is None:
            return await search(self._session, field.picks, text, most=most)
        held = await self._all_held(field, field.among)
        words = fold(text).split()
        found = [each for each in held if all(word in fold(f"{each.label} {each.detail}") for word in words)]
        if not found and words:
            keys = {each.key for each in held}
            others = await search(self._session, field.picks, text, most=most)
            found = [each for each in others if each.key in keys]
        return found

    async def _all_held(self, field: SheetField, among: Among) -> tuple[Match, ...]:
        """Give what the object has, as it is read the first time that somebody wants to know."""
        if field.name not in self._held:
            rows = [each for each in await self._rows(among) if among.fits is None or among.fits(each)]
            found = [await self._match(field, each, text_of(value_at(each, among.key))) for each in rows]
            self._held[field.name] = tuple(each for each in found if each.key)
        return self._held[field.name]

    async def _rows(self, among: Among) -> list[Row]:
        if among.rows:
            read = self._session.objects.cached if self._session.offline else self._session.objects.read
            state = await read(self._resource, self._key, self._parents)
            return [] if state is None else list(dicts(value_at(state.row, among.rows)))
        known = {resource_named(self._resource).key: self._key, "id": self._key, **self._row}
        parents = tuple((name, text_of(value_at(known, path))) for name, path in among.bind)
        view = View(among.resource, parents)
        async with self._session.listings.opened(view, ask=not self._session.offline) as listing:
            if listing.status.error is not None:
                raise listing.status.error
            return [each.row for each in await listing.rows(0, _MOST)]

    async def _match(self, field: SheetField, row: Row, key: str) -> Match:
        """Give a row as an object that can be picked, with what is stored of that object."""
        own = resource_named(field.picks[0])
        stored = await self._session.objects.cached(own.name, key) if key else None
        whole = row if stored is None else {**row, **stored.row}
        label = text_of(value_at(row, _CALLED)) if stored is None else label_of(own, stored.row)
        handles = handles_of(own, whole, self._session.site_forms)
        mail = next((each for each in handles.names if "@" in each and each != label), "")
        told = "  ".join(filter(None, (handles.short or handles.extension, mail)))
        return Match(own.name, key, label or key, told, whole)
