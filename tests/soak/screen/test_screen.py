"""The short form of the run that `make soak` makes for as long as one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.soak.screen.run import Run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


def test_the_program_lives_through_bad_weather_and_says_what_is_so(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    run = Run(tmp_path, 40, 11)
    run.go()
    assert run.wrong == []
    assert run.requests
    assert run.watch.answers
    record_property("figure things done on a terminal in bad weather", len(run.watch.answers))
