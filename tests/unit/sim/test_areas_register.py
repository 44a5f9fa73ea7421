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


def imported(operation_id: str) -> set[str]:
    program = (
        f"import sys; from ztui.sim.areas.register import Areas; Areas()['{operation_id}'];"
        "print(*(name.rsplit('.')[-1] for name in sys.modules if name.startswith('ztui.sim.areas.')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


def test_asking_for_one_handler_imports_no_area_that_has_nothing_to_do_with_it() -> None:
    assert imported("ListAlertSettingsWithPagingQuery") == {"alerts", "find", "register", "rows"}


def test_the_history_of_calls_waits_for_no_other_part_of_its_tag() -> None:
    assert not imported("accountCallHistory") & {"old_calls", "call_log_sync", "media"}


def test_what_has_no_handler_is_no_key() -> None:
    areas = Areas()
    assert "no operation at all" not in areas
    assert len(areas) == len(list(areas)) == len(HANDLERS)
