"""Desk phones, third party softphones, and the meeting audio (SIP Connected Audio) of one account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.world.dice import Dice, chance, pick
from ztui.sim.world.entities import CommonArea, Device, SipPhone, Site, User
from ztui.sim.world.meetings import AudioTrunk, CalloutCountry, InternalNumber
from ztui.sim.world.places import COUNTRY_NAMES, PLACES, number_in
from ztui.sim.world.words import DEVICE_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "CALLING_CODES",
    "make_audio_trunks",
    "make_countries",
    "make_devices",
    "make_internal_numbers",
    "make_sip_phones",
]

CALLING_CODES = {"US": "1", "CA": "1", "GB": "44", "DE": "49", "FR": "33", "JP": "81", "IT": "39", "NL": "31"} | {
    "ES": "34",
    "AU": "61",
    "BR": "55",
    "IN": "91",
    "MX": "52",
    "SG": "65",
    "CH": "41",
}
"""Country calling codes by ISO code."""


def make_devices(
    dice: Dice, sites: Sequence[Site], users: Sequence[User], areas: Sequence[CommonArea]
) -> Iterator[Device]:
    """Make the desk phones: one for two users in five, one for most common areas, and one in twenty in a cupboard."""
    owners: list[tuple[str, str, str, bool]] = [
        (user.ext_id, user.site_id, user.name[:200], False)
        for index, user in enumerate(users)
        if user.status == "activate" and chance(dice.words(index)[0], 0.4)
    ]
    owners += [(area.ext_id, area.site_id, area.name[:200], True) for area in areas]
    owners += [
        ("", pick(dice.words(-1 - at)[0], sites).id, f"Spare {at + 1}", False) for at in range(len(owners) // 20)
    ]
    for count, (ext_id, site_id, name, common) in enumerate(owners):
        words = dice.words(1_000_000 + count)
        kind = pick(words[0], DEVICE_TYPES)
        online = bool(ext_id) and chance(words[1], 0.9)
        yield Device(
            id=dice.id(count),
            name=name,
            type=kind,
            mac=f"80-5e-c0-{words[2] >> 24:02x}-{count >> 8 & 255:02x}-{count & 255:02x}",
            site_id=site_id,
            status="online" if online else "offline",
            assignees=(ext_id,) if ext_id else (),
            template_id="",
            firmware=f"{words[3] % 90 + 10}.{words[3] >> 8 & 127}.0.{words[3] >> 16 & 63}",
            private_ip=f"10.{words[4] % 32}.{words[4] >> 8 & 255}.{words[4] >> 16 & 253 | 2}" if online else "",
            public_ip=f"203.0.113.{words[5] % 254 + 1}" if online else "",
            provision="ztp" if chance(words[6], 0.7) else "assisted",
            description="",
            hot_desk=common and chance(words[7], 0.2),
        )


def make_sip_phones(dice: Dice, users: Sequence[User]) -> Iterator[SipPhone]:
    """Make the softphone registrations: one for every fortieth user."""
    for index, user in enumerate(users[::40]):
        words = dice.words(index)
        login = f"sip{user.extension}"
        servers = tuple(
            (f"sip{turn}.pbx.example", pick(words[turn], ("UDP", "TCP", "TLS", "AUTO")), f"proxy{turn}.pbx.example")
            for turn in (1, 2, 3)
        )
        yield SipPhone(
            id=dice.id(index),
            email=user.email,
            domain="pbx.example",
            servers=servers,
            expires=pick(words[5], (30, 60, 120)),
            user_name=login,
            password=dice.id(1_000_000 + index)[:12],
            authorization_name=login,
            voice_mail=f"*97{user.extension}",
        )


def make_audio_trunks(dice: Dice, count: int) -> Iterator[AudioTrunk]:
    """Make meeting audio trunks; their ids are short numbers."""
    for index in range(count):
        words = dice.words(index)
        yield AudioTrunk(
            id=str(260 + words[0] % 100 + index * 100),
            name=f"meeting-audio-{('west', 'east', 'emea', 'apac')[index % 4]}-{index // 4 + 1}",
            server=f"198.51.100.{words[1] % 254 + 1}:5061",
            dnis=str(10_000 + words[2] % 90_000),
            prefix=("", "9", "8")[words[3] % 3],
            caller_id=number_in(PLACES[index % 4].plans[0], 400_000 + index),
        )


def make_countries(count: int, start: int = 0) -> Iterator[CalloutCountry]:
    """Make the countries that meetings call out to; the id of one is its ISO code."""
    known = list(CALLING_CODES)
    for index in range(min(count, len(known))):
        code = known[(start + index) % len(known)]
        yield CalloutCountry(code, COUNTRY_NAMES[code], CALLING_CODES[code])


def make_internal_numbers(dice: Dice, count: int) -> Iterator[InternalNumber]:
    """Make internal dial-in numbers of meetings."""
    for index in range(count):
        words = dice.words(index)
        place = PLACES[words[0] % 6]
        number = number_in(place.plans[0], 450_000 + index)
        yield InternalNumber(
            id=dice.id(index),
            number=number,
            display=f"+{number[1:]}",
            country=place.country,
            visible=chance(words[1], 0.9),
            allow_join=chance(words[2], 0.95),
            external=chance(words[3], 0.5),
            type=int(chance(words[4], 0.2)),
            labels=pick(words[5], ("Internal", "Conference", "[EMEA] Bridge", "Executive bridge")),
            languages={"GB": "en-GB", "DE": "de-DE"}.get(place.country, "en-US"),
        )
