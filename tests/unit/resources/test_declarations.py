"""A file beside the others is all that a resource takes: it is found, with what can be changed about it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import ztui

NEW = """
from ztui.resources.edits.model import Edits, InputKind, WriteField
from ztui.resources.model import Column, Operations, Resource

RESOURCES = (
    Resource(
        name="firmware-rules",
        title="Firmware rules",
        singular="firmware rule",
        key="rule_id",
        help="Which firmware desk phones get.",
        operations=Operations(list="ListFirmwareRules", update="UpdateFirmwareRule"),
        columns=(Column("version", 20),),
    ),
)
EDITS = (Edits("firmware-rules", fields=(WriteField("version", "version", "Release", InputKind.TEXT),)),)
"""
ASKED = """
from ztui.resources.edits.registry import edits
from ztui.resources.registry import declared, names, resource
print(declared()[-1], "firmware-rules" in names(), resource("firmware-rules").columns[0].head)
print(*(each.title for each in edits("firmware-rules").fields if each.write == "version"))
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Give a copy of the layers that a resource needs."""
    package = Path(ztui.__file__).parent
    for name in ("core", "contract", "resources"):
        shutil.copytree(package / name, tmp_path / "ztui" / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(package / "__init__.py", tmp_path / "ztui")
    return tmp_path


def test_a_new_file_is_a_resource_with_its_edits_before_anything_else_names_it(tree: Path) -> None:
    (tree / "ztui" / "resources" / "zz_rules.py").write_text(NEW, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", ASKED], cwd=tree, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["firmware-rules True Version", "Release"], done.stderr
