"""Names that callers could choose to attack a terminal, a markup language, a spreadsheet or a layout."""

from __future__ import annotations

__all__ = ["HOSTILE_NAMES"]

HOSTILE_NAMES = (
    "[bold red]X[/]",
    "[/nope]",
    "Sales [West",
    "[EMEA] Support",
    "[@click=app.quit()]click[/]",
    "[link=https://evil.example]ok[/link]",
    "a\x1b]52;c;aGVsbG8=\x07b",
    "a\x1b[2Jb",
    "two\nlines",
    "abc\u202etxt.exe",
    "a\x9b2Jb",
    "a\x00b",
    "👨‍👩‍👧 fam",
    '=HYPERLINK("https://evil.example","x")',
    "x" * 10_000,
    "a\r\nb\u2028c\u2029d\x85e",
    "\u200dlone \u200b joiner",
    "e" + "\u0301" * 500,
    "\ud800 half a character",
    "tab\there",
    "hidden\U000e0041\U000e0042",
    "\u2066isolate\u2069",
)
