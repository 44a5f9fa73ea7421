"""Where things are: cities with their time zones, addresses and numbering plans."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["COUNTRY_NAMES", "EXTERNAL", "EXTERNAL_FROM", "PLACES", "TOLL_FREE", "Place", "Plan", "number_in"]


class Plan(NamedTuple):
    """A numbering plan: `prefix` in E.164, then `digits` digits of which the first is one of `lead`."""

    country: str
    prefix: str
    digits: int
    lead: str


class Place(NamedTuple):
    """A city where a site may be."""

    city: str
    state: str
    country: str
    timezone: str
    zip: str
    street: str
    plans: tuple[Plan, ...]


COUNTRY_NAMES = {
    "US": "United States",
    "CA": "Canada",
    "GB": "United Kingdom",
    "DE": "Germany",
    "FR": "France",
    "JP": "Japan",
    "IT": "Italy",
    "NL": "Netherlands",
    "ES": "Spain",
    "AU": "Australia",
    "BR": "Brazil",
    "IN": "India",
    "MX": "Mexico",
    "SG": "Singapore",
    "CH": "Switzerland",
}
"""Names by ISO code."""

_MILES = "23456789"
"""First digits of a NANP exchange."""


def _us(*areas: str) -> tuple[Plan, ...]:
    return tuple(Plan("US", f"+1{area}", 7, _MILES) for area in areas)


PLACES: tuple[Place, ...] = (
    Place("San Jose", "CA", "US", "America/Los_Angeles", "95113", "55 Almaden Blvd", _us("408", "669")),
    Place("Denver", "CO", "US", "America/Denver", "80202", "1200 17th St", _us("303", "720")),
    Place("New York", "NY", "US", "America/New_York", "10018", "500 7th Ave", _us("212", "646", "332")),
    Place("London", "", "GB", "Europe/London", "EC2A 4NE", "1 Curtain Road", (Plan("GB", "+4420", 8, "378"),)),
    Place("Chicago", "IL", "US", "America/Chicago", "60606", "222 W Adams St", _us("312", "872")),
    Place("Berlin", "", "DE", "Europe/Berlin", "10117", "Friedrichstraße 68", (Plan("DE", "+4930", 8, "23456789"),)),
    Place("Toronto", "ON", "CA", "America/Toronto", "M5J 2N1", "88 Queens Quay", (Plan("CA", "+1416", 7, _MILES),)),
    Place("Tokyo", "", "JP", "Asia/Tokyo", "100-0005", "1-1 Marunouchi", (Plan("JP", "+813", 8, "356"),)),
    Place("Paris", "", "FR", "Europe/Paris", "75008", "10 Rue de Penthièvre", (Plan("FR", "+331", 8, "45678"),)),
    Place("Roma", "RM", "IT", "Europe/Rome", "00184", "Via Nazionale 5", (Plan("IT", "+3906", 8, "45678"),)),
    Place("Phoenix", "AZ", "US", "America/Phoenix", "85004", "40 N Central Ave", _us("602", "480")),
    Place("Amsterdam", "", "NL", "Europe/Amsterdam", "1017", "Keizersgracht 313", (Plan("NL", "+3120", 7, "2345678"),)),
    Place("Sydney", "NSW", "AU", "Australia/Sydney", "2000", "1 Bligh St", (Plan("AU", "+612", 8, "89"),)),
    Place("Atlanta", "GA", "US", "America/New_York", "30303", "191 Peachtree St", _us("404", "470")),
    Place("Madrid", "", "ES", "Europe/Madrid", "28014", "Calle de Alcalá 50", (Plan("ES", "+349", 8, "1"),)),
)
"""Cities in the order in which sites take them; when they run out they start again."""

TOLL_FREE: tuple[Plan, ...] = tuple(Plan("US", f"+1{area}", 7, _MILES) for area in ("833", "844", "855", "866", "877"))
"""Plans of toll free numbers."""

EXTERNAL: tuple[Plan, ...] = (
    *_us(
        "408", "415", "303", "720", "212", "917", "312", "602", "206", "512", "617", "305", "702", "619", "503", "214"
    ),
    Plan("CA", "+1416", 7, _MILES),
    Plan("CA", "+1604", 7, _MILES),
    Plan("GB", "+447", 9, "4578"),
    Plan("GB", "+44161", 7, "2345678"),
    Plan("DE", "+49171", 7, "23456789"),
    Plan("FR", "+336", 8, "12345678"),
    Plan("IT", "+3902", 8, "45678"),
    Plan("JP", "+8190", 8, "123456789"),
    Plan("MX", "+5255", 8, "1258"),
    Plan("IN", "+9198", 8, "123456789"),
    Plan("SG", "+65", 8, "689"),
    Plan("CH", "+4144", 7, "2345678"),
)
"""Where callers from outside call from."""

EXTERNAL_FROM = 2_000_000
"""Their ordinals begin here, so that no caller from outside has a number of the account's own."""


def number_in(plan: Plan, ordinal: int) -> str:
    """Give the number with this ordinal of a plan: no two ordinals below the plan's size give the same one.

    The ordinals are scattered over the plan; NANP exchanges keep clear of N11 and 555.
    """
    rest = plan.digits - 1
    size = len(plan.lead) * 10**rest
    scattered = (ordinal * 7_368_787 + int(plan.prefix) * 7919) % size
    lead, tail = divmod(scattered, 10**rest)
    digits = f"{plan.lead[lead]}{tail:0{rest}d}"
    if plan.prefix.startswith("+1") and (digits[1:3] == "11" or digits[:3] == "555"):
        return number_in(plan, ordinal + 1_000_003)
    return plan.prefix + digits
