"""The themes: the only place where colours are named. Style sheets take them by their tokens."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

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
    # As dark as black and as light as white: for old screens, bright rooms and weak eyes.
    Theme(
        name="ztui-contrast",
        primary="#5fd7ff",
        secondary="#afd7d7",
        accent="#ffd700",
        success="#5fff5f",
        warning="#ffff00",
        error="#ff8f8f",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        dark=True,
        variables={"cursor-row": "#00437a", "faint": "#d0d0d0", "rule": "#a8a8a8"},
    ),
    # The colours of Okabe and Ito, which red-green and blue-yellow blind eyes tell apart.
    Theme(
        name="ztui-colorblind",
        primary="#56b4e9",
        secondary="#cc79a7",
        accent="#e69f00",
        success="#56b4e9",
        warning="#f0e442",
        error="#ff8f4a",
        foreground="#d8d8d8",
        background="#121212",
        surface="#1c1c1c",
        panel="#262626",
        dark=True,
        variables={"cursor-row": "#303a44", "faint": "#9a9a9a", "rule": "#4c4c4c"},
    ),
    # The terminal's own sixteen colours, whatever somebody made of them.
    Theme(
        name="ztui-ansi",
        ansi=True,
        primary="ansi_cyan",
        secondary="ansi_cyan",
        accent="ansi_yellow",
        success="ansi_green",
        warning="ansi_yellow",
        error="ansi_red",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        dark=True,
        variables={
            **BUILTIN_THEMES["ansi-dark"].variables,
            "cursor-row": "ansi_blue",
            "faint": "ansi_default",
            "rule": "ansi_default",
        },
    ),
)
"""All themes, the usual one first."""
