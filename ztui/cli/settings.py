"""A tree of settings on the command line: the answer as JSON, or its lines in words."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from ztui.cli.named import named_view
from ztui.cli.output import Form, print_object
from ztui.cli.streams import is_unicode
from ztui.cli.watching import Watch, watched
from ztui.core.errors import ConfigError
from ztui.core.spreadsheet import csv_cell
from ztui.core.text import display
from ztui.resources.settings.nodes import all_nodes
from ztui.resources.settings.outline import outline, state_of, value_of_node

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.resources.cells import Viewer
    from ztui.resources.settings.model import Settings
    from ztui.resources.settings.nodes import Node
    from ztui.services.settings.reader import SettingsState

__all__ = ["get_settings"]

_WIDEST = 60
"""Cells of titles and of values in a table."""


async def get_settings(
    runtime: Runtime,
    options: GlobalOptions,
    settings: Settings,
    key: str,
    where: Sequence[str],
    form: Form,
    watch: float | None = None,
) -> int:
    """Read settings and print them.

    Args:
        runtime: The composition root.
        options: The global options.
        settings: Which ones.
        key: Id of the object that has them, "" for the account's.
        where: Conditions as typed: the part, and what goes with it.
        form: JSON is the answer without secrets; table and CSV have a line for every setting.
        watch: Seconds between two looks, None for a single one.

    Raises:
        ConfigError: The object or the part is not named, or `--offline` was given: settings are not stored.
        ZtuiError: What Zoom says.
    """
    if options.offline:
        raise ConfigError("Settings are not stored.", "Leave --offline out to ask Zoom.")
    async with runtime.session(options, running=watch is not None, keeping=False) as session:
        view = await named_view(session, settings, key, where)

        async def look() -> int:
            _print(
                runtime, await session.settings.read(view), session.viewer(ascii=not is_unicode(runtime.stdout)), form
            )
            return 0

        if watch is None:
            return await look()
        return await watched(runtime, session, Watch(watch, f"get {settings.name} {display(key)}".rstrip(), form), look)


def _print(runtime: Runtime, state: SettingsState, viewer: Viewer, form: Form) -> None:
    if state.note:
        runtime.stderr.write(f"ztui: {display(state.note)}\n")
    if form is Form.JSON or form is Form.NDJSON:
        print_object(state.plain, form, runtime.stdout)
    elif form is Form.CSV:
        _csv(state.tree(), viewer, runtime.stdout)
    else:
        _lines(state.tree(), viewer, runtime.stdout)


def _csv(nodes: Sequence[Node], viewer: Viewer, out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["path", "title", "value", "state"])
    for node in all_nodes(nodes):
        if node.at and node.stands_for:
            said = (node.path, node.title, value_of_node(node, viewer), state_of(node))
            writer.writerow([csv_cell(each) for each in said])


def _lines(nodes: Sequence[Node], viewer: Viewer, out: TextIO) -> None:
    """Print title, value and state, indented as the screen does."""
    every = {node.key for node in all_nodes(nodes)}
    rows = [
        (display(f"{'  ' * line.depth}{line.node.title}"), value_of_node(line.node, viewer), state_of(line.node))
        for line in outline(nodes, every, viewer)
    ]
    titles, values = (min(max((cell_len(row[at]) for row in rows), default=0), _WIDEST) for at in (0, 1))
    for title, value, state in rows:
        if viewer.plain:
            level = (len(title) - len(title.lstrip())) // 2 + 1
            out.write(f"Level {level}, {title.strip()}: {', '.join(filter(None, (value, state)))}\n")
            continue
        out.write(f"{_padded(title, titles)}  {_padded(value, values)}  {state}".rstrip() + "\n")
    if not rows:
        out.write("Nothing is set here.\n")


def _padded(text: str, cells: int) -> str:
    """Fill a text up to a width; what is longer stays whole."""
    return set_cell_size(text, cells) if cell_len(text) < cells else text
