"""The things of meeting audio (SIP Connected Audio)."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["AudioTrunk", "CalloutCountry", "InternalNumber"]


class AudioTrunk(NamedTuple):
    """A SIP Connected Audio trunk, which belongs to meetings."""

    id: str
    name: str
    server: str
    dnis: str
    prefix: str
    caller_id: str


class CalloutCountry(NamedTuple):
    """A country that meetings may call out to."""

    id: str
    name: str
    code: str


class InternalNumber(NamedTuple):
    """An internal dial-in number of meetings."""

    id: str
    number: str
    display: str
    country: str
    visible: bool
    allow_join: bool
    external: bool
    type: int
    labels: str
    languages: str
