from __future__ import annotations

import logging
import stat
from typing import TYPE_CHECKING

import pytest

from ztui.core.log import keep_log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _log_as_before() -> Iterator[None]:
    logger = logging.getLogger("ztui")
    before = (logger.handlers[:], logger.level, logger.propagate)
    yield
    for handler in logger.handlers:
        handler.close()
    logger.handlers[:], logger.propagate = before[0], before[2]
    logger.setLevel(before[1])


def test_the_log_goes_to_a_private_file_and_not_to_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ztui.log"
    keep_log(path)
    logging.getLogger("ztui.ui.app").warning("something odd: \ud800")
    logging.getLogger("ztui.ui.app").info("nothing of interest")
    assert "something odd" in path.read_text(encoding="utf-8")
    assert "nothing of interest" not in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert capfd.readouterr() == ("", "")


def test_it_keeps_its_size(tmp_path: Path) -> None:
    path = tmp_path / "ztui.log"
    keep_log(path)
    for number in range(30):
        logging.getLogger("ztui").error("%d %s", number, "x" * 100_000)
    assert sum(each.stat().st_size for each in tmp_path.iterdir()) < 2_300_000
    assert {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()} == {0o600}


def test_more_is_told_when_asked_and_a_second_log_takes_the_place_of_the_first(tmp_path: Path) -> None:
    keep_log(tmp_path / "one")
    keep_log(tmp_path / "two", verbose=5)
    logging.getLogger("ztui").debug("detail")
    assert (tmp_path / "one").read_text(encoding="utf-8") == ""
    assert "detail" in (tmp_path / "two").read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    keep_log(tmp_path / "nowhere" / "ztui.log")
    logging.getLogger("ztui").error("lost")
    assert not (tmp_path / "nowhere").exists()


def test_a_log_that_others_could_read_is_closed_to_them_and_a_link_is_not_followed(tmp_path: Path) -> None:
    path, elsewhere = tmp_path / "ztui.log", tmp_path / "elsewhere"
    path.touch(0o644)
    keep_log(path)
    logging.getLogger("ztui").warning("one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    elsewhere.write_text("precious")
    (tmp_path / "linked.log").symlink_to(elsewhere)
    keep_log(tmp_path / "linked.log")
    logging.getLogger("ztui").warning("two")
    assert elsewhere.read_text() == "precious"
