"""Text messages of one account: sessions between a number of its own and numbers outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ztui.sim.world.dice import Dice, chance, pick
from ztui.sim.world.entities import Kind, Owner
from ztui.sim.world.names import person
from ztui.sim.world.pictures import png
from ztui.sim.world.places import EXTERNAL, EXTERNAL_FROM, number_in
from ztui.sim.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.sim.world.entities import Number
    from ztui.sim.world.system import PhoneSystem

__all__ = ["WRITERS", "Message", "Texting", "Thread"]

WRITERS = (Kind.USER, Kind.QUEUE, Kind.RECEPTIONIST, Kind.SHARED_LINE)
"""Who can have messages."""

_MOST_THREADS = 300
_DAYS = 60
_TEXTS = (
    "Hello, is my order ready?",
    "It is, you can pick it up today.",
    "Thank you!",
    "Can you call me back?",
    "Your appointment is tomorrow at 9.",
    "Could we move it to Friday? 🙏",
    "Friday at 10 it is.",
    "Wo finde ich Sie?",
    "STOP",
)


class Message(NamedTuple):
    """A message; `at` is in epoch seconds, `files` are (id, name, size, type)."""

    id: str
    at: int
    outgoing: bool
    text: str
    status: str
    files: tuple[tuple[str, str, int, str], ...]


class Thread(NamedTuple):
    """A session; `number` is the account's own number, `others` those outside with their names."""

    id: str
    number: str
    owner: Owner
    others: tuple[tuple[str, str], ...]
    messages: tuple[Message, ...]

    @property
    def last(self) -> int:
        """When its last message was sent, in epoch seconds."""
        return self.messages[-1].at if self.messages else 0


class Texting:
    """All sessions of an account."""

    def __init__(self, system: PhoneSystem) -> None:
        """Take the phone system; nothing is made yet."""
        self._system = system
        self.threads: Table[Thread] = Table(self._make)

    def newest_first(self) -> list[Thread]:
        """Give the sessions, the one with the last message first."""
        return sorted(self.threads, key=lambda thread: (-thread.last, thread.id))

    def _make(self) -> Iterator[Thread]:
        """Make the sessions of the numbers that can send messages."""
        system, dice = self._system, self._system.dice("text")
        able = [each for each in system.numbers.initial if each.messaging and each.owner and each.owner.kind in WRITERS]
        for index, number in enumerate(able[:_MOST_THREADS]):
            yield _thread(dice, index, number, int(system.now.timestamp()))


def _thread(dice: Dice, index: int, number: Number, now: int) -> Thread:
    """Make one session: a few messages to and fro, an hour or two between them."""
    words = dice.words(index)
    assert number.owner is not None
    others = tuple(
        (number_in(pick(words[turn], EXTERNAL[:16]), EXTERNAL_FROM + 500_000 + index * 3 + turn), _name(words, turn))
        for turn in range(1 if chance(words[3], 0.9) else 2)
    )
    at = now - 3600 - words[4] % (_DAYS * 86_400)
    messages: list[Message] = []
    for turn in range(1 + words[5] % 9):
        said = dice.words(1_000_000 + index * 16 + turn)
        at += 40 + said[0] % 5000 if turn else 0
        if at >= now:
            break
        outgoing = chance(said[1], 0.5)
        status = "received" if not outgoing else "failed_to_deliver" if chance(said[2], 0.04) else "delivered"
        files: tuple[tuple[str, str, int, str], ...] = ()
        if chance(said[3], 0.1):
            picture = dice.id(2_000_000 + index * 16 + turn)
            files = ((picture, f"photo{turn}.png", len(png(picture)), "PNG"),)
        key = Dice("message", dice.key()).id(index * 16 + turn)
        messages.append(Message(key, at, outgoing, pick(said[5], _TEXTS), status, files))
    return Thread(f"{dice.key() + index:032x}", number.number, number.owner, others, tuple(messages))


def _name(words: tuple[int, ...], turn: int) -> str:
    return person(words[6 + turn], words[8 + turn], words[10 + turn]) if chance(words[12 + turn], 0.5) else ""
