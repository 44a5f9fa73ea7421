"""What a write needs before it may leave, and what the journal keeps of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import ReadOnly

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from ztui.contract.catalogue import Operation
    from ztui.core.ports import Intent, WriteLog
    from ztui.zoom.exchange import Call

__all__ = ["announced", "check_leave", "note_of"]


def check_leave(wanted: Operation, intent: Intent | None, *, read_only: bool, has_journal: bool) -> None:
    """Let a write pass that an intent of the journal allows.

    Raises:
        ReadOnly: The session may only read, or the journal has no leave for this operation.
    """
    if read_only:
        raise ReadOnly(f"'{wanted.title}' changes something, and this session may only read.", "Nothing was sent.")
    if not has_journal or intent is None:
        raise ReadOnly(f"'{wanted.title}' changes something and is in no plan, so it is not sent.")
    if intent.operation_id != wanted.id:
        raise ReadOnly(f"The plan allows {intent.operation_id}, not {wanted.id}; nothing was sent.")


def announced(log: WriteLog, intent: Intent, call: Call, note: Mapping[str, Any]) -> Callable[[], Awaitable[None]]:
    """Give what is to be done right before the first byte leaves: see that the intent is open, and note the request.

    Raises:
        ReadOnly: The intent is of another account; when awaited, that it is not open.
    """
    if intent.account != call.target.account:
        raise ReadOnly("The change was planned in another account; nothing was sent.", "Plan it again here.")

    async def before() -> None:
        if not await log.is_open(intent):
            raise ReadOnly("The change is not in the journal, or was carried out already; nothing was sent.")
        await log.sent(intent, note)

    return before


def note_of(call: Call, body: Any) -> dict[str, Any]:
    """Give what the journal is told of a request; of files only which and how large."""
    note: dict[str, Any] = {
        "method": call.operation.method,
        "path": call.target.path,
        "query": call.query,
        "account": call.target.account,
        "body": body,
    }
    files = getattr(call.content, "files", None)
    return note | {"files": files} if files else note
