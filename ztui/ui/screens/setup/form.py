"""Setting ztui up, second page: the credentials and manners of a profile; `w` tries them, then writes them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from ztui.core.config_file import check_config, profile_of
from ztui.core.errors import AuthError, ConfigError, ZtuiError
from ztui.core.settings import COLORS, PLANS
from ztui.resources.edits.model import Input, InputKind
from ztui.services.forms.loading import sheet_of_inputs
from ztui.services.profiles.testing import COMPARE, tried
from ztui.services.profiles.writing import add_profile
from ztui.ui.screens.form.screen import FormScreen
from ztui.ui.screens.setup.signing import sign_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.core.config import Profile
    from ztui.resources.edits.model import Given
    from ztui.services.changes.model import Plan
    from ztui.services.profiles.testing import Tried
    from ztui.services.session import Session

__all__ = ["SetupForm"]

_KINDS = (
    ("env", "in an environment variable"),
    ("file", "in a file that only you may read"),
    ("command", "a command prints it (pass, op, vault ...)"),
    ("keyring", "in the keyring, as service/user"),
)
_WHO = (
    ("app", "the app by itself (server-to-server)"),
    ("keyring", "a user, by a code; kept in the keyring"),
    ("file", "a user, by a code; kept in a private file"),
)
_INPUTS = (
    Input("name", "Name", help="How you call the account: acme, lab."),
    Input(
        "account_id", "Account ID", required=False, help="On the app's page under App Credentials; a user needs none."
    ),
    Input("client_id", "Client ID", help="On the same page."),
    Input("kind", "Its secret lies", InputKind.CHOICE, choices=_KINDS, help="ztui keeps only where that is."),
    Input("where", "Which is", help="Such as ACME_SECRET, ~/.zoom-secret, pass zoom/acme; never the secret itself."),
    Input("who", "Who signs in", InputKind.CHOICE, choices=_WHO, help="A user types a code into a browser anywhere."),
    Input("plan", "Zoom plan", InputKind.CHOICE, choices=tuple((each, each) for each in PLANS), help="For the limits."),
    Input("label", "Label", required=False, help="A word beside the name: PROD, LAB."),
    Input("color", "Its colour", InputKind.CHOICE, required=False, choices=tuple((each, each) for each in COLORS)),
    Input("production", "In production", InputKind.SWITCH, required=False, help="Confirmations are stricter."),
    Input("read_only", "Only read", InputKind.SWITCH, required=False, help="Nothing but reads leaves this machine."),
)


class SetupForm(FormScreen):
    """Asks for a profile.

    Args:
        session: Any; nothing is asked over it.
        writes: The app was given scopes that change things.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("form",)

    def __init__(self, session: Session, *, writes: bool = False) -> None:
        given = {"kind": "env", "who": "app", "plan": "business", "read_only": not writes}
        super().__init__(session, sheet_of_inputs(session, "A new profile", _INPUTS, _no_plan, given=given))

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints what can be set."""
        return ("config", "schema", "--table")

    def crumbs(self) -> Sequence[str]:
        """Give where one is in the set-up."""
        return ("Set up", "Credentials")

    def key_title(self, id: str) -> str:
        """Say what w does here."""
        return "try and keep" if id == "write" else super().key_title(id)

    def action_write(self) -> None:
        """Try what is filled in, and write it to the settings if it is accepted."""
        self.close_input()
        self.lines.tried = True
        problems = self.sheet.problems
        if problems:
            self.go_to(problems[0].field)
            self.fail(ConfigError(f"{self.sheet.field(problems[0].field).title}: {problems[0].message}"))
        elif self.sheet.values.get("who") == "app" and not self.sheet.values.get("account_id"):
            self.go_to("account_id")
            self.fail(ConfigError("Account ID: is missing; the app signs in to it."))
        elif not self.busy("setup"):
            self.start(self._keep(), "setup")

    async def _keep(self) -> None:
        given: dict[str, Any] = {each.name: self.sheet.values.get(each.name) for each in _INPUTS}
        path = self.session.folders.config_file
        try:
            if given["name"] in check_config(path).config.profiles:
                raise ConfigError(f"There is a profile '{given['name']}' already.", "Take another name.")
            found = await self._try(profile_of(given["name"], _settings(given)))
            add_profile(path, given["name"], _settings(given), default=not path.exists())
        except ZtuiError as error:
            self.fail(error)
            return
        finally:
            self.show_progress("")
        from ztui.ui.screens.setup.tested import TestedScreen

        self.sheet.begin()
        self.house.go(TestedScreen(self.session, given["name"], found), self)

    async def _try(self, profile: Profile) -> list[Tried]:
        """Sign in, and read a little of each area; credentials that are refused are not kept.

        Raises:
            ConfigError: The secret is not where it is said to be.
            AuthError: Zoom does not accept it.
        """
        self.show_progress("signing in")
        if self.house.try_profile is None:
            raise ConfigError("Nothing can be set up here.", "Open ztui without --demo.")
        if profile.is_users:
            await sign_in(self.house, profile)
        session = await self.house.try_profile(replace(profile, read_only=True))
        try:
            found = []
            async for each in tried(session):
                found.append(each)
                self.show_progress(f"trying what may be read: {each.feature.title}")
            return found
        except AuthError as error:
            raise AuthError(error.message, COMPARE) from error
        finally:
            await session.close()


async def _no_plan(given: Given) -> Plan:
    """Stand where forms make a plan; a profile is no change of the account."""
    raise ConfigError("A profile has no plan.")


def _settings(given: dict[str, Any]) -> dict[str, Any]:
    named = ("account_id", "client_id", "plan", "label", "color", "production", "read_only")
    settings = {name: given[name] for name in named if given[name]}
    if given["who"] != "app":
        settings |= {"login": "user", "login_kept": given["who"]}
    return {**settings, "client_secret": {given["kind"]: given["where"]}}
