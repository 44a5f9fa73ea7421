"""The themes: the only place where colours are named. Style sheets take them by their tokens."""

from __future__ import annotations

from textual.theme import Theme

__all__ = ["DEFAULT", "THEMES"]

DEFAULT = "ztui-dark"

THEMES = (
    Theme(
        name=DEFAULT,
        primary="#5fafd7",
        secondary="#87afaf",
        accent="#ffaf5f",
        success="#87d787",
        warning="#ffd75f",
        error="#ff8787",
        foreground="#d0d0d0",
        background="#121212",
        surface="#1c1c1c",
        panel="#262626",
        dark=True,
        variables={"cursor-row": "#303a44", "faint": "#8a8a8a", "rule": "#444444"},
    ),
    Theme(
        name="ztui-light",
        primary="#005f87",
        secondary="#5f8787",
        accent="#af5f00",
        success="#006f00",
        warning="#875f00",
        error="#af0000",
        foreground="#1c1c1c",
        background="#fafafa",
        surface="#f0f0f0",
        panel="#e4e4e4",
        dark=False,
        variables={"cursor-row": "#d0e0ea", "faint": "#6c6c6c", "rule": "#bcbcbc"},
    ),
)
