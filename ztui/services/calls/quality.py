"""How a call sounded, where the account has it.

Series come from GET /phone/metrics/call_logs/{callId}/qos, for each side and direction, as texts with units (`7.53ms`,
`0.82%`); codecs and devices from GET /phone/metrics/call_logs/{call_id}. What a side receives is what is heard there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import Forbidden, Invalid, NotFound, ZtuiError
from ztui.core.text import display
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.core.text import Display
    from ztui.services.sources import PageSource

__all__ = ["Heard", "Quality", "quality_in_short", "quality_lines", "read_quality"]

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_WHY = "Zoom measures answered calls, on Business plans and above."


@dataclass(frozen=True, slots=True)
class Heard:
    """What one side heard; means over the call, and the worst score; None is not told."""

    mos: float | None = None
    worst_mos: float | None = None
    jitter: float | None = None
    loss: float | None = None
    delay: float | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """The quality of a call.

    Attributes:
        heard: By side (`caller`, `callee`), for those that have a device which Zoom knows.
        mos: Of the whole call, "" where it is not told.
        sides: By side, codec, device, headset and provider.
    """

    heard: Mapping[str, Heard]
    mos: str
    sides: Mapping[str, tuple[str, ...]]


async def read_quality(client: PageSource, call_id: str) -> Quality:
    """Ask how a call sounded: two requests.

    Args:
        client: The way to Zoom.
        call_id: The call's telephony id.

    Raises:
        ZtuiError: It cannot be had; where the plan or the role has none, or the call has none, the error says so.
    """
    try:
        series = (await client.request("getCallQoS", {"callId": call_id})).data
    except NotFound as error:
        raise NotFound("Zoom has no quality of this call.", _WHY, http=error.http, code=error.code) from error
    except Forbidden as error:
        error.hint = f"{_WHY} {error.hint}".strip()
        raise
    except Invalid as error:
        raise ZtuiError(f"Zoom gives no quality of this call: {error.message}", _WHY) from error
    whole = await _whole(client, call_id)
    series = series if isinstance(series, Mapping) else {}
    heard = {side: _heard(value_at(series, f"{side}_qos.receiving")) for side in ("caller", "callee")}
    return Quality(
        {side: each for side, each in heard.items() if each != Heard()},
        text_of(whole.get("mos")),
        {side: _side(whole.get(side)) for side in ("caller", "callee") if _side(whole.get(side))},
    )


async def _whole(client: PageSource, call_id: str) -> Mapping[str, Any]:
    """Give what Zoom says of the whole call, {} where it says nothing: the series are worth more."""
    try:
        data = (await client.request("getCallLogMetricsDetails", {"call_id": call_id})).data
    except (NotFound, Forbidden, Invalid):
        return {}
    return data if isinstance(data, Mapping) else {}


def _side(told: object) -> tuple[str, ...]:
    row = told if isinstance(told, Mapping) else {}
    found = (text_of(row.get(name)) for name in ("codec", "device_type", "headset", "isp"))
    return tuple(dict.fromkeys(each for each in found if each))


def _heard(series: object) -> Heard:
    moments = [each["qos"] for each in dicts(series) if isinstance(each.get("qos"), Mapping)]
    mos = _numbers(moments, "mos")
    jitter, loss, delay = (_numbers(moments, name) for name in ("jitter", "avg_loss", "network_delay"))
    return Heard(_mean(mos), min(mos, default=None), _mean(jitter), _mean(loss), _mean(delay))


def _numbers(moments: Sequence[Mapping[str, Any]], name: str) -> list[float]:
    found = (_NUMBER.match(text_of(each.get(name))[:20]) for each in moments)
    return [float(each.group()) for each in found if each is not None]


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def quality_lines(quality: Quality, *, ascii: bool = False) -> list[tuple[Display, Display]]:
    """Give the quality as labels and values, "none" where the answer had nothing."""
    dot = " - " if ascii else " · "
    found = [(display(f"{side} heard"), display(dot.join(_told(heard)))) for side, heard in quality.heard.items()]
    found += [
        (display(f"{side} used"), display(dot.join(display(each, longest=60) for each in parts)))
        for side, parts in quality.sides.items()
    ]
    if quality.mos:
        found.append((display("quality"), display(f"MOS {quality.mos} for the whole call")))
    return found or [(display("quality"), display("none: Zoom's answer has no measurements"))]


def quality_in_short(quality: Quality) -> Display:
    """Give what each side heard in one line, "" where nothing is told."""
    sides = ((side, heard) for side, heard in quality.heard.items() if heard.mos is not None)
    return display(", ".join(f"{side} MOS {heard.mos:.1f} (min {heard.worst_mos:.1f})" for side, heard in sides))


def _told(heard: Heard) -> list[str]:
    parts = []
    if heard.mos is not None:
        parts.append(f"MOS {heard.mos:.1f} (min {heard.worst_mos:.1f})")
    if heard.jitter is not None:
        parts.append(f"jitter {heard.jitter:.0f} ms")
    if heard.loss is not None:
        parts.append(f"loss {heard.loss:.1f} %")
    if heard.delay is not None:
        parts.append(f"delay {heard.delay:.0f} ms")
    return parts
