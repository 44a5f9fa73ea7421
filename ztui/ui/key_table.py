"""The table of keys: each action with its keys, its words and its places.

A key has one meaning on every screen where it exists. Every action has an id, by which the user remaps it
(`keys` of a profile, handed to Textual's `App.set_keymap`). Nothing essential lies on ctrl+a, b, h, i, j, m, q, s or z,
which terminals, multiplexers and flow control keep for themselves.
"""

from __future__ import annotations

from ztui.core.dataclass import dataclass

__all__ = ["KEYS", "MOVES", "KeyAction"]


@dataclass(frozen=True, slots=True)
class KeyAction:
    """One thing that a key does.

    Attributes:
        id: Name for remapping; with `_` for `-` it is the method's (`action_mark_range`).
        keys: Textual's names of the keys, separated by commas; the first is the one that is shown.
        title: What it does, as the key line says it, in one or two words.
        help: What it does, as the help says it, a full line.
        places: Where it exists: `app` (everywhere), `rows` (wherever a table has the focus), `list`, `detail`, ...
        rank: Its place in the key line, the smallest first; 0 keeps it out of the line.
        group: Heading under which the help shows it.
        twin: Id of the action whose key is shown beside this one (`< >`).
    """

    id: str
    keys: str
    title: str
    help: str
    places: tuple[str, ...]
    rank: int = 0
    group: str = "Everywhere"
    twin: str = ""

    @property
    def method(self) -> str:
        """Give the action as Textual names it: `mark_range`, `area('3')`."""
        if self.id.startswith("area-"):
            return f"area('{self.id[-1]}')"
        return self.id.replace("-", "_")


MOVES = "Moving in a list"
"""The group of the keys that do nothing but move."""
_LISTS = "Lists"
_OBJECTS = "Objects"
_REQUESTS = "Requests"
_PLANS = "Plans and runs"
_UNDOES = ("list", "detail", "plan", "run", "journal", "journal-entry", "checks", "diff", "ring")
_JOURNAL = ("journal", "journal-entry", "unfinished")

