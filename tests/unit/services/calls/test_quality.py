"""How a call sounded: means and the worst of Zoom's series, read from texts with units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ztui.core.errors import Forbidden, Invalid, NotFound, ZtuiError
from ztui.services.calls.quality import Heard, quality_in_short, quality_lines, read_quality

if TYPE_CHECKING:
    from collections.abc import Mapping


class Zoom:
    """Answers by operation; an error is raised."""

    account = ""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers

    async def request(self, operation_id: str, path: Any = None, query: Any = None) -> Any:
        answer = self.answers[operation_id]
        if isinstance(answer, Exception):
            raise answer

        class Reply:
            data = answer

        return Reply


def moment(**qos: str) -> Mapping[str, Any]:
    return {"date_time": "2026-11-20T10:00:00Z", "qos": qos}


SERIES = {
    "caller_qos": {
        "receiving": [
            moment(mos="4.3", jitter="5.10ms", avg_loss="0.20%", max_loss="0.50%", network_delay="80"),
            moment(mos="3.1", jitter="9.90ms", avg_loss="1.20%", max_loss="2.50%", network_delay="120"),
        ],
        "sending": [moment(mos="1.0")],
    },
    "callee_qos": {"receiving": [moment(mos="none"), {"qos": 5}, "odd"]},
}


async def test_what_a_side_receives_is_what_is_heard_there() -> None:
    whole = {"mos": "3.9", "caller": {"codec": "OPUS", "device_type": "Poly"}, "callee": {}}
    quality = await read_quality(Zoom(getCallQoS=SERIES, getCallLogMetricsDetails=whole), "1")  # type: ignore[arg-type]
    assert set(quality.heard) == {"caller"}
    heard = quality.heard["caller"]
    assert heard.mos == pytest.approx(3.7)
    assert heard.worst_mos == 3.1
    assert quality_in_short(quality) == "caller MOS 3.7 (min 3.1)"
    assert [f"{label}: {text}" for label, text in quality_lines(quality, ascii=True)] == [
        "caller heard: MOS 3.7 (min 3.1) - jitter 8 ms - loss 0.7 % - delay 100 ms",
        "caller used: OPUS - Poly",
        "quality: MOS 3.9 for the whole call",
    ]


@pytest.mark.parametrize("answer", [None, [], {"caller_qos": 5}, {"callee_qos": {"receiving": "x"}}])
async def test_an_answer_without_measurements_is_said_to_have_none(answer: object) -> None:
    zoom = Zoom(getCallQoS=answer, getCallLogMetricsDetails=NotFound("gone"))
    quality = await read_quality(zoom, "1")  # type: ignore[arg-type]
    assert Heard() not in quality.heard.values()
    assert "none" in quality_lines(quality)[0][1]


@pytest.mark.parametrize("error", [NotFound("no call"), Forbidden("no scope", "Add it."), Invalid("Not your plan.")])
async def test_it_is_said_who_has_it_where_zoom_gives_none(error: ZtuiError) -> None:
    with pytest.raises(ZtuiError, match="Business plans"):
        await read_quality(Zoom(getCallQoS=error), "1")  # type: ignore[arg-type]
