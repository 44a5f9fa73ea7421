"""One way through the program that comes past every screen and every box, each in one state worth looking at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ztui.core.errors import Forbidden
from ztui.resources.model import Confirm
from ztui.services.profiles.scopes import FEATURES
from ztui.services.profiles.testing import Tried, Verdict
from ztui.ui.widgets.menu import Choice
from ztui.zoom.device import DeviceCode

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.house import House

__all__ = ["STOPS", "Stop"]

Step = "str | tuple[str, ...] | Callable[[House, Path], Awaitable[None]]"


@dataclass(frozen=True, slots=True)
class Stop:
    """A state of the program.

    Attributes:
        name: Of the file that shows it.
        shows: Name of the class of the screen or box on top.
        steps: The way from the stop before: a line for `:`, keys, or something else to be done.
        settles: What has to be waited for was; False where something stays open on purpose.
    """

    name: str
    shows: str
    steps: tuple[Any, ...] = ()
    settles: bool = field(default=True)


async def _fail(on: House, folder: Path) -> None:
    """Have an error at hand whose details are many."""
    del folder
    on.screen.fail(Forbidden("The app lacks a scope.", "Add phone:read:list_users:admin.", http=400, code=4711))


async def _say(on: House, folder: Path) -> None:
    """Have something said that does not fit on a line."""
    del folder
    said = "Exported 12,480 calls to calls.csv, of which 3 have no time that can be read; they stand at the end."
    on.screen.say(said, "good")


async def _snapshot(on: House, folder: Path) -> None:
    """Take a snapshot, change something, and compare."""
    del folder
    on.app.obey("snapshot then.json")
    await on.settle()
    on.app.obey("diff then.json")
    await on.settle()


async def _bulk(on: House, folder: Path) -> None:
    queue, other = [str(each["name"]) for each in await _rows(on, "call-queues")][:2]
    listed = folder / "queues.csv"
    listed.write_text(f"object,field,value\n{queue},cost_center,CC-7\n{other},cost_center,\nNobody,cost_center,1\n")
    on.app.obey("call-queues")
    await on.settle()
    on.app.obey(f"bulk {listed}")
    await on.settle()


async def _leaver(on: House, folder: Path) -> None:
    del folder
    from ztui.ui.screens.tasks.show import show_task

    show_task(on.app, on.app.session, "leaver", str((await _rows(on, "users"))[2]["id"]))
    await on.settle()


async def _tested(on: House, folder: Path) -> None:
    del folder
    from ztui.ui.screens.setup.tested import TestedScreen

    found = [Tried(each, "", Verdict.ALLOWED if at % 3 else Verdict.FORBIDDEN) for at, each in enumerate(FEATURES)]
    on.app.go(TestedScreen(on.app.session, "acme", found), on.screen)
    await on.settle()


async def _sign_in(on: House, folder: Path) -> None:
    del folder
    from ztui.ui.screens.setup.signing import SignInBox

    address = "https://zoom.us/oauth_device"
    code = DeviceCode("device", "BVFM-7KQT", address, f"{address}/complete/BVFM-7KQT", float("inf"), 15, 5)
    await on.app.push_screen(SignInBox("acme", code))


async def _some(on: House, folder: Path) -> None:
    del folder
    from ztui.ui.modals.choose import ChooseSome

    choices = [Choice(each, each.title()) for each in ("desk phone", "app", "mobile")]
    await on.app.push_screen(ChooseSome("Rings on", choices, ["app"]))


def _sites() -> list[Choice]:
    return [Choice(f"s{at}", name, note) for at, (name, note) in enumerate((("Main Site", "800"), ("West", "801")))]


async def _pick(on: House, folder: Path) -> None:
    del folder
    from ztui.ui.modals.picks import PickOne

    await on.app.push_screen(PickOne("Site", _sites(), current="s2"))


async def _picks(on: House, folder: Path) -> None:
    del folder
    from ztui.ui.modals.picks import PickSome

    await on.app.push_screen(PickSome("Sites", _sites(), ["s2"]))


async def _severe(on: House, folder: Path) -> None:
    del folder
    from ztui.ui.modals.confirm import Question, confirmation

    says = ("184 calls reached it today.", "This CANNOT BE UNDONE.")
    question = Question(Confirm.SEVERE, "Delete call queue", "Delete Support (8200)?", says, "Support")
    await on.app.push_screen(confirmation(question, on.app.session.clock.monotonic))


async def _danger(on: House, folder: Path) -> None:
    del folder
    from ztui.ui.modals.confirm import Question, confirmation

    question = Question(Confirm.DANGER, "Remove member", "Remove Ann Lee from Support?")
    await on.app.push_screen(confirmation(question, on.app.session.clock.monotonic))


async def _rows(on: House, name: str) -> list[Any]:
    from ztui.services.view import View

    listing = on.app.session.listings.open(View(name))
    await listing.refresh()
    rows = [each.row for each in await listing.rows(0, listing.status.shown)]
    await listing.close()
    return rows


_CONTACT = ":operations addExternalContact"

STOPS: tuple[Stop, ...] = (
    Stop("log", "LogScreen", (":call-queues", ":log")),
    Stop("log-request", "TextBox", (("enter",),)),
    Stop("queues-marked", "ListScreen", (("escape",), ":call-queues", ("space",), ("j",))),
    Stop("filter-line", "ListScreen", (("slash", *"name:s ext>1"),)),
    Stop("messages", "MessagesScreen", (("escape",), ("escape",), _fail, ":messages")),
    Stop("problem", "ProblemDetails", (("enter",),)),
    Stop("message", "TextBox", (("escape",), _say, ":messages", ("g",), ("enter",))),
    Stop("command-line", "ListScreen", (("escape",), ":call-queues", ("escape",), ("escape",), ("colon", *"sip"))),
    Stop("columns", "ColumnChooser", (("escape",), ("t",))),
    Stop("sort", "ChooseOne", (("escape",), ("s",))),
    Stop("actions", "ActionsMenu", (("escape",), ("a",))),
    Stop("hints", "JumpBox", (("escape",), ("apostrophe",))),
    Stop("queue", "DetailScreen", (("escape",), ("enter",))),
    Stop("copy", "ChooseOne", (("c",),)),
    Stop("pick-one", "PickOne", (("escape",), _pick)),
    Stop("pick-some", "PickSome", (("escape",), _picks)),
    Stop("choose-some", "ChooseSome", (("escape",), _some)),
    Stop("danger", "DangerBox", (("escape",), _danger)),
    Stop("severe", "SevereBox", (("wait:400", "escape"), _severe)),
    Stop("trunks", "TabbedScreen", (("wait:400", "escape"), ("4",))),
    Stop("fields", "FilterForm", (":calls last 7d", ("f",))),
    Stop("calls", "ListScreen", (("escape",),)),
    Stop("presets", "PresetsBox", (("m",),)),
    Stop("range", "RangeBox", (("escape",), ":window", ("G",), ("enter",))),
    Stop("call", "LadderScreen", (("escape",), ("escape",), ("enter",))),
    Stop("story", "StoryScreen", (("i",),)),
    Stop("calls-beside", "BesideScreen", (":calls last 7d", ("space", "space"), ("B",))),
    Stop("callbacks", "CallbacksScreen", (":callbacks -7d",)),
    Stop("frequency", "FrequencyScreen", (":calls last 7d", ("F", "enter"))),
    Stop("plots", "PlotsScreen", (":calls last 7d", ("P",))),
    Stop("heat-map", "PlotsScreen", (("tab",),)),
    Stop("ask", "AskText", (":calls last 7d", ":view save")),
    Stop("views", "ViewsScreen", ((*"missed", "enter"), ":views")),
    Stop("operations", "OperationsScreen", (":operations",)),
    Stop("operation", "OperationScreen", (_CONTACT,)),
    Stop("request", "RequestScreen", (("e",), ("enter", *"Night desk", "enter"))),
    Stop("editor", "TextEditor", (("J",),)),
    Stop("answer", "AnswerScreen", (("escape",), ":operations listPhoneSites", ("e",), ("enter",))),
    Stop("requests", "RequestsScreen", (":requests",)),
    Stop("settings", "SettingsScreen", (":account-settings",)),
    Stop("setting", "NodeFacts", (*[("j",)] * 7, ("enter",))),
    Stop("form", "FormScreen", (("escape",), ":call-queues", ("j",), ("e",), ("enter", *" 2", "enter"))),
    Stop("plan", "PlanScreen", (("w",),)),
    Stop("change", "ChangeScreen", (("enter",),)),
    Stop("review", "ReviewLine", (("escape",), ("w",))),
    Stop("run", "RunScreen", (("wait:500", "y"), ":run")),
    Stop("result", "ResultScreen", (("enter",),)),
    Stop("journal", "JournalScreen", (":journal",)),
    Stop("entry", "EntryScreen", (("enter",),)),
    Stop("unfinished", "UnfinishedScreen", (":unfinished",)),
    Stop("pick-in-form", "PickBox", (":call-queues", ("a",), ("slash", *"add members", "enter"), ("enter",))),
    Stop("tasks", "TasksScreen", (("escape",), ":task")),
    Stop("task", "TaskForm", (_leaver,)),
    Stop("findings", "FindingsScreen", (("w",),)),
    Stop("bulk", "BulkScreen", (_bulk,)),
    Stop("index", "IndexScreen", (":index sync", ":index")),
    Stop("find", "FindBox", (("ctrl+f", *"main"),)),
    Stop("ring", "RingScreen", (("escape",), ":call-queues", ("W",))),
    Stop("outside", "OutsideScreen", (":ring +442079460102",)),
    Stop("check", "ChecksScreen", (":check",)),
    Stop("diff", "DiffScreen", (_snapshot,)),
    Stop("setup", "SetupScreen", (":setup",)),
    Stop("setup-form", "SetupForm", (("enter",),)),
    Stop("sign-in", "SignInBox", (_sign_in,)),
    Stop("setup-tested", "TestedScreen", (("escape",), _tested)),
    Stop("quota", "QuotaScreen", (":quota",)),
    Stop("help", "HelpScreen", (":call-queues", ":help")),
    Stop("topic", "TopicScreen", (":help filters",)),
)
"""The tour, in its order."""
