"""All state of the simulator: the accounts, and the phone system of each, made when somebody asks for it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from ztui.sim.handling import Refusal
from ztui.sim.world.accounts import Account, make_accounts, make_master
from ztui.sim.world.audio import Audio
from ztui.sim.world.dice import Dice
from ztui.sim.world.faults import plant
from ztui.sim.world.overlay import Overlay
from ztui.sim.world.sizes import Scaled, Sizes
from ztui.sim.world.system import PhoneSystem
from ztui.sim.world.table import Table

if TYPE_CHECKING:
    from datetime import datetime

    from ztui.sim.handling import Context

    Write = tuple[datetime, str, tuple[str, ...]]

__all__ = ["World"]


class World:
    """Everything that the simulator knows. The same sizes give the same world, to the byte.

    Attributes:
        sizes: How large it was made.
        accounts: The sub accounts.
        planted: The faults of a messy world, known once the master's phone system was asked for.
        writes: What was written, by account: the instant, the operation's id, and the values of its path.
    """

    def __init__(self, sizes: Sizes) -> None:
        """Take sizes, seed and first instant; nothing is made yet."""
        self.sizes = sizes
        self.accounts: Table[Account] = Table(lambda: make_accounts(sizes))
        self._systems: dict[str, PhoneSystem] = {}
        self._audio: dict[str, Audio] = {}
        self._overlays: dict[tuple[str, str], Overlay] = {}
        self._created = 0
        self.planted: list[dict[str, Any]] = []
        self.writes: dict[str, list[Write]] = {}

    @cached_property
    def master(self) -> Account:
        """The master account."""
        return make_master(self.sizes)

    @property
    def master_id(self) -> str:
        """Id of the master account, in whose name plain paths go."""
        return self.master.id

    def account(self, account_id: str) -> Account | None:
        """Give an account by id, `me` being the master, or None."""
        if account_id in ("me", self.master_id):
            return self.master
        return self.accounts.get(account_id)

    def has_account(self, account_id: str) -> bool:
        """Tell whether the account exists."""
        return self.account(account_id) is not None

    def has_phone(self, account_id: str) -> bool:
        """Tell whether the account has Zoom Phone."""
        account = self.account(account_id)
        return account is not None and account.phone

    def name_of(self, account_id: str) -> str:
        """Give the name of an account.

        Raises:
            Refusal: 404 with code 2001 when there is no such account.
        """
        return self._known(account_id).name

    def _known(self, account_id: str) -> Account:
        found = self.account(account_id)
        if found is None:
            raise Refusal(404, 2001, f"Account does not exist: {account_id}")
        return found

    def system(self, account_id: str) -> PhoneSystem:
        """Give the phone system of an account.

        Raises:
            Refusal: 404 with code 2001 when there is no such account.
        """
        account = self._known(account_id)
        if account.id not in self._systems:
            master = account.id == self.master_id
            sizes = Scaled.master(self.sizes) if master else Scaled.sub(self.sizes)
            self._systems[account.id] = PhoneSystem(
                self.sizes.seed, account.id, account.domain, sizes, self.sizes.now, master
            )
            if master and self.sizes.messy:
                self.planted = plant(self._systems[account.id])
        return self._systems[account.id]

    def audio(self, account_id: str) -> Audio:
        """Give the SIP Connected Audio setup of an account.

        Raises:
            Refusal: 404 with code 2001 when there is no such account.
        """
        account = self._known(account_id)
        if account.id not in self._audio:
            master = account.id == self.master_id
            made = Audio(self.system(account.id).dice("audio"), master, account.audio_plan)
            self._audio[account.id] = made
        return self._audio[account.id]

    def overlay(self, account_id: str, place: str) -> Overlay:
        """Give what was written to the collection or settings at a place of an account's API."""
        return self._overlays.setdefault((account_id, place), Overlay())

    def note(self, context: Context) -> None:
        """Remember that a write was done."""
        write = (context.now, context.operation.id, tuple(context.path.values()))
        self.writes.setdefault(context.account, []).append(write)

    def new_id(self) -> str:
        """Give the id of an account or owner that was just created."""
        self._created += 1
        return Dice(self.sizes.seed, "created").id(self._created)

    def state(self) -> dict[str, Any]:
        """Give counts of what exists in the master account, for the control side."""
        system = self.system(self.master_id)
        counts = {
            "sites": len(system.sites),
            "users": len(system.users),
            "queues": len(system.queues),
            "numbers": len(system.numbers),
        }
        names = {"seed": self.sizes.seed, "master": self.master_id, "accounts": len(self.accounts)}
        return names | counts | {"calls": system.sizes.calls, "planted": self.planted}
