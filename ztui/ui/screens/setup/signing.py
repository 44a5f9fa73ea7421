"""Signing a user in: the address and the code over the form, until somebody has allowed or denied it in a browser."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding

from ztui.core.errors import ConfigError
from ztui.core.text import display
from ztui.ui.modals.box import Box
from ztui.ui.widgets.lines import Line, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from ztui.core.config import Profile
    from ztui.ui.app import ZtuiApp
    from ztui.ui.widgets.paint import Part
    from ztui.zoom.device import DeviceCode

__all__ = ["SignInBox", "sign_in"]


class SignInBox(Box[str]):
    """Shows a code; gives None when it is left.

    Args:
        name: Of the profile.
        code: What is shown.
    """

    BINDINGS: ClassVar[list[Any]] = [Binding("c", "copy", show=False)]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("c", "copy the address"), ("esc", "leave"))

    def __init__(self, name: str, code: DeviceCode) -> None:
        super().__init__(f"Sign in to {name}")
        self.code = code

    def compose_box(self) -> ComposeResult:
        """Make the lines."""
        for at in range(len(self._lines())):
            yield Line(id=f"signing-{at}", signs=self.signs)
        yield Line(id="signing-told", signs=self.signs)

    def wants(self, width: int) -> tuple[int, int]:
        """Ask for room for the address."""
        lines = self._lines()
        return max(sum(len(part.text) for part in line) for line in lines), len(lines) + 1

    def on_mount(self) -> None:
        """Show what is to be done."""
        for at, line in enumerate(self._lines()):
            self.query_one(f"#signing-{at}", Line).show(line)
        self.tell(f"Waiting; it can be allowed for {self.code.minutes} minutes.")

    def tell(self, said: str) -> None:
        """Say how it goes, on the last line."""
        self.query_one("#signing-told", Line).show(texts((said, "dim")))

    def _lines(self) -> Sequence[Sequence[Part]]:
        return (
            texts("Open this address in any browser, on any machine:"),
            texts((f"  {display(self.code.address)}", "key")),
            texts("Type the code there, and allow it:"),
            texts((f"  {display(self.code.user_code)}", "key")),
            texts(""),
        )

    def action_copy(self) -> None:
        """Send the address to the clipboard, with the code in it where Zoom gives one."""
        self.start(self._copy(), "copy")

    async def _copy(self) -> None:
        app: ZtuiApp = self.app  # type: ignore[assignment]
        sent = await app.send_to_clipboard(self.code.whole_address or self.code.address, "the address")
        self.tell(sent.said)


async def sign_in(app: ZtuiApp, profile: Profile) -> None:
    """Sign a user in to a profile, with the code in a box.

    Raises:
        AuthError: It was denied, it ended, or Zoom does not know the app.
        ConfigError: What comes of it cannot be kept, or the box was left.
    """
    if app.sign_in is None:
        raise ConfigError("Nobody can sign in here.", "Open ztui without --demo.")
    async with app.sign_in(profile) as device:
        await asyncio.to_thread(device.prepare)
        code = await device.begin()
        box, left = SignInBox(profile.name, code), asyncio.Event()
        await app.push_screen(box, lambda _none: left.set())
        waiting = asyncio.create_task(device.wait(code, lambda said: box.tell(display(said))))
        leaving = asyncio.create_task(left.wait())
        try:
            await asyncio.wait((waiting, leaving), return_when=asyncio.FIRST_COMPLETED)
            if not waiting.done():
                raise ConfigError("Nobody is signed in; nothing was written.", "w begins again.")
            await waiting
        finally:
            for task in (waiting, leaving):
                task.cancel()
            await asyncio.gather(waiting, leaving, return_exceptions=True)
            if not left.is_set():
                box.dismiss()
