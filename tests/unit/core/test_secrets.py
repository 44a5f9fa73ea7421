from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from ztui.core.errors import ConfigError
from ztui.core.secrets import Secret, SecretSource

if TYPE_CHECKING:
    from pathlib import Path


def test_no_print_of_a_secret_shows_it() -> None:
    secret = Secret("hunter2")
    source = SecretSource("given", secret)
    for text in (repr(secret), str(secret), f"{secret}", repr(source), str([source])):
        assert "hunter2" not in text
    assert secret.reveal() == "hunter2"
    assert not Secret("")


def test_a_secret_comes_from_a_file_without_its_line_end(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("hunter2\n", encoding="utf-8")
    assert SecretSource("file", str(path)).resolve({}).reveal() == "hunter2"


def test_a_secret_comes_from_a_command_run_by_its_words() -> None:
    words = (sys.executable, "-c", "print('hunter2')")
    assert SecretSource("command", words).resolve({}).reveal() == "hunter2"


@pytest.mark.parametrize(
    "source",
    [
        SecretSource("env", "NOT_SET"),
        SecretSource("file", "/nowhere/secret"),
        SecretSource("command", ("no-such-program-here",)),
        SecretSource("command", (sys.executable, "-c", "raise SystemExit('hunter2')")),
        SecretSource("carrier-pigeon", "x"),
    ],
)
def test_a_secret_that_is_not_there_is_an_error_that_names_the_place_only(source: SecretSource) -> None:
    with pytest.raises(ConfigError) as caught:
        source.resolve({})
    assert caught.value.hint
    assert "hunter2" not in str(caught.value)
