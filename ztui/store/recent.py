"""What was read last of a resource, for a shell that completes a word: read only, and nothing where that fails.

The shell waits for the answer and knows no credentials, so the newest cache of the profile is taken.
"""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ztui.core.paths import file_name

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["newest_cache", "recent_rows"]

_CACHE = re.compile(r"-[0-9a-f]{12}\.sqlite")
_BUSY_SECONDS = 0.2
_MOST = 2_000


def newest_cache(folder: Path, profile: str, account: str) -> Path | None:
    """Give the cache of a profile and an account that was written last, None if there is none.

    Args:
        folder: That of the caches.
        profile: Name of the profile.
        account: Sub account, "" for the own.
    """
    name = file_name(account or "own")
    try:
        found = [
            each
            for each in (folder / file_name(profile)).iterdir()
            if each.name.startswith(name) and _CACHE.fullmatch(each.name.removeprefix(name))
        ]
        return max(found, key=lambda each: each.stat().st_mtime, default=None)
    except OSError:
        return None


def recent_rows(cache: Path, resource: str) -> list[tuple[str, dict[str, Any]]]:
    """Give key and row of the objects read last, the newest first, 2,000 at most; none if the file cannot be read.

    Args:
        cache: The file.
        resource: Name of the resource.
    """
    query = (
        "select o.key, b.json from object o join kind k on k.id = o.kind join body b on b.object = o.id"
        " where k.resource = ? and k.parents = '[]' order by o.read_at desc, o.id limit ?"
    )
    try:
        with closing(sqlite3.connect(f"file:{quote(str(cache))}?mode=ro", uri=True, timeout=_BUSY_SECONDS)) as file:
            found = [(str(key), json.loads(text)) for key, text in file.execute(query, (resource, _MOST))]
    except (sqlite3.Error, ValueError):
        return []
    return [(key, row) for key, row in found if isinstance(row, dict)]
