"""Setting ztui up, first page: what an app is, and which scopes it needs for what it is wanted for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.amounts import counted
from ztui.core.text import Display
from ztui.services.profiles.scopes import FEATURES, Feature, scopes_of
from ztui.ui.screens.reading import TableScreen
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.reader import Reader
from ztui.ui.widgets.source import TableColumn
from ztui.ui.widgets.told import Cells, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from ztui.ui.widgets.paint import Part

__all__ = ["SetupScreen"]

_COLUMNS = (
    TableColumn("feature", Display("What ztui shall show"), 46, grows=True),
    TableColumn("scopes", Display("Scopes"), 7, right=True),
)
_ABOUT = (
    "ztui reads an account by an app of your own: a server-to-server OAuth app, which an admin makes at "
    "marketplace.zoom.us (Develop, Build App). It needs scopes: the fewest for what is marked here. Copy them, paste "
    "them on the app's page under Scopes, activate it, and go on."
)
_FEWEST = 6
"""Lines that the table keeps."""
_WRITE = Feature("write", "and change all that is marked, not only show it", ())
"""Stands last among the features."""


class SetupScreen(TableScreen):
    """What ztui shall show, and the scopes for it."""

    PLACES: ClassVar[tuple[str, ...]] = ("setup",)
    title_word = "Set up"

    @property
    def wanted(self) -> list[Feature]:
        """Give what is marked."""
        return [each for each in FEATURES if str(id(each)) in self.table.marks]

    @property
    def writes(self) -> bool:
        """Tell whether it shall be changed, too."""
        return str(id(_WRITE)) in self.table.marks

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the scopes."""
        every = len(self.wanted) == len(FEATURES)
        return (
            "scopes",
            *(() if every else [each.name for each in self.wanted]),
            *(("--write",) if self.writes else ()),
        )

    # The frame

    def counts(self) -> Sequence[Part]:
        """Give how many scopes that makes."""
        return texts(f"{counted(len(self._scopes(classic=False)), 'scope')} ")

    def can(self, id: str) -> bool:
        """Offer marks, which switch what is wanted."""
        return id != "mark-range"

    def hints(self) -> Sequence[str]:
        """Name the keys in the order in which they are wanted."""
        return ["mark", "copy", "open", "back"]

    def key_title(self, id: str) -> str:
        """Say what the keys do here."""
        return {"mark": "on/off", "copy": "copy the scopes", "open": "go on"}.get(id, super().key_title(id))

    def compose_body(self) -> ComposeResult:
        """Make the words about apps, and the table."""
        reader = Reader(id="told")
        reader.can_focus = False
        yield reader
        yield from super().compose_body()

    def on_mount(self) -> None:
        """Say what an app is; at first all is wanted but changing it."""
        self.table.show(Told((*FEATURES, _WRITE), _cells), _COLUMNS)
        self.table.add_marks(str(id(each)) for each in FEATURES)
        self._say_what_it_is()

    def on_resize(self) -> None:
        """Wrap it anew."""
        self._say_what_it_is()

    def _say_what_it_is(self) -> None:
        reader = self.query_one("#told", Reader)
        reader.show([texts((f" {_ABOUT}", ""))])
        room = self.query_one("#body").size.height - _FEWEST
        reader.styles.height = max(min(reader.needs(self.size.width) + 1, room), 0)

    def show_rows(self) -> None:
        """Show how many scopes what is marked makes."""
        self.show_frame()

    # Keys

    def on_house_table_marked(self) -> None:
        """Show how many scopes that makes."""
        self.show_rows()

    def on_house_table_opened(self) -> None:
        """Go on to the credentials."""
        from ztui.ui.screens.setup.form import SetupForm

        self.house.go(SetupForm(self.session, writes=self.writes), self)

    def action_copy(self) -> None:
        """Send the scopes to the clipboard, in one form or the other."""
        from ztui.ui.modals.copy import Copy, ask_and_copy

        granular, classic = self._scopes(classic=False), self._scopes(classic=True)
        offered = (
            Copy("g", "Granular scopes, as new apps take them", "\n".join(granular), counted(len(granular), "scope")),
            Copy("c", "Classic scopes, older and broader", "\n".join(classic), counted(len(classic), "scope")),
        )
        ask_and_copy(self, offered)

    def _scopes(self, *, classic: bool) -> tuple[str, ...]:
        return scopes_of(self.wanted, write=self.writes, classic=classic).scopes


def _cells(feature: Feature) -> Cells:
    count = len(scopes_of([feature]).scopes)
    scopes = (f"{count:,}" if count else "classic") if feature.resources else ""
    return {"feature": (Display(feature.title), ""), "scopes": (Display(scopes), "dim")}
