"""A Zoom whose every name attacks: the simulator, its answers rewritten on the way out.

`python -m tests.e2e.hostile_zoom` serves it. In lists the first row has a name with everything in it at once, the next
ones have one name each. Devices answer with an error whose text is such a name.
"""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any

import uvicorn

from tests.e2e.programs import SMALL
from ztui.sim.app import App
from ztui.sim.engine import Engine
from ztui.sim.options import Options
from ztui.sim.server import bind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ztui.sim.asgi import Scope

__all__ = ["ALL", "EVERYTHING", "NAMES", "rewritten"]

NAMES = (
    "[bold red]X[/]",
    "[/nope]",
    "Sales [West",
    "[EMEA] Support",
    "[@click=app.quit()]click[/]",
    "[link=https://evil.example]ok[/link]",
    "a\x1b]52;c;aGVsbG8=\x07b",
    "a\x1b]0;stolen\x07b",
    "a\x1b]8;;https://evil.example\x1b\\b",
    "a\x1b[2Jb",
    "a\x1b[31mb\x1b[?1049lc",
    "a\x1bcb",
    "a\x1bP+q544e\x1b\\b",
    "two\nlines",
    "re\rturned\tb\x08\x7f",
    "abc\u202etxt.exe\u2066\u2069",
    "a\x9b2Jb",
    "a\x9d52;c;aGVsbG8=\x9cb",
    "a\x00b",
    "a\u2028b\u2029c\u0085d",
    "👨\u200d👩\u200d👧 fam",
    '=HYPERLINK("https://evil.example","x")',
    "$name {name} %s %(x)d \\x1b[2J ${PATH}",
    "",
)
LONG = "x\x1b[2J" * 2000
EVERYTHING = "Z " + " ".join(NAMES)
ALL = (EVERYTHING, *NAMES, LONG)

_NAMED = re.compile(
    r"name$|^display_|department|cost_center|job_title|address|city|^message$|description|carrier|^reason$"
    r"|location|model|manufacturer|^type_name$|firmware|region$|^note|timezone"
)


def rewritten(value: Any, turn: int = 0) -> Any:
    """Give the same JSON with hostile names; the first element of each list gets `EVERYTHING`."""
    if isinstance(value, dict):
        return {
            key: ALL[turn % len(ALL)] if isinstance(each, str) and _NAMED.search(key) else rewritten(each, turn)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [rewritten(each, at) for at, each in enumerate(value)]
    return value


class Hostile:
    """The simulator behind a rewriting door."""

    def __init__(self, inner: App) -> None:
        """Take the simulator."""
        self.inner = inner

    async def __call__(
        self,
        scope: Scope,
        receive: Callable[[], Awaitable[dict[str, Any]]],
        send: Callable[[dict[str, Any]], Awaitable[None]],
    ) -> None:
        """Answer one request."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.startswith("/v2/"):
            await self.inner(scope, receive, send)
            return
        held: list[dict[str, Any]] = []

        async def hold(message: dict[str, Any]) -> None:
            held.append(message)

        await self.inner(scope, receive, hold)
        start, *bodies = held
        data = rewritten(json.loads(b"".join(each.get("body", b"") for each in bodies) or b"{}"))
        if path.endswith("/phone/devices"):
            start["status"] = 400
            data = {"code": 300, "message": EVERYTHING, "errors": [{"field": NAMES[9], "message": NAMES[6]}]}
        body = json.dumps(data).encode()
        headers = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
        await send({**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": body})


def main() -> None:
    """Serve on a free port of loopback until told to stop."""
    given = dict(zip([each.removeprefix("--") for each in SMALL[::2]], SMALL[1::2], strict=True))
    listening = bind("127.0.0.1", 0)

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            sys.stderr.write(f"listening on http://127.0.0.1:{listening.getsockname()[1]}\n")
            sys.stderr.flush()

    app = Hostile(App(Engine(Options.parse(given))))
    Server(uvicorn.Config(app, ws="none", log_config=None, interface="asgi3")).run(sockets=[listening])


if __name__ == "__main__":
    main()
