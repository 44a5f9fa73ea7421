"""Tries what a profile may read: one small request for each area, nothing is written."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation
from ztui.core.dataclass import dataclass
from ztui.core.errors import AuthError, Forbidden, NotFound, ZtuiError
from ztui.resources.registry import resource
from ztui.services.profiles.scopes import FEATURES, Feature
from ztui.services.sources import bound, span

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import datetime

    from ztui.services.session import Session

__all__ = ["COMPARE", "Tried", "Verdict", "trials", "tried"]

COMPARE = "Compare account, client ID and secret with the app's page."
"""What to do when Zoom does not accept the credentials."""
_ONE = "1"
_AT_ONCE = 3


class Verdict(StrEnum):
    """What became of a request.

    An app is best given few scopes, so what it has none for was most likely left out on purpose: that is no fault, as
    it is where the role of its owner lacks a right.
    """

    ALLOWED = "allowed"
    FORBIDDEN = "not allowed"
    LEFT_OUT = "not granted"
    ABSENT = "not there"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Tried:
    """What a request for a feature came to.

    Attributes:
        feature: What was tried.
        operation: By which operation.
        verdict: Whether it is allowed.
        said: What is wrong, "" where nothing is.
        hint: What to do about it.
        exit_code: Of the error; 0 where it is allowed.
        ahead: Seconds by which this machine's clock is ahead of Zoom's, None where the answer has no date.
    """

    feature: Feature
    operation: str
    verdict: Verdict
    said: str = ""
    hint: str = ""
    exit_code: int = 0
    ahead: float | None = None

    @property
    def is_left_out(self) -> bool:
        """Whether the app was given no scope for it."""
        return self.verdict is Verdict.LEFT_OUT


def trials(features: Sequence[Feature] = FEATURES) -> tuple[Feature, ...]:
    """Give the features that can be tried: those whose list stands below nothing."""
    return tuple(each for each in features if not resource(each.resources[0]).parents)


async def tried(session: Session, features: Sequence[Feature] = FEATURES) -> AsyncIterator[Tried]:
    """Try features one after another, a few at once, and give what came of each in their order.

    Args:
        session: Of the profile.
        features: What to try.

    Raises:
        AuthError: The credentials are refused; nothing else is tried then.
    """
    gate = asyncio.Semaphore(_AT_ONCE)
    first, *rest = trials(features)
    yield await _try(session, first, gate)
    tasks = [asyncio.create_task(_try(session, each, gate)) for each in rest]
    try:
        for task in tasks:
            yield await task
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _try(session: Session, feature: Feature, gate: asyncio.Semaphore) -> Tried:
    known = resource(feature.resources[0])
    id = known.operations.list
    path, query = bound(known, id, (), session.client.account)
    given = dict((*query, *span(id, query, session.clock.now())))
    if known.each is not None:
        given[known.each[0]] = known.each[1][0]
    if operation(id).detail().parameter("page_size") is not None:
        given["page_size"] = _ONE
    async with gate:
        try:
            answer = await session.client.request(id, path, given)
        except AuthError:
            raise
        except Forbidden as error:
            if error.scopes:
                said = "The app has no scope for it."
                return Tried(feature, id, Verdict.LEFT_OUT, said, error.hint, error.exit_code)
            return Tried(feature, id, Verdict.FORBIDDEN, error.message, error.hint, error.exit_code)
        except NotFound as error:
            return Tried(feature, id, Verdict.ABSENT, error.message, error.hint, error.exit_code)
        except ZtuiError as error:
            return Tried(feature, id, Verdict.FAILED, error.message, error.hint, error.exit_code)
    return Tried(feature, id, Verdict.ALLOWED, ahead=_ahead(answer.headers.get("date", ""), session.clock.now()))


def _ahead(date: str, now: datetime) -> float | None:
    from email.utils import parsedate_to_datetime

    try:
        return (now - parsedate_to_datetime(date)).total_seconds()
    except (ValueError, TypeError):
        return None
