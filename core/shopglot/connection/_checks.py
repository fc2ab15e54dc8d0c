"""What is checked before a connection is made: can the connector connect, and are its settings whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.connection._settings import wrong_settings
from shopglot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.connector import Live
    from shopglot.registry import Connector

__all__ = ["checked_settings", "live_of"]


def live_of(connector: Connector) -> Live:
    """Give the connector's live side; raises `SettingsError` for one that only maps files."""
    live = connector.definition.live
    if live is None:
        raise SettingsError(
            f"connector {connector.id} only maps files: it can't connect", code="not_live", hint="Use normalize."
        )
    return live


def checked_settings(connector: Connector, given: Mapping[str, str]) -> dict[str, str]:
    """Give the settings with defaults put in; raises `SettingsError` naming all that are wrong."""
    settings = {one.name: one.default for one in connector.definition.settings if one.default is not None}
    settings.update((name, value) for name, value in given.items() if value)
    wrong = wrong_settings(connector.definition, settings)
    if wrong:
        raise SettingsError(
            f"{connector.id}: {'; '.join(wrong)}",
            code="settings",
            hint=f"`shopglot guide {connector.id}` says what each is.",
        )
    return settings
