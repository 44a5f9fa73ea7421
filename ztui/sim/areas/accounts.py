"""Sub accounts: list, detail, create, options, owner, domains, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas.policies import merge, merge_settings, settings_of
from ztui.sim.areas.rows import Row, Rows, contains, known
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.accounts import Account, new_account

if TYPE_CHECKING:
    from datetime import datetime

__all__: list[str] = []


def _time(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def _row(account: Account) -> Row:
    return {
        "account_name": account.name,
        "account_number": account.number,
        "account_type": account.type,
        "created_at": _time(account.created),
        "id": account.id,
        "owner_email": account.owner_email,
        "seats": account.seats,
        "subscription_end_time": _time(account.ends),
        "subscription_start_time": _time(account.starts),
        "reseller": account.reseller,
    }


def _account(context: Context) -> Account:
    """Give the account of the path: a sub account, or the master itself for `me`."""
    key = context.path.get("accountId", context.account)
    found = context.world.account(key)
    if found is None:
        raise Refusal(404, 2001, f"Account does not exist: {key}.")
    return found


def _sub(context: Context) -> Account:
    account = _account(context)
    if account.id == context.world.master_id:
        raise Refusal(404, 2001, f"Account does not exist: {account.id}.")
    return account


@handles("accounts")
def list_accounts(context: Context) -> Listed:
    """Answer the list of sub accounts."""
    email = context.query.get("email", "")
    found = (each for each in context.world.accounts if contains(email, each.owner_email))
    return Listed(Rows(found, lambda account: _row(account) | {"bulk_license": False}))


@handles("GetSubAccountDetails")
def get_account(context: Context) -> Row:
    """Answer one account."""
    account = _account(context)
    extra = known(options=account.options, owner_id=account.owner_id, vanity_url=account.vanity)
    return _row(account) | extra


@handles("accountCreate")
def create_account(context: Context) -> Row:
    """Create a sub account."""
    world, body = context.world, context.body
    if len(body["password"]) < 8:
        raise Refusal(400, 300, "Validation Failed.", [("password", "At least 8 characters.")])
    if any(body["email"].lower() == each.owner_email.lower() for each in world.accounts):
        raise Refusal(409, 1005, f'Email "{body["email"]}" has already been used.')
    account = new_account(
        world.new_id(),
        world.new_id(),
        body.get("account_name") or f"{body['first_name']} {body['last_name']}",
        body["email"],
        context.now,
        body.get("options", {}),
    )
    world.accounts.put(account)
    return {
        "created_at": _time(account.created),
        "id": account.id,
        "owner_email": account.owner_email,
        "owner_id": account.owner_id,
    }


@handles("DisassociateASubAccount")
def disassociate(context: Context) -> None:
    """Let a sub account go; one that pays for itself cannot be."""
    account = _sub(context)
    if account.options.get("pay_mode") == "sub":
        raise Refusal(404, 2000, "You cannot disassociate a paid account.")
    context.world.accounts.remove(account.id)


@handles("UpdateOptions")
def update_options(context: Context) -> None:
    """Change the options of a sub account."""
    account = _sub(context)
    context.world.accounts.put(account._replace(options=merge(account.options, context.body or {})))


@handles("UpdateTheAccountOwner")
def update_owner(context: Context) -> None:
    """Make another user of the sub account its owner."""
    account, email = _sub(context), context.body["email"]
    user = context.world.system(account.id).user(email)
    if user is None:
        raise Refusal(400, 200, "Cannot make a user outside of your account an owner.")
    context.world.accounts.put(account._replace(owner_email=user.email, owner_id=user.id))


@handles("accountManagedDomain")
def managed_domains(context: Context) -> Listed:
    """Answer the managed domains."""
    return Listed([{"domain": _account(context).domain, "status": "approved"}])


@handles("accountTrustedDomain")
def trusted_domains(context: Context) -> Row:
    """Answer the trusted domains, which are bare texts."""
    return {"trusted_domains": [_account(context).domain, "partner.example"]}


@handles("accountSettings", "getAccountLockSettings")
def get_settings(context: Context) -> Row:
    """Answer settings or locks."""
    return _settings(context)


def _settings(context: Context) -> Row:
    account = _account(context)
    acting = Context(**(_fields(context) | {"account": account.id}))
    return settings_of(acting, f"{account.id}:{_family(context)}")


@handles("accountSettingsUpdate")
def update_settings(context: Context) -> None:
    """Change settings."""
    _update(context)


@handles("UpdateLockedSettings")
def update_locks(context: Context) -> None:
    """Change locks."""
    _update(context)


def _update(context: Context) -> None:
    account = _account(context)
    acting = Context(**(_fields(context) | {"account": account.id}))
    merge_settings(acting, f"{account.id}:{_family(context)}", context.body or {})


def _family(context: Context) -> str:
    return "locks" if "lock_settings" in context.operation.path else "settings"


def _fields(context: Context) -> dict[str, Any]:
    return {name: getattr(context, name) for name in Context.__slots__}
