"""What a shell offers for a word that is begun: names that are known without asking anybody; no request, no secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ZtuiError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click

    from ztui.cli.runtime import Runtime

__all__ = [
    "complete_columns",
    "complete_features",
    "complete_operations",
    "complete_profiles",
    "complete_resources",
    "complete_sorts",
    "complete_values",
    "complete_zones",
]


def complete_resources(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer names of resources; aliases only where no name begins so."""
    from ztui.resources.registry import names, summaries

    own = _begun((each.name for each in summaries()), incomplete)
    return own or _begun(names(), incomplete)


def complete_profiles(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the profiles of the settings file."""
    from ztui.core.config_file import check_config
    from ztui.core.paths import Folders

    runtime: Runtime = ctx.find_root().obj[0]
    file = Folders.from_environment(runtime.environ).config_file
    return _begun(check_config(file).config.profiles, incomplete)


def complete_zones(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer time zones."""
    from zoneinfo import available_timezones

    return _begun(sorted(available_timezones()), incomplete)


def complete_columns(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer columns of the resource that stands on the line, behind the commas that are there."""
    done, comma, begun = incomplete.rpartition(",")
    known = [each for each in _columns(ctx) if each not in done.split(",")]
    return [f"{done}{comma}{each}" for each in _begun(known, begun)]


def complete_sorts(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer columns to sort by; a `-` before one stays."""
    done, comma, begun = incomplete.rpartition(",")
    sign = "-" if begun.startswith("-") else ""
    return [f"{done}{comma}{sign}{each}" for each in _begun(_columns(ctx), begun.removeprefix("-"))]


def complete_values(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer fields to filter by, with their `=`."""
    return _begun((f"{each}=" for each in _columns(ctx)), incomplete)


def complete_operations(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer ids of operations, whatever their case."""
    from ztui.contract.catalogue import operations

    return [each for each in operations() if each.casefold().startswith(incomplete.casefold())]


def complete_features(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the features that scopes are named for."""
    from ztui.services.profiles.scopes import FEATURES

    return _begun((each.name for each in FEATURES), incomplete)


def _columns(ctx: click.Context) -> list[str]:
    from ztui.resources.registry import resource

    # Behind an option that waits for its value, click has not yet given the words to the arguments.
    name = ctx.params.get("name") or next(iter(ctx.args), "")
    try:
        found = resource(str(name))
    except ZtuiError:
        return []
    return list(dict.fromkeys(name for each in found.columns for name in (each.alias, each.path) if name))


def _begun(names: Iterable[str], incomplete: str) -> list[str]:
    return [each for each in names if each.startswith(incomplete)]
