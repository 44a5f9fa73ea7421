"""A session: one profile in one account, with all that screens and commands work with."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.resources.cells import Viewer
from ztui.resources.extensions import site_forms
from ztui.resources.regions import regions_of, site_regions
from ztui.resources.rows import value_at
from ztui.services.listings import Listings
from ztui.services.objects import Objects
from ztui.services.view import View
from ztui.store.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from ztui.core.config import Profile
    from ztui.core.paths import Folders
    from ztui.core.ports import Clock
    from ztui.resources.extensions import SiteForm
    from ztui.resources.model import Row
    from ztui.services.calls.listing import CallFeed
    from ztui.services.feed import Feed
    from ztui.services.inventory.inventory import Inventory
    from ztui.services.quota import Quota
    from ztui.services.settings.reader import SettingsReader
    from ztui.store.calls.calls import Calls
    from ztui.store.index.index import Index
    from ztui.store.journal import Journal
    from ztui.zoom.client import Client

__all__ = ["Account", "Session"]


@dataclass(frozen=True, slots=True)
class Account:
    """In whose name requests go: id and name of a sub account, both "" for the profile's own."""

    id: str = ""
    name: str = ""


@dataclass
class Session:
    """What belongs together; made by `begin`.

    Attributes:
        profile: Settings of the profile.
        client: The way to Zoom, in the name of `account`.
        cache: Rows of this profile and account, in a file of their own.
        listings: Lists.
        objects: Single objects.
        clock: The time.
        zone: The viewer's zone.
        account: In whose name requests go.
        folders: Where files live.
        offline: Zoom is not to be asked.
        journal: The writes of the profile, the same for all of its accounts; None where nothing may be written.
        site_forms: How the sites write their extensions, as far as `learn_sites` was called.
        fetches_windows: Somebody fetches the calls of windows over a day that are chosen (`CallFeed.unstored`).
        site_regions: In which countries the sites are, by site id; as far as `learn_sites` was called.
    """

    profile: Profile
    client: Client
    cache: Cache
    listings: Listings
    objects: Objects
    clock: Clock
    zone: ZoneInfo
    account: Account
    folders: Folders
    offline: bool = False
    journal: Journal | None = None
    fetches_windows: bool = False
    site_forms: Mapping[str, SiteForm] = field(default_factory=dict)
    site_regions: Mapping[str, str] = field(default_factory=dict)
    _root: Session | None = None
    _acting: dict[str, Session] = field(default_factory=dict)
    _last: Sequence[Callable[[], Awaitable[None]]] = ()
    _closed: bool = False

    @cached_property
    def settings(self) -> SettingsReader:
        """Give the settings of the account and of its objects; they are imported when somebody wants them."""
        from ztui.services.settings.reader import SettingsReader

        return SettingsReader(self.client, self.clock)

    @cached_property
    def calls(self) -> Calls:
        """Give the stored calls of the account; their file lies beside the cache and is made with their first use."""
        from ztui.store.calls.calls import Calls

        return Calls(self._calls_path, self.clock)

    @cached_property
    def inventory(self) -> Inventory:
        """Give what is known locally of the whole account; its own file lies beside the cache."""
        from ztui.services.inventory.inventory import Inventory
        from ztui.store.answers import Answers

        return Inventory(self, Answers(self.cache.path.with_suffix(".answers.sqlite"), self.clock))

    @cached_property
    def index(self) -> Index:
        """Give the search index of the account; its file lies beside the cache, from which it is made."""
        from ztui.store.index.index import Index

        return Index(self.cache.path.with_suffix(".index.sqlite"), self.cache.path)

    @property
    def has_calls(self) -> bool:
        """Tell whether calls of the account were ever stored; asking makes no file."""
        return self._calls_path.exists()

    @property
    def _calls_path(self) -> Path:
        return self.cache.path.with_suffix(".calls.sqlite")

    def _call_feed(self, view: View, feed: Feed) -> CallFeed | None:
        """Give what serves a list of calls from the call store; without calls or a window nothing of it is loaded."""
        if not self._calls_path.exists() and not any(name == "from" for name, _ in view.query):
            return None
        from ztui.services.calls.listing import CallFeed
        from ztui.services.calls.sync import Sync
        from ztui.services.calls.views import DAY, MONTH, can_be_stored

        if not can_be_stored(feed.resource, view):
            return None
        longest = DAY if self.fetches_windows else MONTH

        def sync(span: tuple[int, int]) -> Sync:
            return Sync(self.client, self.calls, self.clock, span)

        return CallFeed(feed, self.cache, self.calls, self.clock, view.query, sync, longest, is_offline=self.offline)

    @classmethod
    def begin(
        cls,
        *,
        profile: Profile,
        client: Client,
        clock: Clock,
        zone: ZoneInfo,
        folders: Folders,
        account: Account | None = None,
        offline: bool = False,
        journal: Journal | None = None,
        last: Sequence[Callable[[], Awaitable[None]]] = (),
    ) -> Session:
        """Put a session together; no file is touched and nothing is sent.

        Args:
            profile: Settings.
            client: For the profile's own account; it is closed with the session.
            clock: The time.
            zone: The viewer's zone.
            folders: Where cache files go.
            account: The sub account to act for at first.
            offline: Zoom is not to be asked; the client's transport must refuse to.
            journal: The client's journal; it is closed with the session.
            last: What is to be closed after all else (ledger), in this order.
        """
        account = account or Account()
        acting = client.acting_for(account.id) if account.id else client
        session = cls._made(profile, acting, clock, zone, folders, account)
        session.offline = offline
        session.journal = journal
        session._last = (client.aclose, *last) if journal is None else (client.aclose, journal.close, *last)
        return session

    @classmethod
    def _made(
        cls, profile: Profile, client: Client, clock: Clock, zone: ZoneInfo, folders: Folders, account: Account
    ) -> Session:
        cache = Cache(folders.cache_file(profile.name, client.owner, account.id), clock)
        listings = Listings(client, cache, clock)
        objects = Objects(client, cache, listings)
        made = cls(profile, client, cache, listings, objects, clock, zone, account, folders)
        listings.viewer = made.viewer
        listings.call_feed = made._call_feed
        return made

    async def acting_for(self, account_id: str, name: str = "") -> Session:
        """Give a session in the name of another account, over the same connection, with a cache of its own.

        Args:
            account_id: Id of a sub account, "" for the profile's own.
            name: Its name, to be shown.

        Returns:
            The same session every time, as long as it is open; it is closed with the first one.
        """
        root = self._root or self
        if account_id == root.account.id:
            return root
        found = root._acting.get(account_id)
        if found is None or found._closed:
            client = root.client.acting_for(account_id)
            account = Account(account_id, name)
            found = self._made(root.profile, client, root.clock, root.zone, root.folders, account)
            found.offline, found.journal, found.fetches_windows = root.offline, root.journal, root.fetches_windows
            found._root = root
            root._acting[account_id] = found
        return found

    def viewer(self, *, ascii: bool = False) -> Viewer:
        """Give for whom values are shown at this instant: zone, time, and the sites' forms of extensions."""
        plain = self.profile.plain
        return Viewer(self.zone, self.clock.now(), ascii=ascii or plain, sites=self.site_forms, plain=plain)

    @property
    def regions(self) -> tuple[str, ...]:
        """Give the countries whose national numbers people may type here: those of the sites, that of most first."""
        return regions_of(self.site_regions)

    def region_of(self, row: Row) -> str:
        """Give the country whose national numbers are meant with an object: its site's, else that of most sites."""
        site = value_at(row, "site.id|site_id")
        return self.site_regions.get(str(site), "") or self.regions[0]

    async def learn_sites(self, *, ask: bool = True) -> bool:
        """Learn how the sites write extensions, from the store and, if `ask`, from Zoom where nothing is stored.

        A list that cannot be had leaves extensions as they come.

        Returns:
            True if what is known has changed.
        """
        async with self.listings.opened(View("sites")) as listing:
            if ask and not self.offline and not listing.status.complete:
                await listing.refresh()
            rows = [each.row for each in await listing.all_rows()]
        known, self.site_forms = self.site_forms, site_forms(rows)
        self.site_regions = site_regions(rows)
        changed = known != self.site_forms
        if changed:
            self.listings.look_again()
        return changed

    def ask_again(self) -> None:
        """Forget what Zoom would not let us do: the user asks again, perhaps since it was granted."""
        self.client.ask_again()
        self.listings.refusals.forget()

    async def quota(self) -> Quota:
        """Give what is left of the limits: our use, or what Zoom told."""
        from ztui.services.quota import read_quota

        return await read_quota(self.client)

    async def close(self) -> None:
        """Close lists and cache; the first session also closes the ones that came from it and the connection."""
        if self._closed:
            return
        self._closed = True
        for acting in self._acting.values():
            await acting.close()
        try:
            await self.listings.close()
            await self.cache.close()
            if "calls" in self.__dict__:
                await self.calls.close()
            if "inventory" in self.__dict__:
                await self.inventory.close()
            if "index" in self.__dict__:
                await self.index.close()
        finally:
            for close in self._last:
                await close()
