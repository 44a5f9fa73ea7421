"""Sub accounts (GET /accounts, GET /accounts/{accountId})."""

from __future__ import annotations

from datetime import datetime

from ztui.resources.models.lenient import Digits, Lenient

__all__ = ["Account", "AccountOptions"]


class AccountOptions(Lenient):
    """How the account is paid and what it shares."""

    pay_mode: str | None = None
    billing_auto_renew: bool | None = None
    share_mc: bool | None = None
    share_rc: bool | None = None


class Account(Lenient):
    """A sub account; `seats` are the licences ordered for it."""

    id: str | None = None
    account_name: str | None = None
    account_number: Digits | None = None
    account_type: str | None = None
    owner_email: str | None = None
    owner_id: str | None = None
    seats: int | None = None
    created_at: datetime | None = None
    subscription_start_time: datetime | None = None
    subscription_end_time: datetime | None = None
    reseller: bool | None = None
    bulk_license: bool | None = None
    vanity_url: str | None = None
    options: AccountOptions | None = None
