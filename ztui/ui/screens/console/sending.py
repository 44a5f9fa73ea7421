"""Sending a request from its form: what it does is asked for, then it goes, and its answer is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ztui.core.errors import Invalid, NotFound, OutcomeUnknown
from ztui.core.json_text import texts_in
from ztui.core.text import display
from ztui.ui.modals.confirm import Question, confirmation
from ztui.ui.screens.console.desk import desk_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.contract.catalogue import Operation
    from ztui.services.console.console import Exchange
    from ztui.services.console.danger import Danger
    from ztui.services.console.request import ConsoleRequest
    from ztui.ui.screens.console.request import RequestScreen

__all__ = ["Sending", "question_of"]

_NAME = 40
_MOST_NAMES = 3
"""Names that a question tells."""
_SHOWN = 120
"""Characters of a path that a question tells."""


class Sending:
    """One request on its way from a form.

    Args:
        form: The form; it says what goes on.
    """

    def __init__(self, form: RequestScreen) -> None:
        self.form = form
        self.desk = desk_of(form)
        self.request: ConsoleRequest = form.draft.request()
        self._reason = ""

    def begin(self) -> None:
        """Look at what the request does, ask where it changes something, then send it and show its answer."""
        self.form.start(self._weigh(), "send")

    async def _weigh(self) -> None:
        self.form.show_progress("looking at what it does")
        try:
            danger = await self.desk.console.danger(self.request)
        finally:
            self.form.show_progress("")
        if danger.confirm is None:
            self._go_on()
        elif self.desk.console.wants_reason(self.request.operation):
            self._ask_why(danger)
        else:
            self._confirm(danger)

    def _ask_why(self, danger: Danger) -> None:
        """Ask for the reason that the profile wants."""
        from ztui.ui.modals.ask import AskText

        def answered(text: str | None) -> None:
            if text is None:
                self._let_be()
            else:
                self._reason = text.strip()
                self._confirm(danger)

        about = "This profile wants a reason for every change; it is kept in the journal."
        refuse = lambda text: "" if text.strip() else "Say why, such as the number of a ticket."  # noqa: E731
        self.form.app.push_screen(AskText("Why is this changed?", "", about, refuse), answered)

    def _confirm(self, danger: Danger) -> None:
        session = self.form.session
        question = question_of(
            self.request, danger, who=who_of(self.form), account=session.client.account, names=self.desk.names
        )
        box = confirmation(question, session.clock.monotonic)
        self.form.app.push_screen(box, lambda said: self._go_on() if said is True else self._let_be())

    def _let_be(self) -> None:
        self.form.say("Nothing was sent.")

    def _go_on(self) -> None:
        """Ask for the name of a file where the answer is one; then send."""
        if not is_download(self.request.operation):
            self.form.start(self._send(None), "send")
            return
        from ztui.ui.modals.ask import AskText

        box = AskText("Save the answer as", _name_for(self.request), refuse=_refused)

        def answered(text: str | None) -> None:
            if text is None:
                self._let_be()
            else:
                self.form.start(self._send(_path(text)), "send")

        self.form.app.push_screen(box, answered)

    async def _send(self, to: Path | None) -> None:
        form, request = self.form, self.request
        operation = request.operation
        form.show_progress(f"{operation.method} {operation.path}")

        def on_progress(done: int, total: int | None) -> None:
            form.show_progress(f"{done:,} bytes" + (f" of {total:,}" if total else ""))

        try:
            exchange = await self.desk.console.send(request, to=to, on_progress=on_progress, reason=self._reason)
        finally:
            form.show_progress("")
        await form.house.update_quota()
        self.show(exchange)

    def show(self, exchange: Exchange) -> None:
        """Lay what Zoom says of fields onto the form; show any other answer."""
        form = self.form
        if exchange.error is None or exchange.status or isinstance(exchange.error, OutcomeUnknown):
            self.desk.settle(exchange.request)
        fields = exchange.error.fields if isinstance(exchange.error, Invalid) else ()
        rest = form.draft.told(fields)
        is_told = len(rest) < len(fields)
        if isinstance(exchange.error, NotFound):
            exchange.error.hint = "It may have been removed, or be out of reach."
        if isinstance(exchange.error, NotFound | Invalid) and not is_told:
            is_told = form.draft.told_in(exchange.error.message)
        form.show_lines()
        if exchange.error is not None and is_told:
            wrong = next((at for at, each in enumerate(form.lines.lines, 1) if each.problem), 0)
            form.fields.move_to(wrong)
            form.fail(exchange.error)
        elif form.house.house_screen is form:
            self.desk.open_answer(exchange, form)
        else:
            form.house.house_screen.say(f"{exchange.request.operation.title}: HTTP {exchange.status or 'no answer'}.")


def _name_for(request: ConsoleRequest) -> str:
    """Suggest a name for the file of an answer: chapter and last id."""
    words = ["zoom", request.operation.tag.lower().replace(" ", "-"), *list(request.path.values())[-1:]]
    return "".join(char if char.isalnum() or char in "-_." else "_" for char in "-".join(words))


def _refused(text: str) -> str:
    """Say why a file cannot be called so, "" if it can."""
    file = _path(text)
    if not text.strip():
        return "A file needs a name."
    if file.is_dir():
        return "This is a folder."
    if file.exists():
        return "There is such a file already; take another name."
    return "" if file.parent.is_dir() else f"There is no folder {file.parent}."


def _path(text: str) -> Path:
    return Path(text.strip()).expanduser()


def is_download(operation: Operation) -> bool:
    """Tell whether the answer is a file: a read of whose answer the contract has no JSON."""
    return operation.is_read and operation.detail().response_schema is None


def who_of(form: RequestScreen) -> str:
    """Say in whose name a request goes: profile, label and account."""
    profile, account = form.session.profile, form.session.account
    words = [profile.name, profile.label]
    words += ["in the account", account.name or account.id] if account.id else []
    return " ".join(filter(None, words))


def question_of(
    request: ConsoleRequest, danger: Danger, *, who: str, account: str = "", names: Mapping[str, str] | None = None
) -> Question:
    """Make the question that is asked before a request is sent.

    Args:
        request: What is to be sent.
        danger: What it does.
        who: In whose name.
        account: Id of the sub account, "" for the own.
        names: What objects are called, by their ids.
    """
    assert danger.confirm is not None
    operation = request.operation
    path = display(request.url_path(account), longest=_SHOWN)
    asks = f"Send {operation.method} {path} to {who}?"
    says = [danger.says] if danger.says else []
    held = set(texts_in([request.path, request.query, request.body]))
    known = [
        f"{id} is '{display(name, longest=_NAME)}'."
        for id, name in (names or {}).items()
        if id in held and display(name, longest=_NAME) not in danger.says
    ]
    says += known[:_MOST_NAMES]
    return Question(danger.confirm, operation.title, asks, tuple(says), danger.phrase)
