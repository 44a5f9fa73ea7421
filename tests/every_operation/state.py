"""A small simulated account as a test sees it: what its lists give, and what can be asked of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tests.unit.sim.asgi import Caller, Got, sim
from ztui.contract.catalogue import Operation, operation
from ztui.sim.templates import lists, names_in, plain, shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ztui.sim.engine import Engine

__all__ = ["Asked", "State", "begin"]

WINDOW = {"from": "2026-11-01", "to": "2026-11-20"}
ROOMY = {"sites": "3", "users": "60", "queues": "12", "numbers": "300", "calls": "4000"}
"""A world that has some of everything, and numbers to spare."""
STRANGER = "AP1XRtuxergX-OZqjJAMhw"
"""An id of the usual form that is nobody's."""
UPLOAD = {"content-type": "multipart/form-data; boundary=x"}
_FORM = (
    '--x\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
    "Content-Type: {kind}\r\n\r\n%PDF-1.4\r\n--x--\r\n"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: path parameters, query and body, unencoded; `files` are names of files to send, by form field."""

    operation: Operation
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass
class State:
    """An account and the way to it; nothing of the client is between."""

    caller: Caller
    engine: Engine

    async def send(self, asked: Asked) -> Got:
        """Send a request as it is, valid or not."""
        known = asked.operation
        path = plain(known)
        for name in names_in(path):
            path = path.replace("{" + name + "}", quote(str(asked.path[name]), safe=""))
        method, where = known.method, f"/v2{path}"
        if known.content_type is not None and "json" not in known.content_type:
            return await self.caller.send(method, where, asked.query, raw=_form(asked.files), headers=UPLOAD)
        raw = None if asked.body is None else json.dumps(asked.body).encode()
        return await self.caller.send(method, where, asked.query, raw=raw)

    async def do(self, id: str, path: Mapping[str, str] | None = None, body: Any = None, **query: Any) -> Any:
        """Send a request that has to succeed and give its answer, None without one."""
        known = operation(id)
        got = await self.send(Asked(known, path or {}, query, body))
        assert got.status == known.success, f"{id}: {got.status} {got.body[:300]!r}"
        return got.data if got.body.strip() else None

    async def rows(self, id: str, path: Mapping[str, str] | None = None, **query: Any) -> list[Any]:
        """Give the first page of a list."""
        known = operation(id)
        names = {each.name for each in known.detail().parameters}
        required = {each.name: _first_value(each) for each in known.detail().parameters if each.required}
        window = WINDOW if WINDOW.keys() <= names else {}
        if "page_size" in names:
            required.setdefault("page_size", 100)
        data = await self.do(id, path, **(required | window | query))
        if known.items_key in (None, "[]"):
            return list(data) if isinstance(data, list) else [data]
        found: Any = data
        for name in str(known.items_key).split("."):
            found = found[name]
        return list(found)

    async def first(self, id: str, key: str, path: Mapping[str, str] | None = None, **query: Any) -> str:
        """Give a field of the first row of a list that has it."""
        rows = await self.rows(id, path, **query)
        return str(next(row[key] for row in rows if row.get(key)))

    async def where(self, id: str, test: Callable[[Any], bool], **query: Any) -> Any:
        """Give the first row that passes a test."""
        return next(row for row in await self.rows(id, **query) if test(row))

    async def free_numbers(self, count: int = 1) -> list[dict[str, str]]:
        """Give id and number of numbers that nobody has."""
        rows = await self.rows("listAccountPhoneNumbers", type="unassigned")
        return [{"id": row["id"], "number": row["number"]} for row in rows[:count]]

    async def id_in_path(self, known: Operation, name: str, above: Sequence[str]) -> str:
        """Give a value for a path parameter: from the list at the path above it, or by its name."""
        declared = next((each for each in known.detail().path_parameters if each.name == name), None)
        if declared is not None and declared.enum:
            return str(declared.enum[0])
        if name == "accountId":
            return "me" if known.api == "sip_connected_audio" else self.sub_account
        if name in _BY_NAME:
            return await self.first(*_BY_NAME[name])
        template = plain(known)
        listed = lists().get(shape_of(template.split("{" + name + "}")[0].rstrip("/")))
        if listed is None:
            return STRANGER
        rows = await self.rows(listed.id, dict(zip(names_in(plain(listed)), above, strict=False)))
        assert rows, f"{known.id}: {listed.id} is empty"
        return _key(rows[0], name)

    @cached_property
    def sub_account(self) -> str:
        """Give the id of an account below the own one."""
        world = self.engine.world
        return next(each.id for each in world.accounts if each.id != world.master_id)


_BY_NAME = {
    "userId": ("listPhoneUsers", "id"),
    "extensionId": ("listPhoneUsers", "extension_id"),
    "siteId": ("listPhoneSites", "id"),
    "deviceId": ("listPhoneDevices", "id"),
}


def _key(row: Any, name: str) -> str:
    """Give the field of a row that a path parameter takes."""
    if isinstance(row, str):
        return row
    snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    ids = [value for key, value in row.items() if key.endswith(("id", "_uuid")) and isinstance(value, str)]
    return str(row.get(snake) or row.get(name) or row.get("id") or ids[0])


def _first_value(parameter: Any) -> object:
    if parameter.enum:
        return parameter.enum[0]
    return parameter.items_enum[0] if parameter.items_enum else WINDOW.get(parameter.name, "1")


def _form(files: Mapping[str, str]) -> bytes:
    name, file = next(iter(files.items()), ("file", "page.pdf"))
    kind = "application/pdf" if file.endswith("pdf") else "image/png"
    return _FORM.format(field=name, name=file, kind=kind).encode()


async def begin() -> State:
    """Give a fresh account."""
    caller, engine = await sim(**ROOMY)
    return State(caller, engine)
