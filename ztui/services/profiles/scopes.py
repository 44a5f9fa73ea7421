"""Which scopes an app needs for what, as few as will do: to be pasted where Zoom asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation
from ztui.contract.scopes import wanted_scopes
from ztui.core.dataclass import dataclass
from ztui.resources.edits.registry import edits
from ztui.resources.registry import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ztui.resources.model import Resource

__all__ = ["FEATURES", "Feature", "Needed", "feature", "scopes_of"]


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that people use ztui for.

    Attributes:
        name: Kebab-case.
        title: In the words of telephony.
        resources: What it shows; the first is tried when a profile is tested.
        more: Further operations that it reads.
    """

    name: str
    title: str
    resources: tuple[str, ...]
    more: tuple[str, ...] = ()


FEATURES: tuple[Feature, ...] = (
    Feature("calls", "Call history and ladders", ("call-history", "call-elements", "user-call-history")),
    Feature("quality", "Quality of calls", ("call-metrics", "qos-calls"), ("getCallQoS",)),
    Feature("recordings", "Recordings", ("recordings", "user-recordings", "queue-recordings")),
    Feature("voicemails", "Voicemails", ("voicemails", "user-voicemails")),
    Feature(
        "queues", "Call queues", ("call-queues", "queue-members", "queue-numbers", "call-handling", "queue-analytics")
    ),
    Feature("numbers", "Numbers", ("numbers", "caller-id-numbers", "ported-orders")),
    Feature("trunks", "SIP trunks and groups", ("sip-trunks", "sip-groups", "routing-rules")),
    Feature("audio-trunks", "Meeting audio trunks", ("audio-trunks", "trunk-numbers", "internal-numbers")),
    Feature("sip-phones", "SIP phones", ("sip-phones",)),
    Feature("accounts", "Sub accounts", ("accounts",)),
    Feature("users", "Users", ("users", "calling-plans", "call-handling")),
    Feature("devices", "Devices", ("devices", "line-keys", "device-line-keys")),
    Feature("menus", "Auto receptionists", ("auto-receptionists", "ivr-keys", "call-handling")),
    Feature("sites", "Sites", ("sites",)),
    Feature(
        "groups",
        "Shared lines, common areas, pickup groups",
        ("shared-line-groups", "common-areas", "pickup-groups", "pickup-group-members", "monitoring-groups"),
    ),
    Feature("emergency", "Emergency addresses and locations", ("emergency-addresses", "emergency-locations")),
    Feature("blocking", "Blocked callers", ("blocked-list", "inbound-block-rules", "blocked-statistics")),
    Feature("changes", "Who changed what in the portal", ("operation-logs",)),
)
"""Everything that more than a few use; `ztui operations ID` has the scopes of any operation."""


@dataclass(frozen=True, slots=True)
class Needed:
    """What an app needs.

    Attributes:
        scopes: In alphabetical order, without repetition.
        unknown: Operations of which the contract names no scope of that kind.
    """

    scopes: tuple[str, ...]
    unknown: tuple[str, ...]


def feature(name: str) -> Feature:
    """Find a feature by its name.

    Raises:
        UnknownName: There is none.
    """
    found = next((each for each in FEATURES if each.name == name.casefold()), None)
    if found is None:
        from ztui.core.errors import UnknownName

        raise UnknownName("feature", name, [each.name for each in FEATURES])
    return found


def scopes_of(
    features: Iterable[Feature], *, write: bool = False, classic: bool = False, sub_accounts: bool = False
) -> Needed:
    """Choose scopes that allow all that the features read, and write if wished: any of an operation's scopes will do.

    Args:
        features: What the app is for.
        write: Also what changes the objects shown.
        classic: Zoom's older, broader scopes instead of the granular ones.
        sub_accounts: In the name of sub accounts, by a master's app, instead of the app's own account.
    """
    chosen: set[str] = set()
    unknown: list[str] = []
    wanted = [each for found in features for each in _operations(found, write=write)]
    for id in dict.fromkeys(wanted):
        known = operation(id)
        named = known.scopes if classic else known.granular_scopes
        allowed = wanted_scopes(named, known, acting=sub_accounts)
        if not allowed:
            unknown.append(id)
        elif not chosen.intersection(allowed):
            chosen.add(_narrowest(allowed))
    return Needed(tuple(sorted(chosen)), tuple(unknown))


def _narrowest(allowed: Sequence[str]) -> str:
    """Take the scope of an admin of one account where there is one: a user's is too little, a master's too much."""
    return next((each for each in allowed if each.endswith(":admin")), allowed[0])


def _operations(found: Feature, *, write: bool) -> Iterator[str]:
    for name in found.resources:
        known = resource(name)
        yield from filter(None, (known.operations.list, known.operations.get))
        if write:
            yield from _writes(known)
    yield from found.more


def _writes(known: Resource) -> Iterator[str]:
    yield from filter(None, (known.operations.create, known.operations.update, known.operations.delete))
    for each in edits(known.name).actions:
        yield from each.operations
