"""Rows that cost nothing to keep: made from their number when they are looked at. All peers show the same ones."""

from __future__ import annotations

__all__ = ["HEADS", "WIDTHS", "row"]

HEADS = ("number", "owner", "extension", "type", "site", "carrier", "status", "capability")
WIDTHS = (18, 22, 8, 10, 14, 16, 10, 12)

_OWNERS = ("Ann Brück", "Bo Lindqvist", "山田 太郎", "Support", "Main menu", "Carla Gómez", "Анна Петров", "Lobby")
_SITES = ("Main Site", "Denver", "Berlin", "Osaka")
_CARRIERS = ("Zoom", "Bandwidth", "Deutsche Telekom", "KDDI")


def row(position: int) -> tuple[str, ...]:
    """Give the texts of a row, one for each of `HEADS`; the same for the same position."""
    mixed = position * 2654435761 % 4294967296
    return (
        f"+1 415 {position // 10000 % 1000:03d} {position % 10000:04d}",
        f"{_OWNERS[mixed % 8]} {position % 977}",
        str(8000 + mixed % 1000),
        ("toll", "tollfree")[mixed >> 8 & 1],
        _SITES[mixed >> 10 & 3],
        _CARRIERS[mixed >> 12 & 3],
        ("available", "assigned", "pending")[mixed >> 14 & 1],
        ("in, out", "in", "out", "in, sms")[mixed >> 16 & 3],
    )