KEYS: tuple[KeyAction, ...] = (
    KeyAction("cursor-up", "up,k", "up", "Go up a row", ("rows",), group=MOVES),
    KeyAction("cursor-down", "down,j", "down", "Go down a row", ("rows",), group=MOVES),
    KeyAction("page-up", "pageup,ctrl+u", "page up", "Go up a page", ("rows",), group=MOVES),
    KeyAction("page-down", "pagedown,ctrl+d", "page down", "Go down a page", ("rows",), group=MOVES),
    KeyAction("first-row", "g,home", "first", "Go to the first row", ("rows",), group=MOVES),
    KeyAction("last-row", "G,end", "last", "Go to the last row that is loaded", ("rows",), group=MOVES),
    KeyAction(
        "columns-left",
        "left,h",
        "left",
        "Bring back a column on the left; fold; scroll the details of a leg up",
        ("rows",),
        group=MOVES,
    ),
    KeyAction(
        "columns-right",
        "right,l",
        "right",
        "Scroll to the columns on the right; unfold; scroll details down",
        ("rows",),
        group=MOVES,
    ),
    KeyAction(
        "open", "enter", "open", "Open the row under the cursor, or the details of an error", ("rows",), 1, _LISTS
    ),
    KeyAction("mark", "space", "mark", "Mark the row, or take its mark away; switch yes and no", ("rows",), 0, _LISTS),
    KeyAction("mark-range", "V", "range", "Begin a range here; again: mark all rows up to here", ("rows",), 0, _LISTS),
    KeyAction(
        "filter",
        "slash",
        "filter",
        "Filter what is loaded: words, !word, field:value",
        ("list", "operations", "request", "answer", "settings", "form", "journal", "stored", "frequency"),
        2,
        _LISTS,
    ),
    KeyAction("fields", "f", "fields", "Ask Zoom for fewer rows: the filters that the API knows", ("list",), 3, _LISTS),
    KeyAction(
        "sort-left",
        "less_than_sign",
        "sort",
        "Sort by the column on the left",
        ("list", "operations", "frequency"),
        4,
        _LISTS,
        "sort-right",
    ),
    KeyAction(
        "sort-right",
        "greater_than_sign",
        "sort",
        "Sort by the column on the right",
        ("list", "operations", "frequency"),
        0,
        _LISTS,
    ),
    KeyAction(
        "sort",
        "s",
        "sort by",
        "Pick the column to sort by; the same again turns it round",
        ("list", "operations", "callbacks", "frequency"),
        5,
        _LISTS,
    ),
    KeyAction(
        "frequency",
        "F",
        "count by",
        "Count the rows by the column that they are sorted by, or by one that you pick",
        ("list", "frequency"),
        0,
        _LISTS,
    ),
    KeyAction(
        "plots",
        "P",
        "plot",
        "Plot the calls of the list, or of this object: by time, weekday and hour, queue, site and the like",
        ("list", "detail"),
        0,
        _LISTS,
    ),
    KeyAction("step", "u", "step", "Plot by the quarter, hour, day or week", ("plots",), 2, _LISTS),
    KeyAction(
        "through",
        "U",
        "through",
        "Of the calls of a queue, user or number: those that name it, or all that passed it, as Zoom finds them",
        ("list",),
        3,
        _LISTS,
    ),
    KeyAction(
        "presets",
        "m",
        "presets",
        "Narrow the calls with a letter: window, direction, outcome, result, type, recording",
        ("list",),
        4,
        _LISTS,
    ),
    KeyAction("views", "v", "views", "Show the saved views of lists; :view save NAME keeps one", ("app",)),
    KeyAction(
        "follow",
        "N",
        "follow",
        "Show new calls as they come, at a pace whose cost is said; again: stop",
        ("list",),
        0,
        _LISTS,
    ),
    KeyAction("columns", "t", "columns", "Choose the columns", ("list",), 6, _LISTS),
    KeyAction(
        "next-tab",
        "tab",
        "next tab",
        "Go to the next tab or field",
        ("list", "detail", "settings", "plan", "plots"),
        0,
        _LISTS,
    ),
    KeyAction(
        "previous-tab",
        "shift+tab",
        "tab before",
        "Go to the tab or field before",
        ("list", "detail", "settings", "plots"),
        0,
        _LISTS,
    ),
    KeyAction(
        "refresh",
        "r,ctrl+r",
        "refresh",
        "Ask Zoom again; the cursor stays on its row",
        (
            "list",
            "plots",
            "detail",
            "settings",
            "plan",
            "run",
            "journal",
            "unfinished",
            "stored",
            "beside",
            "checks",
            "diff",
            "ring",
            "index",
        ),
        8,
    ),
    KeyAction(
        "actions",
        "a",
        "actions",
        "Show all that can be done here",
        ("list", "detail", "settings", "stored", "checks", "ring", "diff", *_JOURNAL),
        7,
        _OBJECTS,
    ),
    KeyAction(
        "copy",
        "c",
        "copy",
        "Send id, number, row, JSON, or the command that prints what is shown, to the clipboard",
        (
            "app",
            "list",
            "frequency",
            "plots",
            "detail",
            "operations",
            "operation",
            "request",
            "answer",
            "settings",
            "setup",
            "stored",
            "beside",
            "checks",
            "ring",
            *_JOURNAL,
        ),
        9,
        _OBJECTS,
    ),
    KeyAction(
        "enter-account",
        "E",
        "act in",
        "Act in the name of this sub account, or leave the one acted in",
        ("list", "detail"),
        0,
        _OBJECTS,
    ),
    KeyAction(
        "raw",
        "J",
        "raw",
        "Show the object as Zoom sent it; write a body or a form as JSON",
        ("list", "detail", "request", "answer", "settings", "form", "ring"),
        10,
        _OBJECTS,
    ),
    KeyAction(
        "story",
        "i",
        "story",
        "Show all calls from and to the caller of a call",
        ("list", "ladder", "callbacks"),
        0,
        _OBJECTS,
    ),
    KeyAction(
        "ring",
        "W",
        "rings where",
        "Show where a number, a person, a queue, a menu or a call rings, as a tree",
        ("list", "detail", "ring"),
        0,
        _OBJECTS,
    ),
    KeyAction(
        "another-time", "T", "another time", "Show where it rings at another moment: sat 22:00", ("ring",), 2, _OBJECTS
    ),
    KeyAction(
        "ignore",
        "I",
        "ignore",
        "Tell this finding of the check no more, with a reason; or tell it again",
        ("checks",),
        0,
        _OBJECTS,
    ),
    KeyAction(
        "beside",
        "B",
        "beside",
        "Show two calls beside each other: the marked ones, or this one and another",
        ("list", "ladder", "story"),
        0,
        _OBJECTS,
    ),
    KeyAction("quality", "Q", "quality", "Ask Zoom how the call sounded", ("ladder", "beside"), 3, _OBJECTS),
    KeyAction(
        "edit",
        "e",
        "edit",
        "Change what is under the cursor; fill in a request, or go back to what was filled in; rename a view",
        ("list", "detail", "settings", "operations", "operation", "answer", "plan", "run", "checks", "views"),
        3,
        _OBJECTS,
    ),
    KeyAction(
        "new",
        "n",
        "new",
        "Make a new row of this list, or add one to what the list is below",
        ("list", "detail"),
        3,
        _OBJECTS,
    ),
    KeyAction(
        "delete",
        "D",
        "delete",
        "Take the row, or all marked rows, away; the line of keys names what and how",
        ("list", "detail", "views"),
        3,
        _OBJECTS,
    ),
    KeyAction(
        "write",
        "w",
        "send",
        "Send what is filled in, make the plan of a form, or write a plan; what changes something asks first",
        ("request", "plan", "form", "bulk", "task"),
        2,
        _REQUESTS,
    ),
    KeyAction(
        "copy-commands", "Y", "copy as commands", "Send the plan as commands to the clipboard", ("plan",), 3, _PLANS
    ),
    KeyAction(
        "undo",
        "z",
        "undo",
        "Undo the last change that you wrote here, in the journal the one under the cursor: opens its plan",
        _UNDOES,
        0,
        _PLANS,
    ),
    KeyAction(
        "stop", "S", "stop", "Stop a run after what it is at (asks first), or the index", ("run", "index"), 1, _PLANS
    ),
    KeyAction("pause", "b", "pause", "Break off a run for a while; again: go on", ("run",), 2, _PLANS),
    KeyAction(
        "only-failed", "exclamation_mark", "only failed", "Show only what went wrong", ("run", "bulk"), 3, _PLANS
    ),
    KeyAction("retry", "R", "retry failed", "Make a new plan of what failed or was not sent", ("run",), 4, _PLANS),
    KeyAction(
        "export",
        "x",
        "export",
        "Write a list, the results of a run, or the journal to a file",
        ("list", "frequency", "run", "journal", "stored", "checks", "diff"),
        5,
        _PLANS,
    ),
    KeyAction(
        "add", "plus", "element", "Add an element to the list under the cursor", ("request",), 4, _REQUESTS, "remove"
    ),
    KeyAction("remove", "minus", "remove", "Remove the element under the cursor", ("request",), 0, _REQUESTS),
    KeyAction("pick", "p", "pick", "Pick what an ID may be from its list", ("request",), 5, _REQUESTS),
    KeyAction(
        "unset",
        "delete,backspace",
        "unset",
        "Leave the field out of the request, or as the object has it",
        ("request", "form"),
        6,
        _REQUESTS,
    ),
    KeyAction(
        "editor",
        "ctrl+e",
        "editor",
        "Change the form as JSON in your editor ($VISUAL, $EDITOR)",
        ("form",),
        5,
        _REQUESTS,
    ),
    KeyAction(
        "only-set",
        "o",
        "only set",
        "Show only what is required or filled in (of settings: set), or everything",
        ("request", "settings", "form"),
        7,
        _REQUESTS,
    ),
    KeyAction(
        "requests",
        "H",
        "history",
        "Show the requests of the console that were sent",
        ("operations", "operation", "request", "answer"),
        11,
        _REQUESTS,
    ),
    KeyAction(
        "back", "escape", "back", "Close the input, stop loading, clear marks, clear the filter, go back", ("app",)
    ),
    KeyAction(
        "history-back",
        "left_square_bracket",
        "before",
        "Go to the screen seen before this one; in a call that a list led to: to the call above",
        ("app",),
        twin="history-forward",
    ),
    KeyAction(
        "history-forward",
        "right_square_bracket",
        "after",
        "Go forward again; in a call that a list led to: to the call below",
        ("app",),
    ),
    KeyAction("journal", "L", "changes", "Show what was changed of this with ztui, or the whole journal", ("app",)),
    KeyAction("command", "colon", "command", "Type a command: a resource, a filter, an account, q", ("app",)),
    KeyAction("find", "ctrl+f", "find", "Find anything: a piece of a number, name, extension, e-mail or MAC", ("app",)),
    KeyAction("palette", "ctrl+p", "palette", "Search all commands and actions", ("app",)),
    KeyAction("help", "question_mark,f1", "more", "Show what the keys and signs of this screen mean", ("app",), 99),
    KeyAction(
        "jump",
        "apostrophe",
        "jump",
        "Show letters beside rows and tabs: a letter goes there, the capital opens what is there",
        ("app",),
    ),
    KeyAction("redraw", "ctrl+l", "redraw", "Draw the screen again", ("app", "modal")),
    KeyAction("quit", "q", "quit", "Leave ztui (at the top of an area; elsewhere go back first, or :q)", ("app",)),
    *(
        KeyAction(f"area-{number}", str(number), f"area {number}", f"Go to area {number}", ("app",))
        for number in range(1, 10)
    ),
)
