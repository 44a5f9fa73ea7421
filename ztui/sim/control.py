"""The control side of the simulator, for loopback only: its clock, faults, tokens, state and log.

POST /_sim/clock         {"now": INSTANT} or {"advance": SECONDS} or {"run": true|false}
POST /_sim/faults        {"429": 5, "reset": 1}, the whole setting anew
POST /_sim/token/expire
POST /_sim/token/revoke  the sign-ins of users end, too
POST /_sim/device        {"user_code": CODE, "allow": true|false}: the user's verdict on a sign-in by a code
GET  /_sim/state         counts, planted faults, clock, tokens, pots
GET  /_sim/log           requests seen and writes applied; ?after=NUMBER&limit=COUNT
"""

from __future__ import annotations

import ipaddress
import json
import math
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError
from ztui.sim.clock import zulu
from ztui.sim.faults import Faults
from ztui.sim.options import parse_faults, read_instant
from ztui.sim.requests import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.sim.engine import Engine
    from ztui.sim.requests import Request

__all__ = ["PREFIX", "control"]

PREFIX = "/_sim/"

_FARTHEST = 100 * 366 * 86_400
_COUNT = re.compile(r"[0-9]{1,18}")


def control(engine: Engine, request: Request) -> Reply:
    """Answer a request to the control side: 404 for anybody but loopback, 400 with `error` for what cannot be read."""
    routes = {
        ("POST", "clock"): _clock,
        ("POST", "faults"): _faults,
        ("POST", "token/expire"): _expire,
        ("POST", "token/revoke"): _revoke,
        ("POST", "device"): _device,
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
    running = given.get("run", engine.clock.running)
    if not isinstance(running, bool):
        raise ConfigError("run must be true or false.")
    now = read_instant("now", given["now"]) if "now" in given else engine.clock.now()
    if "advance" in given:
        now = read_instant("now", now + timedelta(seconds=_seconds(given["advance"])))
    if "now" in given or "advance" in given:
        engine.clock.set(now)
    if "run" in given:
        engine.clock.run(running=running)
    return {"now": zulu(engine.clock.now()), "running": engine.clock.running}


def _seconds(value: Any) -> float:
    """Read by how much the clock is to move."""
    usable = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    if not usable or abs(value) > _FARTHEST:
        raise ConfigError("advance must be a number of seconds, a hundred years at most.")
    return float(value)


def _faults(engine: Engine, request: Request, given: Mapping[str, Any]) -> Any:
    percents = parse_faults("faults", given)
    engine.options = replace(engine.options, faults=percents)
    engine.faults = Faults(engine.options.seed, percents)
    return dict(percents)


def _expire(engine: Engine, request: Request, given: Mapping[str, Any]) -> Any:
    return {"expired": engine.tokens.expire()}


def _revoke(engine: Engine, request: Request, given: Mapping[str, Any]) -> Any:
    return {"revoked": engine.tokens.revoke()}


def _device(engine: Engine, request: Request, given: Mapping[str, Any]) -> Any:
    code, allow = given.get("user_code"), given.get("allow")
    if set(given) != {"user_code", "allow"} or not isinstance(code, str) or not isinstance(allow, bool):
        raise ConfigError("The verdict takes user_code and allow, which is true or false.")
    if not engine.devices.judge(code, allow=allow):
        raise ConfigError("No such code waits for a verdict.")
    return {"user_code": code, "allow": allow}


def _state(engine: Engine, request: Request, given: Mapping[str, Any]) -> Any:
    now = engine.clock.now()
    return {
        "now": zulu(now),
        "running": engine.clock.running,
        "seed": engine.options.seed,
        "requests": engine.records.count,
        "writes": len(engine.records.writes),
        "tokens": len(engine.tokens),
        "devices": engine.devices.waiting(),
        "pots": engine.limits.pots(now.date()),
        "faults": dict(engine.faults.percents),
        **engine.world.state(),
    }


def _log(engine: Engine, request: Request, given: Mapping[str, Any]) -> Any:
    asked = dict(request.query)
    unknown = sorted(set(asked) - {"after", "limit"})
    if unknown:
        raise ConfigError("The log takes after and limit.")
    for name, value in asked.items():
        if _COUNT.fullmatch(value) is None:
            raise ConfigError(f"{name} must be a number.")
    limit = int(asked["limit"]) if "limit" in asked else None
    return engine.records.as_data(after=int(asked.get("after", 0)), limit=limit)
