"""Lists that stay whole while records come and go between two pages.

WooCommerce counts records, it has no cursor: one that is deleted moves all behind it to the front, and one that starts
to match moves them back. So a list is read by ascending id, and each page begins with the last record of the one
before. Where that one is not the first any more, records have moved: the page is read again from further in front, and
what was handed out already is left out. Each record that matches all the time is given once, whatever else happens.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from shopglot.connector import Operation, Page, Request
from shopglot.errors import PermanentError, RequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.connector import Query, Response

__all__ = ["MOST", "Place", "read_all", "read_page", "records_in", "start"]

MOST = 100
"""Records that the platform sends at once, at most."""
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Place:
    """How far a list was read: what is asked for, the last id that was given, and how many records stand up to it."""

    resource: str
    params: Mapping[str, str] = field(default_factory=dict)
    last: int = 0
    count: int = 0

    def encode(self) -> str:
        """Return it as a cursor."""
        return json.dumps([_VERSION, self.resource, self.last, self.count, dict(self.params)], separators=(",", ":"))


def start(resource: str, query: Query, params: Mapping[str, str]) -> Place:
    """Return the place at which to go on: the cursor's, or the beginning of what `params` ask for.

    Raises `RequestError` (code `bad_cursor`) for a cursor of another list or another version.
    """
    if query.cursor is None:
        return Place(resource, params)
    try:
        version, owner, last, count, kept = json.loads(query.cursor)
        if (version, owner) != (_VERSION, resource) or type(last) is not int or type(count) is not int:
            raise ValueError  # noqa: TRY301 - one way out for all that is wrong with a cursor
        return Place(owner, {str(name): str(value) for name, value in kept.items()}, last, count)
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise RequestError(
            f"not a cursor for listing {resource}s", code="bad_cursor", hint="Start again without a cursor."
        ) from None


def read_page(path: str, place: Place, size: int) -> Operation[Page]:
    """Read the next page of at most `size` records, with the cursor behind it and the number of all that match."""
    items, after, total = yield from _next(path, place, size)
    return Page(tuple(items), after.encode() if after is not None else None, total)


def read_all(path: str, resource: str) -> Operation[tuple[Any, ...]]:
    """Read a whole list."""
    place: Place | None = Place(resource)
    found: list[Any] = []
    while place is not None:
        items, place, _ = yield from _next(path, place, MOST)
        found += items
    return tuple(found)


def _next(path: str, place: Place, size: int) -> Operation[tuple[list[Any], Place | None, int | None]]:
    # One more than is given: the last record of the page before.
    wanted = min(MOST, size + 1)
    offset, step, before = max(place.count - 1, 0), wanted // 2, None
    sure = offset == 0
    while True:
        asked = {"orderby": "id", "order": "asc", "per_page": str(wanted), "offset": str(offset)}
        response = yield Request("GET", path, params={**place.params, **asked}, bucket=place.resource)
        items, total = records_in(response), _total(response)
        ids = [item["id"] for item in items]
        if ids and ids == before:
            raise PermanentError(
                "the shop gives the same records at another offset: its list can't be read to the end",
                code="offset_ignored",
                hint="Look for a cache in front of the shop that leaves out the query of an address.",
            )
        before = ids
        new = [index for index, one in enumerate(ids) if one > place.last]
        if not sure and len(new) == len(ids):
            # What was given stands further in front now, and unread records may stand between.
            offset, step = max(offset - step, 0), step * 2
            sure = offset == 0
            continue
        end = offset + wanted
        more = end < total if total is not None else len(items) == wanted
        if not new and more:
            # This window was given already, to its end: the next one follows it, whatever the shop leaves out of it.
            offset, sure = end - 1, True
            continue
        chosen = new[:size]
        if not chosen or (len(chosen) == len(new) and not more):
            return [items[index] for index in chosen], None, total
        # What the key may not read is counted and not sent: then the next page begins a little further in front.
        count = offset + chosen[-1] + 1
        return [items[index] for index in chosen], replace(place, last=ids[chosen[-1]], count=count), total


def records_in(response: Response) -> list[dict[str, Any]]:
    """Return the records of a list, each sure to have its id; raises `PermanentError` for anything else."""
    items = response.json()
    if not isinstance(items, list) or not all(isinstance(item, dict) and type(item.get("id")) is int for item in items):
        raise PermanentError("the shop does not answer with a list of records, each with its id", code="no_list")
    return items


def _total(response: Response) -> int | None:
    said = response.headers.get("x-wp-total", "")
    return int(said) if said.isascii() and said.isdigit() else None
