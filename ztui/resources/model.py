"""What a resource is: frozen data that says everything list, detail, form, cache, command line and docs need.

A resource is declared once, in a file of its own; `registry` collects them. Nothing here does I/O.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from ztui.resources.files import File
    from ztui.resources.narrowing import Chip, FilterWord

__all__ = [
    "Child",
    "Column",
    "Confirm",
    "Field",
    "Filter",
    "Forms",
    "Group",
    "Kind",
    "Operations",
    "Related",
    "Resource",
    "Row",
    "Show",
    "Tab",
    "Unfold",
]

Row = Mapping[str, Any]
"""One object as Zoom sent it."""


class Kind(StrEnum):
    """How a value is shown, sorted and aligned."""

    TEXT = "text"
    NUMBER = "number"
    """A phone number; shown formatted, kept as it came."""
    EXTENSION = "extension"
    """Digits as a string or an integer; sorted by value."""
    TIME = "time"
    """An instant, UTC in the answer, shown in the viewer's zone."""
    CLOCK = "clock"
    """An instant in a list with day lines: only the time of day is shown."""
    DATE = "date"
    DURATION = "duration"
    """Seconds; shown `m:ss` or `h:mm:ss`."""
    COUNT = "count"
    STATUS = "status"
    """A short word with a colour of its own."""
    FLAG = "flag"
    """True or false, or a status that means it; shown `yes` and `no`."""
    CODE = "code"
    """A number whose meaning stands in `contract.codes`; `Column.table` names the table."""
    SECRET = "secret"  # noqa: S105  (the name of a kind)
    """Shown as dots, never stored, never copied."""
    ID = "id"


class Confirm(StrEnum):
    """How a write is confirmed."""

    REVIEW = "review"
    DANGER = "danger"
    SEVERE = "severe"


Show = Callable[[Row], object]
"""Makes the value of a column from a row; pure, returns raw values (not safe to show as they are)."""

Forms = Callable[[Row], Sequence[object]]
"""Makes the texts by which filters find a value of a column; pure."""

Unfold = Callable[[Mapping[str, Any]], Sequence[Row]]
"""Takes the rows out of an answer that is one object; pure."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes:
        path: Dotted path of the value in the row (`site.name`, `phone_numbers[0].number`); also its name in
            `--columns`, `--sort`, `--where` and `field:value` filters.
        width: Cells it gets at least; the widest text column grows with the terminal.
        title: Head of the column; the path's last word if empty.
        kind: How it is shown and sorted.
        show: Makes the shown value where `path` alone cannot say it; sorting still goes by `path`.
        table: Name of the code table for `Kind.CODE`.
        hidden: Not shown until chosen.
        short: Fixed short forms in narrow columns, raw value -> short (explained in the help).
        words: Other words by which filters find a value, pairs (raw value, word).
        wide_only: Shown from 100 columns of terminal width on.
        alias: Another name for filters and options (`ext`).
        also: Paths of the same value in older or misspelt answers, read in order when `path` has none.
        about: What chooser and help say of it where the head is too short to tell.
        from_get: The list rows do not have it, only the object's own answer: `…` until that was read (one request a
            row, so only for rows on screen).
        computed: Makes the raw value from the row where Zoom sends none under this name; sorted, filtered, counted and
            saved like one that was sent.
        values: All words that it may have where they are fixed: an unquoted `field:word` then means a whole one.
        forms: Makes the texts by which filters find a value beside what is shown of it: names, numbers and extensions
            of a party of which a list shows one. With a `show` they stand for what was sent.
        searched: Words look into it though it is hidden.
    """

    path: str
    width: int = 12
    title: str = ""
    kind: Kind = Kind.TEXT
    show: Show | None = None
    table: str = ""
    hidden: bool = False
    short: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    wide_only: bool = False
    alias: str = ""
    also: tuple[str, ...] = ()
    about: str = ""
    from_get: bool = False
    computed: Show | None = None
    values: tuple[str, ...] = ()
    forms: Forms | None = None
    searched: bool = False

    @property
    def head(self) -> str:
        """Give the title shown at the head of the column."""
        return self.title or self.path.rpartition(".")[2].replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a detail: a column without a width.

    `help` says where the value comes from if that is not plain; `unit` is written after a plain value (`digits`);
    `also` and `computed` as in `Column`.
    """

    path: str
    title: str = ""
    kind: Kind = Kind.TEXT
    show: Show | None = None
    table: str = ""
    help: str = ""
    unit: str = ""
    also: tuple[str, ...] = ()
    computed: Show | None = None

    @property
    def head(self) -> str:
        """Give the label shown before the value."""
        return self.title or self.path.replace("_", " ").replace(".", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Group:
    """A titled group of fields in a detail."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A server-side filter: a query parameter of the list operation with a title and, if needed, a default."""

    parameter: str
    title: str = ""
    picks: str = ""
    """Name of the resource whose keys it takes, "" for a plain value."""


