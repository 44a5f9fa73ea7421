"""No shell and no code from text, anywhere: other programs are started by argv, at places that are named here."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

import ztui

PACKAGE = Path(ztui.__file__).parent

# Who starts a program: the user's own (secret, pager, editor, jq), tmux, and the simulator as a process of ours.
STARTS = {
    "cli/doctor_terminal.py": ["subprocess.run"],
    "cli/jq.py": ["subprocess.run"],
    "cli/paging.py": ["subprocess.Popen"],
    "core/secrets.py": ["subprocess.run"],
    "sim/beside.py": ["subprocess.Popen"],
    "ui/screens/form/editor.py": ["subprocess.Popen"],
    "ui/terminal/clipboard.py": ["subprocess.run"],
}
# A text of our own that makes CPython forget an interrupt, and frames between two processes of ours.
ALLOWED = {"__main__.py": ["eval"], "sim/beside.py": ["marshal.dumps", "marshal.loads"]}

FORBIDDEN_NAMES = frozenset({"eval", "exec", "compile", "__import__", "execfile"})
FORBIDDEN_MODULES = frozenset(
    {"pickle", "cPickle", "shelve", "dill", "marshal", "pty", "popen2", "commands", "webbrowser"}
)
FORBIDDEN_CALLS = frozenset(
    {
        "asyncio.create_subprocess_shell",
        "asyncio.create_subprocess_exec",
        "os.popen",
        "os.startfile",
        "os.system",
        "subprocess.getoutput",
        "subprocess.getstatusoutput",
        "tempfile.mktemp",
        "yaml.load",
        "yaml.unsafe_load",
    }
)
FORBIDDEN_PREFIXES = ("os.exec", "os.spawn", "os.posix_spawn")
FUNCTIONS = frozenset({"run", "Popen", "call", "check_call", "check_output"})


def dotted(node: ast.expr, known: dict[str, str]) -> str:
    """Give the name of what is called, with the modules that it was imported from; "" for what has no name."""
    if isinstance(node, ast.Name):
        return known.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        before = dotted(node.value, known)
        return f"{before}.{node.attr}" if before else ""
    return ""


def imported(tree: ast.AST) -> dict[str, str]:
    """Give what each imported name stands for."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for each in node.names:
                top = each.name.partition(".")[0]
                found |= {each.asname: each.name} if each.asname else {top: top}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    return found


def is_forbidden(name: str) -> bool:
    """Tell whether a name runs text or a shell, goes round `subprocess`, or makes a file whose name races."""
    return (
        name in FORBIDDEN_NAMES
        or name.removeprefix("builtins.") in FORBIDDEN_NAMES
        or name.partition(".")[0] in FORBIDDEN_MODULES
        or name in FORBIDDEN_CALLS
        or name.startswith(FORBIDDEN_PREFIXES)
    )


def judged(source: str) -> tuple[list[str], list[str], list[str]]:
    """Read a file: what it calls that it must not, which programs it starts, and how it does so wrongly."""
    tree = ast.parse(source)
    known = imported(tree)
    bad, starts, wrong = [], [], []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = dotted(node.func, known)
        if is_forbidden(name):
            bad.append(name)
        module, _, function = name.partition(".")
        if module == "subprocess" and function in FUNCTIONS:
            starts.append(name)
            wrong += [f"line {node.lineno}: {each}" for each in faults(node)]
        elif any(each.arg == "shell" for each in node.keywords):
            wrong.append(f"line {node.lineno}: shell=")
    return bad, starts, wrong


def faults(call: ast.Call) -> list[str]:
    """Say what is wrong with how a program is started: its words must be a list, and no shell may read them."""
    found = [f"{each.arg}=" for each in call.keywords if each.arg in ("shell", "executable", "preexec_fn", None)]
    words = call.args[0] if call.args else None
    if words is None or isinstance(words, ast.Constant | ast.JoinedStr | ast.BinOp):
        found.append("its words are one text")
    return found


def everything() -> dict[str, tuple[list[str], list[str], list[str]]]:
    return {
        path.relative_to(PACKAGE).as_posix(): judged(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def test_no_file_runs_text_or_a_shell_and_programs_are_started_at_known_places_by_argv() -> None:
    bad: dict[str, list[str]] = defaultdict(list)
    starts: dict[str, list[str]] = {}
    for name, (calls, started, wrong) in everything().items():
        unexpected = sorted(set(calls) - set(ALLOWED.get(name, ())))
        bad[name] += [*unexpected, *wrong]
        if started:
            starts[name] = started
    assert {name: found for name, found in bad.items() if found} == {}
    assert starts == STARTS


def test_a_program_of_the_user_that_answers_to_us_has_a_time_limit() -> None:
    """A pager and an editor have none: the user is looking at them; neither has jq, which reads what it is given."""
    for name in ("core/secrets.py", "cli/doctor_terminal.py", "ui/terminal/clipboard.py"):
        tree = ast.parse((PACKAGE / name).read_text(encoding="utf-8"))
        calls = [
            node for node in ast.walk(tree) if isinstance(node, ast.Call) and dotted(node.func, {}) == "subprocess.run"
        ]
        assert calls
        assert all(any(each.arg == "timeout" for each in call.keywords) for call in calls), name


@pytest.mark.parametrize(
    "source",
    [
        "import os\nos.system('ls')",
        "from os import popen\npopen('ls')",
        "import os as o\no.execvp('ls', ['ls'])",
        "import subprocess\nsubprocess.getoutput('ls')",
        "import asyncio\nasyncio.create_subprocess_shell('ls')",
        "eval(text)",
        "import builtins\nbuiltins.exec(text)",
        "import pickle\npickle.loads(b'')",
        "from pickle import loads\nloads(b'')",
        "import tempfile\ntempfile.mktemp()",
        "import yaml\nyaml.load(text)",
        "import webbrowser\nwebbrowser.open(url)",
    ],
)
def test_the_check_itself_finds_each_way(source: str) -> None:
    assert judged(source)[0]


@pytest.mark.parametrize(
    "source",
    [
        "import subprocess\nsubprocess.run(['ls'], shell=True)",
        "import subprocess\nsubprocess.run('ls -l')",
        "import subprocess\nsubprocess.Popen(f'ls {name}')",
        "from subprocess import run\nrun('ls ' + name)",
        "import subprocess\nsubprocess.run(words, **options)",
        "start(words, shell=True)",
    ],
)
def test_the_check_itself_finds_programs_that_are_started_wrongly(source: str) -> None:
    assert judged(source)[2]
