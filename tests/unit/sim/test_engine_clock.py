"""The simulator's clock stands or runs, and can be moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from ztui.sim.clock import SimClock, zulu

START = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


class Seconds:
    """Real seconds as the test says."""

    def __init__(self) -> None:
        self.value = 100.0

    def __call__(self) -> float:
        return self.value


def test_a_standing_clock_moves_only_when_told() -> None:
    seconds = Seconds()
    clock = SimClock(START, monotonic=seconds)
    seconds.value += 3600
    assert clock.now() == START
    clock.advance(90)
    assert clock.now() == START + timedelta(seconds=90)
    assert clock.monotonic() == 3700


def test_a_running_clock_goes_on_in_real_time_from_where_it_is_put() -> None:
    seconds = Seconds()
    clock = SimClock(START, running=True, monotonic=seconds)
    seconds.value += 10
    assert clock.now() == START + timedelta(seconds=10)
    clock.set(START + timedelta(days=1))
    seconds.value += 5
    assert clock.now() == START + timedelta(days=1, seconds=5)
    clock.run(running=False)
    seconds.value += 500
    assert clock.now() == START + timedelta(days=1, seconds=5)


async def test_sleeping_is_real_and_of_the_asked_length() -> None:
    clock = SimClock(START)
    before = clock.monotonic()
    await clock.sleep(0.01)
    assert clock.monotonic() - before >= 0.009


def test_instants_are_written_in_utc_with_seconds() -> None:
    assert zulu(datetime(2026, 1, 2, 3, 4, 5, 999, tzinfo=timezone(timedelta(hours=1)))) == "2026-01-02T02:04:05Z"
