"""Who may hear the voicemail of a user, a queue, a shared line group or an auto receptionist.

Access is given to a user or a common area, and taken by the `shared_id` that Zoom made for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import called, id_at, id_in, ids_in, pick, segment
from ztui.resources.edits.model import Action, Check, Expect, Given, Input, InputKind, Request
from ztui.resources.model import Confirm, Row
from ztui.resources.rows import value_at
from ztui.resources.shows import dicts

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MENU_ACCESS", "QUEUE_ACCESS", "SHARED_LINE_ACCESS", "USER_ACCESS", "access_actions"]

_RIGHTS = ("allow_download", "allow_delete", "allow_sharing")


@dataclass(frozen=True, slots=True)
class Access:
    """How access to the voicemail of one kind of object is given and taken.

    Attributes:
        add: The operation that gives it.
        remove: The operation that takes it.
        path: The path parameter of both for the object.
        part: Path parameter and value that name voicemail.
        query: Query parameter of `remove` that takes the shared id.
        read: The operation that tells who has it.
        reader: Its path parameter for the object.
        rows: Path of the list within its answer.
        rights: What each right is called in bodies and answers, by its name here.
        single: The body takes one member, and no list of them.
        apart: The object's own answer does not tell who has it; `read` is asked first.
    """

    add: str
    remove: str
    path: str
    part: tuple[str, str]
    query: str
    read: str
    reader: str
    rows: str
    rights: tuple[tuple[str, str], ...] = tuple((each, each) for each in _RIGHTS)
    single: bool = False
    apart: bool = False

    def where(self, row: Row) -> dict[str, str]:
        """Give the path of both operations."""
        return {self.path: id_at(row, "id", "object"), self.part[0]: self.part[1]}

    def give(self, path: dict[str, str], user: str, rights: dict[str, Any]) -> Request:
        """Make the request that gives a user access."""
        named = {name: rights[right] for right, name in self.rights if right in rights}
        member = {"access_user_id": user, "access_user_type": "user", **named}
        body = {"voicemail_access_member": member} if self.single else {"voicemail_access_members": [member]}
        return Request(self.add, path, body=body)

    def given(self, body: Any) -> tuple[Any, ...]:
        """Give the members that a body or an answer of `add` names."""
        if not isinstance(body, Mapping):
            return ()
        one = body.get("voicemail_access_member")
        return dicts([one] if self.single else body.get("voicemail_access_members"))

    def check(self, row: Row, user: str, expect: Expect) -> Check:
        """Make the check that a user has, or no longer has, access."""
        path = {self.reader: id_at(row, "id", "object")}
        return Check(self.read, path, expect=expect, match=(("access_user_id", user),), rows=self.rows)

    def members(self, row: Row) -> tuple[Any, ...]:
        """Give who has access, as the object's row, or the answer of `read` in it, tells."""
        told = row.get(self.read) if self.apart else row
        return dicts(value_at(told, self.rows)) if isinstance(told, Mapping) else ()

    def reads(self, row: Row, _: Given) -> Request:
        """Make the read that tells who has access."""
        return Request(self.read, {self.reader: id_at(row, "id", "object")})


_POLICY = ("policyType", "voice_mail")
_MEMBERS = "policy.voicemail_access_members"
QUEUE_ACCESS = Access(
    "addCQPolicySubSetting",
    "removeCQPolicySubSetting",
    "callQueueId",
    _POLICY,
    "shared_ids",
    "getACallQueue",
    "callQueueId",
    _MEMBERS,
)
SHARED_LINE_ACCESS = Access(
    "addSLGPolicySubSetting",
    "removeSLGPolicySubSetting",
    "slgId",
    _POLICY,
    "shared_ids",
    "getASharedLineGroup",
    "sharedLineGroupId",
    _MEMBERS,
)
MENU_ACCESS = Access(
    "AddPolicy",
    "DeletePolicy",
    "autoReceptionistId",
    _POLICY,
    "shared_ids",
    "getAutoReceptionistsPolicy",
    "autoReceptionistId",
    "voicemail_access_members",
    (("allow_download", "download"), ("allow_delete", "delete")),
    single=True,
    apart=True,
)
USER_ACCESS = Access(
    "addUserSetting",
    "deleteUserSetting",
    "userId",
    ("settingType", "voice_mail"),
    "shared_id",
    "phoneUser",
    "userId",
    _MEMBERS,
)


def access_actions(access: Access, resource: str) -> tuple[Action, Action]:
    """Give what gives a user access to an object's voicemail, and what takes it."""
    return _giving(access, resource), _taking(access, resource)


def _shared(access: Access, path: Any, shared: object) -> Request:
    key = segment(shared, "shared access")
    return Request(access.remove, path, {access.query: key if access.query == "shared_id" else [key]})


def _giving(access: Access, resource: str) -> Action:
    def make(row: Row, given: Given) -> Sequence[Request]:
        rights = {name: given[name] for name, _ in access.rights if isinstance(given.get(name), bool)}
        return [access.give(access.where(row), id_in(given, "user", "user"), rights)]

    def undo(_: Row, request: Request, answer: Any) -> Request | None:
        made, user = access.given(answer), access.given(request.body)[0]["access_user_id"]
        shared = next((each.get("shared_id") for each in made if each.get("access_user_id") in (user, None)), None)
        return _shared(access, request.path, shared) if shared else None

    def check(row: Row, request: Request) -> Check:
        return access.check(row, access.given(request.body)[0]["access_user_id"], Expect.THERE)

    return Action(
        "add-voicemail-access",
        "Let a user hear its voicemail",
        resource,
        make,
        (access.add,),
        (
            pick("user", "User", "users"),
            *(
                Input(name, name.replace("_", " ").capitalize(), InputKind.SWITCH, required=False)
                for name, _ in access.rights
            ),
        ),
        check,
        inverse=undo,
        says=lambda row, _: f"One user more may hear the voicemail of {called(row)}",
    )


def _taking(access: Access, resource: str) -> Action:
    def make(row: Row, given: Given) -> Sequence[Request]:
        path, by_user = access.where(row), {each.get("access_user_id"): each for each in access.members(row)}
        users = ids_in(given, "users", "user")
        missing = [each for each in users if each not in by_user]
        if missing or not users:
            raise ConfigError("That user has no access to this voicemail.", "Name a user that has.")
        return [_shared(access, path, by_user[each].get("shared_id")) for each in users]

    def member(row: Row, request: Request) -> Any:
        shared = request.query[access.query]
        key = shared[0] if isinstance(shared, list) else shared
        return next(each for each in access.members(row) if each.get("shared_id") == key)

    def undo(row: Row, request: Request, _: Any) -> Request | None:
        before = member(row, request)
        rights = {right: before[name] for right, name in access.rights if isinstance(before.get(name), bool)}
        return access.give(dict(request.path), str(before["access_user_id"]), rights)

    return Action(
        "remove-voicemail-access",
        "Take access to its voicemail away",
        resource,
        make,
        (access.remove,),
        (pick("users", "Users", "users", several=True),),
        lambda row, request: access.check(row, str(member(row, request)["access_user_id"]), Expect.GONE),
        inverse=undo,
        differs="the access gets a new ID",
        confirm=Confirm.DANGER,
        says=lambda row, given: (
            f"{len(ids_in(given, 'users', 'user'))} of {len(access.members(row))} who hear the voicemail of "
            f"{called(row)} no longer do"
        ),
        needs=None if access.apart else lambda row: "" if access.members(row) else "Nobody else has access to it",
        reads=access.reads if access.apart else None,
    )
