"""How large a world is, and when it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Scaled", "Sizes"]

SUB_ACCOUNT_SHARE = 0.05
"""How large the phone system of a sub account is beside the master's."""


class Sizes(Protocol):
    """What a world must be told; the simulator's options are one of these."""

    @property
    def seed(self) -> int:
        """Number that all randomness comes from."""

    @property
    def now(self) -> datetime:
        """The instant at which the world begins, aware; the calls asked for lie before it."""

    @property
    def accounts(self) -> int:
        """Sub accounts."""

    @property
    def sites(self) -> int:
        """Sites of the master account."""

    @property
    def users(self) -> int:
        """Phone users of the master account."""

    @property
    def queues(self) -> int:
        """Call queues of the master account."""

    @property
    def numbers(self) -> int:
        """Phone numbers of the master account."""

    @property
    def calls(self) -> int:
        """Calls of the master account in the six months before `now`."""

    @property
    def messy(self) -> bool:
        """Whether faults are planted that a check should find."""


@dataclass(frozen=True, slots=True)
class Scaled:
    """Sizes of the phone system of one account."""

    sites: int
    users: int
    queues: int
    numbers: int
    calls: int
    messy: bool

    @classmethod
    def master(cls, sizes: Sizes) -> Scaled:
        """Give the sizes of the master account: at least one site, since everything belongs to one."""
        return cls(max(sizes.sites, 1), sizes.users, sizes.queues, sizes.numbers, sizes.calls, sizes.messy)

    @classmethod
    def sub(cls, sizes: Sizes) -> Scaled:
        """Give the sizes of a sub account: a share of the master's, and something of everything that it has."""

        def share(count: int) -> int:
            return min(count, max(round(count * SUB_ACCOUNT_SHARE), 3))

        return cls(
            max(share(sizes.sites) // 2, 1),
            share(sizes.users),
            share(sizes.queues),
            share(sizes.numbers),
            share(sizes.calls),
            False,
        )
