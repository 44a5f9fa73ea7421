"""The command line: one group, one small file per command, loaded when called."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from ztui import __version__
from ztui.cli.completing import complete_profiles, complete_resources, complete_zones
from ztui.cli.paging import help_paged
from ztui.cli.runtime import GlobalOptions, Runtime
from ztui.cli.start import say
from ztui.cli.streams import guarded
from ztui.core.config import switch_of
from ztui.core.errors import ConfigError, UnknownName, ZtuiError
from ztui.core.exit_codes import INTERRUPTED
from ztui.core.text import display

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from click.shell_completion import CompletionItem

__all__ = ["COMMANDS", "cli", "run", "run_in"]

COMMANDS = {
    "demo": ("ztui.cli.demo:demo", "The TUI on the built-in simulator."),
    "list": ("ztui.cli.list:list_rows", "Print the rows of a resource."),
    "views": ("ztui.cli.views:views", "The saved views of lists."),
    "get": ("ztui.cli.get:get", "Print one object."),
    "set": ("ztui.cli.set:set_fields", "Change fields of an object."),
    "create": ("ztui.cli.set:create", "Make an object."),
    "delete": ("ztui.cli.act:delete", "Delete objects."),
    "assign": ("ztui.cli.act:assign", "Assign numbers and the like to another object."),
    "unassign": ("ztui.cli.act:unassign", "Take numbers and the like from whoever has them."),
    "act": ("ztui.cli.act:act", "Carry out any other action on an object."),
    "task": ("ztui.cli.task:task", "Guided tasks: a leaver, a joiner, a phone swap, a holiday on many queues ..."),
    "bulk": ("ztui.cli.bulk:bulk", "Carry out a list of changes."),
    "journal": ("ztui.cli.journal:journal", "What was written; undo it, look up what was cut."),
    "save": ("ztui.cli.save:save_files", "Save recordings, transcripts, voicemails and faxes as files."),
    "call": ("ztui.cli.call:call", "What happened in one call, drawn as a ladder of its legs."),
    "calls": ("ztui.cli.calls:calls", "The stored calls: which there are; fetch them, forget old ones."),
    "find": ("ztui.cli.find:find", "Anything in the account, by a piece of what it is called."),
    "index": ("ztui.cli.index:index", "The index of the account: how old it is; read what is missing."),
    "ring": ("ztui.cli.ring:ring", "Where a number, an extension or a name rings."),
    "check": ("ztui.cli.check:check", "What is wrong or wasteful in the account, and what mends it."),
    "snapshot": ("ztui.cli.snapshot:snapshot", "The whole configuration of the account as one file."),
    "diff": ("ztui.cli.diff:diff", "What changed since a snapshot, or between two."),
    "operations": ("ztui.cli.operations:list_operations", "The operations of the API, and what they take."),
    "api": ("ztui.cli.api:api", "Send one request of any operation."),
    "profile": ("ztui.cli.profile:profile", "The profiles: list, show, add, remove, test."),
    "scopes": ("ztui.cli.scopes:scopes", "The scopes that an app needs, to be pasted."),
    "config": ("ztui.cli.config:config", "The settings file: what it may hold, what holds, what is wrong."),
    "cache": ("ztui.cli.cache:cache", "The files of what was read: where, how large; forget them."),
    "doctor": ("ztui.cli.doctor:doctor", "What may be wrong with terminal, settings, credentials, scopes, clock."),
    "completion": ("ztui.cli.completion:completion", "The script that lets a shell complete ztui's words."),
    "log": ("ztui.cli.log:log", "The end of ztui's own log."),
    "info": ("ztui.cli.info:info", "Where things are: profile, folders, versions."),
    "help": ("ztui.cli.help:help_on", "What is to be known: keys, filters, plans, undo, offline, scripts ..."),
    "sim": ("ztui.cli.sim:sim", "Serve the built-in simulator over HTTP."),
}
"""Name of a command -> where it lives and its line in the help."""


class _House(click.Group):
    """A group that imports a command when it is called, and takes an unknown word for a resource."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return self._screen_of(cmd_name)
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def _screen_of(self, name: str) -> click.Command:
        from ztui.resources.registry import names, resource

        try:
            start = resource(name).name
        except UnknownName:
            known = [*COMMANDS, *names()]
            told = "'ztui --help' lists the commands, 'ztui help lists' the lists."
            raise UnknownName("command or resource", name, known, told) from None

        @click.command(name)
        @click.pass_context
        def show(ctx: click.Context, /) -> int:
            runtime, options = _house_of(ctx)
            return runtime.show(options, start)

        return show

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer commands, then resources, which open the terminal program."""
        from click.shell_completion import CompletionItem

        resources = complete_resources(ctx, self.params[0], incomplete) if incomplete else []
        return [*super().shell_complete(ctx, incomplete), *map(CompletionItem, resources)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def _house_of(ctx: click.Context) -> tuple[Runtime, GlobalOptions]:
    runtime: Runtime = ctx.obj[0]
    options: GlobalOptions = ctx.obj[1]
    return runtime, options


@click.group(cls=_House, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--profile",
    metavar="NAME",
    default="",
    help="Profile of config.toml to use.",
    shell_complete=complete_profiles,
)
@click.option("--account", metavar="ID", default="", help="Sub account to act for.")
@click.option("--read-only", is_flag=True, help="Send nothing but reads.")
@click.option("--demo", is_flag=True, help="Use the built-in simulator instead of an account.")
@click.option("--demo-state", metavar="DIR", default="", help="Keep the demo's cache and changes in this folder.")
@click.option("--offline", is_flag=True, help="Show what is stored; send no request.")
@click.option("--no-color", is_flag=True, help="Use no colours.")
@click.option("--ascii", is_flag=True, help="Draw with ASCII signs only.")
@click.option(
    "--tz",
    metavar="ZONE",
    default="",
    help="Zone of the times shown, such as America/Los_Angeles.",
    shell_complete=complete_zones,
)
@click.option("--no-input", is_flag=True, help="Ask nothing; fail where a question would have to be answered.")
@click.option("--no-pager", is_flag=True, help="Print long output as it is.")
@click.option("--plain", is_flag=True, help="For screen readers: prompts and lines instead of screens.")
@click.option("-v", "verbose", count=True, help="Tell more on stderr.")
@click.version_option(__version__, "--version", message="ztui %(version)s")
@click.pass_context
def cli(ctx: click.Context, /, **given: Any) -> int:
    """Browse and change a Zoom Phone account from the terminal.

    \b
    ztui                        open the terminal program
    ztui demo                   the same on a built-in Zoom, nothing to set up
    ztui call-queues            open it at a resource
    ztui list numbers --csv     print instead
    """  # noqa: D301  (click reads the control character)
    runtime: Runtime = ctx.obj[0]
    options = GlobalOptions(**given)
    if options.demo_state and not options.demo and ctx.invoked_subcommand != "demo":
        raise ConfigError("--demo-state is for the demo, and this is none. Nothing was sent.", "Add --demo.")
    ctx.obj = (runtime, options)
    runtime.asks = not (options.no_input or switch_of(runtime.environ, "ZTUI_NO_INPUT"))
    if ctx.invoked_subcommand is None:
        return runtime.show(options, "")
    return 0


def run(argv: Sequence[str], runtime: Runtime) -> int:
    """Run one command line.

    Args:
        argv: The words after the program's name.
        runtime: The composition root.

    Returns:
        The exit code, as the table in the reference has it.
    """
    return guarded(lambda: _run(argv, runtime), runtime.stdout, runtime.stderr)


def _run(argv: Sequence[str], runtime: Runtime) -> int:
    """Parse and call; `click`'s own `main` would make an exit code of its own of a broken pipe."""
    odd = next((each for each in argv if not _is_text(each)), None)
    if odd is not None:
        return say(runtime, f"'{display(odd, longest=60)}' has bytes that are not UTF-8.", "Nothing was sent.", 2)

    def parsed() -> Any:
        with (
            help_paged(argv, runtime),
            cli.make_context("ztui", globals_first(argv), obj=(runtime, GlobalOptions())) as context,
        ):
            return cli.invoke(context)

    return _said(parsed, runtime)


