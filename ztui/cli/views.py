"""`ztui views`: the saved views of lists; and what `ztui list --view NAME` takes from one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ztui.cli.list import Conditions, form_option, form_options
from ztui.cli.output import print_facts
from ztui.core.errors import ConfigError
from ztui.resources.model import Column
from ztui.services.saved.told import told
from ztui.services.saved.views import SavedViews

if TYPE_CHECKING:
    from ztui.cli.output import Form
    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.saved.views import SavedView

__all__ = ["conditions_of", "views"]

_COLUMNS = (
    Column("name", 20),
    Column("list", 16),
    Column("window", 14),
    Column("shows", 24),
    Column("sort", 12, title="Sorted by"),
    Column("columns", 20),
)


def conditions_of(
    runtime: Runtime, options: GlobalOptions, name: str, resource: str, given: dict[str, Any]
) -> Conditions:
    """Put a saved view and what is typed beside it together: what is typed counts, filters count both.

    Args:
        runtime: The composition root.
        options: They say which profile's views.
        name: Of the view.
        resource: What is typed for a list, "" for nothing.
        given: Options of the command.

    Raises:
        UnknownName: There is no such view.
        ConfigError: It is of another list, or the file cannot be read.
    """
    saved = SavedViews(runtime.folders(options), runtime.profile(options).name).find(name)
    if resource not in {"", saved.resource}:
        raise ConfigError(f"The view '{saved.name}' is of {saved.resource}.", f"Leave {resource} out.")
    pairs = (*saved.parents, *saved.query)
    return Conditions(
        resource=saved.resource,
        where=(*(f"{field}={value}" for field, value in pairs), *given["where"]),
        match=" ".join(filter(None, (saved.filter, given["match"]))),
        sort=given["sort"] or ",".join(saved.sort) or None,
        columns=given["columns"] or ",".join(saved.columns or ()) or None,
        window="" if given["start"] or given["end"] else saved.window,
    )


@click.command("views")
@form_options
@click.pass_context
def views(ctx: click.Context, /, forms: tuple[Form, ...]) -> int:
    """Print the saved views of the profile.

    \b
    ztui views
    ztui list --view "missed today"

    Views are saved on a list's screen: :view save NAME. A window that ends now stays relative.
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    found = SavedViews(runtime.folders(options), runtime.profile(options).name).all()
    rows = [{"name": each.name, "list": each.resource, **_words(each)} for each in found]
    print_facts(rows, _COLUMNS, form_option(forms, runtime), runtime.stdout)
    return 0


def _words(saved: SavedView) -> dict[str, str]:
    words = told(saved)
    return {"window": words.window, "shows": words.shows, "sort": words.sort, "columns": words.columns}
