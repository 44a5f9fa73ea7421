"""The names of the profiles that there are, for messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["which_profile"]


def which_profile(path: Path) -> ConfigError:
    """Make the error for a profile that is not named; it names those of the settings file, however wrong that is."""
    from ztui.core.config_file import check_config

    names = check_config(path).config.profiles
    return ConfigError("Which profile?", f"Write :profile NAME{': ' * bool(names)}{', '.join(names)}.")
