"""Opening a session: clock, ledger, journal, client and cache of a profile, or of the demo's Zoom in a box.

Part of the composition root, imported when a session is opened.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.core.log import keep_log
from ztui.core.paths import Folders, ensure_private, is_readable_by_others, tell_closed
from ztui.core.settings import PLANS
from ztui.core.zones import find_zone
from ztui.services.session import Account, Session
from ztui.store.journal import Journal
from ztui.store.ledger import Ledger
from ztui.zoom.client import Client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import ExitStack

    from ztui.cli.runtime import GlobalOptions
    from ztui.core.config import Profile
    from ztui.core.ports import Clock
    from ztui.sim.beside import Beside
    from ztui.sim.inprocess import InProcess
    from ztui.sim.options import Options
    from ztui.zoom.credentials import Credentials
    from ztui.zoom.transport import Transport

__all__ = ["Opening"]

_DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Opening:
    """What it takes to open a session.

    Attributes:
        environ: The environment.
        options: The options of the command line.
        profile: The profile; of the demo, one that only has its name.
        folders: Where files live; the demo has its own, unless they are kept.
        unkept: Told why private folders stand in for those that cannot be written; without it the session is refused.
    """

    environ: Mapping[str, str]
    options: GlobalOptions
    profile: Profile
    folders: Folders
    unkept: Callable[[ConfigError], object] | None = None

    def session(self, stack: ExitStack, sim: Mapping[str, str], *, running: bool, lenient: bool = False) -> Session:
        """Open it.

        Args:
            stack: Gets what has to be closed after the session.
            sim: Options of the simulator.
            running: The demo's clock runs; it stands else.
            lenient: Open it without a secret, too.

        Raises:
            ConfigError: There is nothing to sign in with, or a folder cannot be used.
        """
        options, profile = self.options, self.profile
        if options.demo and sim.get("plan") in PLANS:
            profile = replace(profile, plan=sim["plan"])
        zone = find_zone(profile.timezone, self.environ)
        folders, refused = self._own_folders(stack)
        if refused is not None:
            profile = replace(profile, read_only=True, read_only_by="a folder that cannot be written")
        if options.demo:
            kept = folders.state if options.demo_state else None
            transport, clock, credentials = _simulated(stack, sim, kept, running=running)
        else:
            transport, clock, credentials = self._real(profile, self.folders, lenient=lenient)
        if options.offline:
            transport = _no_transport()
        ledger = Ledger(folders.ledger_file, clock)
        journal = Journal(folders.journal_file(profile.name), clock)
        client = Client(
            credentials=credentials,
            transport=transport,
            clock=clock,
            ledger=ledger,
            write_log=journal,
            plan=profile.plan,
            read_only=profile.read_only,
            api_url=profile.api_url,
        )
        return Session.begin(
            profile=profile,
            client=client,
            clock=clock,
            zone=zone,
            folders=folders,
            account=Account(profile.account),
            offline=options.offline,
            journal=journal,
            last=(ledger.close,),
        )

    def _own_folders(self, stack: ExitStack) -> tuple[Folders, ConfigError | None]:
        """Make the folders that a session writes to, and begin the log; a demo that is not kept has private ones.

        Gives them with why others stand in for those of the user.
        """
        options = self.options
        alone = options.demo and not options.demo_state
        folders = stack.enter_context(_private_folders()) if alone else self.folders
        refused = None
        closed: list[Path] = []
        try:
            closed = self._make(folders)
        except ConfigError as error:
            if self.unkept is None:
                raise
            refused = error
            folders = replace(stack.enter_context(_private_folders()), config=folders.config)
            self._make(folders)
            self.unkept(error)
        stack.callback(keep_log(folders.log_file, options.verbose).close)
        for each in closed:
            tell_closed(each)
        return folders, refused

    def _make(self, folders: Folders) -> list[Path]:
        """Make the folders, and give those that others could enter until now."""
        closed = []
        for folder, kind in ((folders.cache, "CACHE"), (folders.state, "STATE")):
            was_open = is_readable_by_others(folder)
            ensure_private(folder, "--demo-state" if self.options.demo_state else f"ZTUI_{kind}_DIR")
            if was_open and not is_readable_by_others(folder):
                closed.append(folder)
        return closed

    def _real(self, profile: Profile, folders: Folders, *, lenient: bool) -> tuple[Transport, Clock, Credentials]:
        from ztui.core.ports import SystemClock
        from ztui.services.profiles.access import credentials_of, without_requests

        if self.options.offline:
            return _no_transport(), SystemClock(), without_requests(profile, self.environ)
        from ztui.zoom.transport import http

        return http(), SystemClock(), credentials_of(profile, self.environ, folders, lenient=lenient)


def _no_transport() -> Transport:
    from ztui.zoom.offline import Offline

    return Offline()


def _simulated(
    stack: ExitStack, given: Mapping[str, str], kept: Path | None, *, running: bool
) -> tuple[Transport, Clock, Credentials]:
    """Start a Zoom in a box and give the way to it; its clock is the whole program's, `kept` holds its changes."""
    from ztui.core.secrets import Secret
    from ztui.sim.options import Options
    from ztui.zoom.credentials import ServerToServer
    from ztui.zoom.transport import asgi

    given = {"clock": "run", **given} if running else given
    options = Options.parse(dict(given))
    box = _box(given, options, kept, beside=running)
    stack.callback(box.close)
    client, secret = options.client or (_DEMO, _DEMO)
    return asgi(cast("Any", box.app)), box.clock, ServerToServer(_DEMO, client, Secret(secret))


def _box(given: Mapping[str, str], options: Options, kept: Path | None, *, beside: bool) -> Beside | InProcess:
    """Start the simulator: in a process of its own for screens, which are loaded meanwhile, unless changes are kept."""
    if beside and kept is None and sys.platform != "win32":
        from ztui.sim.beside import start as start_beside

        try:
            return start_beside(given)
        except OSError:
            pass  # no process is to be had
    from ztui.sim.inprocess import start

    return start(options, state=kept)


@contextmanager
def _private_folders() -> Iterator[Folders]:
    """Make folders for the demo that are gone when it ends."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="ztui-demo-") as root:
        yield Folders.inside(Path(root))
