"""What happens where the output goes somewhere bad: one line or none, and an exit code that scripts can go by."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.e2e.programs import WAIT, Answer, environment

pytestmark = [pytest.mark.slow]

COMMANDS = ("--demo list sites", "--demo info", "--help", "list --help", "--version", "--demo list users --ndjson")


def shell(line: str, encoding: str = "utf-8") -> Answer:
    """Run a line of a shell in which `$ztui` is the program."""
    done = subprocess.run(
        ["/bin/bash", "-c", f'ztui="{sys.executable} -m ztui"; {line}'],
        env=environment(PYTHONIOENCODING=encoding),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=WAIT,
    )
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize(("where", "reason"), [("> /dev/full", "No space left"), (">&-", "Bad file descriptor")])
def test_output_that_cannot_be_written_is_one_line_and_exits_with_1(words: str, where: str, reason: str) -> None:
    answer = shell(f"$ztui {words} {where}")

    assert (answer.code, answer.err.count("\n")) == (1, 1)
    assert answer.err.startswith("ztui: ")
    assert reason in answer.err


@pytest.mark.parametrize("words", COMMANDS)
def test_a_reader_that_has_gone_is_no_failure(words: str) -> None:
    answer = shell(f'( sleep 0.2; $ztui {words}; echo "code $?" >&2 ) | true')

    assert answer.err == "code 0\n"


def test_with_all_streams_closed_nothing_is_said() -> None:
    assert shell("$ztui --demo list sites <&- >&- 2>&-") == Answer(1, b"", "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "ascii:strict"])
def test_an_encoding_that_cannot_take_a_name_changes_no_value(encoding: str) -> None:
    words = "$ztui --demo list users --limit 300"
    plain, other = shell(words), shell(words, encoding)

    assert (other.code, other.err) == (0, "")
    assert other.out.isascii()
    assert not plain.out.isascii()
    assert json.loads(other.out) == json.loads(plain.out)


@pytest.mark.parametrize("form", ["--table", "--csv"])
def test_an_encoding_that_cannot_take_a_name_ends_no_table(form: str) -> None:
    answer = shell(f"$ztui --demo list users --limit 300 {form}", "ascii")

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.isascii()


@pytest.mark.parametrize("begun", ["ztui.main", "ztui.cli.app", "ztui.cli.list", "ztui.services.session"])
def test_an_interrupt_while_loading_exits_with_130(begun: str) -> None:
    loading = (
        "import runpy, signal, sys\n"
        f"class Interrupt:\n    def find_spec(self, name, *_):\n        if name == {begun!r}:\n"
        "            exec('signal.raise_signal(signal.SIGINT)')\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "sys.meta_path.insert(0, Interrupt())\n"
        "sys.argv = ['ztui', '--demo', 'list', 'sites']\n"
        "runpy.run_module('ztui', run_name='__main__', alter_sys=True)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", loading], env=environment(), capture_output=True, check=False, timeout=WAIT
    )

    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
