"""What a shell offers for a word that is begun: what is known without asking anybody; no request, no secret."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ZtuiError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click
    from click.shell_completion import CompletionItem

    from ztui.cli.runtime import Runtime
    from ztui.core.config import Profile

__all__ = [
    "complete_columns",
    "complete_features",
    "complete_keys",
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


def complete_keys(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer what was seen last of the resource on the line, by name, and by id where one is begun.

    Names that several objects bear are left out, since they would be refused as ambiguous.
    """
    from click.shell_completion import CompletionItem

    rows = _recent(ctx)
    names = [_name_of(row) for _, row in rows]
    counted = Counter(names)
    begun = incomplete.casefold()
    offered = [
        CompletionItem(name, help=key)
        for (key, _), name in zip(rows, names, strict=True)
        if name and counted[name] == 1 and name.casefold().startswith(begun)
    ]
    ids = [(key, name) for (key, _), name in zip(rows, names, strict=True) if begun and key.startswith(incomplete)]
    offered += [CompletionItem(key, help=name) for key, name in ids]
    return offered[:_MOST]


_MOST = 200
_NAMES = ("name", "display_name", "friendly_name", "number", "phone_number")


def _name_of(row: dict[str, Any]) -> str:
    """Give what an object is called by, "" for what a shell could take for something else."""
    name = next((row[each] for each in _NAMES if isinstance(row.get(each), str)), "")
    return name if name.isprintable() and name == name.strip() and not name.startswith("-") else ""


def _recent(ctx: click.Context) -> list[tuple[str, dict[str, Any]]]:
    from ztui.core.paths import Folders
    from ztui.resources.registry import resource
    from ztui.store.recent import newest_cache, recent_rows

    runtime: Runtime = ctx.find_root().obj[0]
    try:
        profile = _profile(ctx)
        account = str(ctx.find_root().params.get("account") or "") or profile.account
        cache = newest_cache(Folders.from_environment(runtime.environ).cache, profile.name, account)
        return [] if cache is None else recent_rows(cache, resource(str(ctx.params.get("name") or "")).name)
    except ZtuiError:
        return []


def _profile(ctx: click.Context) -> Profile:
    from ztui.core.config_file import check_config
    from ztui.core.paths import Folders

    root = ctx.find_root()
    environ = root.obj[0].environ
    config = check_config(Folders.from_environment(environ).config_file).config
    return config.choose(environ, str(root.params.get("profile") or ""))


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
