"""Rules about records that are read live: good ones, the same by every way, and none for an id that there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from shopglot.errors import NotFound, RequestError, ShopglotError
from shopglot.testing._fakes import fake_text
from shopglot.testing.kit._record_rules import unbalanced
from shopglot.testing.kit._schemas import published_validator, wrong_places
from shopglot.testing.kit._shop import KINDS, accessor, found_by, listed_by
from shopglot.testing.kit._verdict import Broken, require_none
from shopglot.workbench import differences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.testing.kit._shop import Kind, LiveShop
    from shopglot.testing.kit._subject import Subject

__all__ = ["check_get", "check_kinds", "check_live", "check_missing", "found", "listed", "listed_and_found"]

_MOST = 8
_REFUSED = "(refused)"


def listed(subject: Subject) -> Iterable[str]:
    """Return a case for each resource that is listed."""
    return listed_by(subject.live) if subject.live else ()


def found(subject: Subject) -> Iterable[str]:
    """Return a case for each resource that is read by id."""
    return found_by(subject.live) if subject.live else ()


def listed_and_found(subject: Subject) -> Iterable[str]:
    """Return a case for each resource that is read by both ways."""
    return [name for name in listed(subject) if name in found(subject)]


def check_live(subject: Subject, case: str) -> None:
    """Check that the platform's records are unified: all of them, without a key that the raw schema does not know."""
    unknown: set[str] = set()
    rejected: set[str] = set()
    records = subject.shop.ask(
        "threads",
        lambda shop: accessor(shop, case).list(),
        on_unknown=lambda _resource, keys: unknown.update(keys),
        on_reject=lambda one: rejected.update(f"{error.path}: {error.message}" for error in one.errors),
    )
    require_none(sorted(rejected), "records of the simulated platform are rejected")
    require_none(sorted(unknown), "keys of the simulated platform that the raw schema does not know")
    if not records:
        raise Broken("the simulated platform lists no record")
    validator = published_validator(type(records[0]).__name__)
    require_none(
        (line for record in records for line in wrong_places(validator, record.model_dump(mode="json"))),
        "records that the published schema does not allow",
    )
    require_none(unbalanced(enumerate(records)), "orders that do not add up")


def check_get(subject: Subject, case: str) -> None:
    """Check that a record is the same by its id, alone and among others, as in the listing.

    A place of the record may be waived (`get-equals-list[order] /note`), and that some are refused by id (`(refused)`).
    """
    shop = subject.shop
    listed = shop.listing(case)[:_MOST]
    lines: list[str] = []
    for kind in KINDS:
        readable = []
        for number, record in enumerate(listed):
            try:
                got = shop.record(case, record.id, kind)
            except RequestError as error:
                lines.append(f"#{number}: {_REFUSED} {type(error).__name__} (code {error.code}), by {kind}")
                continue
            readable.append(record)
            lines += [f"#{number}: {place}, by {kind}" for place in _places(record, got)]
        if case != "customer":
            lines += _together(shop, case, readable, kind)
    waived = subject.waived_places(f"get-equals-list[{case}]")
    told = {place: [line for line in lines if f" {place}" in line] for place in waived}
    require_none(
        (f"{place} is waived, and the same" for place, found in told.items() if not found), "take the waiver out"
    )
    known = {line for found in told.values() for line in found}
    require_none((line for line in lines if line not in known), "a record by its id is another than in the listing")


def _together(shop: LiveShop, resource: str, records: list[Any], kind: Kind) -> Iterator[str]:
    wanted = [record.id for record in records]
    batch = shop.ask(kind, lambda one: accessor(one, resource).get_many(wanted))
    if batch.missing or [record.id for record in batch.records] != wanted:
        yield f"of {len(wanted)} ids read together {len(batch.missing)} are missing, or in another order, by {kind}"
        return
    for number, pair in enumerate(zip(records, batch.records, strict=True)):
        yield from (f"#{number}: {place}, among others, by {kind}" for place in _places(*pair))


def check_kinds(subject: Subject, case: str) -> None:
    """Check that the driver for threads and the one for tasks read the same records, in the same order."""
    threads, tasks = (subject.shop.listing(case, kind) for kind in KINDS)
    if [record.id for record in threads] != [record.id for record in tasks]:
        raise Broken(f"tasks read {len(tasks)} records and threads {len(threads)}, or in another order")
    require_none(
        (
            f"#{number}: {place}"
            for number, pair in enumerate(zip(threads, tasks, strict=True))
            for place in _places(*pair)
        ),
        "tasks read other records than threads",
    )


def _places(one: Any, other: Any) -> Iterator[str]:
    """Yield the places at which two records differ; a web address is its path: mirrors and signatures change."""
    for found in differences(one.model_dump(mode="json"), other.model_dump(mode="json"), ""):
        if _address(found.expected) != _address(found.got):
            yield found.path


def _address(value: Any) -> Any:
    return urlsplit(value).path if isinstance(value, str) and value.startswith(("https://", "http://")) else value


def check_missing(subject: Subject, case: str) -> None:
    """Check that an id that the shop does not have is `NotFound`, and `missing` among others."""
    shop = subject.shop
    known = [record.id for record in shop.listing(case)]
    unknown = _unknown(known)
    for kind in KINDS:
        _check_not_found(shop, case, unknown, kind)
    if case == "customer":
        return
    there = next((one for one in known if _is_readable(shop, case, one)), "")
    for kind in KINDS:
        batch = shop.ask(kind, lambda one: accessor(one, case).get_many([there, unknown]))
        if batch.missing != (unknown,) or [record.id for record in batch.records] != [there]:
            raise Broken(
                f"of a known and an unknown id, {len(batch.records)} came and {len(batch.missing)} are missing ({kind})"
            )


def _check_not_found(shop: LiveShop, resource: str, unknown: str, kind: Kind) -> None:
    try:
        shop.record(resource, unknown, kind)
    except NotFound:
        return
    except ShopglotError as error:
        raise Broken(f"an unknown id raises {type(error).__name__}, and NotFound is expected ({kind})") from None
    raise Broken(f"an unknown id gives a record ({kind})")


def _is_readable(shop: LiveShop, resource: str, record_id: str) -> bool:
    try:
        shop.record(resource, record_id)
    except RequestError:
        return False
    return True


def _unknown(known: list[str]) -> str:
    """Return an id of the same form that the shop does not have."""
    if not known:
        raise Broken("the simulated platform lists no record")
    made = (fake_text(known[0], bytes([salt])) for salt in range(256))
    return next(one for one in made if one not in known)
