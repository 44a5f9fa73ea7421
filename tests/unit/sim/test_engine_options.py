"""Options are read from text, and what cannot be used is said in one line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.contract.catalogue import operations
from ztui.core.errors import ConfigError, UnknownName
from ztui.sim.options import FAULTS, OPTIONS, Options, parse_faults


def test_no_text_at_all_gives_the_defaults() -> None:
    assert Options.parse() == Options.parse({}) == Options.parse({"seed": None}) == Options()


def test_options_are_read_from_names_flags_and_switches() -> None:
    read = Options.parse(
        [
            "--calls=500",
            "plan=pro",
            "messy",
            "lag=1.5",
            "scopes=phone:read account:read:master,phone:write",
            "client=id:se:cret",
        ]
    )
    assert (read.calls, read.plan, read.messy, read.lag) == (500, "pro", True, 1.5)
    assert read.scopes == ("phone:read", "account:read:master", "phone:write")
    assert read.client == ("id", "se:cret")


def test_an_instant_without_a_zone_is_utc_and_system_is_the_machines() -> None:
    assert Options.parse({"now": "2026-10-01T08:00"}).now == datetime(2026, 10, 1, 8, tzinfo=UTC)
    assert Options.parse({"now": "2026-10-01T08:00:00+02:00"}).now == datetime(2026, 10, 1, 6, tzinfo=UTC)
    assert abs((Options.parse({"now": "system"}).now - datetime.now(UTC)).total_seconds()) < 60


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("calls=-5", "--calls must be 0 to 10,000,000, not -5."),
        ("calls=many", "--calls must be a number, not 'many'."),
        ("calls=nan", "--calls must be a number, not 'nan'."),
        ("calls=1.5", "--calls must be a whole number, not 1.5."),
        ("sites=0", "--sites must be 1 to 2,000, not 0."),
        ("calls", "--calls must be a number."),
        ("plan=gold", "--plan must be one of business, pro, free, none, not 'gold'."),
        ("role=root", "--role must be one of admin, readonly, not 'root'."),
        ("now=yesterday", "--now must be an instant such as 2026-11-21T14:05:00Z, or 'system', not 'yesterday'."),
        ("now=1066-10-14", "--now must lie between 2001 and 2099, not in 1066."),
        ("messy=perhaps", "--messy must be on or off, not 'perhaps'."),
        ("client=only-an-id", "--client must be written ID:SECRET."),
        ("faults=429=60,500=60", "--faults adds up to 120 percent. At most 100 can fail."),
        ("faults=reset=-1", "--faults reset must be 0 to 100, not -1."),
        ("faults=429", "--faults 429 has no percent: write 429=5."),
        ("scopes=", "--scopes names no scope. Leave it out for all of them."),
        ("scopes=bogus:scope", "There is no scope named 'bogus:scope'."),
        ("faults=reset", "--faults reset has no percent: write reset=5."),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(given: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Options.parse([given])
    assert str(caught.value) == said


@pytest.mark.parametrize("text", ["9007199254740993", "9_007_199_254_740_993", "9223372036854775807"])
def test_a_whole_number_is_read_to_its_last_digit(text: str) -> None:
    assert Options.parse({"seed": text}).seed == Options.parse({"seed": int(text)}).seed == int(text)


@pytest.mark.parametrize("given", ["9223372036854775808", "1" + "0" * 400, 10**400], ids=["2**63", "text", "int"])
def test_a_number_beyond_all_bounds_is_refused_in_one_line(given: Any) -> None:
    with pytest.raises(ConfigError, match="--seed must be 0 to 9,223,372,036,854,775,807"):
        Options.parse({"seed": given})


def test_every_scope_that_an_operation_asks_for_may_be_given() -> None:
    for each in operations().values():
        for scope in (*each.scopes, *each.granular_scopes):
            assert Options.parse({"scopes": scope}).scopes == (scope,)


def test_unknown_options_and_faults_name_their_neighbours() -> None:
    with pytest.raises(UnknownName) as option:
        Options.parse(["cals=5"])
    assert "calls" in option.value.nearest
    with pytest.raises(UnknownName) as scope:
        Options.parse({"scopes": "phone:read:admin phone:raed:admin"})
    assert "phone:read:admin" in scope.value.nearest
    with pytest.raises(UnknownName) as fault:
        Options.parse({"faults": "rest=5"})
    assert "reset" in fault.value.nearest


def test_faults_are_kept_in_one_order_and_nothing_is_dropped_but_zeros() -> None:
    assert parse_faults("f", "reset=1, 429=5;types=0") == (("reset", 1.0), ("429", 5.0))
    assert parse_faults("f", "") == ()


@given(st.dictionaries(st.sampled_from(FAULTS), st.integers(0, 8)))
def test_faults_written_as_text_or_as_a_mapping_are_the_same(percents: dict[str, int]) -> None:
    text = ",".join(f"{name}={value}" for name, value in percents.items())
    assert parse_faults("f", text) == parse_faults("f", percents)


def test_the_list_of_options_names_every_field_with_its_default() -> None:
    assert [each.name for each in OPTIONS] == list(Options.__dataclass_fields__)
    assert all(each.help and each.default == getattr(Options(), each.name) for each in OPTIONS)


def test_the_default_that_is_shown_is_read_as_the_default() -> None:
    shown = {each.name: each.shown_default for each in OPTIONS if each.shown_default}
    assert {"seed", "now", "clock", "calls", "lag", "plan"} <= set(shown)
    assert Options.parse(shown) == Options()


def test_a_secret_is_not_in_the_text_of_the_options() -> None:
    assert "hush" not in repr(Options.parse({"client": "id:hush"}))
