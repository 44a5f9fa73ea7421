"""Writes the index of resources and the list of their names from the code. Run with `make docs`.

Docs are made by another process, which reads the index.
"""

from __future__ import annotations

import json
from dataclasses import astuple
from pathlib import Path

from ztui.resources.registry import INDEX, made_modules, made_summaries

__all__ = ["KEPT", "index", "kept"]

KEPT = Path(__file__).parent / "unit" / "resources" / "names.txt"
"""Names that saved views and scripts may hold, each with its list operation."""


def index() -> str:
    """Give the content of the index."""
    modules = ",\n".join(f"{json.dumps(name)}: {json.dumps(named)}" for name, named in made_modules().items())
    rows = ",\n".join(json.dumps(astuple(each)) for each in made_summaries())
    return f'{{"modules": {{\n{modules}\n}},\n"rows": [\n{rows}\n]}}\n'


def kept() -> str:
    """Give the names so far and what is new: none leaves by itself."""
    lines = {*KEPT.read_text(encoding="utf-8").splitlines(), *(f"{e.name} {e.operation}" for e in made_summaries())}
    return "".join(f"{line}\n" for line in sorted(lines))


if __name__ == "__main__":
    INDEX.write_text(index(), encoding="utf-8")
    KEPT.write_text(kept(), encoding="utf-8")
