"""Everything that can go wrong, as one tree.

    ZtuiError
    ├── ConfigError            settings, arguments, profiles                       exit 2
    │   └── UnknownName        no such resource, column, operation, profile ...    exit 2
    ├── AuthError              no token to be had, or not accepted                 exit 4
    ├── ApiError               Zoom answered, and not with success                 exit 1
    │   ├── Forbidden          a scope or a role is missing                        exit 4
    │   ├── NotFound           the object is not there                             exit 1
    │   ├── Conflict           the object is in a state that forbids it            exit 7
    │   ├── Invalid            parameters or body refused, field by field          exit 1
    │   ├── RateLimited        HTTP 429, or our own limit says wait                exit 3
    │   ├── ServerError        HTTP 5xx, or an answer that is no JSON              exit 1
    │   └── Unreachable        nothing was sent, or nothing came back to a read    exit 3
    ├── ReadOnly               a write in a session that may only read             exit 4
    ├── StoreError             the cache, journal or ledger cannot be used         exit 1
    └── OutcomeUnknown         a write was sent and no answer came                 exit 5

Every error has one face: `message` says what happened, `hint` says what to do. Neither holds a secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

__all__ = [
    "ApiError",
    "AuthError",
    "ConfigError",
    "Conflict",
    "FieldError",
    "Forbidden",
    "Invalid",
    "NotFound",
    "OutcomeUnknown",
    "RateLimited",
    "ReadOnly",
    "ServerError",
    "StoreError",
    "UnknownName",
    "Unreachable",
    "ZtuiError",
]

_FEW = 6
"""So many names are all told where none is near."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field.

    Attributes:
        field: Dotted path of the field in the parameters or the body, "" for the whole.
        message: What is wrong and what would be right, for people.
    """

    field: str
    message: str


class ZtuiError(Exception):
    """The root: what happened, and what to do about it."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        """Take the sentence for the user and, if there is one, the way out."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Give message and hint as one line."""
        return f"{self.message} {self.hint}".strip()


class ConfigError(ZtuiError):
    """Settings, arguments or profiles that cannot be used."""

    exit_code = 2


class UnknownName(ConfigError):
    """A name that nothing has; carries the nearest. Where none is near, all are told if they are few."""

    def __init__(self, kind: str, name: str, known: Iterable[str], told: str = "") -> None:
        """Take what was looked for ("resource"), the name as typed, the names that exist, and where many are listed."""
        from ztui.core.nearness import nearest

        self.kind = kind
        self.name = name
        known = tuple(dict.fromkeys(known))
        self.nearest = nearest(name, known)
        hint = f"Known: {', '.join(known)}." if 0 < len(known) <= _FEW else told
        if self.nearest:
            hint = f"Did you mean {' or '.join(self.nearest)}?"
        super().__init__(f"There is no {kind} named '{name}'.", hint)


class AuthError(ZtuiError):
    """No token could be fetched, or Zoom does not accept the one we have."""

    exit_code = 4


class ApiError(ZtuiError):
    """Zoom answered with an error.

    Attributes:
        http: HTTP status, 0 when no answer came.
        code: Zoom's own code: an int, a string such as "1003_001", or None.
        tracking_id: Value of Zoom's tracking header, "" if there was none.
        operation_id: The operation that failed, "" if unknown.
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        *,
        http: int = 0,
        code: int | str | None = None,
        tracking_id: str = "",
        operation_id: str = "",
    ) -> None:
        """Take the sentence, the way out, and what Zoom said."""
        super().__init__(message, hint)
        self.http = http
        self.code = code
        self.tracking_id = tracking_id
        self.operation_id = operation_id


class Forbidden(ApiError):
    """The token may not do this; `scopes` are the scopes that would allow it, `by_role` that Zoom spoke of none."""

    exit_code = 4
    scopes: tuple[str, ...] = ()
    by_role: bool = False


class NotFound(ApiError):
    """The object does not exist, or is out of reach or retention."""


class Conflict(ApiError):
    """The object changed or is in a state that forbids the request."""

    exit_code = 7


class Invalid(ApiError):
    """Zoom or the contract refuses parameters or body; `fields` says where."""

    fields: tuple[FieldError, ...] = ()


class RateLimited(ApiError):
    """A limit of Zoom's is reached; `until` is the instant (UTC) from which it is worth a try, if known."""

    exit_code = 3
    until: datetime | None = None


class ServerError(ApiError):
    """Zoom failed (HTTP 5xx) or answered something that is no JSON."""


class Unreachable(ApiError):
    """No connection, or no answer to a read."""

    exit_code = 3


class ReadOnly(ZtuiError):
    """A write was asked for where only reading is allowed."""

    exit_code = 4


class StoreError(ZtuiError):
    """The cache, the journal or the quota ledger cannot be read or written."""


class OutcomeUnknown(ZtuiError):
    """A write left this machine and no answer came: it may or may not have been executed."""

    exit_code = 5
