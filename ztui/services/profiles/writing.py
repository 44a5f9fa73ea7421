"""Changes of the settings file: the rest of it stays as it is, comments too; it is replaced whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

import tomlkit

from ztui.core.config_file import check_config, read_config
from ztui.core.errors import ConfigError, UnknownName
from ztui.core.paths import ensure_private

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["add_profile", "remove_profile", "set_default"]


def add_profile(path: Path, name: str, settings: Mapping[str, Any], *, default: bool = False) -> None:
    """Add a profile at the end of the file, which is made if it is missing.

    Args:
        path: The settings file.
        name: Of the profile.
        settings: What its table holds; secrets as where they come from (`{"env": "NAME"}`).
        default: It is the one to be taken where none is named.

    Raises:
        ConfigError: The name is taken, the settings are wrong, the file is, or it cannot be written.
    """
    if not name.strip() or not name.isprintable():
        raise ConfigError("A profile needs a name.", "Such as acme.")
    document = _read(path)
    profiles = document.setdefault("profiles", tomlkit.table(is_super_table=True))
    if name in profiles:
        raise ConfigError(f"There is a profile '{name}' already.", "Take another name, or remove it first.")
    table = tomlkit.table()
    for key, value in settings.items():
        table.add(key, _inline(value))
    profiles.add(name, table)
    if default:
        _set_default(document, name)
    _write(path, document)


def remove_profile(path: Path, name: str) -> None:
    """Take a profile out of the file; its cache and journal stay.

    Raises:
        UnknownName: There is none of that name.
        ConfigError: The file is wrong, or cannot be written.
    """
    document = _read(path)
    profiles = document.get("profiles", {})
    if name not in profiles:
        raise UnknownName("profile", name, profiles, "'ztui profile list' has all.")
    profiles.remove(name)
    if document.get("default") == name:
        document.remove("default")
    _write(path, document)


def set_default(path: Path, name: str) -> None:
    """Let a profile be the one that is taken where none is named.

    Raises:
        UnknownName: There is none of that name.
        ConfigError: The file is wrong, or cannot be written.
    """
    document = _read(path)
    if name not in document.get("profiles", {}):
        raise UnknownName("profile", name, document.get("profiles", {}), "'ztui profile list' has all.")
    _set_default(document, name)
    _write(path, document)


def _set_default(document: tomlkit.TOMLDocument, name: str) -> None:
    document["default"] = name


def _read(path: Path) -> tomlkit.TOMLDocument:
    """Read the file as it is written; one that is wrong is not touched."""
    read_config(path)
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8").removeprefix("\ufeff"))
    except FileNotFoundError:
        return tomlkit.document()


def _inline(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    table = tomlkit.inline_table()
    table.update(value)
    return table


def _write(path: Path, document: tomlkit.TOMLDocument) -> None:
    """Put the file in the place of the former one, once it has been read without anything wrong."""
    folder = ensure_private(path.parent, "ZTUI_CONFIG_DIR")
    there = path.resolve() if path.is_symlink() else path
    fresh = None
    try:
        with NamedTemporaryFile("w", encoding="utf-8", dir=folder, prefix=".config-", delete=False) as file:
            fresh = folder / file.name
            file.write(tomlkit.dumps(document))
            file.flush()
            os.fsync(file.fileno())
        _refuse_what_is_wrong(fresh)
        fresh.replace(there)
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be written: {error.strerror or error}.", "Check the folder's owner and room."
        ) from None
    finally:
        if fresh is not None:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


def _refuse_what_is_wrong(file: Path) -> None:
    problems = check_config(file).problems
    if problems:
        raise ConfigError(problems[0].message, problems[0].hint)
