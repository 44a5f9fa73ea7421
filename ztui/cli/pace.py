"""`--watch [SECONDS]`: the option; `cli.watching` does what it asks for."""

from __future__ import annotations

from typing import Any

import click

__all__ = ["watch_option"]

_USUAL = 30
"""Seconds between two looks, if nobody says: 2,880 looks a day."""
_FASTEST, _SLOWEST = 2, 86_400


class _Pace(click.ParamType[float]):
    """Seconds; what is no number is a word that stands behind the option by mistake."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            seconds = float(value)
        except ValueError:
            self.fail(f"'{value}' is no number of seconds; write the words of the command before it.", param, ctx)
        if not _FASTEST <= seconds <= _SLOWEST:
            self.fail(f"{value} is not from {_FASTEST} to {_SLOWEST:,} seconds.", param, ctx)
        return seconds


def watch_option(function: Any) -> Any:
    """Add `--watch [SECONDS]`."""
    return click.option(
        "--watch",
        type=_Pace(),
        is_flag=False,
        flag_value=str(_USUAL),
        default=None,
        metavar="[SECONDS]",
        help=f"Look again every {_USUAL} seconds, or as many as you say, until ctrl+c.",
    )(function)
