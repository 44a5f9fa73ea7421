"""Operations that nobody wrote a handler for: reads answer from the response schema and from what was written.

The data that there is at first depends on seed, operation and path alone, points at people and things of the account,
and keeps its ids: what a list shows can be read singly, anything else is not there. Writes are in `pair_writes`.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from ztui.contract.catalogue import Paging
from ztui.contract.limits import WINDOWS
from ztui.contract.schemas import row_schema
from ztui.sim.clock import zulu
from ztui.sim.directory import Directory, Entity
from ztui.sim.fields import Maker, Scene, identity
from ztui.sim.filecontent import pdf
from ztui.sim.files import File
from ztui.sim.fit import NOTHING, fitted, laid
from ztui.sim.handling import Context, Handler, Listed, Refusal
from ztui.sim.pairing import place_of
from ztui.sim.refusals import missing
from ztui.sim.requests import Reply
from ztui.sim.templates import lists, names_in, plain, shape_of
from ztui.sim.windows import window

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ztui.contract.catalogue import Operation
    from ztui.sim.pairs import Collection
    from ztui.sim.world.overlay import Overlay
    from ztui.sim.world.world import World

__all__ = ["Generic", "tree_of"]

_AROUND = ("next_page_token", "page_count", "page_number", "page_size", "total_records", "from", "to")
_SPREAD_MINUTES = 25 * 24 * 60
_TODAY_MINUTES = 14 * 60

_OF: WeakKeyDictionary[World, Generic] = WeakKeyDictionary()


class Generic:
    """Answers by schema and by what was written."""

    def __init__(self, seed: int, base: datetime, handlers: Mapping[str, Handler]) -> None:
        """Take the seed, the instant that times lie before, and the handlers that lists can be asked of."""
        self._seed = seed
        self._base = base
        self._directory = Directory(handlers, self._rows)
        self._made: dict[tuple[str, str, str], list[tuple[datetime, Any]]] = {}

    @classmethod
    def of(cls, world: World) -> Generic:
        """Give what makes the rows of a world's collections."""
        made = _OF.get(world)
        if made is None:
            from ztui.sim.areas.register import Areas

            made = _OF[world] = cls(world.sizes.seed, world.sizes.now, Areas())
        return made

    def answer(self, context: Context) -> Any:
        """Answer an operation.

        Raises:
            Refusal: The operation's documented not-found for an id that no list of the account gives.
        """
        known = context.operation
        if not self._directory.has_all(context):
            raise missing(context)
        if not known.is_read:
            from ztui.sim.pair_writes import written

            return written(context, self)
        if known.detail().response_schema is None:
            return _download(context, self._base)
        return self.single(context) if known.items_key is None else self._list(context)

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
        made = self._collection(context).timed()
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
        return self._collection(context).rows()

    def _collection(self, context: Context) -> Collection:
        from ztui.sim.pairs import Collection

        return Collection(context, context.operation.id, list(context.path.values()), made=self)

    def first_rows(self, context: Context) -> list[tuple[datetime, Any]]:
        """Give the rows that a list began with and the instant of each, newest first; made once."""
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

    def blank(self, context: Context, schema: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Give a new object of which nothing is known yet: what the schema requires, nothing counted, nothing on."""
        scene, maker = self._scene(context, key), self._maker(context)
        made: dict[str, Any] = {}
        for name, part in schema.get("properties", {}).items():
            if name in schema.get("required", ()):
                made[name] = maker.value(part, name, scene)
            else:
                value = _unset(part, name)
                if value is not NOTHING:
                    made[name] = value
        return made

    def single(self, context: Context) -> Any:
        """Give one object or tree of settings; what its list says of it is said again, and what was written."""
        schema = self._schema_of(context)
        template = plain(context.operation)
        listed = lists().get(shape_of(template).removesuffix("/{}")) if template.endswith("}") else None
        if listed is None:
            return self._laid(schema, self._made_of(schema, context, 0), tree_of(context).facts.get("", {}))
        *parent, wanted = [context.path[name] for name in names_in(template)]
        asked = replace(context, operation=listed, path=dict(zip(names_in(plain(listed)), parent, strict=False)))
        made = self._made_of(schema, context, 0)
        if self._directory.handles(listed):
            return self._laid(schema, made, self._directory.row(asked, wanted))
        objects = self._collection(asked)
        key = objects.find(wanted) or wanted
        if objects.is_new(key):
            made = self.blank(context, schema, key)
        return self._laid(schema, self._laid(schema, made, objects.get(key) or {}), objects.facts(key))

    def _schema_of(self, context: Context) -> Mapping[str, Any]:
        """Give the schema of the answer, of alternatives the one that the path or query names."""
        schema = context.operation.detail().response_schema or {}
        alternatives = schema.get("oneOf")
        if not alternatives:
            return schema
        wanted = {str(value) for value in [*context.path.values(), *context.query.values()]}
        found: Mapping[str, Any] = next(
            (each for each in alternatives if wanted & set(each.get("properties", ()))), alternatives[0]
        )
        return found

    def _laid(self, schema: Mapping[str, Any], made: Any, facts: Mapping[str, Any]) -> Any:
        return laid(schema, made, facts) if isinstance(made, dict) else made

    def _made_of(self, schema: Mapping[str, Any], context: Context, place: int) -> Any:
        return self._maker(context).value(schema, "", self._scene(context, place))

    def _maker(self, context: Context) -> Maker:
        def choose(kind: str, dice: random.Random) -> Entity | None:
            found = self._directory.sample(context, kind)
            return dice.choice(found) if found else None

        return Maker(choose)

    def _scene(self, context: Context, place: int | str) -> Scene:
        """Give what one row stands on."""
        known = context.operation
        parts = (self._seed, known.id, context.account, *context.path.values(), place)
        dice = random.Random(repr(parts))
        at = self._base - timedelta(minutes=dice.randint(1, _TODAY_MINUTES if place in (0, 1, 2) else _SPREAD_MINUTES))
        label = f"{_noun(known)} {place + 1}" if isinstance(place, int) else _noun(known)
        own = Entity(identity(*parts), label, identity(*parts, "extension"), str(dice.randint(7000, 7999)))
        return Scene(dice, at, label, own)


def tree_of(context: Context) -> Overlay:
    """Give what was written to the settings at the path of a request."""
    known = context.operation
    return context.world.overlay(
        context.account, place_of(known, [context.path[name] for name in names_in(plain(known))])
    )


def _unset(schema: Mapping[str, Any], name: str) -> Any:
    """Give what a field of a new object is before anybody set it, `NOTHING` for a field that it then lacks."""
    kind = schema.get("type")
    if "default" in schema:
        return fitted(schema, schema["default"])
    if kind == "boolean":
        return False
    if kind == "array":
        return fitted(schema, [])
    if kind == "integer" and ("count" in name or name.startswith(("total_", "used_"))):
        return fitted(schema, 0)
    if name.endswith("status") and schema.get("enum"):
        return schema["enum"][0]
    return NOTHING


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


def _download(context: Context, at: datetime) -> File | Reply:
    """Give a file of one page, which is what faxes are; a redirect to nowhere where the contract has one."""
    values = list(context.path.values())
    if context.operation.success == 302:
        return Reply(302, headers={"location": f"/download/{identity(*values)}"})
    name = re.sub(r"[^A-Za-z0-9_-]", "", values[-1])
    return File(f"fax_{name}.pdf", "application/pdf", pdf([["Facsimile", "", *values]]), at)