@dataclass(frozen=True, slots=True)
class Child:
    """A list below an object: `bind` says which field of the object fills which path parameter of the child."""

    name: str
    resource: str
    bind: tuple[tuple[str, str], ...]
    """Pairs (path parameter or query parameter of the child's list, path of the value in the parent row)."""
    tab: bool = True
    """Whether it is a tab of the object's details; else it stands among the links."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another object or list that a row leads to.

    Attributes:
        title: What the link is called (`owner`, `site`, `its calls`).
        resource: Resource it leads to, or "" when `choose` tells it from the row.
        key: Path of the target's key in the row; "" when it leads to a list.
        where: Server filters of the target list: pairs (parameter, path of the value in the row).
        choose: Gives the resource's name for this row (owners of many kinds), or "" for none.
        match: How the target is found where the row does not have its key: pairs (column of the target, path of the
            value in this row). One row of the target's list with equal values is the target, several are shown as a
            list filtered by it.
        around: Path of an instant in the row: the target's list is asked for the day that ends with it.
    """

    title: str
    resource: str = ""
    key: str = ""
    where: tuple[tuple[str, str], ...] = ()
    choose: Callable[[Row], str] | None = None
    match: tuple[tuple[str, str], ...] = ()
    around: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of a screen that shows several resources (`SIP trunks`)."""

    title: str
    resource: str


@dataclass(frozen=True, slots=True)
class Operations:
    """Operation ids of the contract, exactly as Zoom spells them.

    `fallback` is the deprecated list operation used when the first answers 404 (the screen says so).
    """

    list: str
    get: str = ""
    create: str = ""
    update: str = ""
    delete: str = ""
    fallback: str = ""
    fallback_get: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """All that the program knows of one kind of object.

    Attributes:
        name: Kebab-case plural (`call-queues`).
        title: Title in the words of telephony.
        singular: One of them, lower case (`call queue`).
        key: Path of the domain id in a row; several joined by `+` where only the pair is unique. As everywhere where a
            path is read and is no name, `a|b` reads `b` where `a` has no value (ids of older answers).
        operations: Its operations.
        columns: Columns of the list, in order; the first is what a row is called.
        label: Path of what one object is called; the first column's if empty.
        called: Makes what one object is called where it takes more than what stands at one path.
        model: Dotted reference `module:Class` of the pydantic model, imported only when rows are decoded.
        parents: Path parameters of the list operation that must be bound before it can be read.
        each: A required query parameter and the values to ask one after another (`allocated_product`).
        query: Query parameters always sent.
        get_key: Name of the path parameter of the get operation that takes the key.
        get_path: Path in the row of what the get operation takes, if it is not `key`.
        help: One line for help and docs.
        window: True when the list is a window of time (`from`, `to`).
        group_by_day: Path of the instant by which the list draws day lines.
        unfold: Where the list operation answers with one object (`getACallQueue`), takes the rows out: such a list
            is one request, has no pages, and its total is the number of rows. None for plain lists.
        account_bound: The path parameter `accountId` is the acting account (`me` for the profile's own), unless the
            view binds it among its parents (a list below an account).
        told: Parameters of the request that each row of an unfolded list gets as fields of its own, where the answer
            does not say what it was asked for.
        files: What a row can be saved as.
        sort: Columns by which the list is sorted at first, `-` before a descending one; () is the API's order.
        words: Further names for the local filter, looked for before those of columns.
        chips: Terms of the local filter that are put in with a letter.
    """

    name: str
    title: str
    singular: str
    key: str
    operations: Operations
    columns: tuple[Column, ...]
    help: str
    model: str = ""
    aliases: tuple[str, ...] = ()
    label: str = ""
    called: Callable[[Row], str] | None = None
    groups: tuple[Group, ...] = ()
    filters: tuple[Filter, ...] = ()
    children: tuple[Child, ...] = ()
    related: tuple[Related, ...] = ()
    parents: tuple[str, ...] = ()
    each: tuple[str, tuple[str, ...]] | None = None
    query: tuple[tuple[str, str], ...] = ()
    get_key: str = ""
    get_path: str = ""
    window: bool = False
    group_by_day: str = ""
    account_bound: bool = False
    unfold: Unfold | None = None
    told: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    sort: tuple[str, ...] = ()
    words: tuple[FilterWord, ...] = ()
    chips: tuple[Chip, ...] = ()
    confirm: Mapping[str, Confirm] = field(default_factory=dict)
    """Confirmation level of each write, by its name in `operations` (`delete`)."""
    unavailable: Mapping[str, str] = field(default_factory=dict)
    """What the API has no way for, and why: shown, not offered."""

    @property
    def label_path(self) -> str:
        """Give the path of what one object is called."""
        return self.label or self.columns[0].path

    def column(self, name: str) -> Column | None:
        """Find a column by path, alias or last word of its path; None if there is none."""
        for column in self.columns:
            if name in {column.path, column.alias, column.path.replace("_", "-")} and name:
                return column
        for column in self.columns:
            if name == column.path.rpartition(".")[2]:
                return column
        return None
