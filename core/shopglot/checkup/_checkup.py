"""Checking a connection step by step, each with its result and the guide's section on how to fix it.

Nothing is changed at the platform, and no result shows a secret or a buyer's data.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from shopglot.checkup._customers import customers_step
from shopglot.checkup._step import CheckResult
from shopglot.client import ClientSettings
from shopglot.connection import connect, wrong_settings
from shopglot.connector import Credentials, OAuth2
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
    from shopglot.connector import Permission, Setting, Token, TokenStore
    from shopglot.normalize import Normalized
    from shopglot.registry import Connector

__all__ = ["checkup"]

# The guide's section for each kind of failure, where a connector's guide has it.
_PERMISSIONS, _AUTHORIZE = "permissions", "authorize"
_AGAIN = "Let the seller authorize the app."


def checkup(
    connector: Connector,
    setup: Setup,
    *,
    tokens: TokenStore | None = None,
    client: ClientSettings | None = None,
    enter: str = "Enter it as the platform shows it.",
) -> Iterator[CheckResult]:
    """Yield the result of each step as soon as it is known; stop after a failed one that the others depend on.

    With `tokens`, an expired access token is refreshed and saved there. Without, nothing is refreshed: the new pair
    would be lost, and the old one may be invalid by then. `enter` is the advice on where to enter settings.

    Raises `SettingsError` for invalid `hosts`.
    """
    wrong = wrong_settings(connector.definition, setup.settings)
    if wrong:
        section = _section_on(connector.definition.settings, wrong)
        yield CheckResult("settings", "Settings", "failed", "; ".join(wrong), enter, section)
        return
    needed = [setting.name for setting in connector.definition.settings if setting.required]
    yield CheckResult("settings", "Settings", "ok", f"{', '.join(needed)} are set")
    live = connector.definition.live
    authorizes = live is not None and isinstance(live.oauth, OAuth2)
    if setup.token is None and authorizes:
        yield CheckResult("token", "Token", "failed", "no token yet", _AGAIN, _AUTHORIZE)
        return
    client = client or ClientSettings()
    token = setup.token if tokens is not None or setup.token is None else replace(setup.token, refresh_token="")
    credentials = Credentials(
        {name: str(value) for name, value in setup.settings.items() if value not in {None, ""}}, token
    )
    with connect(connector, credentials, tokens=tokens, hosts=setup.hosts, client=client) as connection:
        granted = setup.token if authorizes else None
        yield from _Online(connector, connection, granted, tokens, client.clock.now()).steps()


@dataclass(frozen=True, slots=True)
class _Tried:
    """The result of an attempt: a value, or an error."""

    value: Any = None
    error: ShopglotError | None = None


def _try(call: Callable[[], Any]) -> _Tried:
    try:
        return _Tried(call())
    except (PlatformError, SettingsError) as error:
        return _Tried(error=error)


@dataclass(frozen=True, slots=True)
class _Online:
    """The steps that call the platform; without a token, those of a platform that has none."""

    connector: Connector
    connection: Connection
    token: Token | None
    tokens: TokenStore | None
    now: float

    def steps(self) -> Iterator[CheckResult]:
        stores = _try(self.connection.stores)
        error = stores.error
        refused = isinstance(error, AuthorizationError | TokenExpired) and not isinstance(error, MissingScope)
        if error is not None and not refused and not isinstance(error, MissingScope):
            yield self._fail_platform(error)
            return
        # An expired token is not even sent: then the platform was not called.
        accepts = "the app's key, signature and clock" if self.token is not None else "the settings"
        if not refused or (self.token is not None and error is not None and error.code.isdigit()):
            yield CheckResult("platform", "Platform", "ok", f"responds, and accepts {accepts}")
        if refused and error is not None:
            yield self._fail_settings(error) if self.token is None else self._fail_token(error, self.token)
            return
        if self.token is not None:
            yield CheckResult("token", "Token", "ok", f"accepted{self._lives(self.token)}")
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
        """Yield a step for each required permission, and for each optional one whose records were read."""
        for permission in self.connector.definition.permissions:
            shown = records.get(permission.proved_by)
            if permission.required:
                yield self._permission(permission, tried.get(permission.proved_by))
            elif shown is not None and shown.error is None:
                yield self._completing(permission, shown.value)

    def _settings_section(self) -> str | None:
        """Return the guide's section on the first secret: what a platform refuses is what identifies the connection."""
        settings = self.connector.definition.settings
        return next((one.guide for one in settings if one.secret and one.guide), None)

    def _fail_platform(self, error: ShopglotError) -> CheckResult:
        fix = error.hint
        if isinstance(error, TemporaryError) and not fix:
            fix = "Check this machine's network connection to the platform, and try again."
        # The wrong key or secret; a wrong clock is this machine's own.
        wrong_app = isinstance(error, RequestError) and not isinstance(error, ClockError)
        guide = self._settings_section() if wrong_app else None
        return CheckResult("platform", "Platform", "failed", _describe(error), fix, guide)

    def _fail_settings(self, error: ShopglotError) -> CheckResult:
        """Tell that a platform without tokens refuses what identifies the connection."""
        fix = "Compare the settings with what the platform shows."
        return CheckResult("platform", "Platform", "failed", _describe(error), fix, self._settings_section())

    def _fail_token(self, error: ShopglotError, token: Token) -> CheckResult:
        ends = token.refresh_expires_at
        renewable = self.tokens is None and token.refresh_token and (ends is None or ends > self.now)
        if renewable and error.code == "refresh_token_expired":
            detail = "the access token has expired; it can still be refreshed" + (
                f" until {_day(ends)}" if ends else ""
            )
            return CheckResult("token", "Token", "failed", detail, "Pass --renew, which saves the new one in the file.")
        return CheckResult("token", "Token", "failed", _describe(error), error.hint or _AGAIN, _AUTHORIZE)

    def _lives(self, given: Token) -> str:
        token = self.tokens.load() if self.tokens is not None else None
        token = token or given
        parts = []
        if token.access_token != given.access_token:
            parts.append("just refreshed")
        if token.access_expires_at is not None:
            parts.append(f"valid until {_day(token.access_expires_at)}")
        if token.refresh_token and token.refresh_expires_at is not None:
            parts.append(f"refreshable until {_day(token.refresh_expires_at)}")
        return "".join(f", {part}" for part in parts)

    def _permission(self, permission: Permission, tried: _Tried | None) -> CheckResult:
        key, name = f"permission:{permission.scope}", permission.portal_name
        title = f"Permission {name}"
        scopes = self.token.scopes if self.token is not None else ()
        granted = permission.scope in scopes
        fix = self._enable(name)
        if tried is not None and tried.error is None:
            return CheckResult(key, title, "ok", f"works: {permission.unlocks}")
        if tried is not None and isinstance(tried.error, MissingScope) and self.token is None:
            return CheckResult(
                key, title, "failed", f"the key does not have it ({permission.scope})", fix, _PERMISSIONS
            )
        if tried is not None and isinstance(tried.error, MissingScope):
            why = (
                "the seller granted it, but it is not (or no longer) enabled on the app"
                if granted
                else "it is not enabled on the app, or the seller has not granted it since then"
            )
            return CheckResult(key, title, "failed", f"{why} ({permission.scope})", fix, _PERMISSIONS)
        if tried is not None and tried.error is not None:
            return CheckResult(key, title, "failed", _describe(tried.error), tried.error.hint)
        if scopes and not granted:
            return CheckResult(
                key, title, "failed", f"the seller has not granted it ({permission.scope})", fix, _PERMISSIONS
            )
        return CheckResult(key, title, "unknown", "not tried: no shop was selected")

    def _enable(self, name: str) -> str:
        again = ", then let the seller authorize the app again" if self.token is not None else ""
        return f"Enable {name}{again}."

    def _completing(self, permission: Permission, shown: Sequence[Normalized]) -> CheckResult:
        """Report whether records are complete with this optional permission."""
        key, title = f"permission:{permission.scope}", f"Permission {permission.portal_name}"
        if not any(problem.code == "R119" for one in shown for problem in one.warnings):
            return CheckResult(key, title, "ok", f"works: {permission.unlocks}")
        detail = f"refused but not required; it unlocks {permission.unlocks} ({permission.scope})"
        fix = self._enable(permission.portal_name)
        return CheckResult(key, title, "todo", detail, fix, _PERMISSIONS)

    def _shop(self, store: _Tried) -> CheckResult:
        if store.error is not None:
            guide = _AUTHORIZE if isinstance(store.error, SettingsError) else None
            return CheckResult("shop", "Shop", "failed", _describe(store.error), store.error.hint, guide)
        record = store.value[0].record
        place = ", ".join(filter(None, (record.id, record.country)))
        return CheckResult("shop", "Shop", "ok", f"{printable(record.name or '')} ({place})".strip())

    def _customers(self) -> CheckResult:
        tried = _try(lambda: customers_step(self.connection, self.connector.definition, self.now))
        if tried.error is None and isinstance(tried.value, CheckResult):
            return tried.value
        error = tried.error or ShopglotError("unknown")
        return CheckResult("customers", "Customer details", "failed", _describe(error), error.hint)


def _section_on(settings: Sequence[Setting], wrong: Sequence[str]) -> str | None:
    """Return the guide's section on the first setting that a fault names, or else on the first that has one."""
    words = {word for fault in wrong for word in fault.replace(";", " ").split()}
    told = sorted(settings, key=lambda one: one.name not in words)
    return next((one.guide for one in told if one.guide), None)


def _describe(error: ShopglotError) -> str:
    # Without the hint, which has a line of its own.
    request = getattr(error, "request_id", "")
    facts = [f"code {error.code}" if error.code.isdigit() else "", f"request id {request}" if request else ""]
    known = ", ".join(fact for fact in facts if fact)
    return f"{error.message} ({known})" if known else error.message


def _day(moment: int | None) -> str:
    return "" if moment is None else f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d %H:%M} UTC"
