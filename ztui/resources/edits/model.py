"""What can be changed about an object, as data: fields that an update writes, and actions such as adding a member.

An update reads under one name and writes under another more often than not; a field says both, so that form, plan,
check after the write and undo speak of the same thing. Nothing here does I/O.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import Any

from ztui.core.dataclass import dataclass
from ztui.resources.model import Confirm, Row

__all__ = [
    "Action",
    "Among",
    "Check",
    "Edits",
    "Expect",
    "Given",
    "Held",
    "Input",
    "InputKind",
    "Make",
    "Request",
    "Write",
    "WriteField",
]

Given = Mapping[str, Any]
"""What was filled in: name of an input -> value; lists for inputs that take several."""


class InputKind(StrEnum):
    """How a value is asked for, judged and stored."""

    TEXT = "text"
    NUMBER = "number"
    """A whole number."""
    SWITCH = "switch"
    CHOICE = "choice"
    CHOICES = "choices"
    PHONE = "phone"
    """Typed in any local form, written as E.164."""
    DURATION = "duration"
    """Seconds; typed as `0:45`, `3:00` or a number."""
    EXTENSION = "extension"
    TIMEZONE = "timezone"
    PICK = "pick"
    """The key of an object of another resource."""
    HOURS = "hours"
    """A week of opening hours."""
    SECRET = "secret"  # noqa: S105  (the name of a kind)
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Among:
    """What an object has already, of which alone something can be taken away.

    Attributes:
        resource: The list below the object that tells it; "" where the object's own answer does.
        bind: What that list is below: pairs (its parameter, path in the object's row).
        rows: Path of the list in the object's own answer.
        key: Path in a row of the key by which the input names the thing.
        fits: Tells the rows of the input's kind; None for all.
    """

    resource: str = ""
    bind: tuple[tuple[str, str], ...] = ()
    rows: str = ""
    key: str = "id"
    fits: Callable[[Row], bool] | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that an action asks for.

    Attributes:
        name: Its name in `Given`, and on the command line.
        title: What the form calls it.
        kind: How it is asked for.
        required: The action cannot be planned without it.
        several: Takes a list.
        picks: Resources whose objects it takes, for `InputKind.PICK`.
        pick_path: Path in the picked row of the value that is sent; the resource's key if empty.
        choices: Values allowed, pairs (raw value, word).
        longest: Most characters of a text, 0 for what the contract says.
        help: One line.
        among: What the object has already, where only that can be picked.
    """

    name: str
    title: str
    kind: InputKind = InputKind.TEXT
    required: bool = True
    several: bool = False
    picks: tuple[str, ...] = ()
    pick_path: str = ""
    choices: tuple[tuple[str | int | bool, str], ...] = ()
    longest: int = 0
    help: str = ""
    among: Among | None = None


@dataclass(frozen=True, slots=True)
class WriteField:
    """One field that an update (or create) writes.

    Attributes:
        read: Path in the object's answer, "" for a field that no answer has (write-only).
        write: Dotted path in the body.
        title: What form and plan call it.
        kind: How it is asked for.
        to_write: Makes the value of the body from the value read, where they differ; identity if None.
        choices, picks, pick_path, longest, help: As in `Input`.
        create_only: Only a create takes it.
        update_only: Only an update takes it.
        required: A create needs it.
        short_extension: The body takes the short extension while answers have the long one (or the other way round
            with `long_extension`).
        long_extension: The body takes the complete extension.
        several: The body takes a list of such values.
        applies: Tells whether an object has the field at all (hours and routing are rows of one list); None for all.
        called: Path of what its value is called in the object's answer, which forms show instead of an id.
        element: Where the body takes a list of objects for the picked keys: what holds the key in each of them.
    """

    read: str
    write: str
    title: str
    kind: InputKind = InputKind.TEXT
    to_write: Callable[[Any], Any] | None = None
    choices: tuple[tuple[str | int | bool, str], ...] = ()
    picks: tuple[str, ...] = ()
    pick_path: str = ""
    longest: int = 0
    help: str = ""
    create_only: bool = False
    update_only: bool = False
    required: bool = False
    short_extension: bool = False
    long_extension: bool = False
    several: bool = False
    applies: Callable[[Row], bool] | None = None
    element: str = ""
    called: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """One request that an action makes: operation, path, query and body, without the account prefix."""

    operation_id: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None


class Expect(StrEnum):
    """What a check expects to find."""

    THERE = "there"
    GONE = "gone"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class Check:
    """How to see, by reading, whether a request was carried out.

    Attributes:
        operation_id: A read: the object itself, or the list that holds (or no longer holds) what was written.
        path: Its path parameters.
        query: Its query parameters.
        expect: What is expected.
        match: Pairs (path in a row or in the answer, value); for THERE and GONE they find the row in the list at
            `rows`, for EQUAL they are what the answer has to say. With `expect` GONE and no `match`, the read itself
            is expected to find nothing.
        rows: Path of the list within the answer where it is not the operation's own rows (`users` in a queue's get).
        apart: What tells where that list is full: an answer has only so many rows (`maxItems` of its schema).
    """

    operation_id: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    expect: Expect = Expect.EQUAL
    match: tuple[tuple[str, Any], ...] = ()
    rows: str = ""
    apart: Check | None = None


Make = Callable[[Row, Given], Sequence[Request]]
"""Makes the requests of an action on an object, one for each thing that is written: each has an outcome of its own.

The row is the object as it was read last, the row of its list with its own answer over it, so that it has a key even
where that answer has none. Where its list is below another object, the bound parents stand in it under the names of
their parameters (`callQueueId`).
"""

Write = Callable[[Row, Mapping[str, Any]], Request]
"""Makes the request of an update or a create from the row (of a create: the bound parents alone) and the body that the
`WriteField`s made."""


@dataclass(frozen=True, slots=True)
class Held:
    """What an object has, as its own answer tells.

    Attributes:
        noun: What the things are called, one of them.
        ids: Gives their ids from the object's row, None where it does not tell all of them.
    """

    noun: str
    ids: Callable[[Row], Collection[str] | None]


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done to an object beside editing its fields.

    Attributes:
        name: Kebab-case, unique within the resource: `add-members`, `remove-member`, `reboot`.
        title: What menus call it.
        resource: The resource whose objects have it.
        inputs: What it asks for.
        make: Makes the requests. Lists are one request for each element, or chunks of the contract's batch limit where
            both the operation and what undoes it take several; never one that takes everything. Requests of one thing
            each go as one where the operation is in `contract.batches.JOINABLE`; each keeps an outcome of its own.
        operations: Operation ids that `make` may use, for scopes and documentation.
        check: Makes the check of one of its requests; None where no read tells, with the reason in `unverified`.
        unverified: Why nothing can be verified, "" where `check` is given.
        inverse: Makes what undoes one of its requests, from the object before, the request and the answer; None where
            nothing does, with the reason in `final`.
        final: Why it cannot be undone, where `inverse` is None or makes nothing.
        undone: Makes the check of what undoes it from the object before and that request, where it is not the opposite
            of `check`: what is added again has a new id.
        differs: What is different after undoing, in words: "it gets a new id".
        confirm: The level at which it is confirmed.
        says: Tells in words what it does to an object, from the row and what was given; what a picked object is called
            stands there under the input's name with `.name`, as far as that is stored.
        sums: Tells in words what it does to several objects together, in place of what `says` tells of each: of two
            members who leave a queue, each alone would say that one is left less.
        reads: Makes the read whose answer tells what was there before, where the object's own does not; the answer
            stands in the row under the operation's id, for `make`, `says` and `inverse`.
        needs: Tells why an object does not have the action now ("" if it has): a number that nobody has cannot be
            unassigned.
        already: Tells of an object that does not have the action now whether what it would do is so: a number that
            is to be assigned belongs to that very owner.
        holds: What an object has that the action takes away: what it has not is left out, and the plan says so.
    """

    name: str
    title: str
    resource: str
    make: Make
    operations: tuple[str, ...]
    inputs: tuple[Input, ...] = ()
    check: Callable[[Row, Request], Check | None] | None = None
    unverified: str = ""
    inverse: Callable[[Row, Request, Any], Request | None] | None = None
    final: str = ""
    differs: str = ""
    confirm: Confirm = Confirm.REVIEW
    says: Callable[[Row, Given], str] | None = None
    sums: Callable[[Sequence[Row]], str] | None = None
    needs: Callable[[Row], str] | None = None
    already: Callable[[Row, Given], bool] | None = None
    undone: Callable[[Row, Request], Check] | None = None
    reads: Callable[[Row, Given], Request] | None = None
    holds: Held | None = None


@dataclass(frozen=True, slots=True)
class Edits:
    """All that can be changed about the objects of one resource.

    Attributes:
        resource: Its name.
        fields: What `operations.update` and `operations.create` of the resource write.
        actions: What else can be done.
        create_check: Path in the answer of the create of the new object's key.
        recreate: A deleted object can be made again from its before image, with what then differs in words; "" if not.
        update: Makes the request of an update, where it is not `operations.update` with the key in its path; None else.
        create: Makes the request of a create, where it is not `operations.create` with the parents in its path.

    What deletes an object is its action `delete`; with `recreate`, `operations.delete` with the key in its path.
    """

    resource: str
    fields: tuple[WriteField, ...] = ()
    actions: tuple[Action, ...] = ()
    create_check: str = ""
    recreate: str = ""
    update: Write | None = None
    create: Write | None = None
