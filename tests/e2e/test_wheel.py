"""The wheel, built and installed as a user gets it: nothing of the checkout, only the dependencies it declares."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pexpect
import pytest
from packaging.requirements import Requirement

import ztui

ROOT = Path(__file__).resolve().parents[2]

# One group, so that the tests of one built wheel run in one process.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


@dataclass(frozen=True, slots=True)
class Installed:
    """A wheel in an environment of its own.

    Attributes:
        wheel: The file that was built.
        python: The environment's interpreter.
        elsewhere: An empty folder to run from, away from the checkout.
    """

    wheel: Path
    python: Path
    elsewhere: Path

    def environment(self) -> dict[str, str]:
        """Give the variables to run in: nothing that leads back to the checkout."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "VIRTUAL"))}
        return kept | {"PATH": f"{self.python.parent}:/usr/bin:/bin"}

    def run(self, *argv: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment."""
        program, *arguments = argv
        return subprocess.run(
            [str(self.python.with_name(program)), *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.elsewhere,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            timeout=60,
        )


def declared(wheel: Path) -> list[Distribution]:
    """Find, among what is installed here, the wheel's dependencies and theirs."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        lines = archive.read(name).decode().partition("\n\n")[0].splitlines()
    waiting = [Requirement(line.partition(": ")[2]) for line in lines if line.startswith("Requires-Dist: ")]
    found: dict[str, Distribution] = {}
    done: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        extras = requirement.extras or {""}
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if not wanted or str(requirement) in done:
            continue
        done.add(str(requirement))
        dependency = found.setdefault(requirement.name.lower(), distribution(requirement.name))
        for text in dependency.requires or []:
            child = Requirement(text)
            if child.marker is None or any(child.marker.evaluate({"extra": extra}) for extra in extras):
                child.marker = None
                waiting.append(child)
    return list(found.values())


def link(dependency: Distribution, target: Path) -> None:
    """Put a distribution of this environment into another one's site-packages, without copying it."""
    for top in sorted({file.parts[0] for file in dependency.files or []} - {"..", "__pycache__"}):
        place = target / top
        if not place.exists():
            place.symlink_to(Path(str(dependency.locate_file(top))))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    base = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(base), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, text=True, timeout=100)
    (wheel,) = base.glob("*.whl")

    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(base / "venv")], check=True, timeout=60)
    python = base / "venv" / "bin" / "python"
    install = ["-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps", "--no-compile"]
    subprocess.run([sys.executable, *install, str(wheel)], check=True, capture_output=True, text=True, timeout=100)
    (site_packages,) = (base / "venv" / "lib").glob("python*/site-packages")
    for dependency in declared(wheel):
        link(dependency, site_packages)

    elsewhere = base / "elsewhere"
    elsewhere.mkdir()
    return Installed(wheel, python, elsewhere)


def test_the_wheel_holds_the_package_with_its_styles_and_data_and_nothing_else(installed: Installed) -> None:
    names = zipfile.ZipFile(installed.wheel).namelist()

    version = f"ztui-{ztui.__version__}"
    assert {name.partition("/")[0] for name in names} == {"ztui", f"{version}.dist-info", f"{version}.data"}
    styles = {f"ztui/styles/{path.name}" for path in (ROOT / "styles").glob("*.tcss")}
    data = {path.relative_to(ROOT).as_posix() for path in (ROOT / "ztui" / "contract").rglob("*.json")}
    assert styles
    assert data
    assert styles | data | {"ztui/py.typed"} <= set(names)


def test_man_page_and_completions_are_installed_where_man_and_shells_look(installed: Installed) -> None:
    below = installed.python.parent.parent / "share"
    places = (
        "man/man1/ztui.1",
        "bash-completion/completions/ztui",
        "zsh/site-functions/_ztui",
        "fish/vendor_completions.d/ztui.fish",
    )
    for place in places:
        assert "ztui" in (below / place).read_text(encoding="utf-8")


def test_the_dependencies_that_the_wheel_declares_are_all_it_needs(installed: Installed) -> None:
    check = subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(installed.python), "check"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    everything = """
import importlib, pathlib, ztui
for path in sorted(pathlib.Path(ztui.__file__).parent.rglob("*.py")):
    name = ".".join(("ztui", *path.relative_to(pathlib.Path(ztui.__file__).parent).with_suffix("").parts))
    importlib.import_module(name.removesuffix(".__init__"))
print(ztui.__file__)
"""
    imported = installed.run("python", "-c", everything)

    assert (check.returncode, imported.returncode) == (0, 0), check.stdout + imported.stderr
    assert Path(imported.stdout.strip()).is_relative_to(installed.python.parents[1])


def test_the_installed_command_tells_its_version(installed: Installed) -> None:
    answer = installed.run("ztui", "--version")

    assert answer.returncode == 0, answer.stderr
    assert ztui.__version__ in answer.stdout


def test_the_installed_program_starts_with_its_styles_and_leaves_when_told(installed: Installed) -> None:
    child = pexpect.spawn(
        str(installed.python.with_name("ztui")),
        ["demo", "--calls", "2000", "--users", "100", "--numbers", "500"],
        cwd=str(installed.elsewhere),
        env=installed.environment(),
        dimensions=(24, 80),
        encoding="utf-8",
        codec_errors="replace",
        timeout=45,
    )
    try:
        child.expect("Calls")
        child.send(":q\r")
        child.expect(pexpect.EOF)
        child.close()
    finally:
        child.close(force=True)

    assert (child.exitstatus, child.signalstatus) == (0, None)
