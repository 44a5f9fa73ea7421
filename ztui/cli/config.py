"""`ztui config`: the settings file, what may stand in it, what holds, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_facts, print_object
from ztui.cli.telling import print_told
from ztui.core.amounts import counted
from ztui.core.settings import SETTINGS, SettingKind
from ztui.resources.model import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.core.config import Profile
    from ztui.core.config_file import Problem

__all__ = ["config", "print_held"]

_NOTHING = 0
_WRONG = 2
_KNOWN = (Column("setting", 18), Column("kind", 8), Column("help", 72, title="What it is"), Column("example", 36))
_SHOWN = (Column("setting", 18), Column("value", 44), Column("origin", 40, title="From"))
_FOUND = (
    Column("line", 5, kind=Kind.COUNT),
    Column("column", 6, kind=Kind.COUNT),
    Column("message", 60, title="What is wrong"),
    Column("hint", 44, title="What to do"),
)


@click.group("config", invoke_without_command=True)
@click.pass_context
def config(ctx: click.Context, /) -> int:
    """Where the settings file is, what it may hold, what holds now, and what is wrong with it.

    \b
    ztui config               the path of the file
    ztui config schema        every setting, with an example
    ztui config show          what holds, and where it comes from
    ztui config check         all that is wrong, with line and column
    """  # noqa: D301  (click reads the control character)
    return _print_path(ctx) if ctx.invoked_subcommand is None else _NOTHING


@config.command("path")
@click.pass_context
def path(ctx: click.Context, /) -> int:
    """Print the path of the settings file, there or not.

    \b
    ztui config path
    """  # noqa: D301  (click reads the control character)
    return _print_path(ctx)


def _print_path(ctx: click.Context) -> int:
    runtime: Runtime = ctx.obj[0]
    runtime.stdout.write(f"{runtime.folders(ctx.obj[1]).config_file}\n")
    return _NOTHING


@config.command("schema")
@form_options
@click.pass_context
def schema(ctx: click.Context, /, forms: tuple[Form, ...]) -> int:
    """Print every setting of a profile: as a table, or as JSON Schema for an editor that checks TOML by it.

    \b
    ztui config schema --table
    ztui config schema --json
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    form = form_option(forms, runtime)
    if form in {Form.JSON, Form.NDJSON}:
        print_object(_schema(), form, runtime.stdout)
    else:
        rows = [
            {"setting": each.name, "kind": str(each.kind), "help": each.help, "example": each.example}
            for each in SETTINGS
        ]
        print_facts(rows, _KNOWN, form, runtime.stdout)
    return _NOTHING


def _schema() -> dict[str, Any]:
    profile = {
        "type": "object",
        "additionalProperties": False,
        "properties": {each.name: each.schema for each in SETTINGS},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ztui config.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "default": {"type": "string", "description": "The profile taken where none is named."},
            "profiles": {"type": "object", "additionalProperties": profile},
        },
    }


@config.command("show")
@form_options
@click.pass_context
def show(ctx: click.Context, /, forms: tuple[Form, ...]) -> int:
    """Print what holds for the profile, and where it comes from; secrets stay where they are.

    \b
    ztui config show
    ztui --profile acme config show --json
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    return print_held(runtime, ctx.obj[1], form_option(forms, runtime))


def print_held(runtime: Runtime, options: GlobalOptions, form: Form) -> int:
    """Print what holds for the profile of the options."""
    rows = list(_held(runtime, options))
    if form is Form.JSON:
        print_object(rows, form, runtime.stdout)
    else:
        print_facts(rows, _SHOWN, form, runtime.stdout)
    return _NOTHING


def _held(runtime: Runtime, options: GlobalOptions) -> Iterable[dict[str, Any]]:
    from ztui.core.config_file import read_config

    profile = runtime.profile(options)
    path = runtime.folders(options).config_file
    written = None if options.demo else read_config(path).profiles.get(profile.name)
    yield {"setting": "profile", "value": profile.name, "origin": _of_profile(runtime, options, written)}
    flags = {"account": options.account, "timezone": options.tz, "read_only": options.read_only}
    names = {"account": "--account", "timezone": "--tz", "read_only": "--read-only"}
    for each in SETTINGS:
        value = getattr(profile, each.name)
        if flags.get(each.name):
            origin = names[each.name]
        elif each.variable and runtime.environ.get(each.variable) and not (options.demo and each.name != "timezone"):
            origin = each.variable
        elif written is not None and getattr(written, each.name) != getattr(_blank(), each.name):
            origin = str(path)
        else:
            origin = "default"
        yield {"setting": each.name, "value": _shown(each.kind, value), "origin": origin}


def _of_profile(runtime: Runtime, options: GlobalOptions, written: Profile | None) -> str:
    if options.demo:
        return "--demo"
    if options.profile:
        return "--profile"
    if runtime.environ.get("ZTUI_PROFILE"):
        return "ZTUI_PROFILE"
    return "the environment alone" if written is None else str(runtime.folders(options).config_file)


def _blank() -> Profile:
    from ztui.core.config import Profile

    return Profile("")


def _shown(kind: SettingKind, value: Any) -> Any:
    if kind is not SettingKind.SECRET:
        return value
    if value is None:
        return ""
    where = " ".join(value.where) if isinstance(value.where, tuple) else value.where
    return "in clear, not shown" if value.kind == "given" else f"{value.kind}: {where}"


@config.command("check")
@form_options
@click.pass_context
def check(ctx: click.Context, /, forms: tuple[Form, ...]) -> int:
    """Print all that is wrong with the settings file, with line and column; exit code 2 if there is anything.

    Names of resources, columns, keys, themes and zones are looked up, too. Nothing is sent: 'ztui profile test' tries
    the credentials.

    \b
    ztui config check
    """  # noqa: D301  (click reads the control character)
    from ztui.services.profiles.checking import check_settings

    runtime: Runtime = ctx.obj[0]
    path = runtime.folders(ctx.obj[1]).config_file
    form = form_option(forms, runtime)
    found = [each.problem for each in check_settings(path, runtime.looks())]
    rows = [
        {
            "line": each.place.line or None,
            "column": each.place.column or None,
            "message": each.message,
            "hint": each.hint,
        }
        for each in found
    ]
    if form is Form.TABLE:
        print_told(runtime.stdout, [((_at(each),), (each.message, each.hint)) for each in found])
    else:
        print_facts(rows, _FOUND, form, runtime.stdout)
    there = f"{path}: " if found or path.exists() else f"{path} does not exist: "
    count = f"{counted(len(rows), 'thing is', 'things are')} wrong." if rows else "nothing is wrong."
    runtime.stderr.write(f"ztui: {there}{count}\n")
    return _WRONG if rows else _NOTHING


def _at(problem: Problem) -> str:
    """Give where it stands, as editors go there; nothing where the whole file is meant."""
    return f"{problem.place.line}:{problem.place.column}" if problem.place.line else ""
