"""From what people type to the objects that they mean: ids, names, numbers in any format, extensions, e-mails.

The store is looked through first, as far as its lists are complete; Zoom is asked for what they do not have: by id, by
the list's own search, else by reading the list. Every answer says what was looked through. Nothing is guessed: several
objects that fit are several, and a number's last digits are enough for `search` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import Conflict, NotFound
from ztui.core.text import display
from ztui.resources.extensions import whole
from ztui.services.handles import Book, misread, sought
from ztui.services.lookup import Lookup, Match, Resolved

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ztui.resources.model import Row
    from ztui.services.session import Session
    from ztui.services.view import Pairs

__all__ = ["Ambiguous", "Match", "Resolved", "means", "not_found", "one", "resolve", "resolve_all", "search"]


_TOLD = 8
_BY_ID = "Name one by its id."


class Ambiguous(Conflict):
    """A text that means several objects.

    Attributes:
        matches: The objects.
    """

    exit_code = 2

    def __init__(self, resolved: Resolved) -> None:
        """Name the candidates, and how to name one of them."""
        self.matches = resolved.matches
        shown = [_candidate(each) for each in self.matches[:_TOLD]]
        more = f", and {len(self.matches) - _TOLD:,} more" if len(self.matches) > _TOLD else ""
        extensions = [whole(each.row.get("extension_number")) for each in self.matches if each.by == "extension"]
        own = [whole(each.row.get("extension_number")) for each in self.matches]
        way = "Name one by its id, or by its extension." if all(own) and len(set(own)) == len(own) else _BY_ID
        if len(set(extensions)) < len(extensions):
            way = f"Some have the very same extension. {_BY_ID}"
        elif extensions:
            way = "Name one by its id, or with its site's code before the extension."
        super().__init__(f"'{display(resolved.text, longest=60)}' may be {'; '.join(shown)}{more}.", way)


def _candidate(match: Match) -> str:
    parts = [display(match.label, longest=60), display(match.detail, longest=80)]
    return f"{_singular(match.resource)} {' '.join(filter(None, parts))} (id {display(match.key)})"


def _singular(name: str) -> str:
    from ztui.resources.registry import resource

    return resource(name).singular


async def resolve(
    session: Session, resources: Sequence[str], text: str, *, parents: Pairs = (), ask: bool = True
) -> Resolved:
    """Find the objects that a text means.

    Args:
        session: In whose account.
        resources: Names or aliases of the resources whose objects it may be.
        text: An id, a name, an e-mail, an extension (short, complete, `800-8200`, `ext 8200`), a number in any format.
        parents: What their lists are below.
        ask: Zoom may be asked for what the store does not have.

    Raises:
        UnknownName: There is no such resource.
        ZtuiError: Zoom was asked and could not tell.
    """
    return await Lookup(session, resources, parents, ask=ask and not session.offline).one(text)


async def resolve_all(
    session: Session, resources: Sequence[str], texts: Iterable[str], *, parents: Pairs = ()
) -> list[Resolved]:
    """Find the objects that many texts mean; a list is read at most once for all of them.

    Raises:
        UnknownName: There is no such resource.
        ZtuiError: Zoom was asked and could not tell.
    """
    return await Lookup(session, resources, parents, ask=not session.offline).many(tuple(texts))


async def one(session: Session, resources: Sequence[str], text: str) -> Match:
    """Give the one object that a text means.

    Raises:
        NotFound: There is none; the message says what was looked through.
        Ambiguous: There are several; the message names them.
        ZtuiError: Zoom was asked and could not tell.
    """
    found = await resolve(session, resources, text)
    if len(found.matches) > 1:
        raise Ambiguous(found)
    if not found.matches:
        raise not_found(resources, found)
    return found.matches[0]


def not_found(resources: Sequence[str], found: Resolved) -> NotFound:
    """Make the error for a text that means nothing; it says what was looked through."""
    kinds = " or ".join(dict.fromkeys(_singular(each) for each in resources))
    looked = found.looked and f"Looked through {found.looked}.".replace("Looked through asked", "Asked")
    hint = " ".join(filter(None, (misread(found.text), looked)))
    return NotFound(f"There is no {kinds} '{display(found.text, longest=60)}'.", hint)


async def means(session: Session, resource: str, text: str, row: Row) -> bool:
    """Tell whether a text means an object, going by the object alone."""
    known = session.listings.find(resource)
    book = Book(session.site_forms)
    book.add(known, [row])
    return bool(book.find(sought(text, session.regions))[0])


async def search(session: Session, resources: Sequence[str], text: str, *, most: int = 50) -> tuple[Match, ...]:
    """Find objects while somebody types: those that have all words, or the digits in a number or an extension.

    The store answers; Zoom is asked only by the list's own search, where the store is not complete.

    Args:
        session: In whose account.
        resources: Names or aliases of the resources.
        text: As typed so far; "" gives the first objects.
        most: So many at most; what the text means exactly comes first.
    """
    return await Lookup(session, resources, (), ask=not session.offline).typed(text, most)
