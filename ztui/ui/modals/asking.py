"""What is asked before something is written, and how late an answer to it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from ztui.core.dataclass import dataclass
from ztui.resources.model import Confirm

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Asking", "Question"]

DEAF_SECONDS: Final = {Confirm.REVIEW: 0.1, Confirm.DANGER: 0.3, Confirm.SEVERE: 0.3}
"""How long no key may come before a confirmation listens to one."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be confirmed.

    Attributes:
        level: How it is asked.
        title: What is about to be done, for the title of a box: `Delete call queue`.
        asks: The question, without keys: `Send DELETE /phone/... to acme PROD?`
        says: What it does and what cannot be undone, a sentence each; may hold foreign text.
        phrase: What has to be typed for `severe`; `yes` where it is empty.
    """

    level: Confirm
    title: str
    asks: str
    says: tuple[str, ...] = ()
    phrase: str = ""


class Asking:
    """A modal that asks a question, and listens to keys once it was painted and none came for a moment."""

    LEVEL: ClassVar[Confirm] = Confirm.REVIEW

    def ask(self, question: Question, monotonic: Callable[[], float]) -> None:
        """Take what is asked, and the clock by which it is listened late."""
        self.question = question
        self._monotonic = monotonic
        self.opened_at = monotonic()

    @property
    def is_deaf(self) -> bool:
        """Tell whether keys are not listened to yet."""
        return self._monotonic() - self.opened_at < DEAF_SECONDS[self.LEVEL]

    def hear_late(self) -> None:
        """Begin the time in which no key may come: it was painted, or a key came too soon."""
        self.opened_at = self._monotonic()

    def on_key(self) -> None:
        """Take a key that says nothing here for a sign that more of them may come."""
        if self.is_deaf:
            self.hear_late()
