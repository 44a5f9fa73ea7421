"""The body of an answer as JSON, read with patience."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["TOO_DEEP", "parse"]

TOO_DEEP = "nested too deeply"
_NO_NUMBER = "holds NaN or Infinity, which is no JSON; it is read as null"
_NO_UTF_8 = "holds bytes that are no UTF-8; they are read as U+FFFD"


def parse(body: bytes) -> tuple[Any, tuple[str, ...]]:
    """Parse JSON, and tell what of it is none.

    What JSON does not know (NaN, Infinity) becomes None, and what is no UTF-8 a mark, so that one value never costs a
    page.

    Raises:
        ValueError: It is no JSON; its text is `TOO_DEEP` where it is nested deeper than can be read.
    """
    odd: dict[str, None] = {}
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("utf-8-sig", "replace")
        odd[_NO_UTF_8] = None
    try:
        return json.loads(text, parse_constant=lambda _: odd.setdefault(_NO_NUMBER)), tuple(odd)
    except RecursionError:
        raise ValueError(TOO_DEEP) from None
