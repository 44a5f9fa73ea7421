"""What a guided task is: what it asks for, what it finds, and the plan of many changes that it makes of both."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, Invalid, UnknownName
from ztui.resources.edits.model import Given, Input, InputKind
from ztui.resources.rows import text_of, value_at
from ztui.services.changes.values import own_problems
from ztui.services.resolving import one
from ztui.services.tasks.reads import Reads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.core.errors import FieldError
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session

__all__ = ["Findings", "Task"]

Find = Callable[["Session", Given, Reads], Awaitable["Findings"]]
Make = Callable[["Session", Given, "Findings"], Awaitable["Plan"]]


def _nobody(asked: int) -> None:
    """Take note of a count that nobody waits for."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a task found before it makes a plan; texts are raw.

    Attributes:
        subject: What the task is about.
        found: What is there, a line each.
        cannot: What the task does not do, and why.
        minds: What to mind before going on.
        facts: What the plan is made of; each task has its own.
        asked: How many requests it took.
        given: What was given, with the ids of the objects that were named.
    """

    subject: str
    found: tuple[str, ...] = ()
    cannot: tuple[str, ...] = ()
    minds: tuple[str, ...] = ()
    facts: Any = None
    asked: int = 0
    given: Given = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """One guided task.

    Attributes:
        name: What is typed: `leaver`.
        title: What menus call it.
        about: What it does, in a sentence or two.
        inputs: What it asks for; the first one may be typed without its name.
        resources: Resources under whose actions it stands, with their objects as the first input.
        look: Reads what is needed and says what is there; changes nothing.
        make: Makes the plan, with the planners of `services.changes`.
        examples: Command lines that show how it is used, without `ztui task`.
        subject: Name of the input that takes the object whose action the task is; the first one if empty.
        takes: Makes the value of that input from the object's row; its key if None.
    """

    name: str
    title: str
    about: str
    inputs: tuple[Input, ...]
    resources: tuple[str, ...]
    look: Find
    make: Make
    examples: tuple[str, ...] = ()
    subject: str = ""
    takes: Callable[[Mapping[str, Any]], str] | None = None

    @property
    def _about(self) -> Input:
        name = self.subject or self.inputs[0].name
        return next(each for each in self.inputs if each.name == name)

    @property
    def takes_several(self) -> bool:
        """Tell whether it is done to several objects at once."""
        return self._about.several

    def begins_with(self, keys: Sequence[str], row: Mapping[str, Any]) -> dict[str, Any]:
        """Give what is filled in already when the task is opened at objects.

        Args:
            keys: Their keys; of several only a task that takes several makes use.
            row: The object, where there is one.
        """
        name = self._about.name
        if self.takes is not None:
            value = self.takes(row)
            return {name: value} if value else {}
        if self.takes_several:
            return {name: list(keys)} if keys else {}
        return {name: keys[0]} if len(keys) == 1 else {}

    async def find(self, session: Session, given: Given, *, on_asked: Callable[[int], None] = _nobody) -> Findings:
        """Read what is needed and say what is there; changes nothing.

        Args:
            session: In whose profile and account.
            given: By name of an input; an object by its id, or by what people call it.
            on_asked: Told how many requests were sent, as it goes on.

        Raises:
            UnknownName: There is no such input.
            Invalid: Something is missing or cannot be taken; `fields` say what.
            NotFound: An object that was named is not there.
            Conflict: A name means several objects.
            ZtuiError: What is needed cannot be read.
        """
        reads = Reads(session, on_asked)
        filled = await self._filled(session, given)
        findings = await self.look(session, filled, reads)
        return replace(findings, given=filled, asked=reads.asked)

    async def plan(self, session: Session, given: Given, findings: Findings | None = None) -> Plan:
        """Make the plan.

        Args:
            session: In whose profile and account.
            given: As for `find`.
            findings: What `find` gave for the same, if it is known already.

        Raises:
            ZtuiError: As `find`; and Conflict where there is nothing that can be done.
        """
        findings = findings or await self.find(session, given)
        return await self.make(session, findings.given, findings)

    async def _filled(self, session: Session, given: Given) -> dict[str, Any]:
        """Judge what was given, and turn names of objects into ids."""
        known = {each.name: each for each in self.inputs}
        for name in given:
            if name not in known:
                raise UnknownName(f"input of '{self.title}'", name, known)
        filled: dict[str, Any] = {}
        problems: list[FieldError] = []
        for name, each in known.items():
            value = given.get(name)
            if value is None or value in ("", [], ()):
                if each.required:
                    problems.append(_missing(name))
                continue
            values = list(value) if isinstance(value, list | tuple) else [value]
            if each.kind is InputKind.PICK:
                values = [await _key_of_one(session, each, str(part)) for part in values]
            else:
                problems += [problem for part in values for problem in own_problems(each, name, part)]
            filled[name] = values if each.several or each.kind is InputKind.CHOICES else values[0]
        if problems:
            raise _refused(self, problems)
        return filled


def _missing(name: str) -> FieldError:
    from ztui.core.errors import FieldError

    return FieldError(name, "is missing")


def _refused(task: Task, problems: list[FieldError]) -> Invalid:
    titles = {each.name: each.title for each in task.inputs}
    few = "; ".join(f"{titles.get(each.field, each.field)} {each.message}" for each in problems[:3])
    error = Invalid(f"'{task.title}' cannot begin: {few}.", f"'ztui task {task.name}' says what it asks for.")
    error.fields = tuple(problems)
    return error


async def _key_of_one(session: Session, field: Input, text: str) -> str:
    """Give what an input takes of the object that a text means: its id, or with several kinds of objects `resource:id`.

    Raises:
        NotFound: There is none.
        Conflict: There are several.
        ConfigError: The text is blank.
    """
    if not text.strip():
        raise ConfigError(f"{field.title}: nothing is named.")
    kind, colon, rest = text.partition(":")
    if field.picks == ("calling-plans",) and text.isdecimal():
        return text  # the type of a plan, which is what is sent
    if colon and kind in field.picks:
        return text if len(field.picks) > 1 else rest
    match = await one(session, field.picks, text)
    if field.pick_path:
        return text_of(value_at(match.row, field.pick_path))
    return f"{match.resource}:{match.key}" if len(field.picks) > 1 else match.key
