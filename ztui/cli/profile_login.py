"""`ztui profile login` and `logout`: a user signs in by a code that is typed into a browser on any machine."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from ztui.cli.asking import can_ask
from ztui.cli.completing import complete_profiles
from ztui.core.errors import ConfigError
from ztui.core.shell import quoted
from ztui.core.text import display
from ztui.services.profiles.access import keeper_of

if TYPE_CHECKING:
    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.core.config import Profile
    from ztui.core.paths import Folders

__all__ = ["login", "logout", "sign_in", "wait_option"]

wait_option = click.option(
    "--wait", is_flag=True, help="Show the code and wait for it, though nobody is at this terminal."
)


@click.command("login")
@click.argument("name", default="", shell_complete=complete_profiles)
@wait_option
@click.pass_context
def login(ctx: click.Context, /, name: str, *, wait: bool) -> int:
    """Sign a user in to a profile by a code: for profiles that were added with --device.

    \b
    ztui profile add jo --device --client-id C --secret env:JO_SECRET
    ztui profile login jo

    An address and a code are shown; open the address in any browser, type the code, and allow it. ztui waits. What
    comes of it is kept in the keyring (or, if login_kept says so, in a private file) and renewed by itself.

    With --no-input, and where no terminal is, nobody would see the code: it ends with exit code 2, unless --wait is
    given.
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    profile = runtime.profile(replace(options, profile=name or options.profile))
    if not wait and profile.is_users and not can_ask(runtime):
        raise ConfigError(
            f"Somebody has to sign {profile.name} in with a code in a browser, and nobody is at this terminal.",
            f"With --wait it is waited for here. Else run on a terminal: ztui profile login {quoted(profile.name)}",
        )
    return runtime.run(sign_in(runtime, options, profile))


async def sign_in(runtime: Runtime, options: GlobalOptions, profile: Profile) -> int:
    """Show a code and wait until somebody has allowed it; gives the exit code.

    Raises:
        AuthError: It was denied, it ended, or Zoom does not know the app.
        ConfigError: What comes of it cannot be kept.
    """
    async with runtime.signing_in(options, profile) as device:
        await asyncio.to_thread(device.prepare)
        code = await device.begin()
        say = runtime.stderr.write
        say(f"To sign in to {display(profile.name)}, open this address in any browser and type the code:\n\n")
        say(f"    {display(code.address)}\n    {display(code.user_code)}\n\n")
        if code.whole_address:
            say(f"Or, with the code in it: {display(code.whole_address)}\n")
        say(f"It can be allowed for {code.minutes} minutes. Waiting (ctrl+c ends it) ...\n")
        runtime.stderr.flush()

        def told(said: str) -> None:
            say(f"ztui: {display(said)} Still waiting.\n")
            runtime.stderr.flush()

        await device.wait(code, told)
    say(f"ztui: signed in to {display(profile.name)}. {kept_where(profile, runtime.folders(options))}\n")
    return 0


def kept_where(profile: Profile, folders: Folders) -> str:
    """Say plainly where the sign-in of a profile is kept."""
    place = display(keeper_of(profile, folders).place)
    if profile.login_kept == "file":
        return f"It is kept in clear in {place}, which only you and root can read."
    return f"It is kept in {place}."


@click.command("logout")
@click.argument("name", default="", shell_complete=complete_profiles)
@click.pass_context
def logout(ctx: click.Context, /, name: str) -> int:
    """Forget what is kept of a user's sign-in, on this machine; the profile stays.

    To end it at Zoom as well, remove the app on its page in Zoom's marketplace, under the user's added apps.

    \b
    ztui profile logout jo
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    profile = runtime.profile(replace(options, profile=name or options.profile))
    if not profile.is_users:
        runtime.stderr.write(f"ztui: {display(profile.name)} is an app's, which signs in by itself: nothing is kept.\n")
        return 0
    keeper_of(profile, runtime.folders(options)).forget()
    runtime.stderr.write(f"ztui: the sign-in of {display(profile.name)} is forgotten here.\n")
    return 0
