"""A connector's simulated platform: opening it, and authorizing the app as a real platform would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.connection import Authorization
from shopglot.connector import Credentials
from shopglot.errors import SettingsError
from shopglot.registry import load_connectors

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from shopglot.client import ClientSettings
    from shopglot.connector import RunningSandbox, SandboxOptions
    from shopglot.registry import Connector

__all__ = ["authorize", "open_sandbox", "with_sandbox"]


def with_sandbox(name: str) -> Connector:
    """Return the connector of this name; raises `SettingsError` when it has no simulated platform."""
    connectors = load_connectors()
    connector = connectors[name]
    if connector.definition.sandbox is None:
        others = [one.id for one in connectors.working() if one.definition.sandbox is not None]
        raise SettingsError(
            f"connector {name} has no simulated platform",
            code="no_sandbox",
            hint=f"These have one: {', '.join(others)}." if others else "",
        )
    return connector


def open_sandbox(connector: Connector, options: SandboxOptions) -> AbstractContextManager[RunningSandbox]:
    """Open the connector's simulated platform."""
    if connector.definition.sandbox is None:
        raise SettingsError(f"connector {connector.id} has no simulated platform", code="no_sandbox")
    return connector.definition.sandbox(options)


def authorize(
    connector: Connector, running: RunningSandbox, client: ClientSettings | None = None
) -> tuple[Credentials, str]:
    """Send the simulated seller to the authorization page and exchange the callback for credentials.

    Returns the credentials and the address of the page; where nobody authorizes anything, the settings and no page.
    """
    if running.approve is None:
        return Credentials(running.settings), ""
    authorization = Authorization(connector, running.settings, hosts=running.hosts, client=client)
    state = authorization.new_state()
    page = authorization.url(state)
    return authorization.finish(running.approve(page), state), page
