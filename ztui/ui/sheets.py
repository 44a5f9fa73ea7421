"""Where the style sheets are: beside the package in an installed wheel, in `styles/` of a checkout."""

from __future__ import annotations

from pathlib import Path, PurePath

__all__ = ["style_sheets"]


def style_sheets(*names: str) -> list[str | PurePath]:
    """Find style sheets by name, without `.tcss`."""
    here = Path(__file__).parent.parent
    folder = next((each for each in (here / "styles", here.parent / "styles") if each.is_dir()), here / "styles")
    return [folder / f"{name}.tcss" for name in names]
