"""The plan screen: what would be written, before and after, and what that means; `w` writes it, once confirmed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError, FieldError, ZtuiError
from ztui.services.changes.applying import why_not
from ztui.services.changes.wording import who_of
from ztui.store.journal import Outcome
from ztui.ui.screens.plan.frame import PlanFrame
from ztui.ui.screens.waited import told_wait

if TYPE_CHECKING:
    from ztui.services.changes.model import Plan, Result, Run
    from ztui.ui.screens.base import HouseScreen

__all__ = ["PlanScreen"]


class PlanScreen(PlanFrame):
    """Shows a plan and writes it."""

    def action_refresh(self) -> None:
        """Look again whether Zoom still has what the plan was made from; make it anew where it does not."""
        if self.is_written or self.busy("check"):
            return
        if self.remake is not None and self.checked is not None and self.checked.moved:
            self.start(self._make_anew(), "check")
        else:
            self.start(self._check_again(), "check")

    def action_copy_commands(self) -> None:
        """Send the plan as commands to the clipboard."""
        from ztui.services.changes.commands import commands_of
        from ztui.ui.modals.copy import program

        words = program(self.plan.account, demo=self.house.demo)
        if not self.house.demo:
            words[1:1] = ["--profile", self.plan.profile]
        lines = commands_of(replace(self.plan, reason=self.reason), program=words)

        async def send() -> None:
            what = "the command" if len(lines) == 1 else f"{len(lines):,} commands"
            sent = await self.house.send_to_clipboard("\n".join(lines) + "\n", what)
            self.say(sent.said, "good" if sent.file is None else "warn")

        self.start(send(), "copy")

    def action_write(self) -> None:
        """Write it: it is looked at once more, then asked for."""
        if self.busy("check"):
            return
        why = why_not(self.session)
        if self.is_written:
            self.fail(ConfigError("It was written already; a plan is written once.", ":run has what came of it."))
        elif not self.plan.active:
            self.fail(
                ConfigError("Nothing is to be written.", "space switches a change on." if self.plan.changes else "")
            )
        elif why:
            self.fail(ZtuiError(f"Nothing was changed. {why}"))
        elif self.session.profile.require_reason and not self.reason:
            self.fail(ConfigError("This profile wants a reason for every change.", "Type it, then enter and w."))
            self.set_focus(self.query_one("#reason-text"), scroll_visible=False)
        else:
            self.start(self._weigh(), "check")

    async def _make_anew(self) -> None:
        assert self.remake is not None
        with told_wait(self, "making the plan anew"):
            self.plan = await self.remake()
        self.checked = None
        self.rows.move_to(0)
        self.show_plan()
        self.say("The plan was made anew from what is there now.", "good")
        self.start(self._learn_names(), "names")

    async def _check_again(self) -> None:
        await self._check()

    async def _check(self) -> bool:
        """Look whether all is as it was planned; tells it."""
        from ztui.services.changes.checking import check_plan

        self.say("")
        with told_wait(self, "checking against Zoom"):
            self.checked = await check_plan(self.session, self.plan)
        self.show_plan()
        moved = self.checked.moved
        if moved:
            first = next(iter(moved.values()))
            self.fail(ZtuiError(f"Nothing was written. Changed since it was planned: {first}.", self.way_on))
        elif self.checked.unread:
            self.fail(ZtuiError(f"Nothing was written: {next(iter(self.checked.unread.values()))}"))
        return not moved and not self.checked.unread

    async def _weigh(self) -> None:
        from ztui.ui.modals.confirm import confirmation
        from ztui.ui.screens.plan.asking import question_of

        if not await self._check() or self.house.house_screen is not self:
            return
        plan = replace(self.plan, reason=self.reason)
        session = self.session
        question = question_of(plan, who_of(plan, session.profile.label, session.account.name))

        def answered(said: bool | None) -> None:
            if said is True:
                self._begin(plan)
            else:
                self.say("Nothing was written.")

        self.app.push_screen(confirmation(question, session.clock.monotonic), answered)

    def _begin(self, plan: Plan) -> None:
        """Write it, once."""
        if self.is_written:
            return
        self.plan = plan
        self.running = self.house.runs.begin(self.session, plan, after=self._ended)
        if len(plan.active) > 1:
            self._show_run(self._origin())
        else:
            self.show_frame()

    def _show_run(self, back: HouseScreen) -> None:
        from ztui.ui.screens.plan.run import RunScreen

        assert self.running is not None
        self.house.go(RunScreen(self.session, self.running, form=self.form), back)

    def _origin(self) -> HouseScreen:
        """Give the screen that the plan, or its form, was opened from."""
        first = self.form or self
        return first.opened_from or first

    def _ended(self, run: Run) -> None:
        """Close where all is done; hand the form what Zoom refuses of its fields; else show what there is to know."""
        if self.after is not None:
            self.after(run)
        written: Any = getattr(self.form, "was_written", None)
        if written is not None and all(map(_is_fine, run.results)):
            written()
        if len(run.results) != 1 or self.house.house_screen is not self:
            return
        (only,) = run.results
        take: Any = getattr(self.form, "take_errors", None)
        if _is_fine(only):
            self.house.leave(self.form or self)
        elif take is not None and only.outcome is Outcome.FAILED:
            self.house.leave(self)
            take([FieldError(*each) for each in only.fields or (("", only.said),)])
        else:
            self._show_run(self.form or self._origin())


def _is_fine(result: Result) -> bool:
    """Tell whether nothing of a result has to be looked at: it was done as asked, or was so already."""
    return result.as_asked and (
        result.outcome is Outcome.DONE or (result.outcome is Outcome.SKIPPED and not result.exit_code)
    )
