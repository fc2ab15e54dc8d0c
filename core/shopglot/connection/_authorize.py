"""Getting a seller's authorization: the link, the call-back, the first token."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from shopglot.client import AsyncHttpRunner, CallPolicy, ClientSettings, HttpRunner, base_urls
from shopglot.connection._settings import check_settings, live_of
from shopglot.connector import Credentials, MemoryTokenStore, OAuth2
from shopglot.errors import RequestError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from shopglot.connector import Operation, Token
    from shopglot.registry import Connector

__all__ = ["Authorization"]


class Authorization:
    """One app's authorizations: `url` to send a seller to, `finish` when the seller comes back.

    `hosts` overrides the connector's hosts, `transport` the network, for a simulated shop. Raises `SettingsError` for a
    connector whose sellers authorize nothing.
    """

    def __init__(
        self,
        connector: Connector,
        settings: Mapping[str, str],
        *,
        hosts: Mapping[str, str] | None = None,
        client: ClientSettings | None = None,
        transport: httpx.BaseTransport | httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._live = live_of(connector)
        if not isinstance(self._live.oauth, OAuth2):
            hint = "Its settings are all that a connection needs."
            raise SettingsError(f"{connector.id} has no authorization by a seller", code="no_authorization", hint=hint)
        self._oauth = self._live.oauth
        self._settings = check_settings(connector, settings)
        self._hosts = base_urls(self._live.hosts, self._settings, hosts)
        self._transport = transport
        app = f"{connector.id}/{self._settings.get(self._live.app_setting, '')}"
        self._policy = CallPolicy(self._live, self._settings, client or ClientSettings(), app)
        self._used: set[bytes] = set()

    @staticmethod
    def new_state() -> str:
        """Return a fresh random state: keep it with the seller's browser session until the call-back."""
        return secrets.token_urlsafe(32)

    def url(self, state: str) -> str:
        """Return the page to send the seller to."""
        return self._oauth.authorize_url(self._settings, state)

    def finish(self, callback: str | Mapping[str, str], state: str | None) -> Credentials:
        """Trade the call-back for credentials.

        `callback` is its whole URL, its query text, or its parameters; `state` what `url` was given (None only for
        an installation that the seller began on the platform). Raises `AuthorizationError` when the seller refused
        or the code is of no use, `RequestError` when the state does not fit or the code was traded before.
        """
        operation = self._exchange(callback, state)
        transport = self._transport
        runner = HttpRunner(self._policy, self._hosts, MemoryTokenStore(), transport)  # type: ignore[arg-type] # the caller's choice of face
        try:
            return Credentials(self._settings, runner.run(operation))
        finally:
            runner.close()

    async def afinish(self, callback: str | Mapping[str, str], state: str | None) -> Credentials:
        """Do what `finish` does, for tasks."""
        operation = self._exchange(callback, state)
        transport = self._transport
        runner = AsyncHttpRunner(self._policy, self._hosts, MemoryTokenStore(), transport)  # type: ignore[arg-type] # the same
        try:
            return Credentials(self._settings, await runner.run(operation))
        finally:
            await runner.aclose()

    def _exchange(self, callback: str | Mapping[str, str], state: str | None) -> Operation[Token]:
        code = self._oauth.parse_callback(_parameters(callback), state)
        mark = hashlib.sha256(code.encode()).digest()
        if mark in self._used:
            raise RequestError(
                "this call-back was handled before: a code works once",
                code="code_used",
                hint="Send the seller to the authorize page again.",
            )
        self._used.add(mark)
        return self._oauth.exchange_code(self._settings, code, int(self._policy.clock.now()))


def _parameters(callback: str | Mapping[str, str]) -> dict[str, str]:
    if not isinstance(callback, str):
        return dict(callback)
    query = urlsplit(callback).query if "://" in callback or callback.startswith("/") else callback.lstrip("?")
    return dict(parse_qsl(query, keep_blank_values=True))
