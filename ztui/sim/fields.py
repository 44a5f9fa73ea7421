"""A plausible value for every field of the contract, from its name, its schema and the people of the account."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ztui.sim.clock import zulu
from ztui.sim.directory import Entity
from ztui.sim.texts import ENTITY_FIELDS, OBJECTS, text_for

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping

__all__ = ["Maker", "Scene", "identity"]

_DEEPEST = 12
_SAME = ("response", "result", "settings", "policy")
"""Objects that are only a drawer of the row, nothing of its own."""


@dataclass(slots=True)
class Scene:
    """What the fields of one row share.

    Attributes:
        dice: Its randomness.
        at: Its instant.
        label: Words for what it is and its number: `Common area 3`.
        own: What it is itself, when its fields are its own and not those of somebody else.
        cast: Who plays which part in it.
    """

    dice: random.Random
    at: datetime
    label: str
    own: Entity
    cast: dict[str, Entity] = field(default_factory=dict)


def identity(*parts: object) -> str:
    """Give the 22 characters of an id that belongs to these parts."""
    digest = hashlib.blake2b(repr(parts).encode(), digest_size=16).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _part_of(whole: Entity, name: str, place: int) -> Entity:
    """Give something that belongs to `whole` under a field's name, with a number that it shares with it."""
    noun = name[:-3] + "y" if name.endswith("ies") else name.removesuffix("s")
    number = whole.name.rsplit(" ", 1)[-1]
    number = f"{number}.{place + 1}" if place else number
    return Entity(identity(whole.id, name, place), f"{noun.replace('_', ' ').capitalize()} {number}")


class Maker:
    """Makes values by schema."""

    def __init__(self, choose: Callable[[str, random.Random], Entity | None]) -> None:
        """Take what chooses one of a kind (`user`, `site` ...) by dice, None when there is none."""
        self._choose = choose

    def value(self, schema: Mapping[str, Any], name: str, scene: Scene, role: str = "", depth: int = 0) -> Any:
        """Give a value that the schema allows; `name` is the field's, `role` that of the object around it."""
        if "oneOf" in schema:
            return self.value(schema["oneOf"][0], name, scene, role, depth)
        kind = schema.get("type")
        if kind == "object" or (kind is None and "properties" in schema):
            return self._object(schema, name, scene, depth)
        if kind == "array":
            return self._array(schema, name, scene, role, depth)
        if schema.get("enum"):
            return self._chosen(schema, name, scene)
        if kind == "boolean":
            return scene.dice.random() < 0.5
        if kind in ("integer", "number"):
            return self._number(schema, name, scene, role)
        return self._text(schema, name, scene, role)

    def _object(self, schema: Mapping[str, Any], name: str, scene: Scene, depth: int) -> dict[str, Any]:
        """Make an object; fields that are on their way out are left out unless they are required."""
        if depth > _DEEPEST:
            return {}
        required = schema.get("required", ())
        role = OBJECTS.get(name, "") if depth else ""
        if depth and name:
            own = scene.own if name in _SAME else _part_of(scene.own, name, 0)
            scene = Scene(scene.dice, scene.at, own.name, own)
        return {
            each: self.value(inner, each, scene, role, depth + 1)
            for each, inner in schema.get("properties", {}).items()
            if each in required or not inner.get("deprecated")
        }

    def _array(self, schema: Mapping[str, Any], name: str, scene: Scene, role: str, depth: int) -> list[Any]:
        """Make one to three elements, each with a cast of its own."""
        items = dict(schema.get("items", {}))
        if "enum" in schema:
            items["enum"] = schema["enum"]
        least, most = schema.get("minItems", schema.get("minimum", 1)), schema.get("maxItems", schema.get("maximum", 3))
        count = min(most, max(least, scene.dice.randint(1, 3)))
        made: list[Any] = []
        for place in range(count):
            own = _part_of(scene.own, name, place)
            inner = Scene(scene.dice, scene.at, own.name, own)
            each = self.value(items, name, inner, OBJECTS.get(name, ""), depth + 1)
            if each not in made:
                made.append(each)
        return made

    def _chosen(self, schema: Mapping[str, Any], name: str, scene: Scene) -> Any:
        """Choose from an enum; a status is most often its first value, the good one."""
        allowed = schema["enum"]
        if name.endswith("status") and scene.dice.random() < 0.8:
            return allowed[0]
        return scene.dice.choice(allowed)

    def _number(self, schema: Mapping[str, Any], name: str, scene: Scene, role: str) -> int:
        least, most = int(schema.get("minimum", 0)), int(schema.get("maximum", 2**31 - 1))
        if name.endswith(("extension_number", "ext_number")):
            digits = self._entity(name, scene, role).extension_number
            if digits.isdecimal():
                return max(least, min(most, int(digits)))
        usual = 300 if "duration" in name or name.endswith("time") else 40 if "total" in name or "count" in name else 9
        return max(least, min(most, scene.dice.randint(max(1, least), max(least + 1, usual))))

    def _text(self, schema: Mapping[str, Any], name: str, scene: Scene, role: str) -> str:
        made = self._text_value(str(schema.get("format", "")), name.removesuffix("s"), scene, role)
        least, most = int(schema.get("minLength", 0)), int(schema.get("maxLength", 1000))
        return made[:most].ljust(least, "0")

    def _text_value(self, form: str, name: str, scene: Scene, role: str) -> str:
        if form == "date":
            return scene.at.date().isoformat()
        if form == "time":
            return scene.at.strftime("%H:%M:%S")
        if form == "date-time" or name.endswith(("_time", "date_time", "timestamp")) or name in ("time", "date"):
            return zulu(scene.at + timedelta(seconds={"answer_time": 9, "end_time": 130}.get(name, 0)))
        for ending, attribute in ENTITY_FIELDS:
            if name == ending or name.endswith(f"_{ending}"):
                entity = self._entity(name, scene, role)
                found = str(getattr(entity, attribute))
                if found and (entity is not scene.own or name == ending):
                    return found
        if name.endswith(("_id", "_uuid")):
            return identity(scene.own.id, name)
        if name.endswith("_name"):
            return _part_of(scene.own, name.removesuffix("_name"), 0).name
        return text_for(form, name, scene.label, scene.dice)

    def _entity(self, name: str, scene: Scene, role: str) -> Entity:
        """Give whom a field speaks of: by its first word, by the object around it, else the row itself."""
        part = next((kind for prefix, kind in OBJECTS.items() if name.startswith(f"{prefix}_")), role)
        if not part:
            return scene.own
        key = f"{part}/{name.split('_')[0]}" if name.split("_")[0] in ("caller", "callee") else part
        if key not in scene.cast:
            scene.cast[key] = self._choose(part, scene.dice) or Entity(identity(scene.own.id, key), f"{part.title()} 1")
        return scene.cast[key]
