from __future__ import annotations

from tests import resources_doc, resources_index
from tests.reference import PAGE, SCOPES, SIMULATOR, page, scopes_page, simulator_page
from ztui.resources.registry import INDEX


def test_the_reference_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run make docs"


def test_the_page_of_scopes_is_what_the_code_says() -> None:
    assert SCOPES.read_text(encoding="utf-8") == scopes_page(), "run make docs"


def test_the_options_of_the_simulator_are_what_the_code_says() -> None:
    text = SIMULATOR.read_text(encoding="utf-8")
    assert text == simulator_page(text), "run make docs"


def test_the_page_of_resources_is_what_the_code_says() -> None:
    assert resources_doc.PAGE.read_text(encoding="utf-8") == resources_doc.page(), "run make docs"


def test_the_index_of_resources_is_what_the_code_says() -> None:
    assert INDEX.read_text(encoding="utf-8") == resources_index.index(), "run make docs"
