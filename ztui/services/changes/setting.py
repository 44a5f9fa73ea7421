"""Plans that change one setting of a settings tree: read now, sent alone, verified by reading the tree again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError, Conflict, UnknownName
from ztui.core.text import display
from ztui.resources.edits.model import Check, Expect, Request
from ztui.resources.edits.policies import nested
from ztui.resources.model import Confirm
from ztui.resources.rows import label_of, text_of
from ztui.resources.settings.nodes import NodeKind, all_nodes
from ztui.services.changes.model import Change, Plan
from ztui.services.changes.planning import check_request, found, new_plan
from ztui.services.changes.values import same, typed_word
from ztui.services.settings.reader import read_request

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ztui.resources.settings.model import Settings
    from ztui.resources.settings.nodes import Node
    from ztui.services.session import Session
    from ztui.services.settings.reader import SettingsState, SettingsView

__all__ = ["plan_setting", "setting_refusal"]

_SAME = {"slgId": "sharedLineGroupId"}
"""Path parameters that the read calls otherwise."""
_ACCOUNT = "accounts"


def setting_refusal(state: SettingsState, node: Node) -> str:
    """Give why a line of a tree cannot be changed, "" if it can; nothing is asked.

    Args:
        state: The tree that it stands in.
        node: The line.
    """
    lock = next((each.lock for each in (*_above(state.tree(), node), node) if each.lock is not None), None)
    if lock is not None:
        return f"It is locked{f' by {lock.by}' if lock.by else ''}; unlock it there first"
    if node.kind is NodeKind.GROUP:
        return "It is a group; change one of its lines"
    if node.kind is NodeKind.SECRET:
        return "It is a secret, which is set at its object"
    if node.takes is None:
        return "The API has no way to change it"
    if any(isinstance(each, int) for each in node.takes.at):
        return "It stands in a list, which the API writes as a whole"
    return ""


async def plan_setting(session: Session, view: SettingsView, path: str, value: Any) -> Plan:
    """Plan to change one setting.

    Args:
        session: In whose profile and account.
        view: The tree.
        path: Path of the setting in the answer, as `Node.path` has it.
        value: What it is to be; a text is read as the setting's kind.

    Returns:
        A plan of one change; an empty one, which says so, where it is so already.

    Raises:
        UnknownName: The tree has no such setting.
        Conflict: It is locked, or the API has no way to change it.
        Invalid: The value cannot be sent.
        ZtuiError: The tree cannot be read.
    """
    state = await session.settings.read(view)
    lines = [each for each in all_nodes(state.tree(missing=True)) if not each.is_topic]
    node = next((each for each in lines if each.path == path), None)
    if node is None:
        raise UnknownName(f"setting of {state.settings.title.lower()}", path, [each.path for each in lines])
    why = setting_refusal(state, node)
    if why or node.takes is None:
        raise Conflict(f"{display(node.title)}: {why}.", "Nothing was sent.", operation_id=state.settings.get)
    wanted = _value(node, value)
    if node.is_set and same(node.value, wanted):
        return new_plan(session, (), (f"No change: {display(node.title)} is so already.",))
    request = _request(session, state.settings, view, node, wanted)
    check_request(request, session.account.id)
    return new_plan(session, (await _change(session, state, node, request, wanted),))


def _above(nodes: Sequence[Node], wanted: Node) -> Iterator[Node]:
    """Give what a line stands in; a switch stands for the object that it turns on."""
    for each in nodes:
        if each.key != wanted.key and any(one.key == wanted.key for one in all_nodes(each.children)):
            yield each
            yield from _above(each.children, wanted)


def _value(node: Node, value: Any) -> Any:
    """Read a value as the setting's kind.

    Raises:
        ConfigError: It is none that the setting may have.
    """
    known = [each for each, _ in node.choices]
    read = typed_word(value, node.kind is NodeKind.SWITCH, node.kind is NodeKind.NUMBER)
    if known and not isinstance(read, list):
        match = next((each for each, word in node.choices if same(each, read) or same(word, read)), None)
        if match is None:
            raise ConfigError(
                f"{display(node.title)} cannot be '{display(text_of(read))}'.",
                f"It may be {', '.join(display(word) for _, word in node.choices)}.",
            )
        return match
    return read


def _request(session: Session, settings: Settings, view: SettingsView, node: Node, value: Any) -> Request:
    assert node.takes is not None
    path, _ = read_request(settings, view, session.client.account)
    written = operation(node.takes.operation_id)
    parts = {name: path.get(_SAME.get(name, name), "") for name in written.path_params}
    choice = view.choice or (settings.choice.values[0] if settings.choice is not None else "")
    filled = {name: part or (choice if name in ("settingType", "policyType") else "") for name, part in parts.items()}
    given = {name: part for name, part in filled.items() if part}
    return Request(node.takes.operation_id, given, body=nested([(".".join(map(str, node.takes.at)), value)]))


async def _change(session: Session, state: SettingsState, node: Node, request: Request, value: Any) -> Change:
    settings, view = state.settings, state.view
    place = settings.below[0].resource if settings.below else _ACCOUNT
    key = next((part for _, part in view.path), "") or session.account.id or "me"
    stored = await session.objects.cached(place, key)
    label = label_of(found(session, place), stored.row) if stored is not None else key if settings.below else ""
    path, query = read_request(settings, view, session.client.account)
    of = f"{settings.title} of {label}" if label else settings.title
    back = None
    if node.is_set and node.value is not None:
        back = Request(request.operation_id, request.path, body=_body_with(request.body, node.value))
    was, now = _word(node, node.value), _word(node, value)
    return Change(
        id="1",
        resource=place,
        key=key,
        label=label,
        title=f"{of}: {node.title} {was} becomes {now}",
        request=request,
        before=nested([(node.path, node.value)]) if back is not None else None,
        check=Check(settings.get, path, query, Expect.EQUAL, ((node.path, value),)),
        inverse=back,
        final="" if back is not None else "it had no value before, and the API has no way to take one away",
        confirm=Confirm.REVIEW if settings.below and place != _ACCOUNT else Confirm.DANGER,
        phrase=label or key[-6:],
        undo=(lambda _: back),
        only_if=Check(settings.get, path, query, Expect.EQUAL, ((node.path, node.value),)) if node.is_set else None,
    )


def _word(node: Node, value: Any) -> str:
    word = next((word for each, word in node.choices if same(each, value)), text_of(value))
    return f"'{word}'" if word else "(nothing)"


def _body_with(body: Any, value: Any) -> Any:
    """Give the body of a single value with another one."""
    if not isinstance(body, dict):
        return value
    return {name: _body_with(part, value) for name, part in body.items()}
