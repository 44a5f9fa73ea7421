"""Operations that nobody wrote a handler for: reads answer from the response schema, writes are checked and accepted.

The data depends on seed, operation and path alone, points at people and things of the account, and keeps its ids: what
a list shows can be read singly, anything else is not there.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import Paging
from ztui.contract.limits import WINDOWS
from ztui.contract.schemas import row_schema
from ztui.sim.clock import zulu
from ztui.sim.directory import Directory, Entity
from ztui.sim.fields import Maker, Scene, identity
from ztui.sim.handling import Context, Handler, Listed, Refusal
from ztui.sim.refusals import missing
from ztui.sim.requests import Reply
from ztui.sim.templates import lists, names_in, plain, shape_of
from ztui.sim.windows import window

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ztui.contract.catalogue import Operation

__all__ = ["Generic"]

_AROUND = ("next_page_token", "page_count", "page_number", "page_size", "total_records", "from", "to")
_SPREAD_MINUTES = 25 * 24 * 60
_TODAY_MINUTES = 14 * 60


class Generic:
    """Answers by schema."""

    def __init__(self, seed: int, base: datetime, handlers: Mapping[str, Handler]) -> None:
        """Take the seed, the instant that times lie before, and the handlers that lists can be asked of."""
        self._seed = seed
        self._base = base
        self._directory = Directory(handlers, self._rows)
        self._made: dict[tuple[str, str, str], list[tuple[datetime, Any]]] = {}

    def answer(self, context: Context) -> Any:
        """Answer an operation.

        Raises:
            Refusal: The operation's documented not-found for an id that no list of the account gives.
        """
        known = context.operation
        if not self._directory.has_all(context):
            raise missing(context)
        if not known.is_read:
            return self._written(context)
        if known.detail().response_schema is None:
            return _download(context)
        return self._single(context) if known.items_key is None else self._list(context)

    def _list(self, context: Context) -> Any:
        """Give the rows that the query leaves."""
        known = context.operation
        extra: dict[str, Any] = {}
        span = None
        if known.id in WINDOWS:
            span = window(context)
            extra = dict(span.extra)
        goes_on = known.paging is Paging.SYNC and context.query.get("sync_type", "FSync") != "FSync"
        if goes_on and context.query.get("sync_token") != self._sync_token(context):
            raise Refusal(400, 300, "The sync token is invalid.")
        made = self._timed_rows(context)
        rows = [row for at, row in made if span is None or at in span]
        rows = [row for row in rows if _matches(row, context)]
        if known.items_key == "[]":
            return Listed(rows)
        return Listed(rows, self._beside(context, extra))

    def _beside(self, context: Context, extra: Mapping[str, Any]) -> dict[str, Any]:
        """Give the fields beside the rows, as far as the schema has them."""
        known = context.operation
        schema = known.detail().response_schema or {}
        skipped = {*_AROUND, known.items_key, known.legacy_items_key}
        beside = {name: each for name, each in schema.get("properties", {}).items() if name not in skipped}
        made: dict[str, Any] = self._made_of({"type": "object", "properties": beside}, context, 0)
        ends = {"from": zulu(self._base - timedelta(days=1)), "to": zulu(self._base)} | dict(extra)
        made |= {name: ends[name] for name in ("from", "to") if name in schema.get("properties", {})}
        if known.paging is Paging.SYNC and "sync_token" in beside:
            made["sync_token"] = self._sync_token(context)
        return made

    def _sync_token(self, context: Context) -> str:
        return identity(self._seed, context.operation.id, context.account, *context.path.values(), "sync")

    def _rows(self, context: Context) -> Sequence[Any]:
        """Give all rows of a list."""
        return [row for _, row in self._timed_rows(context)]

    def _timed_rows(self, context: Context) -> list[tuple[datetime, Any]]:
        """Give the rows of a list with the instant of each, newest first; made once."""
        known = context.operation
        key = (known.id, context.account, "/".join(context.path.values()))
        if key not in self._made:
            schema = row_schema(known) or {}
            count = random.Random(f"{self._seed}/{key}").randint(3, 8)
            scenes = [self._scene(context, place) for place in range(count)]
            maker = self._maker(context)
            made = [(scene.at, maker.value(schema, str(known.items_key), scene)) for scene in scenes]
            self._made[key] = sorted(made, key=lambda pair: pair[0], reverse=True)
        return self._made[key]

    def _single(self, context: Context) -> Any:
        """Give one object; what its list says of it is said again."""
        known = context.operation
        schema = known.detail().response_schema or {}
        alternatives = schema.get("oneOf")
        if alternatives:
            wanted = {str(value) for value in [*context.path.values(), *context.query.values()]}
            schema = next((each for each in alternatives if wanted & set(each.get("properties", ()))), alternatives[0])
        made = self._made_of(schema, context, 0)
        if isinstance(made, dict):
            row = self._row_of(context)
            properties = schema.get("properties", {})
            for name, value in row.items():
                if name in made and type(made[name]) is type(value) and not isinstance(value, (dict, list)):
                    allowed = properties[name].get("enum")
                    made[name] = value if not allowed or value in allowed else made[name]
        return made

    def _row_of(self, context: Context) -> Mapping[str, Any]:
        """Give the row of the list that the last id of the path comes from, {} without one."""
        template = plain(context.operation)
        names = names_in(template)
        if not names or not template.endswith("{" + names[-1] + "}"):
            return {}
        listed = lists().get(shape_of(template.rsplit("/", 1)[0]))
        if listed is None:
            return {}
        path = dict(zip(names_in(plain(listed)), [context.path[name] for name in names], strict=False))
        wanted = context.path[names[-1]]
        rows = self._rows(replace(context, operation=listed, path=path, query={}))
        return next((row for row in rows if isinstance(row, dict) and wanted in map(str, row.values())), {})

    def _written(self, context: Context) -> Any:
        """Give the answer of a write: by schema, with what was sent."""
        schema = context.operation.detail().response_schema
        if schema is None:
            return None
        made = self._made_of(schema, context, 0)
        if isinstance(made, dict) and isinstance(context.body, dict):
            for name, value in context.body.items():
                if name in made and type(made[name]) is type(value) and not isinstance(value, (dict, list)):
                    made[name] = value
        return made

    def _made_of(self, schema: Mapping[str, Any], context: Context, place: int) -> Any:
        return self._maker(context).value(schema, "", self._scene(context, place))

    def _maker(self, context: Context) -> Maker:
        def choose(kind: str, dice: random.Random) -> Entity | None:
            found = self._directory.sample(context, kind)
            return dice.choice(found) if found else None

        return Maker(choose)

    def _scene(self, context: Context, place: int) -> Scene:
        """Give what one row stands on."""
        known = context.operation
        parts = (self._seed, known.id, context.account, *context.path.values(), place)
        dice = random.Random(repr(parts))
        at = self._base - timedelta(minutes=dice.randint(1, _TODAY_MINUTES if place < 3 else _SPREAD_MINUTES))
        label = f"{_noun(known)} {place + 1}"
        own = Entity(identity(*parts), label, identity(*parts, "extension"), str(dice.randint(7000, 7999)))
        return Scene(dice, at, label, own)


def _noun(known: Operation) -> str:
    """Name what an operation is about, in the singular."""
    words = known.items_key if known.items_key not in (None, "[]") else known.tag
    noun = str(words).replace("_", " ").strip()
    return (noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")).capitalize()


def _matches(row: Any, context: Context) -> bool:
    """Tell whether a row fits the query, as far as the query speaks of fields of the row."""
    if not isinstance(row, dict):
        return True
    required = {each.name for each in context.operation.detail().parameters if each.required}
    for name, value in context.query.items():
        if name in required or name not in row or isinstance(row[name], (dict, list)):
            continue
        allowed = value if isinstance(value, list) else [value]
        if row[name] not in allowed:
            return False
    keyword = str(context.query.get("keyword", "")).casefold()
    return not keyword or any(keyword in value.casefold() for value in row.values() if isinstance(value, str))


def _download(context: Context) -> Reply:
    """Give a file: a redirect where the contract says so, else a second of silence."""
    if context.operation.success == 302:
        return Reply(302, headers={"location": f"/download/{identity(*context.path.values())}.vtt"})
    silence = (
        b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00"
    )
    return Reply(200, raw=silence + b"data\x00\x00\x00\x00", content_type="audio/wav")
