"""Setting templates: what objects of a type are given when the template is applied to them.

Zoom API: the list writes the type of menus as `autReceptionist`, everything else as `autoReceptionist`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.policies import settings_of
from ztui.sim.fit import laid
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.pairs import Collection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.sim.areas.rows import Row

__all__ = ["templates"]

_TYPES = ("user", "group", "autoReceptionist", "commonArea", "zr", "interop")
_FIRST = (("Standard user", "user"), ("Lobby phone", "commonArea"), ("Main menu", "autoReceptionist"))
_PARTS = ("policy", "profile", "user_settings")
_COUNTRY, _AREA_CODE = re.compile(r"[A-Z]{2}"), re.compile(r"[0-9]{0,6}")


def templates(context: Context) -> Collection:
    """Give the templates of the account; their facts have type and site."""
    dice = find.system_of(context).dice("setting template")

    def base() -> Iterator[Row]:
        for at, (name, _) in enumerate(_FIRST):
            yield {"id": dice.id(at), "name": name, "description": f"What every new {name.lower()} has"}

    return Collection(context, "listSettingTemplates", [], base=base)


@handles("listSettingTemplates")
def list_templates(context: Context) -> Listed:
    """Answer the templates of the account, or those of a site."""
    held, site = templates(context), context.query.get("site_id")
    if site:
        find.site_of(context, site, 404, None)
    rows = []
    for row in held.rows():
        kind = _type(held, row["id"])
        if site in (None, "", held.facts(row["id"]).get("site_id")):
            rows.append(row | {"type": "autReceptionist" if kind == "autoReceptionist" else kind})
    return Listed(rows)


@handles("getSettingTemplate")
def get_template(context: Context) -> Row:
    """Answer one template, with all parts or those asked for."""
    held = templates(context)
    key = held.need(context.path["templateId"])
    schema = context.operation.detail().response_schema or {}
    asked = [each.strip() for each in context.query.get("custom_query_fields", "").split(",") if each.strip()]
    row = settings_of(context, f"template {key}", _PARTS)
    made = laid(schema, laid(schema, row, held.get(key) or {}), held.facts(key)) | {"type": _type(held, key)}
    return {name: value for name, value in made.items() if name not in _PARTS or not asked or name in asked}


@handles("addSettingTemplate")
def add_template(context: Context) -> Row:
    """Create a template."""
    held, body = templates(context), context.body
    if body["type"] not in _TYPES:
        text = "You provided an incorrect value for the template type. Provide a valid value and try again."
        raise Refusal(400, 300, text)
    if body.get("site_id"):
        find.site_of(context, body["site_id"])
    facts = {"description": "", **body}
    return {"id": held.create(facts), **{name: facts[name] for name in ("description", "name", "type")}}


@handles("updateSettingTemplate")
def update_template(context: Context) -> None:
    """Change a template."""
    held, body = templates(context), context.body or {}
    key = held.need(context.path["templateId"])
    profile = body.get("profile", {})
    if profile.get("country") and _COUNTRY.fullmatch(profile["country"]) is None:
        raise Refusal(400, 300, "The country code you entered is invalid. Provide a valid country code and try again.")
    if _AREA_CODE.fullmatch(profile.get("area_code", "")) is None:
        raise Refusal(400, 300, "The area code you entered is invalid. It has a length between 0 to 6 digits.")
    held.update(key, body)


def _type(held: Collection, key: str) -> str:
    first = {row["id"]: kind for row, (_, kind) in zip(held.first_rows(), _FIRST, strict=True)}
    return str(held.facts(key).get("type", first.get(key, _TYPES[0])))
