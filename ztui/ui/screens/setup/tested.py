"""Setting ztui up, last page: what the new profile may read, and which scopes are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.text import Display, display
from ztui.services.profiles.testing import Verdict
from ztui.ui.screens.reading import TableScreen
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.source import TableColumn
from ztui.ui.widgets.told import Cells, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.profiles.testing import Tried
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part

__all__ = ["TestedScreen"]

_COLUMNS = (
    TableColumn("feature", Display("Area"), 26),
    TableColumn("verdict", Display("May be read"), 11),
    TableColumn("hint", Display("What to do"), 36, grows=True),
)


class TestedScreen(TableScreen):
    """What came of trying a profile.

    Args:
        session: Any.
        name: Of the profile.
        found: What was tried.
    """

    __test__ = False  # no test, whatever a collector makes of its name
    PLACES: ClassVar[tuple[str, ...]] = ("setup",)

    def __init__(self, session: Session, name: str, found: Sequence[Tried]) -> None:
        super().__init__(session)
        self.name_of = name
        self.found = found

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the test."""
        return ("profile", "test", self.name_of)

    def crumbs(self) -> Sequence[str]:
        """Give whose test it is."""
        return ("Set up", display(self.name_of), "May be read")

    def counts(self) -> Sequence[Part]:
        """Give how many areas can be read."""
        allowed = sum(each.verdict is Verdict.ALLOWED for each in self.found)
        return texts(f"{allowed} of {len(self.found)} ")

    def key_title(self, id: str) -> str:
        """Say what enter does."""
        return "open the account" if id == "open" else super().key_title(id)

    def show_rows(self) -> None:
        """Show each area."""
        self.table.show(Told(tuple(self.found), _cells), _COLUMNS, cursor=self.table.cursor)
        self.say(f"{display(self.name_of)} is kept in the settings.", "good")
        self.show_frame()

    def on_house_table_moved(self) -> None:
        """Say in full what to do about the area under the cursor."""
        each = self.found[self.table.cursor]
        self.say(display(each.hint or each.said), "" if each.verdict is Verdict.ALLOWED else "warn")

    def on_house_table_opened(self) -> None:
        """Open the account."""
        self.house.work(self.house.change_profile(self.name_of))


def _cells(each: Tried) -> Cells:
    style = {Verdict.ALLOWED: "good", Verdict.FORBIDDEN: "bad"}.get(each.verdict, "warn")
    word = "yes" if each.verdict is Verdict.ALLOWED else str(each.verdict)
    return {
        "feature": (Display(each.feature.title), ""),
        "verdict": (Display(word), style),
        "hint": (display(each.hint or each.said, longest=300), "dim"),
    }
