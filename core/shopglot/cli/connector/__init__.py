"""`shopglot connector …`: for who writes connectors."""

from __future__ import annotations

from shopglot.cli.connector._group import connector

__all__ = ["connector"]
