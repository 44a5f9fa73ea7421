"""The request form: a line for each field of an operation, filled in in place; what cannot be sent says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.amounts import counted
from ztui.core.errors import ConfigError, ZtuiError
from ztui.services.console.lines import LineKind
from ztui.ui.keys import shown_key
from ztui.ui.screens.console.desk import desk_of
from ztui.ui.screens.console.filling import FilledScreen
from ztui.ui.screens.console.sending import Sending

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.contract.catalogue import Operation
    from ztui.services.session import Session

__all__ = ["RequestScreen"]


class RequestScreen(FilledScreen):
    """Fills in a request of an operation and sends it.

    Args:
        session: In whose name it goes.
        operation: The operation.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("request",)

    def __init__(self, session: Session, operation: Operation) -> None:
        super().__init__(session, operation)
        self._leaving = False

    # The frame

    def hints(self) -> Sequence[str]:
        """Name the keys of the form, or of the input that stands in it."""
        return ["open", "write", "add", "pick", "unset", "raw", "filter", "only-set", "copy", "requests", "back"]

    def key_title(self, id: str) -> str:
        """Name only the keys that do something on this line."""
        line = self.line
        if id == "open":
            return "send" if line is None else "fill in"
        if id == "write":
            return "" if line is None else "send"
        needs = {
            "add": self.list_above is not None,
            "pick": self.picks != "",
            "unset": line is not None and (line.is_set or bool(line.text)),
            "raw": self.takes_json,
        }
        return super().key_title(id) if needs.get(id, True) else ""

    # Sending

    def action_write(self) -> None:
        """Send it, after what it does was confirmed."""
        self.close_input()
        self.lines.tried = True
        problems = self.problems
        self.show_lines()
        if problems:
            wrong = next((at for at, each in enumerate(self.lines.lines, 1) if each.problem), 0)
            if not wrong and self.only_set:
                self.action_only_set()
            self.fields.move_to(wrong)
            fields = counted(len(problems), "field")
            first = f"{problems[0].field} {problems[0].message}".strip()
            self.fail(ConfigError(f"Nothing was sent: {fields} to look at. {first}."))
        elif reason := desk_of(self).allowed(self.operation):
            self.fail(ZtuiError(f"Nothing was sent: {reason}"))
        elif not self.busy("send"):
            Sending(self).begin()

    # Leaving

    def close_one_thing(self) -> bool:
        """Close the input or the filter, stop a read; leaving what was filled in asks once."""
        if self.close_input(keep=False) or super().close_one_thing():
            return True
        if self.busy("send"):
            return self._stop()
        if desk_of(self).is_changed(self.draft) and not self._leaving:
            self._leaving = True
            key = shown_key("back", self.house.keymap_in_use)
            self.say(f"{key} again leaves; what is filled in stays here and is found again. w sends it.", "warn")
            return True
        self._leaving = False
        return False

    def _stop(self) -> bool:
        if self.operation.is_read:
            self.workers.cancel_group(self, "send")
            self.show_progress("")
            self.say("Stopped; nothing was changed by it.")
        else:
            self.say("It is on its way and cannot be called back; its answer is waited for.", "warn")
        return True

    def touched(self) -> None:
        """Ask again before leaving."""
        self._leaving = False

    def open_line(self) -> None:
        """Fill in the line under the cursor, or send."""
        if self.line is None:
            self.action_write()
        else:
            self.fill_in(self.line)

    def on_line_list_switched(self) -> None:
        """Switch a yes or no."""
        if self.line is not None and self.line.kind is LineKind.FLAG:
            self.cycle(self.line)

    def action_requests(self) -> None:
        """Show the requests that were sent."""
        desk_of(self).open_history(self)

    def action_copy(self) -> None:
        """Send the request as it stands to the clipboard."""
        from ztui.ui.screens.console.copying import copy_request

        copy_request(self, self.draft.request())
