"""The body of an answer as JSON, read with patience."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["TOO_DEEP", "parse"]

TOO_DEEP = "nested too deeply"
_MOST_DIGITS = 1000
_NO_NUMBER = "holds NaN or Infinity, which is no JSON; it is read as null"
_NO_MACHINE = "holds a number beyond all bounds; it is read as null"
_NO_UTF_8 = "holds bytes that are no UTF-8; they are read as U+FFFD"


def parse(body: bytes) -> tuple[Any, tuple[str, ...]]:
    """Parse JSON, and tell what of it is none.

    What JSON does not know (NaN, Infinity) and numbers that no machine has become None, and what is no UTF-8 a mark, so
    that one value never costs a page.

    Raises:
        ValueError: It is no JSON; its text is `TOO_DEEP` where it is nested deeper than can be read.
    """
    odd: dict[str, None] = {}
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("utf-8-sig", "replace")
        odd[_NO_UTF_8] = None

    def fraction(digits: str) -> float | None:
        value = float(digits)
        return value if math.isfinite(value) else odd.setdefault(_NO_MACHINE)

    def whole(digits: str) -> int | None:
        return int(digits) if len(digits) <= _MOST_DIGITS else odd.setdefault(_NO_MACHINE)

    def read(**more: Any) -> Any:
        return json.loads(text, parse_constant=lambda _: odd.setdefault(_NO_NUMBER), parse_float=fraction, **more)

    try:
        return _either(read, lambda: read(parse_int=whole)), tuple(odd)
    except RecursionError:
        raise ValueError(TOO_DEEP) from None


def _either(usual: Callable[[], Any], patient: Callable[[], Any]) -> Any:
    """Read whole numbers by ourselves, which is slower, only where one has more digits than the interpreter takes."""
    try:
        return usual()
    except json.JSONDecodeError:
        raise
    except ValueError:
        return patient()
