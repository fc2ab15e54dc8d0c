"""Rules about listings: they resume, their limits and filters hold, and what can't be done is refused by name."""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle
from typing import TYPE_CHECKING, Any

from shopglot.errors import RequestError
from shopglot.testing.kit._reading_rules import listed
from shopglot.testing.kit._shop import KINDS, accessor
from shopglot.testing.kit._verdict import Broken, NothingToCheck, require_none

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from shopglot.testing.kit._shop import Kind, LiveShop
    from shopglot.testing.kit._subject import Subject

__all__ = [
    "bounds",
    "check_bounds",
    "check_limits",
    "check_mailbox",
    "check_resuming",
    "check_sorts",
    "check_statuses",
    "customers",
    "sorts",
]

_PAGES = 5
_TIMES = {"updated_since": "updated_at", "created_since": "created_at"}
_REFUSED = "bad_filter"


def bounds(subject: Subject) -> Iterable[str]:
    """Return a case for each bound in time of each resource that is listed."""
    return [f"{resource}-{name}" for resource in listed(subject) for name in _TIMES]


def sorts(subject: Subject) -> Iterable[str]:
    """Return a case for each order in which a resource is listed."""
    return [f"{name}-{sort}" for name in listed(subject) for sort in subject.shop.live.of(name).sorts]


def customers(subject: Subject) -> Iterable[str]:
    """Return the one case of a connector whose customers are listed."""
    return ("",) if "customer" in listed(subject) else ()


