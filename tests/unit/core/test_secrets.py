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


@pytest.mark.parametrize(
    ("program", "said", "hint"),
    [
        ("raise SystemExit(3)", "failed with exit code 3", "by hand"),
        ("pass", "printed nothing", "by hand"),
        ("import time; time.sleep(60)", "gave nothing within", "unlock"),
    ],
)
def test_a_command_that_gives_nothing_says_how_it_ended(program: str, said: str, hint: str) -> None:
    with pytest.raises(ConfigError, match=said) as caught:
        SecretSource("command", (sys.executable, "-c", program), patience=0.7).resolve({})
    assert hint in caught.value.hint


def test_what_a_command_says_beside_its_secret_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    program = "import sys; sys.stderr.write('leak hunter2'); print('hunter2\\nuser: jo'); sys.exit(0)"
    assert SecretSource("command", (sys.executable, "-c", program)).resolve({}).reveal() == "hunter2"
    failing = "import sys; sys.stderr.write('leak hunter2'); sys.exit(1)"
    with pytest.raises(ConfigError) as caught:
        SecretSource("command", (sys.executable, "-c", failing)).resolve({})
    assert "hunter2" not in str(caught.value)
    assert capfd.readouterr() == ("", "")


def test_a_command_is_run_by_its_words_and_no_shell_reads_them(tmp_path: Path) -> None:
    words = (sys.executable, "-c", "import sys; print(sys.argv[1])", f"$(touch {tmp_path}/x); `id` $HOME")
    assert SecretSource("command", words).resolve({}).reveal() == words[3]
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe"])
def test_a_file_without_a_secret_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "secret"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match="secret"):
        SecretSource("file", str(path)).resolve({})
