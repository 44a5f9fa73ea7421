"""What all models share: they say what is expected, keep what is not, and never demand anything."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

__all__ = ["Digits", "Lenient", "Words"]


class Lenient(BaseModel):
    """A row as Zoom may send it: every field may be missing or null, unknown ones are kept."""

    model_config = ConfigDict(extra="allow", frozen=True, coerce_numbers_to_str=True)


def _digits(value: Any) -> Any:
    """Give an integer sent as a float (`800.0`) its digits; the rest is pydantic's."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _words(value: Any) -> Any:
    """Take a single word for a list of one."""
    return [value] if isinstance(value, str) else value


Digits = Annotated[str, BeforeValidator(_digits)]
"""Extensions and codes: an integer in some operations, a string in others; always text here."""

Words = Annotated[list[str], BeforeValidator(_words)]
"""A list of words, which some answers send as one word."""