def check_resuming(subject: Subject, case: str) -> None:
    """Check that a listing goes on at the cursor of each page, at another connection of the other kind."""
    shop = subject.shop
    whole = _ids(shop, case)
    size = max(1, len(whole) // _PAGES)
    seen: list[str] = []
    cursor: str | None = None
    for kind in cycle(KINDS):
        page = _page(shop, case, kind, page_size=size, cursor=cursor)
        seen += [record.id for record in page.records]
        cursor = page.next_cursor
        if cursor is None:
            break
        if len(seen) > 2 * len(whole):
            raise Broken("a listing that resumes at each page does not end")
    _compare(whole, seen, f"a listing that resumes at each page (of {size}) is another one")


def _page(shop: LiveShop, resource: str, kind: Kind, **params: Any) -> Any:
    def first(connection: Any) -> Any:
        return next(accessor(connection, resource).list(**params).pages())

    async def afirst(connection: Any) -> Any:
        return await anext(accessor(connection, resource).list(**params).pages())

    return shop.ask(kind, first if kind == "threads" else afirst)


def check_limits(subject: Subject, case: str) -> None:
    """Check that a limit and a page's size cut a listing where they say, also beyond what the platform allows."""
    shop = subject.shop
    whole = _ids(shop, case)
    for limit in (0, 1, len(whole) // 2, len(whole) + 5):
        for kind in KINDS:
            _compare(
                whole[:limit], _ids(shop, case, kind, limit=limit), f"limit={limit} gives another listing ({kind})"
            )
    for size in (1, 10 * shop.live.of(case).page_size):
        for kind in KINDS:
            got = _ids(shop, case, kind, page_size=size)
            _compare(whole, got, f"page_size={size} gives another listing ({kind})")


def check_bounds(subject: Subject, case: str) -> None:
    """Check that a bound in time is inclusive and exact, or refused by name where nobody can do it."""
    shop, (resource, name) = subject.shop, case.split("-")
    field = _TIMES[name]
    records = [record for record in shop.listing(resource) if shop.is_own(resource, record)]
    moments = sorted(moment for record in records if (moment := getattr(record, field, None)) is not None)
    if not moments:
        raise NothingToCheck(f"no record that the platform lists itself says {field}")
    for since in (moments[0], moments[len(moments) // 2], moments[-1], moments[-1] + timedelta(seconds=1)):
        # What says no time may match, and is not to be lost.
        wanted = {one.id for one in records if (moment := getattr(one, field)) is None or moment >= since}

        def listing(since: Any = since) -> list[Any]:
            return shop.listing(resource, **{name: since})

        got = _allowed(shop, resource, name, listing)
        if got is None:
            return
        found = {record.id for record in got if shop.is_own(resource, record)}
        require_none(
            _both(wanted, found),
            f"{name} is not exact, at the moment of record {moments.index(since) + 1}"
            if since in moments
            else f"{name} is not exact, after the last record",
        )


def check_statuses(subject: Subject, case: str) -> None:
    """Check that unified words of a status, and the platform's own, select exactly the records that have them."""
    shop = subject.shop
    records = [record for record in shop.listing(case) if shop.is_own(case, record)]
    words = {word for record in records if (word := getattr(record, "status", None)) is not None}
    tokens = {token for record in records if (token := getattr(record, "source_status", None)) is not None}
    if not words:
        raise NothingToCheck("no record that the platform lists itself has a status")
    asked: list[tuple[str, Callable[[Any], bool]]] = [(word, _having("status", word)) for word in sorted(words)]
    asked += [(f"{shop.definition.id}:{token}", _having("source_status", token)) for token in sorted(tokens)]
    for status, fits in asked:

        def listing(status: str = status) -> list[Any]:
            return shop.listing(case, status=status)

        got = _allowed(shop, case, "status", listing)
        if got is None:
            return
        found = {record.id for record in got if shop.is_own(case, record)}
        require_none(_both({one.id for one in records if fits(one)}, found), f"status={status} is not exact")


def _having(field: str, value: str) -> Callable[[Any], bool]:
    return lambda record: getattr(record, field) == value


def check_mailbox(subject: Subject, _case: str) -> None:
    """Check that a mailbox selects exactly the customers who have it, whatever its case, and nobody's selects none."""
    shop = subject.shop
    having: dict[str, set[str]] = {}
    for record in shop.listing("customer"):
        for one in record.emails:
            if one.email:
                having.setdefault(one.email.casefold(), set()).add(record.id)
    if not having:
        raise NothingToCheck("no customer has a mailbox in clear")
    known = next(iter(having))
    for mailbox, wanted in ((known, having[known]), (known.upper(), having[known]), (f"nobody.{known}", set[str]())):

        def listing(mailbox: str = mailbox) -> list[Any]:
            return shop.listing("customer", email=mailbox)

        got = _allowed(shop, "customer", "email", listing)
        if got is None:
            return
        require_none(_both(wanted, {record.id for record in got}), "a mailbox does not select exactly who has it")


def check_sorts(subject: Subject, case: str) -> None:
    """Check that a listing comes in the order that was asked for, with all its records."""
    resource, _, sort = case.partition("-")
    field, newest_first = sort.removeprefix("-"), sort.startswith("-")
    records = subject.shop.listing(resource, sort=sort)
    moments = [moment for record in records if (moment := getattr(record, field)) is not None]
    if moments != sorted(moments, reverse=newest_first):
        raise Broken("the records come in another order")
    require_none(
        _both(set(_ids(subject.shop, resource)), {one.id for one in records}), "a sorted listing is another one"
    )


def _allowed(shop: LiveShop, resource: str, name: str, listing: Callable[[], list[Any]]) -> list[Any] | None:
    """Return a listing, or None where its filter is refused by name, and the connector does not declare it."""
    try:
        return listing()
    except RequestError as error:
        if error.code != _REFUSED:
            raise
        if name in shop.live.of(resource).filters:
            raise Broken(f"{name} is declared, and refused") from None
        return None


def _ids(shop: LiveShop, resource: str, kind: Kind = "threads", **params: Any) -> list[str]:
    return [record.id for record in shop.listing(resource, kind, **params)]


def _compare(wanted: list[str], got: list[str], seen: str) -> None:
    """Raise `Broken` where two listings differ: how many of each are missing, repeated, or in another place."""
    lines = [*_both(set(wanted), set(got))]
    if len(set(got)) != len(got):
        lines.append(f"{len(got) - len(set(got))} records come more than once")
    if not lines and wanted != got:
        lines.append("the same records come in another order")
    require_none(lines, seen)


def _both(wanted: set[str], got: set[str]) -> Iterator[str]:
    """Yield how many records are missing and how many are too many; ids are not shown: they may be a person's."""
    if missing := len(wanted - got):
        yield f"{missing} of {len(wanted)} records are missing"
    if more := len(got - wanted):
        yield f"{more} records do not belong to it"
