"""Rules about what goes wrong: the right error for each fault, none for one that passes, and no secret in any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.errors import AuthorizationError, RateLimited, ShopglotError, SignatureError
from shopglot.testing.kit._shop import KINDS, accessor
from shopglot.testing.kit._transport import FAULTS, Fault
from shopglot.testing.kit._verdict import Broken, NothingToCheck, require_none

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopglot.testing.kit._shop import Kind
    from shopglot.testing.kit._subject import Subject

__all__ = ["check_lasting", "check_passing", "check_refused", "check_secrets", "faults", "live", "passing", "secrets"]

_BY_NAME = {fault.name: fault for fault in FAULTS}
_CALLS = 4
_ANY = "reset"


def live(subject: Subject) -> Iterable[str]:
    """Return the one case of a connector that is read live."""
    return ("",) if subject.live else ()


def faults(subject: Subject) -> Iterable[str]:
    """Return a case for each fault."""
    return list(_BY_NAME) if subject.live else ()


def passing(subject: Subject) -> Iterable[str]:
    """Return a case for each fault after which the host repeats a call, and one for each resource that is listed."""
    if not subject.live:
        return ()
    first, *others = subject.shop.listed
    return [*(f"{fault.name}-{first}" for fault in FAULTS if fault.passes), *(f"{_ANY}-{other}" for other in others)]


def secrets(subject: Subject) -> Iterable[str]:
    """Return a case for each secret that a request is signed with, or a token obtained, and one for the token."""
    if not subject.live:
        return ()
    shop = subject.shop
    named = [one.name for one in shop.definition.settings if one.secret and one.name in shop.credentials.settings]
    return [*filter(shop.is_sent, named), *(["token"] if shop.credentials.token is not None else [])]


def check_lasting(subject: Subject, case: str) -> None:
    """Check that a fault that lasts is the error whose class says what it is."""
    fault, resource = _BY_NAME[case], subject.shop.listed[0]
    for kind in KINDS:
        error = _error(subject, kind, resource, fault)
        if type(error) is not fault.error or (fault.code and getattr(error, "code", "") != fault.code):
            wanted = f"{fault.error.__name__} (code {fault.code})" if fault.code else fault.error.__name__
            raise Broken(f"it raises {_named(error)}, and {wanted} is expected ({kind})")
        if isinstance(error, RateLimited) and error.retry_after != fault.retry_after:
            raise Broken(f"the wait of {fault.retry_after} s that was asked for is not in the error ({kind})")


def _error(subject: Subject, kind: Kind, resource: str, fault: Fault) -> ShopglotError:
    try:
        subject.shop.ask(kind, lambda shop: accessor(shop, resource).list(), fault=lambda _number: fault)
    except ShopglotError as error:
        return error
    raise Broken(f"it is taken for a good answer ({kind})")


def _named(error: ShopglotError) -> str:
    return f"{type(error).__name__} (code {error.code})" if error.code else type(error).__name__


def check_passing(subject: Subject, case: str) -> None:
    """Check that a fault that hits one call, whichever, costs no record and repeats none."""
    shop, (name, _, resource) = subject.shop, case.rpartition("-")
    fault = _BY_NAME[name]
    whole = [record.id for record in shop.listing(resource)]
    size = max(1, len(whole) // 2)
    for number in range(_CALLS):
        kind = KINDS[number % 2]
        try:
            got = shop.ask(
                kind,
                lambda one: accessor(one, resource).list(page_size=size),
                fault=lambda call: fault if call == number else None,  # noqa: B023 - asked at once
            )
        except ShopglotError as error:
            raise Broken(f"call {number + 1} of listing {resource}s fails for good: {_named(error)} ({kind})") from None
        if [record.id for record in got] != whole:
            raise Broken(f"{resource}s are lost or repeated after call {number + 1} ({kind})")


def check_refused(subject: Subject, case: str) -> None:
    """Check that a wrong secret is refused for what it is, and shown by nothing."""
    shop = subject.shop
    wrong = shop.with_wrong(case)
    for kind in KINDS:
        before = len(shop.said)
        error: ShopglotError
        try:
            shop.ask(kind, lambda one: accessor(one, shop.listed[0]).list(limit=1), credentials=wrong)
        except ShopglotError as raised:
            error = raised
        else:
            raise Broken(f"a wrong {case} is accepted ({kind})")
        if not isinstance(error, AuthorizationError | SignatureError):
            raise Broken(
                f"a wrong {case} raises {_named(error)}, and AuthorizationError or SignatureError is expected ({kind})"
            )
        token = wrong.token
        used = {**wrong.settings, "access token": token.access_token if token else ""}
        hidden = {name: used[name] for name in (case, "access token") if used.get(name)}
        require_none(shop.shown({**shop.secrets(), **hidden}, shop.said[before:]), f"a secret is shown ({kind})")


def check_secrets(subject: Subject, _case: str) -> None:
    """Check that no secret stood in a log line at DEBUG, an error or a repr while everything else was asked."""
    shop = subject.shop
    found = shop.secrets()
    if not found:
        raise NothingToCheck("the connection has no secret")
    for kind in KINDS:
        shop.listing(shop.listed[0], kind)
    shop.said.append(repr(shop.credentials))
    if not any(line.startswith("httpx") for line in shop.said):
        raise Broken("nothing was heard of the HTTP client: its log is switched off")
    require_none(shop.shown(found), "secrets stand in log lines, errors or reprs")
