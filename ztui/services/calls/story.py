"""A caller's whole story: all stored calls from and to a number or an extension, and what is known of it besides.

A row of call history names its first caller and its first callee. Calls that reached somebody on their way otherwise
are not part of the story; Zoom finds those by a keyword.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core import phone
from ztui.core.dataclass import dataclass
from ztui.core.errors import Conflict, NotFound, ZtuiError
from ztui.core.text import display
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.rows import text_of
from ztui.services.calls.callbacks import missing_of
from ztui.services.calls.keeping import kept_span
from ztui.services.calls.listed import keep_listed
from ztui.services.calls.paged import Paged
from ztui.services.filters import parse
from ztui.services.handles import sought
from ztui.store.calls.stories import Story, Subject
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from ztui.resources.model import Row
    from ztui.services.calls.windows import Span
    from ztui.services.session import Session

__all__ = ["CallerStory", "Whose", "whose_is", "whose_of_call", "whose_of_number"]

_PARTIES = ("users", "call-queues", "auto-receptionists", "shared-line-groups", "common-areas")
_EVERY = LocalFilter()
_TOLD = 6
_WHOLE = 10
"""Digits from which on a number without a plus may have its country code."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose story it is.

    Attributes:
        subject: By what its calls are found.
        number: The number as it was sent, "" for an extension.
        name: What it is called, "" where nobody knows yet; foreign.
    """

    subject: Subject
    number: str = ""
    name: str = ""

    @property
    def label(self) -> str:
        """Give what it is called: its name, else number or extension."""
        return self.name or phone.formatted(self.number) or self.subject.extension or self.subject.id


class NoStory(ZtuiError):
    """Calls that belong to nobody who can be told apart."""


def whose_of_number(number: str, name: str = "") -> Whose:
    """Give the story of a number from outside.

    Raises:
        NoStory: There is no number.
    """
    found = phone.digits(number)
    if not found or any(each.isalpha() for each in number):
        raise NoStory("That call has no number, so there is no story of its caller.")
    bare = found.removeprefix("00") if not number.startswith("+") else found
    return Whose(Subject(number=bare), number, name)


def whose_of_call(row: Row, side: str = "") -> Whose:
    """Give the story of one side of a call.

    Args:
        row: The call.
        side: `caller` or `callee`; "" is the one outside, of calls between extensions the caller.

    Raises:
        NoStory: The caller hides the number, or the row names neither number nor extension.
    """
    side = side or ("callee" if row.get("direction") == "outbound" and not row.get("callee_ext_number") else "caller")
    told = {name: text_of(row.get(f"{side}_{name}")).strip() for name in ("ext_number", "ext_id", "did_number", "name")}
    hides = row.get("hide_caller_id") is True or row.get("caller_number_type") == "anonymous_number"
    if told["ext_number"]:
        return Whose(Subject(extension=told["ext_number"], id=told["ext_id"]), "", told["name"])
    if side == "caller" and hides:
        raise _withheld()
    return whose_of_number(told["did_number"], told["name"])


def _withheld() -> NoStory:
    return NoStory(
        "The caller hides the number: there is no story of it.",
        "Calls of all who hide theirs look the same; the filter from:withheld shows them.",
    )


async def whose_is(session: Session, text: str) -> Whose:
    """Give whose story a typed text means: an extension that has calls first, then a number, then a name.

    A number is one from outside first, then one of the account with which an extension called or was called.

    Raises:
        NoStory: It means those who hide their numbers.
        Conflict: The short extension is that of several sites.
        NotFound: It is none of them.
        ZtuiError: Zoom was asked for a name and could not tell.
    """
    if text.strip().casefold() in {"withheld", "anonymous", "unknown", "private"}:
        raise _withheld()
    meant = sought(text, session.regions)
    if meant.extension:
        longer = (f"{form.code}{meant.extension}" for form in session.site_forms.values())
        every = dict.fromkeys((meant.extension, *([] if meant.complete else longer)))
        found = [each for each in every if await _has_calls(session, Subject(extension=each))]
        if len(found) > 1 and found[0] != meant.extension:
            told = ", ".join(found[:_TOLD])
            raise Conflict(f"'{display(text)}' is an extension of several sites: {told}.", "Name one of them whole.")
        if found:
            return Whose(Subject(extension=found[0]))
    if not meant.only_extension:
        numbers = [whose_of_number(each) for each in sorted({*meant.numbers, _dialled(meant.dialled)} - {""})]
        numbers = list({each.subject: each for each in reversed(numbers)}.values())
        own = [replace(each, subject=replace(each.subject, is_own=True)) for each in numbers]
        called = await _with_calls(session, numbers) or await _with_calls(session, own)
        if len(called) > 1:
            raise Conflict(
                f"'{display(text)}' may be {' or '.join(phone.formatted(each.number) for each in called)}.",
                "Write it with a plus and its country code.",
            )
        if called or phone.is_e164(meant.text):
            return (called or numbers)[0]
        if number := phone.to_e164(meant.text, session.regions[0]):
            return whose_of_number(number)
    return await _named(session, text)


def _dialled(text: str) -> str:
    """Give what was dialled with the plus that a long number lacks; a short code stays as it is."""
    bare = text.removeprefix("00")
    return f"+{bare}" if len(bare) >= _WHOLE and bare.isdecimal() else text


async def _with_calls(session: Session, found: Sequence[Whose]) -> list[Whose]:
    return [each for each in found if await _has_calls(session, each.subject)]


async def _has_calls(session: Session, subject: Subject) -> bool:
    if not session.calls.path.exists():
        return False  # a question makes no file
    rank, story = await session.calls.story(subject, _EVERY)
    session.calls.drop(rank)
    return story.calls > 0


async def _named(session: Session, text: str) -> Whose:
    from ztui.services.resolving import one

    try:
        match = await one(session, _PARTIES, text)
    except NotFound as error:
        hint = "Write a number with its country code, an extension, or a name as it is listed."
        raise NotFound(
            f"No stored call, and nobody in the account, has '{display(text, longest=60)}'.", hint
        ) from error
    row = match.row
    id, extension = text_of(row.get("extension_id")), text_of(row.get("extension_number"))
    return Whose(Subject(extension=extension, id=id or match.key), "", match.label)


class CallerStory:
    """The calls of one party that a filter lets pass, newest first, and what all of them come to.

    Args:
        session: Whose calls.
        whose: Whose story.
        wanted: Told that a page of calls is to be fetched.

    Attributes:
        story: What the calls come to.
        missing: Parts of the time that Zoom tells of whose calls are not stored, newest first.
        known: What stored lists know of the number: label and text.
        filter: The filter in force.
    """

    def __init__(self, session: Session, whose: Whose, wanted: Callable[[], None] | None = None) -> None:
        self.session = session
        self.whose = whose
        self.story = Story()
        self.missing: tuple[Span, ...] = ()
        self.known: tuple[tuple[str, str], ...] = ()
        self.filter = ""
        self._is_kept = False
        self.pages: Paged[dict[str, Any]] = Paged(session.calls.window, session.calls.drop, wanted)

    def understood(self, text: str) -> LocalFilter:
        """Read a filter in the language of the list of calls.

        Raises:
            FilterError: It cannot be read.
        """
        return parse(text, CALL_HISTORY, self.session.viewer())

    @property
    def span(self) -> Span:
        """Give all the time that Zoom tells of and that the profile keeps."""
        now = self.session.clock.now()
        return kept_span(None, now, self.session.profile, now)

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names that the party came with, its own first."""
        return tuple(dict.fromkeys(filter(None, (self.whose.name, *self.story.names))))

    async def look(self, filter: str | None = None) -> None:
        """Look what there is now, with what lists have read already; a question that fails leaves what was there.

        Raises:
            FilterError: The filter cannot be read.
            StoreError: The store cannot be read.
        """
        text = self.filter if filter is None else filter
        local = self.understood(text)
        calls = self.session.calls
        if not self._is_kept:
            await keep_listed(self.session)
            self._is_kept = True
        self.missing = await missing_of(self.session, self.span)
        if calls.path.exists():
            rank, story = await calls.story(self.whose.subject, local, beside=self.pages.rank)
            await self.pages.take(rank)
            self.story = story
        self.filter = text

    async def learn(self) -> None:
        """Look what stored lists know of the number; nobody is asked."""
        from ztui.services.calls.known import known_of

        self.known = await known_of(self.session, self.whose.number) if self.whose.number else ()

    async def rows(self, most: int | None = None) -> AsyncIterator[Mapping[str, Any]]:
        """Give the calls that pass, as Zoom sent them; at most so many of the newest."""
        left = most
        async for each in self.pages.rows():
            if left == 0:
                return
            left = None if left is None else left - 1
            yield each

    def window(self, start: int, count: int) -> Sequence[dict[str, Any] | None]:
        """Give calls without waiting."""
        return self.pages.window(start, count)

    def close(self) -> None:
        """Let go of the calls."""
        self.pages.close()
