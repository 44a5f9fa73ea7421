"""Writes docs/reference.md from the code, and the options into docs/simulator.md. Run with `make docs`."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tests.weekly import MORE, WEEKLY
from ztui.cli.app import COMMANDS, cli
from ztui.contract.catalogue import operation
from ztui.core.exit_codes import EXIT_CODES
from ztui.core.settings import SETTINGS
from ztui.main import House
from ztui.resources.areas import AREAS
from ztui.resources.registry import resource
from ztui.resources.settings.registry import all_settings
from ztui.services.profiles.scopes import FEATURES, scopes_of
from ztui.services.topics.topics import TOPICS
from ztui.sim.options import OPTIONS
from ztui.ui.keys import KEYS, shown_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ztui.core.settings import Setting
    from ztui.resources.model import Resource
    from ztui.sim.options import Option

PAGE = Path(__file__).parent.parent / "docs" / "reference.md"
SCOPES = PAGE.with_name("scopes.md")
SIMULATOR = PAGE.with_name("simulator.md")


def page() -> str:
    """Give the whole page."""
    parts = (
        ["# Reference", "", "Made from the code by `make docs`."],
        _keys(),
        _edits(),
        _commands(),
        _topics(),
        _codes(),
        _settings(),
        _environment(),
        _trees(),
        _resources(),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def scopes_page() -> str:
    """Give the page of the scopes: what each feature needs to be read and to be changed."""
    lines = [
        "# Scopes",
        "",
        "Made from the code by `make docs`. `ztui scopes FEATURE ... [--write] [--classic]` prints them to",
    ]
    lines += ["be pasted where Zoom asks for them: as few as will do, of several that would do the narrowest."]
    for each in FEATURES:
        lines += ["", f"## {each.title}", "", f"`ztui scopes {each.name}`, for {_listed(each.resources)}.", ""]
        rows = []
        for title, write, classic in _KINDS:
            needed = scopes_of([each], write=write, classic=classic)
            rows.append((title, " ".join(f"`{scope}`" for scope in needed.scopes)))
        lines += _table(("to", "scopes"), rows)
    return "\n".join(lines) + "\n"


_KINDS = (
    ("read", False, False),
    ("read and change", True, False),
    ("read, in an app with classic scopes", False, True),
    ("read and change, with classic scopes", True, True),
)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def simulator_page(text: str) -> str:
    """Give the page about the simulator, with the options that stand between its marks made anew."""
    before, mark, rest = text.partition("<!-- options -->\n")
    _, end, after = rest.partition("<!-- end of options -->")
    assert mark
    assert end
    rows = [
        (_typed(each), each.shown_default and f"`{each.shown_default}`", each.help)
        for each in OPTIONS
        if each.name != "strict"
    ]
    return before + mark + "\n".join(_table(("option", "default", "what it is"), rows)) + "\n" + end + after


def _typed(option: Option) -> str:
    name = option.name.replace("_", "-")
    return f"`--{name} {option.metavar}`" if option.metavar else f"`--{name}`"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    heads = list(heads)
    yield "| " + " | ".join(heads) + " |"
    yield "| " + " | ".join("---" for _ in heads) + " |"
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"


def _keys() -> Iterator[str]:
    yield from ("", "## Keys", "", "The id is what `keys` of a profile remaps.", "")
    rows = []
    for each in KEYS:
        shown = " ".join(f"`{shown_key('', {'': key})}`" for key in each.keys.split(","))
        rows.append((shown, each.help, ", ".join(each.places), f"`{each.id}`"))
    yield from _table(("key", "what it does", "where", "id"), rows)


def _edits() -> Iterator[str]:
    about = "The keys from the row of a list to the form or the plan; a test presses them."
    yield from ("", "## Edits", "", about, "")
    rows = [
        (each.group, each.edit, f"`{each.at}`", " ".join(f"`{shown_key('', {'': key})}`" for key in each.keys))
        for each in WEEKLY
    ]
    rows += [(group, edit, f"`{at}`" if at != "anywhere" else at, keys) for group, edit, at, keys in MORE]
    yield from _table(("of", "edit", "list", "keys"), rows)


def _commands() -> Iterator[str]:
    yield from ("", "## Commands", "", "Options before the command go with every command.", "")
    house = House({}, sys.stdout, sys.stderr)
    context = click.Context(cli, info_name="ztui", obj=(house, None), **cli.context_settings)
    yield from _options(context, cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        below = click.Context(command, info_name=name, parent=context, obj=(house, None))
        yield from _command(below, command)
        for part in command.commands.values() if isinstance(command, click.Group) else ():
            yield from _command(click.Context(part, info_name=part.name, parent=below, obj=(house, None)), part)


def _command(context: click.Context, command: click.Command) -> Iterator[str]:
    yield from ("", f"### {context.command_path}", "", _first(command.help or ""), "", "```")
    yield from (_usage(context), "```", "")
    yield from _options(context, command)


def _usage(context: click.Context) -> str:
    return " ".join([context.command_path, *context.command.collect_usage_pieces(context)])


def _first(text: str) -> str:
    return inspect.cleandoc(text).split("\n\n")[0].replace("\n", " ")


def _options(context: click.Context, command: click.Command) -> Iterator[str]:
    records = [each.get_help_record(context) for each in command.get_params(context) if isinstance(each, click.Option)]
    yield from _table(("option", "what it does"), [(f"`{record[0]}`", record[1]) for record in records if record])


def _topics() -> Iterator[str]:
    yield from ("", "## Topics of the help", "", "`ztui help TOPIC` prints one, `:help TOPIC` shows it.", "")
    rows = [(f"`{each.name}`", each.help, ", ".join(f"`{name}`" for name in each.also)) for each in TOPICS]
    yield from _table(("topic", "what it tells", "also"), rows)


def _codes() -> Iterator[str]:
    yield from ("", "## Exit codes", "")
    yield from _table(("exit code", "because"), [(str(code), meaning) for code, meaning in EXIT_CODES.items()])


def _settings() -> Iterator[str]:
    yield from ("", "## Settings of a profile", "", "One table `[profiles.NAME]` in `config.toml`.", "")
    rows = [(f"`{each.name}`", f"{each.help}{_choices(each)}", f"`{each.example}`") for each in SETTINGS]
    yield from _table(("setting", "what it is", "such as"), rows)


def _choices(setting: Setting) -> str:
    said = [f" One of {', '.join(f'`{each}`' for each in setting.choices)}."] if setting.choices else []
    said += [f" At first {setting.default}."] if setting.default else []
    said += [f" `{setting.variable}` goes before it."] if setting.variable else []
    return "".join(said)


def _environment() -> Iterator[str]:
    yield from ("", "## Environment", "")
    files = [path for path in (PAGE.parent.parent / "ztui").rglob("*.py") if "sim" not in path.parts]
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    names = sorted(set(re.findall(r'"(ZTUI_[A-Z_]+[A-Z])"', source)) | {"NO_COLOR"})
    names += [f"ZTUI_{kind}_DIR" for kind in ("CONFIG", "CACHE", "STATE")]
    yield from (", ".join(f"`{name}`" for name in names) + ".",)


def _trees() -> Iterator[str]:
    yield from ("", "## Settings of Zoom", "", "`:NAME` and `ztui get NAME` show them; of an object with its ID.", "")
    rows = []
    for each in all_settings():
        choice = each.choice
        of = ", ".join(dict.fromkeys(place.resource for place in each.below)) or "the account"
        parts = f"`{choice.parameter}`: {', '.join(choice.values)}" if choice is not None else ""
        scopes = ", ".join(f"`{scope}`" for scope in operation(each.get).scopes)
        rows.append((f"`{each.name}`", each.help, of, parts, scopes))
    yield from _table(("name", "what it is", "of", "parts", "any of these scopes"), rows)


def _resources() -> Iterator[str]:
    yield from ("", "## Resources", "", "Those of the areas; [resources.md](resources.md) has all of them.", "")
    areas = {tab.resource: area.key for area in AREAS for tab in area.tabs} | {
        each.resource: each.key for each in AREAS
    }
    rows = [
        (
            areas[each.name],
            f"`{each.name}`" + "".join(f" `{alias}`" for alias in each.aliases),
            each.help,
            ", ".join(f"`{name}`" for name in _operations(each)),
            ", ".join(
                sorted({f"`{scope}`" for name in _operations(each) for scope in operation(name).granular_scopes})
            ),
        )
        for each in map(resource, sorted(areas, key=lambda name: areas[name]))
    ]
    yield from _table(("area", "name, aliases", "what it is", "operations read", "scopes"), rows)


def _operations(resource: Resource) -> list[str]:
    return [name for name in (resource.operations.list, resource.operations.get) if name]


def _scopes(resource: Resource) -> list[str]:
    return sorted({scope for name in _operations(resource) for scope in operation(name).granular_scopes})


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    SCOPES.write_text(scopes_page(), encoding="utf-8")
    SIMULATOR.write_text(simulator_page(SIMULATOR.read_text(encoding="utf-8")), encoding="utf-8")
