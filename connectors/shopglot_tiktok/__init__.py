"""The TikTok Shop connector: a plugin of shopglot, found by its entry point as any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.connector import hookimpl
from shopglot_tiktok._definition import definition

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition

__all__ = ["shopglot_connector"]


@hookimpl
def shopglot_connector() -> ConnectorDefinition:
    """Describe TikTok Shop to the host."""
    return definition()