def run_in(argv: Sequence[str], runtime: Runtime, options: GlobalOptions) -> int:
    """Run one command of a conversation, whose options for every command are those that it began with.

    Args:
        argv: The command and its words.
        runtime: The composition root as the conversation gives it.
        options: The options of the conversation.

    Returns:
        The exit code; what went wrong was said on the runtime's stderr.
    """

    def parsed() -> Any:
        above = click.Context(cli, info_name="ztui", obj=(runtime, options), **cli.context_settings)
        command = cli.get_command(above, argv[0])
        assert command is not None
        with command.make_context(argv[0], list(argv[1:]), parent=above) as context:
            return command.invoke(context)

    return _said(parsed, runtime)


def _said(action: Callable[[], Any], runtime: Runtime) -> int:
    """Do what a command line asks for; what goes wrong is said in a line. Gives the exit code."""
    try:
        code = action()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        runtime.stderr.write(f"{error.format_message()}\n")
        return 2
    except click.UsageError as error:
        return say(runtime, display(" ".join(error.format_message().split())), _help_of(error), 2)
    except click.ClickException as error:
        return say(runtime, display(error.format_message()), "", error.exit_code)
    except ZtuiError as error:
        return say(runtime, display(error.message), display(error.hint), error.exit_code)
    return code if isinstance(code, int) else 0


def _is_text(word: str) -> bool:
    """Tell whether the bytes of a word were UTF-8; Python gives those that were not as halves of characters."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True


def globals_first(argv: Sequence[str]) -> list[str]:
    """Move the options that go with every command to the front, so that they may stand anywhere before `--`."""
    takes = {name: not option.is_flag and not option.count for option in _global_options() for name in option.opts}
    front: list[str] = []
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--":
            rest += [word, *words]
            break
        name, equals, _ = word.partition("=")
        if name not in takes or (equals and not takes[name]):
            rest.append(word)
            continue
        front.append(word)
        if takes[name] and not equals:
            front += [value for value in [next(words, None)] if value is not None]
    return front + rest


def _global_options() -> list[click.Option]:
    names = set(GlobalOptions.__dataclass_fields__)
    return [each for each in cli.params if isinstance(each, click.Option) and each.name in names]


def _help_of(error: click.UsageError) -> str:
    return f"See '{error.ctx.command_path} --help'." if error.ctx else ""
