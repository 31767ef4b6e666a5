"""Where each question of the desk has its page, and the key of a judgement behind an address.

Guarantees that going from key to address and back gives the same key.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from terreau.identify.desk.model import Asked
from terreau.portfolio.models import Portfolio

#: What the keys of each question begin with; what follows is in the address, « - » for « : ».
BEGINNINGS = {
    Asked.BODIES: "resolution:bodies:",
    Asked.PLACES: "location:project:",
    Asked.NAMED: "resolution:mention:",
}
AFTER = "apres"


def key_of(asked: Asked, case: str) -> str:
    """The key of the judgement that a case of an address is about."""
    return BEGINNINGS[asked] + case.replace("-", ":")


def asked_of(key: str) -> Asked | None:
    """Which question a key is about; None where it is none of the desk's."""
    return next((one for one, start in BEGINNINGS.items() if key.startswith(start)), None)


def case_address(portfolio: Portfolio, key: str) -> str:
    """The page of a case; blank where the key is no question of the desk."""
    asked = asked_of(key)
    if asked is None:
        return ""
    case = key.removeprefix(BEGINNINGS[asked]).replace(":", "-")
    return reverse("identify:case", args=[portfolio.slug, asked, case])


def queue_address(portfolio: Portfolio, asked: Asked, after: str = "") -> str:
    """The address that leads to the first case of a queue, or to the one that follows `after`."""
    address = reverse("identify:queue", args=[portfolio.slug, asked])
    return f"{address}?{urlencode({AFTER: after})}" if after else address


def desk_address(portfolio: Portfolio, name: str = "desk") -> str:
    """The address of one of the desk's own pages, by its name."""
    return reverse(f"identify:{name}", args=[portfolio.slug])
