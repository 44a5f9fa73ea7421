"""The control side of the simulator, for loopback only: its clock, faults, tokens, state and log.

POST /_sim/clock         {"now": INSTANT} or {"advance": SECONDS} or {"run": true|false}
POST /_sim/faults        {"429": 5, "reset": 1}, the whole setting anew
POST /_sim/token/expire
GET  /_sim/state         counts, planted faults, clock, tokens, pots
GET  /_sim/log           requests seen and writes applied; ?after=NUMBER
"""

from __future__ import annotations

import ipaddress
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError
from ztui.sim.clock import zulu
from ztui.sim.faults import Faults
from ztui.sim.options import Options, parse_faults
from ztui.sim.requests import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.sim.engine import Engine
    from ztui.sim.requests import Request

__all__ = ["PREFIX", "control"]

PREFIX = "/_sim/"


def control(engine: Engine, request: Request) -> Reply:
    """Answer a request to the control side: 404 for anybody but loopback, 400 with `error` for what cannot be read."""
    routes = {
        ("POST", "clock"): _clock,
        ("POST", "faults"): _faults,
        ("POST", "token/expire"): _expire,
        ("GET", "state"): _state,
        ("GET", "log"): _log,
    }
    answer = routes.get((request.method, request.path.removeprefix(PREFIX)))
    if answer is None or not _is_loopback(request.client):
        return Reply(404, {"error": "not found"})
    try:
        given = json.loads(request.body) if request.body.strip() else {}
        if not isinstance(given, dict):
            raise ConfigError("The body must be a JSON object.")
        return Reply(200, answer(engine, request, given))
    except ConfigError as error:
        return Reply(400, {"error": str(error)})
    except ValueError:
        return Reply(400, {"error": "The body must be JSON."})


def _is_loopback(client: str) -> bool:
    """Tell whether the other side is this machine; without a socket it is."""
    if not client:
        return True
    try:
        return ipaddress.ip_address(client).is_loopback
    except ValueError:
        return client in ("localhost", "testclient")


def _clock(engine: Engine, request: Request, given: Mapping[str, Any]) -> Any:
    unknown = sorted(set(given) - {"now", "advance", "run"})
    if unknown or not given:
        raise ConfigError("The clock takes now, advance or run.")
    if "now" in given:
        engine.clock.set(Options.parse({"now": given["now"]}).now)
    if "advance" in given:
        seconds = given["advance"]
        if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or abs(seconds) > 3e9:
            raise ConfigError("advance must be a number of seconds.")
        engine.clock.advance(seconds)
    if "run" in given:
        if not isinstance(given["run"], bool):
            raise ConfigError("run must be true or false.")
        engine.clock.run(running=given["run"])
    return {"now": zulu(engine.clock.now()), "running": engine.clock.running}


def _faults(engine: Engine, request: Request, given: Mapping[str, Any]) -> Any:
    percents = parse_faults("faults", given)
    engine.options = replace(engine.options, faults=percents)
    engine.faults = Faults(engine.options.seed, percents)
    return dict(percents)


def _expire(engine: Engine, request: Request, given: Mapping[str, Any]) -> Any:
    return {"expired": engine.tokens.expire()}


def _state(engine: Engine, request: Request, given: Mapping[str, Any]) -> Any:
    now = engine.clock.now()
    return {
        "now": zulu(now),
        "running": engine.clock.running,
        "seed": engine.options.seed,
        "requests": engine.records.count,
        "writes": len(engine.records.writes),
        "tokens": len(engine.tokens),
        "pots": engine.limits.pots(now.date()),
        "faults": dict(engine.faults.percents),
        "messy": [],
        **engine.world.state(),
    }


def _log(engine: Engine, request: Request, given: Mapping[str, Any]) -> Any:
    after = dict(request.query).get("after", "0")
    if not after.isdecimal():
        raise ConfigError("after must be the number of a request.")
    return engine.records.as_data(after=int(after))
