"""What a connection is checked with: its settings, its token, and where its hosts are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.connector import Token

__all__ = ["Setup"]


@dataclass(frozen=True, slots=True)
class Setup:
    """One connection as a settings file contains it. Its repr shows no secret.

    `settings` are unchecked input. `hosts` are origins that replace the connector's own.
    """

    settings: Mapping[str, Any] = field(repr=False)
    token: Token | None = None
    hosts: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the content of the file, secrets included: settings flat, `token` and `hosts` beside them."""
        token = None if self.token is None else self.token.to_dict()
        return {**self.settings, "token": token, "hosts": dict(self.hosts)}
