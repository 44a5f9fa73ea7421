"""What a simulator is made of: sizes, seed, clock, plan, faults; read from text with an error of one line each."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, UnknownName

__all__ = ["FAULTS", "OPTIONS", "Option", "Options", "parse_faults", "read_instant"]

FAULTS = (
    "reset", "timeout", "429", "500", "slow", "cut", "garbage", "types", "503", "bare-429", "stall", "pages",
)  # fmt: skip
"""Every fault there is, in the order in which they are drawn."""

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)

_WHOLE = re.compile(r"[+-]?[0-9]{1,30}")


@dataclass(frozen=True, slots=True)
class Options:
    """How the simulator is to be.

    Attributes:
        seed: Same seed and `now`, same bytes.
        now: The instant at which the clock stands or starts, aware.
        clock: `stand` or `run`.
        accounts: Sub accounts beside the master account.
        sites: Sites of the master account.
        users: Users of the master account.
        queues: Call queues of the master account.
        numbers: Phone numbers of the master account.
        calls: Calls of the last six months.
        plan: `business`, `pro`, `free`, or `none` for no limits at all.
        scopes: Scopes that the token has, () for all.
        role: `admin`, or `readonly` which may not write.
        latency: Milliseconds before every answer.
        lag: Seconds before a write shows in its list.
        faults: Pairs of fault and percent of requests.
        messy: Plant faults in the data for a check to find.
        client: The only client id and secret accepted, () for any.
        app_account: The only account that a server-to-server app may name, "" for any.
        poll: Seconds between two questions whether a user has allowed a code.
        strict: An answer that does not fit the contract is an exception (for tests).
    """

    seed: int = 1
    now: datetime = NOW
    clock: str = "stand"
    accounts: int = 3
    sites: int = 12
    users: int = 2_000
    queues: int = 300
    numbers: int = 12_000
    calls: int = 200_000
    plan: str = "business"
    scopes: tuple[str, ...] = ()
    role: str = "admin"
    latency: int = 0
    lag: float = 0.0
    faults: tuple[tuple[str, float], ...] = ()
    messy: bool = False
    client: tuple[str, str] | tuple[()] = dataclasses.field(default=(), repr=False)
    app_account: str = ""
    poll: float = 5.0
    strict: bool = False

    @classmethod
    def parse(cls, given: Iterable[str] | Mapping[str, Any] = ()) -> Options:
        """Read options from a mapping of names, or from texts such as `calls=500`, `--calls=500` or `messy`.

        Values may be text or already typed; None stands for the default.

        Raises:
            ConfigError: When a value cannot be used, in one line.
            UnknownName: When there is no such option.
        """
        pairs = given.items() if isinstance(given, Mapping) else (_pair(each) for each in given)
        known = {each.name: each for each in OPTIONS}
        values: dict[str, Any] = {}
        for raw, value in pairs:
            name = raw.removeprefix("--").replace("-", "_")
            if name not in known:
                raise UnknownName("simulator option", raw, known)
            if value is not None:
                values[name] = known[name].read(f"--{name}", value)
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Option:
    """One option as a command line shows it.

    Attributes:
        name: Field of `Options`.
        metavar: Placeholder of its value, "" for a switch.
        help: What it does, in a few words.
        read: Makes the value from the option's name and text.
    """

    name: str
    metavar: str
    help: str
    read: Callable[[str, Any], Any]

    @property
    def default(self) -> Any:
        """The value without it."""
        return getattr(Options(), self.name)

    @property
    def shown_default(self) -> str:
        """The value without it as one would type it, "" where it is none, all or off."""
        value = self.default
        if isinstance(value, datetime):
            return value.isoformat().replace("+00:00", "Z")
        return "" if value is False or value == () else f"{value:g}" if isinstance(value, float) else str(value)


def parse_faults(name: str, value: Any) -> tuple[tuple[str, float], ...]:
    """Read `429=5,reset=2.5` into pairs in the order of `FAULTS`; the percents add up to 100 at most.

    Raises:
        ConfigError: When a percent is missing or none, or the sum is above 100.
        UnknownName: When there is no such fault.
    """
    if isinstance(value, str):
        pairs = [_pair(each) for each in value.replace(";", ",").split(",") if each.strip()]
    else:
        pairs = [(str(fault), percent) for fault, percent in dict(value).items()]
    percents: dict[str, float] = {}
    for fault, percent in pairs:
        if fault not in FAULTS:
            raise UnknownName("fault", fault, FAULTS)
        if isinstance(percent, bool):
            raise ConfigError(f"{name} {fault} has no percent:", f"write {fault}=5.")
        percents[fault] = float(_number(f"{name} {fault}", percent, 0, 100))
    if sum(percents.values()) > 100:
        raise ConfigError(f"{name} adds up to {sum(percents.values()):g} percent.", "At most 100 can fail.")
    return tuple((fault, percents[fault]) for fault in FAULTS if percents.get(fault))


def _pair(text: str) -> tuple[str, str | bool]:
    """Split `name=value`; a bare name is a switch that is on."""
    name, equals, value = text.strip().partition("=")
    return name.strip(), value.strip() if equals else True


def _number(name: str, value: Any, least: float, most: float) -> float:
    """Read a finite number within its bounds; a whole one stays exact."""
    try:
        short = isinstance(value, int) and abs(value) < 10**30
        number = math.nan if isinstance(value, bool) else value if short else float(value)
    except (TypeError, ValueError):
        number = math.nan
    except OverflowError:
        number = math.inf if value > 0 else -math.inf
    if math.isnan(number):
        given = "" if isinstance(value, bool) else f", not '{value}'"
        raise ConfigError(f"{name} must be a number{given}.")
    if not least <= number <= most:
        raise ConfigError(f"{name} must be {_plain(least)} to {_plain(most)}, not {_plain(number)}.")
    return number


def _plain(number: float) -> str:
    """Write a number as people do: `10,000,000`, `2.5`."""
    if isinstance(number, int) or number.is_integer():
        return f"{int(number):,}"
    return f"{number:g}"


def _count(least: int, most: int) -> Callable[[str, Any], int]:
    """Give a reader of whole numbers within bounds."""

    def read(name: str, value: Any) -> int:
        if isinstance(value, str):
            text = value.strip().replace("_", "")
            # A float would round what is above 2**53.
            value = int(text) if _WHOLE.fullmatch(text) else text
        number = _number(name, value, least, most)
        if number != int(number):
            raise ConfigError(f"{name} must be a whole number, not {number:g}.")
        return int(number)

    return read


def _one_of(*allowed: str) -> Callable[[str, Any], str]:
    """Give a reader of one of a few words."""

    def read(name: str, value: Any) -> str:
        if value not in allowed:
            raise ConfigError(f"{name} must be one of {', '.join(allowed)}, not '{value}'.")
        return str(value)

    return read


def read_instant(name: str, value: Any) -> datetime:
    """Read an instant, UTC when it names no zone; `system` is the machine's clock.

    Raises:
        ConfigError: When it is none, or outside of 2001 to 2099.
    """
    if value == "system":
        return datetime.now(UTC).replace(microsecond=0)
    try:
        read = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        raise ConfigError(
            f"{name} must be an instant such as 2026-11-21T14:05:00Z, or 'system', not '{value}'."
        ) from None
    instant = read if read.tzinfo is not None else read.replace(tzinfo=UTC)
    if not 2001 <= instant.year <= 2099:
        raise ConfigError(f"{name} must lie between 2001 and 2099, not in {instant.year}.")
    return instant.astimezone(UTC)


def _scopes(name: str, value: Any) -> tuple[str, ...]:
    """Read scopes, apart by commas or spaces; one that no operation asks for is most likely a slip."""
    from ztui.sim.scopes import all_scopes

    words = value.replace(",", " ").split() if isinstance(value, str) else [str(each) for each in value]
    if not words:
        raise ConfigError(f"{name} names no scope.", "Leave it out for all of them.")
    known = all_scopes()
    for each in words:
        if each not in known:
            raise UnknownName("scope", each, known)
    return tuple(words)


def _seconds(name: str, value: Any) -> float:
    return float(_number(name, value, 0, 3600))


def _switch(name: str, value: Any) -> bool:
    """Read a switch."""
    words = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}
    read = words.get(str(value).lower())
    if read is None:
        raise ConfigError(f"{name} must be on or off, not '{value}'.")
    return read


def _client(name: str, value: Any) -> tuple[str, str] | tuple[()]:
    """Read ID:SECRET; the error does not repeat it."""
    if not isinstance(value, str):
        value = ":".join(value)
    if not value:
        return ()
    client, colon, secret = value.partition(":")
    if not (client and colon and secret):
        raise ConfigError(f"{name} must be written ID:SECRET.")
    return client, secret


OPTIONS: tuple[Option, ...] = (
    Option("seed", "N", "same seed and --now, same data", _count(0, 2**63 - 1)),
    Option("now", "INSTANT", "its instant, also as the date of served answers, or 'system'", read_instant),
    Option(
        "clock",
        "stand|run",
        "whether its clock goes on by itself, as on the demo's screens it does",
        _one_of("stand", "run"),
    ),
    Option("accounts", "N", "sub accounts", _count(0, 200)),
    Option("sites", "N", "sites", _count(1, 2_000)),
    Option("users", "N", "users", _count(1, 200_000)),
    Option("queues", "N", "call queues", _count(0, 20_000)),
    Option("numbers", "N", "phone numbers", _count(0, 1_000_000)),
    Option("calls", "N", "calls in six months", _count(0, 10_000_000)),
    Option("plan", "business|pro|free|none", "whose rate limits count", _one_of("business", "pro", "free", "none")),
    Option("scopes", "LIST", "scopes of the token, one at least; all without it", _scopes),
    Option("role", "admin|readonly", "what the token's role may do", _one_of("admin", "readonly")),
    Option("latency", "MS", "milliseconds before every answer", _count(0, 60_000)),
    Option("lag", "SECONDS", "seconds before a write shows in its list", _seconds),
    Option(
        "faults", "LIST", f"percent of requests that fail: {','.join(f'{each}=1' for each in FAULTS)}", parse_faults
    ),
    Option("messy", "", "plant faults in the data", _switch),
    Option("client", "ID:SECRET", "the only client accepted", _client),
    Option("app_account", "ID", "the only account accepted with a client", lambda _name, value: str(value)),
    Option("poll", "SECONDS", "seconds between two questions of a device that waits for its user", _seconds),
    Option("strict", "", "answers outside the contract are exceptions", _switch),
)
"""All options, for command lines to be made of; `strict` is meant for tests."""
