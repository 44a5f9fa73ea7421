"""Rules about extensions: two of the same, and those that stand in the way of a service number."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ztui.resources.extensions import site_forms, split_extension, whole
from ztui.resources.registry import resource as find_resource
from ztui.resources.rows import text_of, value_at
from ztui.services.checks.facts import EXTENSIONS, site_of
from ztui.services.checks.model import Edit, Finding, Mend, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ztui.resources.extensions import SiteForm
    from ztui.resources.model import Row
    from ztui.services.checks.facts import Facts

__all__ = ["RULES"]

_N11 = frozenset(f"{first}11" for first in range(2, 10))
_NORTH_AMERICA = frozenset({"US", "CA"})
_EDITABLE = frozenset({"users", "call-queues", "auto-receptionists", "shared-line-groups", "common-areas"})


def _with_extension(facts: Facts) -> Iterator[tuple[str, str, str, str, Row]]:
    for resource in (*EXTENSIONS, "external-contacts"):
        for key, name, row in facts.rows(resource):
            extension = whole(row.get("extension_number")) if row.get("extension_number") else ""
            if extension:
                yield resource, key, name, extension, row


def _other(resource: str, key: str) -> Mend | None:
    if resource not in _EDITABLE:
        return None
    return Mend("Change the extension", (Edit(resource, key),), "extension_number: which extension it gets")


def _clashes(facts: Facts) -> Iterator[Finding]:
    """Find complete extensions, site code first, that more than one object has."""
    holders: defaultdict[str, list[tuple[str, str, str, Row]]] = defaultdict(list)
    for resource, key, name, extension, row in _with_extension(facts):
        holders[extension].append((resource, key, name, row))
    for extension, held in holders.items():
        if len(held) < 2:
            continue
        for resource, key, name, row in held:
            others = ", ".join(
                f"{each[2]} ({_kind(each[0])})" for each in held if (each[0], each[1]) != (resource, key)
            )
            says = f"has extension {extension}, and so has {others}"
            mend = _other(resource, key)
            yield Finding("extension-clash", resource, key, name, says, site_of(row), part=extension, mend=mend)


def _kind(resource: str) -> str:
    return find_resource(resource).singular


def _shadows(facts: Facts) -> Iterator[Finding]:
    """Find extensions of sites in the US and Canada that dial like 911 or 411 from within the site."""
    sites = [row for _, _, row in facts.rows("sites")]
    forms = site_forms([{**row, **facts.objects.get("sites", {}).get(text_of(row.get("id")), {})} for row in sites])
    countries = {text_of(row.get("id")): text_of(value_at(row, "country.code|country")).upper() for row in sites}
    for resource, key, name, extension, row in _with_extension(facts):
        site = text_of(value_at(row, "site.id"))
        short = _short(extension, forms, site)
        if short in _N11 and countries.get(site) in _NORTH_AMERICA:
            says = f"has extension {short}, which shadows the service number {short}"
            mend = _other(resource, key)
            yield Finding("extension-n11", resource, key, name, says, site_of(row), mend=mend)


def _short(extension: str, forms: Mapping[str, SiteForm], site: str) -> str:
    """Give what is dialled within the site; three digits behind the site code are it, however long others are."""
    form = forms.get(site)
    if form is not None and form.code and extension.startswith(form.code):
        rest = extension[len(form.code) :]
        if len(rest) == len("911"):
            return rest
    return split_extension(extension, form)[1]


RULES = (
    Rule(
        "extension-n11",
        "Extensions that shadow a service number",
        Severity.SERIOUS,
        "Who dials 911 or 411 within the site may reach the extension instead.",
        _shadows,
        ("sites", *EXTENSIONS),
        ("sites",),
        "Sites in the United States and Canada only.",
    ),
    Rule(
        "extension-clash",
        "Extensions that clash",
        Severity.WARNING,
        "Nobody can tell who rings when it is dialled.",
        _clashes,
        (*EXTENSIONS, "external-contacts"),
        limits="Complete extensions are compared, site code first: a short one may live on many sites.",
    ),
)
