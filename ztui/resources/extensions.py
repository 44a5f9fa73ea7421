"""Extensions with site codes: long in the answers, short in lists, `800-8200` in details."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ztui.resources.model import Row

__all__ = ["SiteForm", "site_forms", "split_extension", "whole"]


@dataclass(frozen=True, slots=True)
class SiteForm:
    """How a site writes its extensions: `code` before the short number of `length` digits (0: not known)."""

    code: str
    length: int = 0


def site_forms(sites: Iterable[Row]) -> dict[str, SiteForm]:
    """Give the forms of extensions by site id, from rows of `sites`; sites without a code have none."""
    forms: dict[str, SiteForm] = {}
    for row in dicts(list(sites)):
        code, length = row.get("site_code"), value_at(row, "short_extension.length")
        if code and isinstance(row.get("id"), str):
            forms[row["id"]] = SiteForm(whole(code), length if isinstance(length, int) else 0)
    return forms


def whole(value: Any) -> str:
    """Give digits without a decimal point, which some answers add to extensions."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return text_of(value)


def split_extension(text: str, form: SiteForm | None) -> tuple[str, str]:
    """Split a long extension into site code and short number; the code is "" where there is none."""
    if form is None or not form.code or not text.startswith(form.code):
        return "", text
    short = text[len(form.code) :]
    fits = len(short) == form.length if form.length else len(short) >= 3
    return (form.code, short) if fits else ("", text)
