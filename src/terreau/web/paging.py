"""Pages of a list: which one an address asks for, and what the component of pages takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from terreau.web.parts import pages


def page_number(request: HttpRequest) -> int:
    """The page of a list that is asked for, from 1; 1 where what is asked is no number."""
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 9 else 1


def pagination(number: int, last: int, url: Callable[[int], str]) -> dict[str, Any]:
    """What the component of pages takes; no pages where there is one alone."""
    number = min(number, last)
    return {
        "pages": pages(number, last, url) if last > 1 else (),
        "previous_url": url(number - 1) if number > 1 else "",
        "next_url": url(number + 1) if number < last else "",
    }
