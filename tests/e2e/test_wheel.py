"""Sdist and wheel, built and installed as a user gets them: nothing of the checkout, and only what they declare."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pytest
from packaging.requirements import Requirement

import ztui
from tests.e2e.pythons import others

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]

# One group, so that the tests of one built wheel run in one process.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


@dataclass(frozen=True, slots=True)
class Installed:
    """A wheel in an environment of its own.

    Attributes:
        wheel: The file that was built, from the sdist.
        sdist: The source that it was built from.
        python: The environment's interpreter.
        elsewhere: An empty folder to run from, away from the checkout.
    """

    wheel: Path
    sdist: Path
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
    # The sdist, and the wheel from it: what is missing in the one is missing in the other.
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(base), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, text=True, timeout=100)
    (wheel,) = base.glob("*.whl")
    (sdist,) = base.glob("*.tar.gz")
    python, site_packages = empty_environment(Path(sys.executable), base / "venv", wheel)
    for dependency in declared(wheel):
        link(dependency, site_packages)

    elsewhere = base / "elsewhere"
    elsewhere.mkdir()
    return Installed(wheel, sdist, python, elsewhere)


def empty_environment(interpreter: Path, folder: Path, wheel: Path) -> tuple[Path, Path]:
    """Make an environment with nothing but the wheel; give its interpreter and its site-packages."""
    subprocess.run([str(interpreter), "-m", "venv", "--without-pip", str(folder)], check=True, timeout=60)
    python = folder / "bin" / "python"
    install = ["-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps", "--no-compile"]
    subprocess.run([sys.executable, *install, str(wheel)], check=True, capture_output=True, text=True, timeout=100)
    (site_packages,) = (folder / "lib").glob("python*/site-packages")
    return python, site_packages


FOLDERS = {"cli", "contract", "core", "plain", "resources", "services", "sim", "store", "styles", "ui", "zoom"}
"""All folders of the package; what is added on purpose is added here."""
SHARED = {
    "man/man1/ztui.1": "docs/man/ztui.1",
    "bash-completion/completions/ztui": "docs/completions/ztui.bash",
    "zsh/site-functions/_ztui": "docs/completions/_ztui",
    "fish/vendor_completions.d/ztui.fish": "docs/completions/ztui.fish",
    "doc/ztui/CHANGELOG.md": "CHANGELOG.md",
    "doc/ztui/guide.md": "docs/guide.md",
    "doc/ztui/reference.md": "docs/reference.md",
}
"""What is installed below `share`, and where it comes from."""
SOURCES = {
    *("ztui", "styles", "tests", "benchmarks", "docs", "pyproject.toml"),
    *("CHANGELOG.md", "LICENSE", "README.md", "SECURITY.md", "PKG-INFO", ".gitignore"),
}


def test_the_wheel_holds_the_package_with_its_styles_and_data_and_nothing_else(installed: Installed) -> None:
    names = zipfile.ZipFile(installed.wheel).namelist()

    version = f"ztui-{ztui.__version__}"
    assert {name.partition("/")[0] for name in names} == {"ztui", f"{version}.dist-info", f"{version}.data"}
    assert {name.split("/")[1] for name in names if name.startswith("ztui/") and name.count("/") > 1} == FOLDERS
    share = f"{version}.data/data/share/"
    assert {name for name in names if ".data/" in name} == {share + place for place in SHARED}
    package = [name for name in names if name.startswith("ztui/")]
    wanted = {path.relative_to(ROOT).as_posix() for path in (ROOT / "ztui").rglob("*.py")}
    wanted |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "ztui").rglob("*.json")}
    wanted |= {f"ztui/styles/{path.name}" for path in (ROOT / "styles").glob("*.tcss")}
    assert sorted(name for name in package if not name.endswith((".md", ".txt"))) == sorted(wanted | {"ztui/py.typed"})


def test_the_sdist_holds_what_it_is_built_and_tested_from(installed: Installed) -> None:
    with tarfile.open(installed.sdist) as archive:
        names = archive.getnames()

    assert {name.split("/")[1] for name in names if "/" in name} == SOURCES
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


@pytest.mark.parametrize("version", others() or [None])
def test_the_wheel_runs_on_another_python(
    installed: Installed, version: str | None, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Every module is imported but those that need a compiled library, which is here for one Python only."""
    if version is None:
        pytest.skip("there is no other Python of 3.11 or newer on this machine")
    python, site_packages = empty_environment(others()[version], tmp_path / "venv", installed.wheel)
    told = subprocess.run([str(python.with_name("ztui")), "--version"], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (0, f"ztui {ztui.__version__}\n"), told.stderr

    for dependency in declared(installed.wheel):
        if not any(file.suffix in {".so", ".pyd"} for file in dependency.files or []):
            link(dependency, site_packages)
    other = Installed(installed.wheel, installed.sdist, python, tmp_path)
    judged = other.run("python", "-c", EVERY_MODULE)
    assert judged.returncode == 0, judged.stderr
    imported, left_out = map(int, judged.stdout.split())
    record_property(f"figure modules imported on Python {version}", imported)
    record_property(f"figure modules left out on Python {version}", left_out)
    assert imported > 0
    assert python.is_relative_to(tmp_path)


COMPILED = ("pydantic_core", "rpds")
EVERY_MODULE = f"""
import compileall, importlib, pathlib, sys, ztui
folder = pathlib.Path(ztui.__file__).parent
if not compileall.compile_dir(folder, quiet=1, legacy=False):
    sys.exit("something cannot be compiled")
imported = left = 0
for path in sorted(folder.rglob("*.py")):
    name = ".".join(("ztui", *path.relative_to(folder).with_suffix("").parts)).removesuffix(".__init__")
    try:
        importlib.import_module(name)
        imported += 1
    except ImportError as error:
        if not (error.name or "").startswith({COMPILED!r}):
            raise
        left += 1
print(imported, left)
"""


def test_man_page_and_completions_are_installed_where_man_and_shells_look(installed: Installed) -> None:
    below = installed.python.parent.parent / "share"
    for place, source in SHARED.items():
        assert (below / place).read_bytes() == (ROOT / source).read_bytes()


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


@pytest.mark.parametrize("words", [("ztui", "--version"), ("python", "-m", "ztui", "--version")], ids=" ".join)
def test_the_installed_command_tells_its_version(installed: Installed, words: tuple[str, ...]) -> None:
    answer = installed.run(*words)

    assert (answer.returncode, answer.stdout) == (0, f"ztui {ztui.__version__}\n"), answer.stderr


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
