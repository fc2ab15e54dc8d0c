"""Is a connection set up right: step by step, each with its finding and where the guide says how to mend it.

Nothing is changed at the platform, and no finding shows a secret or a buyer's data.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from shopglot.checkup._customers import customers_step
from shopglot.checkup._step import CheckResult
from shopglot.client import ClientSettings
from shopglot.connection import connect, wrong_settings
from shopglot.connector import Credentials
from shopglot.diagnostics import printable
from shopglot.errors import (
    AuthorizationError,
    ClockError,
    MissingScope,
    PlatformError,
    RequestError,
    SettingsError,
    ShopglotError,
    TemporaryError,
    TokenExpired,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from shopglot.checkup._setup import Setup
    from shopglot.connection import Connection
    from shopglot.connector import Permission, Token, TokenStore
    from shopglot.normalize import Normalized
    from shopglot.registry import Connector

__all__ = ["checkup"]

# The guide's sections that mend each kind of failure, where a connector's guide has them.
_SETTINGS, _PERMISSIONS, _AUTHORISE = "vault", "permissions", "authorize"
_AGAIN = "Let the seller authorize the app."


def checkup(
    connector: Connector,
    setup: Setup,
    *,
    tokens: TokenStore | None = None,
    client: ClientSettings | None = None,
    enter: str = "Enter it as the app's page shows it.",
) -> Iterator[CheckResult]:
    """Give the steps in order, each when it is known; after one without which the others mean nothing, no more.

    With `tokens`, an access token that is over is renewed and kept there. Without, nothing is renewed: the new pair
    would be lost, and the old one may be dead by then. `enter` says where settings are entered.

    Raises `SettingsError` for `hosts` that do not fit.
    """
    wrong = wrong_settings(connector.definition, setup.settings)
    if wrong:
        yield CheckResult("settings", "Settings", "failed", "; ".join(wrong), enter, _SETTINGS)
        return
    needed = [setting.name for setting in connector.definition.settings if setting.required]
    yield CheckResult("settings", "Settings", "ok", f"{', '.join(needed)} are there")
    if setup.token is None:
        yield CheckResult("token", "Token", "failed", "there is none yet", _AGAIN, _AUTHORISE)
        return
    client = client or ClientSettings()
    token = setup.token if tokens is not None else replace(setup.token, refresh_token="")
    credentials = Credentials({name: str(value) for name, value in setup.settings.items() if value}, token)
    with connect(connector, credentials, tokens=tokens, hosts=setup.hosts, client=client) as connection:
        yield from _Online(connector, connection, setup.token, tokens, client.clock.now()).steps()


@dataclass(frozen=True, slots=True)
class _Tried:
    """What an attempt gave: a value, or the error that stands in its way."""

    value: Any = None
    error: ShopglotError | None = None


def _try(call: Callable[[], Any]) -> _Tried:
    try:
        return _Tried(call())
    except (PlatformError, SettingsError) as error:
        return _Tried(error=error)


@dataclass(frozen=True, slots=True)
class _Online:
    """The steps for which the platform is asked."""

    connector: Connector
    connection: Connection
    token: Token
    tokens: TokenStore | None
    now: float

    def steps(self) -> Iterator[CheckResult]:
        stores = _try(self.connection.stores)
        error = stores.error
        refused = isinstance(error, AuthorizationError | TokenExpired) and not isinstance(error, MissingScope)
        if error is not None and not refused and not isinstance(error, MissingScope):
            yield self._platform_failed(error)
            return
        # A token that is over is not even sent: then the platform was not asked.
        if not refused or (error is not None and error.code.isdigit()):
            yield CheckResult("platform", "Platform", "ok", "answers, and takes the app's key, signature and clock")
        if refused and error is not None:
            yield self._token_failed(error)
            return
        yield CheckResult("token", "Token", "ok", f"accepted{self._lives()}")
        store = _try(lambda: [self.connection.store(with_details=True)]) if error is None else stores
        read: dict[str, _Tried] = {}
        if store.error is None:
            read["product"] = _try(lambda: list(self.connection.products.list(limit=1, page_size=1, with_details=True)))
            read["order"] = _try(lambda: list(self.connection.orders.list(limit=1, page_size=1, with_details=True)))
        yield from self._permissions({"store": stores, **read}, {"store": store, **read})
        if error is None:
            yield self._shop(store)
        if store.error is None and read["order"].error is None:
            yield self._customers()

    def _permissions(self, tried: Mapping[str, _Tried], records: Mapping[str, _Tried]) -> Iterator[CheckResult]:
        """Give a step for each permission that is required, and for each that completes records that were read."""
        for permission in self.connector.definition.permissions:
            shown = records.get(permission.proved_by)
            if permission.required:
                yield self._permission(permission, tried.get(permission.proved_by))
            elif shown is not None and shown.error is None:
                yield self._completing(permission, shown.value)

    @staticmethod
    def _platform_failed(error: ShopglotError) -> CheckResult:
        fix = error.hint
        if isinstance(error, TemporaryError) and not fix:
            fix = "Check this machine's way to the platform, and try again."
        # The wrong key or secret; the clock is this machine's own matter.
        wrong_app = isinstance(error, RequestError) and not isinstance(error, ClockError)
        return CheckResult("platform", "Platform", "failed", _said(error), fix, _SETTINGS if wrong_app else None)

    def _token_failed(self, error: ShopglotError) -> CheckResult:
        ends = self.token.refresh_expires_at
        renewable = self.tokens is None and self.token.refresh_token and (ends is None or ends > self.now)
        if renewable and error.code == "refresh_token_over":
            detail = "the access token is over; it can still be renewed" + (f" until {_day(ends)}" if ends else "")
            return CheckResult(
                "token", "Token", "failed", detail, "Give --renew, which writes the new one into the file."
            )
        return CheckResult("token", "Token", "failed", _said(error), error.hint or _AGAIN, _AUTHORISE)

    def _lives(self) -> str:
        token = self.tokens.load() if self.tokens is not None else None
        token = token or self.token
        parts = []
        if token.access_token != self.token.access_token:
            parts.append("renewed just now")
        if token.access_expires_at is not None:
            parts.append(f"good until {_day(token.access_expires_at)}")
        if token.refresh_token and token.refresh_expires_at is not None:
            parts.append(f"renewable until {_day(token.refresh_expires_at)}")
        return "".join(f", {part}" for part in parts)

    def _permission(self, permission: Permission, tried: _Tried | None) -> CheckResult:
        key, name = f"permission:{permission.scope}", permission.portal_name
        title = f"Permission {name}"
        granted = permission.scope in self.token.scopes
        fix = f"Enable {name}, then let the seller authorize the app again."
        if tried is not None and tried.error is None:
            return CheckResult(key, title, "ok", f"works: {permission.unlocks}")
        if tried is not None and isinstance(tried.error, MissingScope):
            why = (
                "the seller granted it, but the app does not have it enabled (any more)"
                if granted
                else "it is not enabled on the app, or the seller has not granted it since"
            )
            return CheckResult(key, title, "failed", f"{why} ({permission.scope})", fix, _PERMISSIONS)
        if tried is not None and tried.error is not None:
            return CheckResult(key, title, "failed", _said(tried.error), tried.error.hint)
        if self.token.scopes and not granted:
            return CheckResult(
                key, title, "failed", f"the seller has not granted it ({permission.scope})", fix, _PERMISSIONS
            )
        return CheckResult(key, title, "unknown", "not tried: no shop could be chosen")

    def _completing(self, permission: Permission, shown: Sequence[Normalized]) -> CheckResult:
        """Say whether records come whole with this permission, which is not required."""
        key, title = f"permission:{permission.scope}", f"Permission {permission.portal_name}"
        if not any(problem.code == "R119" for one in shown for problem in one.warnings):
            return CheckResult(key, title, "ok", f"works: {permission.unlocks}")
        detail = f"refused, and not required; it unlocks {permission.unlocks} ({permission.scope})"
        fix = f"Enable {permission.portal_name}, then let the seller authorize the app again."
        return CheckResult(key, title, "todo", detail, fix, _PERMISSIONS)

    def _shop(self, store: _Tried) -> CheckResult:
        if store.error is not None:
            guide = _AUTHORISE if isinstance(store.error, SettingsError) else None
            return CheckResult("shop", "Shop", "failed", _said(store.error), store.error.hint, guide)
        found = store.value[0].record
        place = ", ".join(filter(None, (found.id, found.country)))
        return CheckResult("shop", "Shop", "ok", f"{printable(found.name or '')} ({place})".strip())

    def _customers(self) -> CheckResult:
        tried = _try(lambda: customers_step(self.connection, self.connector.definition.guide, self.now))
        if tried.error is None and isinstance(tried.value, CheckResult):
            return tried.value
        error = tried.error or ShopglotError("unknown")
        return CheckResult("customers", "Customer details", "failed", _said(error), error.hint)


def _said(error: ShopglotError) -> str:
    # Without the hint, which stands on a line of its own.
    request = getattr(error, "request_id", "")
    facts = [f"code {error.code}" if error.code.isdigit() else "", f"request id {request}" if request else ""]
    known = ", ".join(fact for fact in facts if fact)
    return f"{error.message} ({known})" if known else error.message


def _day(moment: int | None) -> str:
    return "" if moment is None else f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d %H:%M} UTC"
