"""What changed between two snapshots, or between one and now: objects under their kinds, with who changed them."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from ztui.core.errors import UnknownName, ZtuiError
from ztui.core.text import Display, display
from ztui.core.times import moment
from ztui.resources.registry import resource as find_resource
from ztui.services.snapshots.blaming import who_by_journal, who_by_log
from ztui.services.snapshots.differing import GONE, check_same_account, compare
from ztui.services.snapshots.files import read_snapshot
from ztui.services.snapshots.taking import account_of, cost_of_snapshot, take, written_since
from ztui.services.snapshots.telling import DIFFERENCES, read_before, summary
from ztui.ui.keys import shown_key
from ztui.ui.modals.choose import Choice, ChooseOne
from ztui.ui.screens.snapshots.rows import UNKNOWN, cells_of, change_of, heading_of, rows_of
from ztui.ui.screens.story.show import export_stored
from ztui.ui.screens.summed import SummedScreen
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.source import TableColumn
from ztui.ui.widgets.told import Told

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import timedelta
    from pathlib import Path

    from ztui.services.inventory.cost import Progress
    from ztui.services.session import Session
    from ztui.services.snapshots.differing import Compared, Difference
    from ztui.services.snapshots.files import Snapshot
    from ztui.ui.widgets.paint import Part

__all__ = ["DiffScreen"]

_WORK = "compare"
_LONG = 400


class DiffScreen(SummedScreen["Difference"]):
    """Reads the files, and where one is compared with now, what is stored; refreshing asks Zoom.

    Args:
        session: In whose account.
        files: One snapshot or two.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("diff",)
    COLUMNS: ClassVar = (
        TableColumn("kind", Display(""), 1),
        TableColumn("name", Display("What"), 20, grows=True),
        TableColumn("field", Display("Field"), 20, grows=True),
        TableColumn("change", Display("Before and after"), 24, grows=True),
        TableColumn("who", Display("Who"), 26, wide_only=True),
    )

    def __init__(self, session: Session, files: tuple[Path, ...]) -> None:
        super().__init__(session)
        self.files = files
        self.compared: Compared | None = None
        self._is_behind = False
        self._columns: tuple[TableColumn, ...] = self.COLUMNS

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the difference."""
        return ("diff", *map(str, self.files))

    # The frame

    def crumbs(self) -> Sequence[str]:
        """Give the files."""
        return ("Difference", " ".join(display(each.name, longest=30) for each in self.files))

    def counts(self) -> Sequence[Part]:
        """Give how much is different."""
        return texts(f"{len(self.compared.differences):,} ") if self.compared is not None else ()

    def key_title(self, id: str) -> str:
        """Leave out what needs a difference where there is none, and reading where two files are compared."""
        if id == "open" and not self._opens(self.row):
            return ""
        if id == "refresh" and len(self.files) > 1:
            return ""
        return super().key_title(id)

    def hints(self) -> Sequence[str]:
        """Name the keys that lead on."""
        return ["open", "actions", "refresh", "export", "back"]

    def when_empty(self) -> Sequence[str]:
        """Say that nothing is different."""
        if self.compared is None:
            return ()
        if len(self.files) > 1:
            return ("Nothing is different.",)
        key = shown_key("refresh", self.house.keymap_in_use)
        return ("Nothing is different from what is stored.", f"{key} asks Zoom how it is now.")

    def told(self) -> Sequence[Sequence[Part]]:
        """Sum up, and tell the difference under the cursor in full."""
        compared, row = self.compared, self.row
        if compared is None:
            return ()
        zone, now = self.session.zone, self.session.clock.now()
        before, after = compared.before, compared.after
        then, until = moment(before.taken_at, zone, now), moment(after.taken_at, zone, now)
        if read_before(after):
            until = f"what was read from {moment(after.as_of, zone, now)} on"
        partly = ", some of it not wholly" if compared.lacks and compared.differences else ""
        head: list[tuple[str, str]] = [(f" {then} to {until}: {summary(compared)}{partly}", "")]
        if self._is_behind:
            key = shown_key("refresh", self.house.keymap_in_use)
            head.append((f"; ztui wrote since then, {key} reads it", "warn"))
        elif compared.lacks and len(self.files) == 1 and not self.session.offline:
            head.append((f"; {shown_key('refresh', self.house.keymap_in_use)} reads what is missing", "warn"))
        if row is None:
            return [texts(*head)]
        change = change_of(row, ascii_only=self.house.ascii_only) or ("" if row.kind == UNKNOWN else row.kind)
        whole = f" {': '.join(each for each in (row.name, row.field, change) if each)}"
        who = f" ({row.who})" if row.who else ""
        return [texts(*head), texts((display(whole, longest=_LONG), "strong"), (display(who, longest=_LONG), "dim"))]

    # Comparing

    def source(self) -> Told[Difference]:
        """Make the rows."""
        cells = partial(cells_of, ascii_only=self.house.ascii_only)
        return Told((), cells, lambda item: item.id, heading_of)

    def on_mount(self) -> None:
        """Compare with what is stored."""
        super().on_mount()
        self.start(self._compare(ask=False), _WORK)

    async def _compare(self, *, ask: bool, fresh_for: timedelta | None = None) -> None:
        first = await asyncio.to_thread(read_snapshot, self.files[0])
        if len(self.files) > 1:
            second = await asyncio.to_thread(read_snapshot, self.files[1])
        else:
            check_same_account(first, account_of(self.session))
            second = await self._now(ask=ask, fresh_for=fresh_for)
            self._is_behind = await written_since(self.session, second)
        compared = await asyncio.to_thread(compare, first, second)
        self._show(await who_by_journal(self.session, compared))

    async def _now(self, *, ask: bool, fresh_for: timedelta | None) -> Snapshot:
        if not ask or fresh_for is None:
            return await take(self.session, ask=False)
        key = shown_key("back", self.house.keymap_in_use)
        cost = await cost_of_snapshot(self.session, fresh_for=fresh_for)
        self.show_progress(f"reading: {cost} ({key} stops)")

        def tell(progress: Progress) -> None:
            self.show_progress(f"reading {progress.part}: {progress.share:.0%} ({key} stops)")

        try:
            return await take(self.session, fresh_for=fresh_for, tell=tell)
        finally:
            self.show_progress("")

    def _show(self, compared: Compared) -> None:
        self.compared = compared
        columns = self.COLUMNS if compared.differences else self.COLUMNS[:2]  # sentences alone have all of the width
        if self.is_mounted and self._source is not None and columns != self._columns:
            self._columns = columns
            self.table.show(self._source, columns)
        self.show_items(rows_of(compared))

    def close_one_thing(self) -> bool:
        """Stop reading."""
        if not self.busy(_WORK):
            return False
        self.workers.cancel_group(self, _WORK)
        self.say("Stopped; what came is stored.")
        return True

    # Keys

    def _opens(self, row: Difference | None) -> bool:
        """Tell whether a difference is about an object that is still there."""
        if row is None or row.kind == UNKNOWN or (row.kind == GONE and not row.field):
            return False
        try:
            find_resource(row.resource)
        except UnknownName:
            return False
        return True

    def on_house_table_opened(self) -> None:
        """Show the object."""
        row = self.row
        if row is None:
            return
        if self._opens(row):
            self.house.open_object(row.resource, row.key, (), self)
        else:
            self.fail(ZtuiError(f"{display(row.name, longest=60)} cannot be opened: it is gone, or no object."))

    def action_refresh(self) -> None:
        """Ask Zoom how it is now, and compare again."""
        if len(self.files) > 1 or self.busy(_WORK):
            return
        if self.session.offline:
            self.say("Offline: compared with what is stored.", "warn")
            self.start(self._compare(ask=False), _WORK)
            return
        from ztui.services.checks.running import NOW

        self.start(self._compare(ask=True, fresh_for=NOW), _WORK)

    def action_export(self) -> None:
        """Write the differences to a file."""
        count = 0 if self.compared is None else len(self.compared.differences)
        export_stored(self, "diff", count, self._exported, DIFFERENCES)

    async def _exported(self) -> AsyncIterator[dict[str, Any]]:
        for each in self.compared.differences if self.compared is not None else ():
            yield each.row()

    def action_actions(self) -> None:
        """Show what can be done with the differences."""
        keymap = self.house.keymap_in_use
        choices = [Choice("", "Differences", is_heading=True)]
        if self._opens(self.row):
            choices.append(Choice("open", "Open the object", shown_key("open", keymap)))
        if len(self.files) == 1:
            choices.append(Choice("refresh", "Ask Zoom how it is now", shown_key("refresh", keymap)))
        choices += [
            Choice("who", "Ask the operation log who probably did it", "heavy"),
            Choice("export", "Export the differences", shown_key("export", keymap)),
        ]
        self.app.push_screen(ChooseOne("Actions", choices), self._picked)

    def _picked(self, id: str | None) -> None:
        match id:
            case "open":
                self.on_house_table_opened()
            case "refresh":
                self.action_refresh()
            case "export":
                self.action_export()
            case "who" if self.compared is not None:
                self.start(self._who(self.compared), _WORK)

    async def _who(self, compared: Compared) -> None:
        self.show_progress("reading the operation log")
        try:
            self._show(await who_by_log(self.session, compared))
        finally:
            self.show_progress("")
