"""The door to changes of many objects: marked rows, all that a list shows, a pasted list, a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.session import Session
    from ztui.services.view import View
    from ztui.ui.app import ZtuiApp

__all__ = ["show_bulk", "show_bulk_file"]


def show_bulk(
    app: ZtuiApp,
    session: Session,
    resource: str,
    keys: Sequence[str] | None = None,
    view: View | None = None,
) -> None:
    """Ask what is to be done to many objects, preview it, and make its plan; nothing is sent but reads.

    Args:
        app: The app.
        session: In whose profile and account.
        resource: What the objects are; "" for a pasted list in which each names its own kind.
        keys: The objects, such as the marked ones.
        view: Without `keys`: all that this list shows, with its filters; it is read whole first. With `keys`: the list
            that they stand in, for what it is below. Without both, a list is asked for.
    """
    from ztui.ui.screens.bulk.asking import Asking

    asking = Asking(app.house_screen, session, resource, view.parents if view is not None else ())
    if keys is not None:
        asking.of_keys(keys)
    elif view is not None:
        asking.of_view(view)
    else:
        asking.of_text()


def show_bulk_file(app: ZtuiApp, session: Session, listed: str, path: str) -> None:
    """Read a list from a file, ask what its lines are unless they say it, and go on as `show_bulk` does.

    Args:
        app: The app.
        session: In whose profile and account.
        listed: What the list on screen shows, which is proposed; "" for none.
        path: The file.
    """
    from ztui.ui.screens.bulk.asking import Asking

    Asking(app.house_screen, session, "", (), listed=listed).of_file(path)
