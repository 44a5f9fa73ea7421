"""What the commands need from the composition root: the whole rest of the house, behind one small door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TextIO, TypeVar

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager

    from ztui.core.config import Profile
    from ztui.core.paths import Folders
    from ztui.services.profiles.checking import Looks
    from ztui.services.session import Session
    from ztui.zoom.device import DeviceSignIn

__all__ = ["Conversation", "GlobalOptions", "Runtime", "SimOption", "TerminalAbilities"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class GlobalOptions:
    """The options that go with every command.

    Attributes:
        profile: Name of the profile, "" for the default.
        account: Sub account to act for, "" for the own.
        read_only: Nothing but GET leaves.
        demo: On the built-in simulator instead of a real account.
        demo_state: Folder that keeps the demo's cache and changes, "" for a private one that is removed.
        offline: Only what is stored; no request.
        no_color: No colours.
        ascii: Borders and signs of the screens are drawn in ASCII.
        tz: IANA name of the viewer's zone, "" for the profile's or the system's.
        verbose: How much is told on stderr, 0 to 2.
        no_input: Nothing is asked; what would have to be is refused.
        no_pager: Long output is not handed to a pager.
        plain: For a screen reader: one fact a line, and prompts instead of screens.
    """

    profile: str = ""
    account: str = ""
    read_only: bool = False
    demo: bool = False
    demo_state: str = ""
    offline: bool = False
    no_color: bool = False
    ascii: bool = False
    tz: str = ""
    verbose: int = 0
    no_input: bool = False
    no_pager: bool = False
    plain: bool = False


class TerminalAbilities(Protocol):
    """What may be sent to a terminal."""

    @property
    def screens(self) -> bool:
        """The cursor can be put anywhere."""

    @property
    def strings(self) -> bool:
        """Control strings, such as that of the clipboard, are read or passed over."""

    @property
    def colors(self) -> str:
        """How many: `auto` (by its name), `256`, `standard` or `none`."""

    @property
    def signs(self) -> bool:
        """Lines, triangles and dots can be relied on."""


class SimOption(Protocol):
    """One option of the simulator as a command line shows it."""

    @property
    def name(self) -> str:
        """The name, with underscores."""

    @property
    def metavar(self) -> str:
        """What it takes, "" for a switch."""

    @property
    def help(self) -> str:
        """What it does, in a few words."""

    @property
    def shown_default(self) -> str:
        """The value without it, "" for none."""


class Conversation(Protocol):
    """Somebody who gives command after command and answers in between, on a terminal or through a pipe."""

    def ask(self, question: str) -> str:
        """Ask something and give the answer, without the spaces around it; "" where none comes any more."""


class Runtime(Protocol):
    """The composition root as the commands see it.

    Attributes:
        environ: The environment.
        stdout: Where data goes; while a command runs, a pager or a filter may stand there.
        stderr: Where talk and questions go.
        asks: Whether questions may be asked at all.
        conversation: Who answers questions, where the command was given in a conversation; None for a shell.
    """

    environ: Mapping[str, str]
    stdout: TextIO
    stderr: TextIO
    asks: bool
    conversation: Conversation | None

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Do what a command does, and give what comes of it."""

    def session(
        self, options: GlobalOptions, *, running: bool = False, keeping: bool = True
    ) -> AbstractAsyncContextManager[Session]:
        """Open a session for the options; raises ConfigError when there is nothing to connect with.

        With `running` the demo's clock runs; it stands else. Without `keeping` private folders stand in for those that
        cannot be written, which is said on stderr, and nothing can be changed.
        """

    def signing_in(self, options: GlobalOptions, profile: Profile) -> AbstractAsyncContextManager[DeviceSignIn]:
        """Open what signs a user in to the app of a profile; raises ConfigError if its secret cannot be had."""

    def profile(self, options: GlobalOptions) -> Profile:
        """Give the profile that the options choose, with the environment laid over it."""

    def folders(self, options: GlobalOptions) -> Folders:
        """Give the folders in use."""

    def looks(self) -> Looks:
        """Give what the terminal program knows by name: the ids of its actions, its themes."""

    def abilities(self) -> TerminalAbilities:
        """Give what the terminal of the environment can do, as the terminal program takes it."""

    def show(self, options: GlobalOptions, start: str, sim: Mapping[str, str] | None = None) -> int:
        """Run the TUI and give its exit code; `sim` are options of the simulator for the demo."""

    def sim_options(self) -> Sequence[SimOption]:
        """List the options of the simulator."""

    def serve_sim(self, host: str, port: int, sim: Mapping[str, str]) -> int:
        """Serve the simulator until it is interrupted, and give the exit code."""
