"""Handlers come in with the modules of their tag, and with no others."""

from __future__ import annotations

import subprocess
import sys

from ztui.contract.catalogue import operation, operations
from ztui.sim.areas.register import MODULES, Areas, load
from ztui.sim.handling import HANDLERS


def test_every_handler_is_in_a_module_that_is_imported_for_its_tag() -> None:
    load()
    astray = [
        (name, handler.__module__)
        for name, handler in HANDLERS.items()
        if handler.__module__.rsplit(".", 1)[1] not in MODULES[operation(name).tag]
    ]
    assert astray == []


def test_no_module_is_imported_for_a_tag_of_which_it_handles_nothing() -> None:
    load()
    handled = {(operation(name).tag, handler.__module__.rsplit(".", 1)[1]) for name, handler in HANDLERS.items()}
    assert {(tag, name) for tag, names in MODULES.items() for name in names} == handled
    assert set(MODULES) <= {each.tag for each in operations().values()}


def test_asking_for_one_handler_imports_no_area_that_has_nothing_to_do_with_it() -> None:
    program = (
        "import sys; from ztui.sim.areas.register import Areas; Areas()['ListAlertSettingsWithPagingQuery'];"
        "print(sorted(name.rsplit('.')[-1] for name in sys.modules if name.startswith('ztui.sim.areas.')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "['alerts', 'find', 'register', 'rows']"


def test_what_has_no_handler_is_no_key() -> None:
    areas = Areas()
    assert "listBlockedList" not in areas
    assert "no operation at all" not in areas
    assert len(areas) == len(list(areas)) == len(HANDLERS)
