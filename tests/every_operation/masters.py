"""Needs of the operations on accounts and on what meetings call by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.every_operation.prepared import Given, prepares
from tests.every_operation.state import Asked
from ztui.contract.catalogue import operation

if TYPE_CHECKING:
    from tests.every_operation.state import State

OWN = {"accountId": "me"}


@prepares("UpdateTheAccountOwner")
async def _owner(state: State) -> Given:
    account = state.sub_account
    user = next(iter(state.engine.world.system(account).users))
    return {"path": {"accountId": account}, "body": {"email": user.email}}


@prepares("addCalloutCountries")
async def _countries(state: State) -> Given:
    return {"path": OWN, "body": {"callout_countries": [{"id": "DE"}]}}


@prepares("deleteInternalCallOutCountry")
async def _country(state: State) -> Given:
    await state.do("addCalloutCountries", OWN, {"callout_countries": [{"id": "DE"}]})
    return {"path": OWN | {"countryId": "DE"}}


@prepares("deleteInternalNumber")
async def _internal(state: State) -> Given:
    texts = {"number": "5550100", "display_number": "555 0100", "country": "US", "labels": "Lab", "languages": "en-US"}
    made = await state.do("addInternalNumbers", OWN, {"internal_numbers": [texts | {"type": 0}]})
    return {"path": OWN | {"numberId": made["internal_numbers"][0]["id"]}}


@prepares("assignSipTrunkNumbers")
async def _pool(state: State) -> Given:
    number = await state.first("listSipTrunkNumbers", "number")
    return {"path": {"accountId": state.sub_account}, "body": {"phone_numbers": [number]}}


@prepares("assignSIPTrunks")
async def _trunks(state: State) -> Given:
    trunk = await state.first("listSIPTrunks", "id", OWN)
    return {"path": {"accountId": state.sub_account}, "body": {"sip_trunks": [{"id": trunk, "dnis": "12345"}]}}


@prepares("UploadFaxFiles")
async def _page(_: State) -> Given:
    return {"files": {"file": "page.pdf"}}


@prepares("uploadVB")
async def _background(_: State) -> Given:
    return {"files": {"file": "office.png"}}


@prepares("delVB")
async def _background_gone(state: State) -> Given:
    account = {"accountId": state.sub_account}
    got = await state.send(Asked(operation("uploadVB"), account, files={"file": "office.png"}))
    return {"path": account, "query": {"file_ids": got.data["id"]}}
