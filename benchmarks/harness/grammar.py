"""What a program sends to its terminal, split into text and control sequences, and nothing lost.

The split is the one of ECMA-48 as terminals do it: printable text, single control characters (C0 and C1), escape
sequences, control sequences (CSI) and control strings (OSC, DCS, APC, PM, SOS). A sequence that is cut by the end of
what was read waits for the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Kind", "Token", "Tokenizer", "tokens"]


class Kind(StrEnum):
    """What a piece of output is."""

    TEXT = "text"
    CONTROL = "control"
    C1 = "c1"
    ESCAPE = "escape"
    CSI = "csi"
    STRING = "string"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of output.

    Attributes:
        kind: What it is; `BROKEN` is an ESC that begins no sequence.
        text: The piece itself, with its introducer and its end.
    """

    kind: Kind
    text: str

    @property
    def parameters(self) -> str:
        """Give what stands between `ESC [` and the final character of a CSI sequence (`?2026`, `38;5;1`)."""
        return self.text[2:-1] if self.kind is Kind.CSI else ""

    @property
    def final(self) -> str:
        """Give the last character, which says what a CSI or an escape sequence does."""
        return self.text[-1:]


_TOKEN = re.compile(
    r"""
    (?P<text>    [^\x00-\x1f\x7f-\x9f]+ )
  | (?P<csi>     \x1b\[ [0-?]* [\ -/]* [@-~] )
  | (?P<string>  \x1b\] (?: [^\x07\x1b\x9c] | \x1b(?!\\) )* (?: \x07 | \x1b\\ | \x9c )
               | \x1b[PX^_] (?: [^\x1b\x9c] | \x1b(?!\\) )* (?: \x1b\\ | \x9c ) )
  | (?P<escape>  \x1b [\ -/]+ [0-~] | \x1b [0-OQ-WYZ`-~\\] )
  | (?P<control> [\x00-\x1a\x1c-\x1f\x7f] )
  | (?P<c1>      [\x80-\x9f] )
    """,
    re.VERBOSE | re.DOTALL,
)
_BEGUN = re.compile(
    r"\x1b (?: \[ [0-?]* [\ -/]* | [\ -/]* | \] [^\x07\x9c]* | [PX^_] [^\x9c]* )? \Z", re.VERBOSE | re.DOTALL
)
_KINDS = {each.value: each for each in Kind}


class Tokenizer:
    """Splits output that comes in pieces."""

    def __init__(self) -> None:
        self.pending = ""

    def feed(self, text: str) -> list[Token]:
        """Take more output.

        Returns:
            The tokens that are complete now; the start of one that is not waits in `pending`.
        """
        text = self.pending + text
        found: list[Token] = []
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is not None:
                found.append(Token(_KINDS[str(match.lastgroup)], match.group()))
                at = match.end()
            elif _BEGUN.match(text, at):
                break
            else:
                found.append(Token(Kind.BROKEN, text[at]))
                at += 1
        self.pending = text[at:]
        return found

    def end(self) -> list[Token]:
        """Take the end of all output: a sequence that was begun and never ended is broken."""
        rest, self.pending = self.pending, ""
        return [Token(Kind.BROKEN, rest)] if rest else []


def tokens(output: bytes | str) -> list[Token]:
    """Split a whole recording; bytes that are no UTF-8 become U+FFFD."""
    tokenizer = Tokenizer()
    text = output if isinstance(output, str) else output.decode("utf-8", "replace")
    return [*tokenizer.feed(text), *tokenizer.end()]
