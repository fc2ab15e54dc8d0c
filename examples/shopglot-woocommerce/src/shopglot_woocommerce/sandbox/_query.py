"""What a list endpoint selects: filters, order, window and total, as WordPress counts them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shopglot_woocommerce.sandbox._shop import STATUSES, ZONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shopglot_woocommerce.sandbox._shop import Record

__all__ = ["BadParameter", "select"]

_MOST = 100
_BOUNDS = {
    "after": ("date_created", 1),
    "before": ("date_created", -1),
    "modified_after": ("date_modified", 1),
    "modified_before": ("date_modified", -1),
}


class BadParameter(Exception):
    """A parameter has a value that the platform does not take."""


@dataclass(frozen=True, slots=True)
class Selected:
    """One window of a list, and how many records match."""

    items: list[Record]
    total: int
    pages: int


def select(records: Iterable[Record], params: Mapping[str, str], *, default_order: str = "desc") -> Selected:
    """Return the window of a list that the parameters ask for; raises `BadParameter`."""
    size = _number(params, "per_page", 10)
    page = _number(params, "page", 1)
    if not 1 <= size <= _MOST or page < 1:
        raise BadParameter("per_page" if page >= 1 else "page")
    found = [record for record in records if _matches(record, params)]
    order = params.get("order", default_order)
    if order not in {"asc", "desc"}:
        raise BadParameter("order")
    if params.get("orderby", "date") == "id":
        found.sort(key=lambda record: record["id"], reverse=order == "desc")
    elif params.get("orderby", "date") == "date":
        found.sort(key=lambda record: (record["date_created"] or "", record["id"]), reverse=order == "desc")
    else:
        raise BadParameter("orderby")
    offset = _number(params, "offset", 0) or (page - 1) * size
    return Selected(found[offset : offset + size], len(found), -(-len(found) // size))


def _number(params: Mapping[str, str], name: str, default: int) -> int:
    text = params.get(name, str(default))
    if not (text.isascii() and text.isdigit()):
        raise BadParameter(name)
    return int(text)


def _matches(record: Record, params: Mapping[str, str]) -> bool:
    include = params.get("include")
    if include is not None and str(record["id"]) not in include.split(","):
        return False
    gmt = "_gmt" if params.get("dates_are_gmt") == "true" else ""
    for name, (field, sign) in _BOUNDS.items():
        if name in params and not _beyond(record[field + gmt], _bound(params[name], name), sign):
            return False
    return _has_status(record, params) and _is_of(record, params)


def _bound(text: str, name: str) -> str:
    """Return a bound as the digits that are compared: an offset is turned into the shop's clock, whatever is asked."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadParameter(name) from None
    if moment.tzinfo is not None:
        moment = moment.astimezone(ZONE)
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def _beyond(text: str | None, bound: str, sign: int) -> bool:
    # Neither end is included, and a moment that is not known is before every other one.
    return (text or "") > bound if sign > 0 else (text or "") < bound


def _has_status(record: Record, params: Mapping[str, str]) -> bool:
    if "status" not in record:
        return True
    wanted = params.get("status", "any").split(",")
    if unknown := set(wanted) - {"any", *STATUSES, "publish", "draft", "private"}:
        raise BadParameter("status" if unknown else "")
    return record["status"] != "trash" if "any" in wanted else record["status"] in wanted


def _is_of(record: Record, params: Mapping[str, str]) -> bool:
    tests: dict[str, Any] = {
        "customer": lambda wanted: str(record.get("customer_id")) == wanted,
        "role": lambda wanted: wanted == "all" or record.get("role") == wanted,
        "email": lambda wanted: record.get("email", "").casefold() == wanted.casefold(),
        "type": lambda wanted: record.get("type") == wanted,
        "category": lambda wanted: any(str(one["id"]) == wanted for one in record.get("categories", ())),
        "tag": lambda wanted: any(str(one["id"]) == wanted for one in record.get("tags", ())),
        "product": lambda wanted: any(str(one["product_id"]) == wanted for one in record.get("line_items", ())),
    }
    return all(test(params[name]) for name, test in tests.items() if name in params)
