"""Phone numbers: shown with spaces, compared by their digits, read from what people type.

What is no E.164 number stays as it is: 911, 112, 933, `*86`, short codes, extensions and the dial strings of premises
trunks are never given a plus or a country code. A long extension looks like a number, so only a plus makes one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["begun", "country_of", "digits", "formatted", "is_assigned", "is_e164", "to_e164"]

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_NANP = re.compile(r"\+1[2-9][0-9]{9}")
_TYPED = re.compile(r"\+?[\d()\[\]./\s-]+")
_EMERGENCY = frozenset({"911", "112", "933", "999", "000", "110", "119"})
_NO_DIGITS = {code: None for code in range(128) if not chr(code).isdigit()}
_SHORTEST = 7
"""Digits below which a number typed without a country code is a short code or an extension."""


def is_e164(text: str) -> bool:
    """Tell whether the text is a whole E.164 number: a plus and 7 to 15 digits, nothing else."""
    return _E164.fullmatch(text) is not None


def formatted(raw: object) -> str:
    """Give a number as people read it: `+1 415 555 0188`.

    Args:
        raw: The number as it was sent.

    Returns:
        An E.164 number in the groups of its country; everything else as it came, "" for None.
    """
    if raw is None:
        return ""
    text = raw if isinstance(raw, str) else str(raw)
    if _NANP.fullmatch(text):
        return f"{text[:2]} {text[2:5]} {text[5:8]} {text[8:]}"
    return _grouped(text) if is_e164(text) else text


@lru_cache(maxsize=65_536)
def _grouped(text: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return text
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    shown = re.sub(r"[^0-9+]+", " ", shown).strip()
    return shown if "+" + digits(shown) == text else text


def digits(text: str) -> str:
    """Give the digits of a text and nothing else; digits of other scripts become ours.

    `+1 (415) 555-0188` gives `14155550188`, so that numbers are found however they are typed.
    """
    if text.isascii():
        return text.translate(_NO_DIGITS)
    return "".join(str(unicodedata.digit(char)) for char in text if char.isdecimal())


def country_of(number: str) -> str:
    """Give the country of an E.164 number as its ISO 3166 code, "" where none can be told (satellites, no number)."""
    import phonenumbers

    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number, None)) or ""
    except phonenumbers.NumberParseException:
        return ""


def is_assigned(number: str) -> bool:
    """Tell whether an E.164 number lies in a range that its country has given out."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, None))
    except phonenumbers.NumberParseException:
        return False


def to_e164(text: str, region: str = "US") -> str:
    """Read a number that somebody typed.

    Args:
        text: With or without country code, with any punctuation.
        region: Country whose national numbers are meant where the text has no country code (ISO 3166, `US`).

    Returns:
        The number in E.164, or "" when the text is none: an emergency or short code, a star code, an extension.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if is_e164(text):
        return text
    bare = digits(text)
    if not _TYPED.fullmatch(text) or bare in _EMERGENCY or len(bare) < _SHORTEST:
        return ""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region.upper() or None)
    except phonenumbers.NumberParseException:
        return ""
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@lru_cache(maxsize=256)
def begun(bare: str, region: str = "US") -> str:
    """Give how the E.164 numbers begin that a country writes with these digits at first.

    Args:
        bare: The first digits, with or without what the country dials before its numbers (`0207` in Britain).
        region: The country (ISO 3166).

    Returns:
        `+44207`; "" where the country is not known.
    """
    import phonenumbers

    code = phonenumbers.country_code_for_region(region.upper())
    trunk = phonenumbers.ndd_prefix_for_region(region.upper(), True) or ""
    return f"+{code}{bare.removeprefix(trunk)}" if code else ""
