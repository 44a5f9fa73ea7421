"""What is asked before a preview: which objects, what is done to them, with which values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError, UnknownName
from ztui.core.text import display
from ztui.resources.edits.model import Input, InputKind
from ztui.services.bulk.preview import given_keys, preview
from ztui.services.bulk.reading import read_file, read_list
from ztui.services.bulk.steps import SET, slots, steps_of
from ztui.services.changes.planning import new_plan
from ztui.services.offering import is_edited, offered
from ztui.ui.keys import shown_key
from ztui.ui.modals.choose import Choice, ChooseOne

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ztui.resources.edits.model import Action, WriteField
    from ztui.resources.model import Resource
    from ztui.services.bulk.preview import Preview
    from ztui.services.bulk.reading import BadLine, Listed
    from ztui.services.bulk.steps import Step
    from ztui.services.changes.model import Pairs, Plan
    from ztui.services.session import Session
    from ztui.services.view import View
    from ztui.ui.screens.base import HouseScreen

    Steps = Callable[[str, Mapping[str, Any]], tuple[Sequence[Step], Sequence[BadLine]]]
    """Makes the steps of all objects from an action and its values."""

__all__ = ["Asking"]

_BULK = "bulk"
_AT_ONCE = 1_000
_KINDS = ("numbers", "call-queues", "users", "devices", "common-areas", "auto-receptionists", "sites")
"""What a pasted list is of, most often."""
_PASTE = "# One object a line: number, extension, e-mail, name or id. Or a table:\n# object,action,field,value\n"


class Asking:
    """Asks, step by step, and shows the preview.

    Args:
        screen: The screen that it begins at.
        session: In whose profile and account.
        resource: What the objects are, "" where each line says it.
        parents: What their list is below.
        listed: What the list shows that was on screen, which the lines of a file need not be of; "" for none.
    """

    def __init__(
        self, screen: HouseScreen, session: Session, resource: str, parents: Pairs, *, listed: str = ""
    ) -> None:
        self.screen = screen
        self.session = session
        self.resource = resource
        self.parents = parents
        self.listed = listed

    @property
    def known(self) -> Resource:
        """Give what the objects are."""
        return self.session.listings.find(self.resource)

    # Which objects

    def of_keys(self, keys: Sequence[str]) -> None:
        """Take objects by their keys."""
        if not keys:
            self.screen.fail(ConfigError("There is nothing to change.", "Mark rows, or widen the filter."))
            return

        def steps(action: str, given: Mapping[str, Any]) -> tuple[Sequence[Step], Sequence[BadLine]]:
            return given_keys(keys, self.known.name, action, given), ()

        self.choose(f"{len(keys):,} {self.known.title.lower()}", steps)

    def of_view(self, view: View) -> None:
        """Take all that a list shows, which is read whole before."""
        if not self.screen.busy(_BULK):
            self.screen.start(self._read_all(view), _BULK)

    async def _read_all(self, view: View) -> None:
        stops = shown_key("back", self.screen.house.keymap_in_use)
        self.screen.show_progress(f"reading all {self.known.title.lower()} ({stops} stops)")
        listing = self.session.listings.open(view)
        keys: list[str] = []
        try:
            await listing.load()
            if not self.session.offline:
                await listing.refresh()
            status = listing.status
            if status.error is not None:
                raise status.error
            if not status.complete:
                raise ConfigError("The list is not complete.", "Read it to its end first; nothing was changed.")
            for start in range(0, status.shown, _AT_ONCE):
                keys += [each.key for each in await listing.rows(start, _AT_ONCE)]
        finally:
            await listing.close()
            self.screen.show_progress("")
        if self._is_here:
            self.of_keys(list(dict.fromkeys(keys)))

    def of_text(self, text: str = _PASTE) -> None:
        """Ask for a list."""
        from ztui.ui.modals.editor import TextEditor

        found: list[Listed] = []

        def take(typed: str) -> None:
            listed = read_list(typed)
            if not listed.lines and not listed.bad:
                raise ConfigError("The list is empty.", "Paste one object a line.")
            found[:] = [listed]

        def left(typed: str | None) -> None:
            if typed is not None and found:
                self.of_list(found[0])

        self.screen.app.push_screen(TextEditor("Paste a list", text, take, at_end=True), left)

    def of_file(self, path: str) -> None:
        """Read a list from a file."""
        listed = read_file(Path(path).expanduser())
        if not listed.lines and not listed.bad:
            raise ConfigError(f"The list {path} is empty.", "It takes one object a line.")
        if _says_what(listed):
            self.resource = self.listed  # fields and actions are those of the list they are typed on
        self.of_list(listed, Path(path).name)

    def of_list(self, listed: Listed, name: str = "a pasted list") -> None:
        """Take the objects of a list; ask what they are if neither it nor the screen says so."""
        if not self.resource and not _names_kinds(self.session, listed):
            is_edited_here = bool(self.listed) and is_edited(self.session.listings.find(self.listed))
            kinds = dict.fromkeys((*_KINDS, self.listed) if is_edited_here else _KINDS)
            choices = [Choice(each, self.session.listings.find(each).title) for each in kinds]

            def picked(id: str | None) -> None:
                if id:
                    self.resource = id
                    self.of_list(listed, name)

            self.screen.app.push_screen(ChooseOne("What are they?", choices, current=self.listed), picked)
            return

        def steps(action: str, given: Mapping[str, Any]) -> tuple[Sequence[Step], Sequence[BadLine]]:
            return steps_of(self.session, listed, resource=self.resource, action=action, given=given)

        if not self.resource or _says_what(listed):
            self._begin(name, steps, SET, {})
        else:
            self.choose(f"{len(listed.lines):,} {self.known.title.lower()}", steps)

    # What is done

    def choose(self, what: str, steps: Steps) -> None:
        """Ask what is to be done."""
        known = self.known
        dots = "..." if self.screen.house.ascii_only else "…"
        choices = [Choice(SET, f"Set fields{dots}")] if is_edited(known) else []
        actions = {each.action.name: each for each in offered(self.session, known, None, self.parents)}
        for name, each in actions.items():
            title = f"{each.action.title}{dots if each.action.inputs else ''}"
            choices.append(Choice(name, title, refused=each.refused))
        if not choices:
            self.screen.fail(ConfigError(f"Nothing can be done to {known.title.lower()}.", "The API has no way."))
            return

        def picked(id: str | None) -> None:
            if not id:
                return
            action = None if id == SET else actions[id].action
            if action is not None and not action.inputs:
                self._begin(f"{action.title}: {what}", steps, id, {})
            else:
                self._fill_in(what, steps, action)

        self.screen.app.push_screen(ChooseOne(f"Change {what}", choices), picked)

    def _fill_in(self, what: str, steps: Steps, action: Action | None) -> None:
        """Show the form of the fields, or of what the action asks for."""
        from ztui.services.forms.loading import sheet_of_inputs
        from ztui.ui.screens.form.screen import FormScreen

        title = "Set fields" if action is None else action.title
        inputs = action.inputs if action is not None else tuple(map(_asked, slots(self.known, None)))  # type: ignore[arg-type]
        found: list[Preview] = []

        async def make(values: Mapping[str, Any]) -> Plan:
            if not values:
                raise ConfigError("No field is filled in.", "Fill in what all of them are to have.")
            asked, bad = steps(SET if action is None else action.name, values)
            found[:] = [await preview(self.session, asked, bad, parents=self.parents)]
            return new_plan(self.session, ())

        def show(_: Plan) -> None:
            self._show(f"{title}: {what}", found[0], form)

        sheet = sheet_of_inputs(self.session, title, inputs, make, subject=what)
        form = FormScreen(self.session, sheet, on_plan=show)
        self.screen.house.go(form, self.screen)

    # The preview

    def _begin(self, title: str, steps: Steps, action: str, given: Mapping[str, Any]) -> None:
        if not self.screen.busy(_BULK):
            self.screen.start(self._preview(title, steps, action, given), _BULK)

    async def _preview(self, title: str, steps: Steps, action: str, given: Mapping[str, Any]) -> None:
        stops = shown_key("back", self.screen.house.keymap_in_use)

        def tell(done: int, whole: int) -> None:
            self.screen.show_progress(f"reading {done:,} of {whole:,} ({stops} stops)")

        self.screen.say("")  # what went wrong before, such as a file that was not there
        self.screen.show_progress(f"looking for the objects ({stops} stops)")
        try:
            asked, bad = steps(action, given)
            found = await preview(self.session, asked, bad, parents=self.parents, progress=tell)
        finally:
            self.screen.show_progress("")
        if self._is_here:
            self._show(title, found, None)

    @property
    def _is_here(self) -> bool:
        """Tell whether nobody went on meanwhile."""
        return self.screen.house.house_screen is self.screen

    def _show(self, title: str, found: Preview, form: HouseScreen | None) -> None:
        from ztui.ui.screens.bulk.preview import BulkScreen

        self.screen.house.go(BulkScreen(self.session, found, display(title)), form or self.screen)


def _names_kinds(session: Session, listed: Listed) -> bool:
    """Tell whether each line says what kind of object it is: `queue:Support`."""
    for line in listed.lines:
        kind, colon, _ = line.object.partition(":")
        try:
            session.listings.find(kind.strip() if colon else "")
        except UnknownName:
            return False
    return True


def _says_what(listed: Listed) -> bool:
    """Tell whether lines say what is to be done: a table with actions or fields."""
    return any(each.action or each.field for each in listed.lines)


def _asked(field: WriteField) -> Input:
    """Make of a field what a form asks for; nothing is required, since only what is filled in is set."""
    return Input(
        field.write,
        field.title,
        InputKind.JSON if field.kind is InputKind.HOURS else field.kind,
        required=False,
        several=field.several,
        picks=field.picks,
        choices=field.choices,
        longest=field.longest,
        help=field.help,
    )
