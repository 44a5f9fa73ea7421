"""What a profile signs in with: made of its settings, the environment and, for a user, of what is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError
from ztui.zoom.credentials import Credentials, ServerToServer, StaticToken, Unusable, UserLogin, user_owner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.core.config import Profile
    from ztui.core.logins import LoginKeeper
    from ztui.core.paths import Folders
    from ztui.core.ports import Clock
    from ztui.core.secrets import Secret
    from ztui.zoom.device import DeviceSignIn
    from ztui.zoom.transport import Transport

__all__ = ["credentials_of", "keeper_of", "sign_in_of", "without_requests"]


def credentials_of(
    profile: Profile, environ: Mapping[str, str], folders: Folders, *, lenient: bool = False
) -> Credentials:
    """Make the credentials of a profile; secrets are fetched from where they lie.

    Args:
        profile: Which one.
        environ: The environment.
        folders: Where a user's sign-in is kept if it is in a file, and the settings file for messages.
        lenient: Let a secret that cannot be had be told by each request, instead of at once.

    Raises:
        ConfigError: There is nothing to sign in with, or a secret cannot be had.
    """
    if not profile.has_credentials:
        raise ConfigError(
            "There is nothing to sign in with.",
            f"'ztui profile add NAME' asks for it and writes {folders.config_file}. Or set "
            f"{', '.join(profile.missing)} (a server-to-server app), or ZTUI_TOKEN. 'ztui demo' needs none of it.",
        )
    try:
        return _credentials(profile, environ, folders)
    except ConfigError as error:
        if not lenient:
            raise
        return Unusable(error, _owner(profile) or profile.name)


def without_requests(profile: Profile, environ: Mapping[str, str]) -> Credentials:
    """Make credentials for a session that sends nothing: they tell whose rows are stored.

    Raises:
        ConfigError: Only a token tells whose they are, and it cannot be had. An app's secret is not asked for.
    """
    if profile.token is not None and not profile.account_id:
        return StaticToken(profile.token.resolve(environ))
    if profile.token is not None or not profile.has_credentials:
        return StaticToken("", profile.account_id)
    if profile.is_users:
        return StaticToken("", _owner(profile))
    return ServerToServer(profile.account_id, profile.client_id, "", profile.oauth_url)


def sign_in_of(
    profile: Profile, environ: Mapping[str, str], folders: Folders, transport: Transport, clock: Clock
) -> DeviceSignIn:
    """Make what signs a user in to the profile's app.

    Raises:
        ConfigError: The profile is not one of a user, its app is not named, or the app's secret cannot be had.
    """
    from ztui.zoom.device import DeviceSignIn

    if not profile.is_users:
        raise ConfigError(
            f"Nobody signs in to the profile {profile.name}: an app does so by itself.",
            f'For a user: ztui profile add NAME --device, or login = "user" in {folders.config_file}.',
        )
    if profile.missing:
        raise ConfigError(
            f"The profile {profile.name} names no app to sign in to.", f"It lacks {', '.join(profile.missing)}."
        )
    return DeviceSignIn(_user(profile, _secret(profile, environ), folders), transport, clock)


def keeper_of(profile: Profile, folders: Folders) -> LoginKeeper:
    """Make what keeps the sign-in of a profile."""
    from ztui.core.logins import LoginKeeper

    return LoginKeeper(profile.name, profile.login_kept, folders.login_file(profile.name))


def _owner(profile: Profile) -> str:
    """Name whose rows are stored, as the credentials do once they are there; "" where only a token tells."""
    return profile.account_id or (user_owner(profile.client_id) if profile.is_users else "")


def _credentials(profile: Profile, environ: Mapping[str, str], folders: Folders) -> Credentials:
    if profile.token is not None:
        return StaticToken(profile.token.resolve(environ), profile.account_id)
    secret = _secret(profile, environ)
    if profile.is_users:
        return _user(profile, secret, folders)
    return ServerToServer(profile.account_id, profile.client_id, secret, profile.oauth_url)


def _secret(profile: Profile, environ: Mapping[str, str]) -> Secret:
    assert profile.client_secret is not None
    return profile.client_secret.resolve(environ)


def _user(profile: Profile, secret: Secret, folders: Folders) -> UserLogin:
    keeper = keeper_of(profile, folders)
    return UserLogin(profile.client_id, secret, keeper, profile.account_id, profile.oauth_url)
