"""`ztui profile`: the profiles of the settings file: list, show, add, remove, test."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from ztui.cli.asking import can_ask
from ztui.cli.cache import forget_frames
from ztui.cli.completing import complete_features, complete_profiles
from ztui.cli.list import form_option, form_options
from ztui.cli.output import Form, print_facts
from ztui.cli.profile_asking import ask_settings
from ztui.cli.profile_login import login, logout, sign_in, wait_option
from ztui.core.config import Config
from ztui.core.config_file import read_config
from ztui.core.errors import AuthError, ConfigError
from ztui.core.paths import file_name
from ztui.core.settings import COLORS, KEPT, PLANS, SECRET_SOURCES
from ztui.core.shell import quoted
from ztui.core.text import display
from ztui.resources.model import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.core.config import Profile
    from ztui.services.profiles.testing import Tried

__all__ = ["profile"]

_LIST = (
    Column("name", 18),
    Column("default", 7, kind=Kind.FLAG),
    Column("label", 8),
    Column("account_id", 24, title="Account"),
    Column("plan", 8),
    Column("read_only", 9, title="Read-only", kind=Kind.FLAG),
    Column("production", 10, kind=Kind.FLAG),
    Column("login", 8, title="Signs in"),
    Column("credentials", 34),
)
_TRIED = (
    Column("feature", 12),
    Column("title", 30, title="What it is"),
    Column("verdict", 11),
    Column("message", 40, title="What Zoom says"),
    Column("hint", 50, title="What to do"),
)


@click.group("profile")
def profile() -> None:
    """The profiles of the settings file: an account's access and manners, by name.

    \b
    ztui profile add acme              asks for all that is needed, and tries it
    ztui profile add lab --account-id A --client-id C --secret env:LAB_SECRET --read-only
    ztui profile add jo --device       a user signs in by a code, instead of an app by itself
    ztui profile test acme             what its app may read, area by area
    ztui --profile acme                open the terminal program with it
    """  # noqa: D301  (click reads the control character)


profile.add_command(login)
profile.add_command(logout)


@profile.command("list")
@form_options
@click.pass_context
def list_profiles(ctx: click.Context, /, forms: tuple[Form, ...]) -> int:
    """Print the profiles; nothing secret, no request.

    \b
    ztui profile list
    ztui profile list --json
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    form = form_option(forms, runtime)
    config = read_config(runtime.folders(ctx.obj[1]).config_file)
    rows = [_row(each, is_default=each.name == config.default) for each in config.profiles.values()]
    if rows or form is not Form.TABLE:
        print_facts(rows, _LIST, form, runtime.stdout)
    else:
        runtime.stderr.write("ztui: there are no profiles. 'ztui profile add NAME' makes one.\n")
    return 0


def _row(profile: Profile, *, is_default: bool) -> dict[str, Any]:
    return {
        "name": profile.name,
        "default": is_default,
        "label": profile.label,
        "account_id": profile.account_id,
        "plan": profile.plan,
        "read_only": profile.read_only,
        "production": profile.production,
        "login": profile.login,
        "credentials": "complete" if profile.has_credentials else f"missing {', '.join(profile.missing)}",
    }


@profile.command("show")
@click.argument("name", shell_complete=complete_profiles)
@form_options
@click.pass_context
def show(ctx: click.Context, /, name: str, forms: tuple[Form, ...]) -> int:
    """Print all settings of a profile, and where they come from; `ztui config show` does so for the one in use.

    \b
    ztui profile show acme
    """  # noqa: D301  (click reads the control character)
    from ztui.cli.config import print_held

    runtime: Runtime = ctx.obj[0]
    return print_held(runtime, replace(ctx.obj[1], profile=name), form_option(forms, runtime))


@profile.command("add")
@click.argument("name")
@click.option("--device", is_flag=True, help="A user signs in by a code in a browser, instead of an app by itself.")
@click.option("--login-kept", type=click.Choice(KEPT), help="Where that sign-in is kept; keyring without it.")
@click.option("--account-id", default="", metavar="ID", help="Zoom account of the app's credentials.")
@click.option("--client-id", default="", metavar="ID", help="Client ID of the OAuth app.")
@click.option(
    "--secret", default="", metavar="KIND:WHERE", help="Where its secret comes from: env:NAME, file:PATH, keyring:S/U."
)
@click.option("--token", default="", metavar="KIND:WHERE", help="Where a bearer token comes from, instead of an app.")
@click.option("--plan", type=click.Choice(PLANS), help="Zoom plan, by which requests are limited.")
@click.option("--label", default="", metavar="WORD", help="Word shown beside the name.")
@click.option("--color", type=click.Choice(COLORS), help="Colour of the label.")
@click.option("--production", is_flag=True, help="Confirmations are one level stricter.")
@click.option("--default", "is_default", is_flag=True, help="Take it where no profile is named.")
@click.option("--no-input", is_flag=True, help="Ask nothing; what is missing is an error.")
@wait_option
@click.pass_context
def add(ctx: click.Context, /, name: str, **given: Any) -> int:
    """Add a profile. What is not given is asked for on a terminal; a secret is never asked for, only where it lies.

    \b
    ztui profile add acme --default
    ztui profile add lab --account-id A --client-id C --secret env:LAB_SECRET --read-only
    """  # noqa: D301  (click reads the control character)
    from ztui.services.profiles.writing import add_profile

    runtime: Runtime = ctx.obj[0]
    path = runtime.folders(ctx.obj[1]).config_file
    if name in read_config(path).profiles:
        raise ConfigError(f"There is a profile '{name}' already.", "Take another name, or remove it first.")
    options: GlobalOptions = ctx.obj[1]
    settings = ask_settings(runtime, _settings({**given, "read_only": options.read_only}), ask=not given["no_input"])
    signs_in = given["device"] and (given["wait"] or (can_ask(runtime) and not given["no_input"]))
    if signs_in:
        runtime.run(sign_in(runtime, options, _unwritten(runtime, name, settings)))
    add_profile(path, name, settings, default=given["is_default"])
    shown = quoted(display(name))
    login = given["device"] and not signs_in
    following = f"To sign in: ztui profile login {shown}" if login else f"To try it: ztui profile test {shown}"
    runtime.stderr.write(f"ztui: {display(name)} added to {path}. {following}\n")
    return 0


