"""How calls sounded: the dashboard's lists of calls, one of them, and its quality minute by minute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.call_rows import stamp
from ztui.sim.areas.calls import calls_in, now_of
from ztui.sim.areas.rows import KIND_CAMEL, Row, Rows, known
from ztui.sim.handling import Context, Listed, handles
from ztui.sim.refusals import missing
from ztui.sim.windows import window
from ztui.sim.world.dice import chance, pick
from ztui.sim.world.entities import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ztui.sim.world.calls.cast import Party
    from ztui.sim.world.calls.history import History
    from ztui.sim.world.calls.scene import Call
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_GOOD = 3.5
_CODECS = ("OPUS", "OPUS", "G722", "PCMU")
_HEADSETS = ("Jabra Evolve2 65", "Poly Voyager 4320", "Edifier", "Built-in speakers")
_PROVIDERS = ("Comcast Cable", "Cogent Communications", "Deutsche Telekom AG", "BT", "AT&T Services")
_TYPES = ("user", "callQueue", "autoReceptionist", "sharedLineGroup")
_BOUNDS = (0, 60, 300, 900, 7201)
_MINUTE, _MOST_MINUTES = 60, 60


def _words(system: PhoneSystem, call: Call, side: int) -> Sequence[int]:
    return system.dice("quality").words(call.serial * 2 + side)


def _mos(system: PhoneSystem, call: Call) -> float:
    """Give the quality of a call from 1 to 5; one in twelve is bad."""
    words = _words(system, call, 0)
    return 2.1 + words[1] % 14 / 10 if chance(words[0], 1 / 12) else 3.6 + words[1] % 9 / 10


def _parties(call: Call) -> tuple[Party, Party]:
    """Give who spoke: of a call to a group, the one who answered it."""
    answered = (leg.callee for leg in reversed(call.legs) if leg.answer >= 0 and leg.callee.device)
    return call.caller, next(answered, call.callee)


def _side(system: PhoneSystem, call: Call, side: int) -> Row:
    """Give one side of a call; somebody outside has no device that Zoom knows."""
    party = _parties(call)[side]
    words, hidden = _words(system, call, side), call.hidden and call.direction == "inbound" and side == 0
    if not party.ext_id:
        return known(phone_number="" if hidden else party.number)
    headset = pick(words[3], _HEADSETS)
    return known(
        codec=pick(words[2], _CODECS),
        device_private_ip=f"10.{party.at % 32}.{words[4] % 250}.{words[5] % 250 + 2}" if party.device else "",
        device_public_ip=f"203.0.113.{party.at % 254 + 1}" if party.device else "",
        device_type=party.device,
        extension_number=party.extension,
        headset=headset if party.device else "",
        isp=pick(words[6], _PROVIDERS),
        microphone=headset if party.device else "",
        phone_number=party.number,
        site_id=system.history.cast.places[party.at].id,
    )


def _row(system: PhoneSystem, call: Call) -> Row:
    return {
        "call_id": system.history.call_ids.text(call.serial),
        "callee": _side(system, call, 1),
        "caller": _side(system, call, 0),
        "date_time": stamp(call.start),
        "direction": _direction(call),
        "duration": call.end - call.answer,
        "mos": f"{_mos(system, call):.1f}",
    }


def _direction(call: Call) -> str:
    return call.direction if call.external else "internal"


def _tests(system: PhoneSystem, query: Mapping[str, Any]) -> list[Callable[[Call], bool]]:
    """Give what a call must be for a query."""
    tests: list[Callable[[Call], bool]] = [lambda call: call.answer >= 0]
    if quality := query.get("quality_type"):
        tests.append(lambda call: (_mos(system, call) >= _GOOD) is (quality == "good"))
    if site := query.get("site_id"):
        at = {place for place, each in enumerate(system.history.cast.places) if each.id == site}
        tests.append(lambda call: call.home.at in at)
    if digits := str(query.get("phone_number", "")).lstrip("+ "):
        tests.append(lambda call: any(digits in party.number for party in _parties(call)))
    if extension := str(query.get("extension_number", "")):
        tests.append(lambda call: any(extension == party.extension for party in _parties(call)))
    if department := query.get("department"):
        tests.append(lambda call: call.home.department == department)
    if center := query.get("cost_center"):
        tests.append(lambda call: call.home.cost_center == center)
    if directions := query.get("directions"):
        tests.append(lambda call: _direction(call) in directions)
    if durations := query.get("durations"):
        spans = [(_BOUNDS[each], _BOUNDS[each + 1]) for each in durations]
        tests.append(lambda call: any(least <= call.end - call.answer < most for least, most in spans))
    return tests


@handles("listCallLogsMetrics", "listPastCallMetrics")
def list_calls(context: Context) -> Listed:
    """Answer the calls of the window that were answered, with how they sounded."""
    system, span, query = find.system_of(context), window(context), context.query
    tests = _tests(system, query)
    asked = tuple((name, str(value)) for name, value in sorted(query.items()) if name not in ("from", "to"))

    def wanted(call: Call) -> Sequence[int]:
        return (-1,) if all(test(call) for test in tests) else ()

    found = system.history.scan(("quality", asked), calls_in(context, span), wanted)
    extra = {name: value[:10] for name, value in span.extra.items()}
    return Listed(Rows(found, lambda each: _row(system, system.history.call(each[0]))), extra)


def _call(context: Context, name: str) -> Call:
    history: History = find.system_of(context).history
    found = history.by_call_id(context.path[name], now_of(context))
    if found is None or found.answer < 0:
        raise missing(context, f"The call does not exist: {context.path[name]}.")
    return found


def _party(party: Party) -> Row:
    """Give who is on one side."""
    if not party.ext_id:
        return known(display_name=party.name)
    kind = KIND_CAMEL[Kind(party.kind)]
    return known(id=party.id, display_name=party.name, extension_type=kind if kind in _TYPES else "")


@handles("getCallLogMetricsDetails")
def get_call(context: Context) -> Row:
    """Answer one call, with who took part."""
    call = _call(context, "call_id")
    row = _row(find.system_of(context), call)
    caller, callee = _parties(call)
    row["callee"] |= _party(callee)
    row["caller"] |= {} if call.hidden and call.direction == "inbound" else _party(caller)
    return row


def _series(system: PhoneSystem, call: Call, side: int, sending: bool) -> list[Row]:
    """Give the quality of one direction at the end of every minute, around the quality of the whole call."""
    mos, rows = _mos(system, call), []
    for minute in range(min(max((call.end - call.answer) // _MINUTE, 1), _MOST_MINUTES)):
        words = system.dice("series", call.serial).words(minute * 4 + side * 2 + sending)
        now = min(max(mos + (words[0] % 7 - 3) / 10, 1.0), 4.5)
        loss = (4.5 - now) * (1 + words[1] % 100 / 100)
        qos = {
            "avg_loss": f"{loss:.2f}%",
            "bitrate": f"{14 + words[2] % 5000 / 100:.2f}kbps",
            "jitter": f"{2 + (4.5 - now) * (words[3] % 20):.2f}ms",
            "max_loss": f"{loss * 2:.2f}%",
            "mos": f"{now:.1f}",
            "network_delay": str(20 + int((4.5 - now) * (words[4] % 180))),
        }
        rows.append({"date_time": stamp(min(call.answer + (minute + 1) * _MINUTE, call.end)), "qos": qos})
    return rows


@handles("getCallQoS")
def get_quality(context: Context) -> Row:
    """Answer the quality of a call minute by minute, of each side that has a device."""
    system, call = find.system_of(context), _call(context, "callId")
    row: Row = {"call_id": context.path["callId"]}
    for side, name in enumerate(("caller_qos", "callee_qos")):
        shown = _side(system, call, side)
        if not shown.get("device_type"):
            continue
        row[name] = known(
            device_private_ip=shown.get("device_private_ip"),
            device_public_ip=shown.get("device_public_ip"),
            receiving=_series(system, call, side, sending=False),
            sending=_series(system, call, side, sending=True),
        )
    return row