def _unwritten(runtime: Runtime, name: str, settings: dict[str, Any]) -> Profile:
    """Give the profile as it will be once it is written; what the environment says goes before it."""
    from ztui.core.config_file import profile_of

    return Config({name: profile_of(name, settings)}).choose(runtime.environ, name)


def _settings(given: dict[str, Any]) -> dict[str, Any]:
    settings: dict[str, Any] = {key: given[key] for key in ("account_id", "client_id", "plan", "label", "color")}
    settings |= {"client_secret": _source(given["secret"], "--secret"), "token": _source(given["token"], "--token")}
    settings |= {"production": given["production"], "read_only": given["read_only"]}
    settings |= {"login": "user", "login_kept": given["login_kept"]} if given["device"] else {}
    return {key: value for key, value in settings.items() if value}


def _source(text: str, option: str) -> dict[str, str] | None:
    kind, colon, where = text.partition(":")
    if not text:
        return None
    if not colon or kind not in SECRET_SOURCES or not where:
        raise ConfigError(
            f"{option} does not say where the secret lies.",
            f"Such as env:ACME_SECRET; known: {', '.join(SECRET_SOURCES)}.",
        )
    return {kind: where}


@profile.command("remove")
@click.argument("name", shell_complete=complete_profiles)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def remove(ctx: click.Context, /, name: str, *, yes: bool) -> int:
    """Take a profile out of the settings file; its journal and its cache stay.

    \b
    ztui profile remove lab --yes
    """  # noqa: D301  (click reads the control character)
    from ztui.cli.profile_asking import is_sure
    from ztui.services.profiles.access import keeper_of
    from ztui.services.profiles.writing import remove_profile

    runtime: Runtime = ctx.obj[0]
    path = runtime.folders(ctx.obj[1]).config_file
    found = read_config(path).profile(name)
    if not yes and not is_sure(runtime, f"Remove the profile {display(name)} from {path}?"):
        return 1
    remove_profile(path, name)
    forget_frames(runtime.folders(ctx.obj[1]).cache / file_name(name))
    if found.is_users:
        try:
            keeper_of(found, runtime.folders(ctx.obj[1])).forget()
        except ConfigError as error:
            runtime.stderr.write(f"ztui: its sign-in may still be kept. {display(str(error))}\n")
    runtime.stderr.write(f"ztui: {display(name)} removed. Its journal and its cache stay.\n")
    return 0


@profile.command("default")
@click.argument("name", shell_complete=complete_profiles)
@click.pass_context
def default(ctx: click.Context, /, name: str) -> int:
    """Take this profile where none is named.

    \b
    ztui profile default acme
    """  # noqa: D301  (click reads the control character)
    from ztui.services.profiles.writing import set_default

    runtime: Runtime = ctx.obj[0]
    set_default(runtime.folders(ctx.obj[1]).config_file, name)
    return 0


@profile.command("test")
@click.argument("name", default="", shell_complete=complete_profiles)
@click.argument("areas", nargs=-1, metavar="[AREA]...", shell_complete=complete_features)
@form_options
@click.pass_context
def test(ctx: click.Context, /, name: str, areas: tuple[str, ...], forms: tuple[Form, ...]) -> int:
    """Sign in, and try one small read of each area; says which scopes an app has not.

    Areas for which the app was given no scope are "not granted", which is no fault, as long as it may read some.
    Where areas are named, only these are tried, and each has to be allowed; 'ztui scopes' has their names.

    Exit code 0 if all is right, 4 if the credentials are refused or something is not allowed, 3 if Zoom cannot be
    reached. Nothing is written.

    \b
    ztui profile test acme
    ztui profile test acme calls queues
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = replace(ctx.obj[1], profile=name or ctx.obj[1].profile)
    form = form_option(forms, runtime)
    found = runtime.run(_tried(runtime, options, areas))
    print_facts([_fact(each) for each in found], _TRIED, form, runtime.stdout)
    useful = any(not each.exit_code for each in found)
    codes = {each.exit_code for each in found if areas or not useful or not each.is_left_out}
    return next((code for code in (3, 4, *sorted(codes, reverse=True)) if code in codes), 0)


async def _tried(runtime: Runtime, options: GlobalOptions, areas: Sequence[str]) -> list[Tried]:
    from ztui.services.profiles.scopes import FEATURES, feature
    from ztui.services.profiles.testing import COMPARE, tried

    wanted = tuple(dict.fromkeys(feature(each) for each in areas)) or FEATURES
    async with runtime.session(options) as session:
        try:
            return [each async for each in tried(session, wanted)]
        except AuthError as error:
            hint = error.hint or COMPARE
            raise AuthError(error.message, hint) from error


def _fact(each: Tried) -> dict[str, Any]:
    return {
        "feature": each.feature.name,
        "title": each.feature.title,
        "verdict": str(each.verdict),
        "operation": each.operation,
        "message": each.said,
        "hint": each.hint,
    }
