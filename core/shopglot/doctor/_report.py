"""What an examination found out about one plugin."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from shopglot.errors import Phase

__all__ = ["Finding", "PluginReport"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a plugin: the phase in which it showed (see `PluginFailure`), and the reason."""

    phase: Phase
    reason: str


@dataclass(frozen=True, slots=True)
class PluginReport:
    """One plugin, examined.

    `state` is `ready`, `broken` (then `findings` say why) or `blocked`, which was not examined. `api` is the version of
    the connector interface that it was built for. `schemas`, `mappings` and `examples` count the raw schemas that could
    be read, the mappings that are right, and the examples of transforms that were run; `warnings` count those of the
    mappings. `import_ms` is how long its import took, None where it never came to an end. `stdout` is `held_back`
    where it wrote to standard output while it was loaded, which shopglot sends to standard error, and `let_through`
    where it went past Python's `sys.stdout`: then what a command prints may be spoiled.
    """

    id: str
    state: Literal["ready", "broken", "blocked"]
    distribution: str
    version: str
    name: str = ""
    api: str = ""
    resources: tuple[str, ...] = ()
    schemas: int = 0
    mappings: int = 0
    warnings: int = 0
    examples: int = 0
    import_ms: float | None = None
    stdout: Literal["", "held_back", "let_through"] = ""
    findings: tuple[Finding, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON data; every key is always present."""
        return asdict(self) | {
            "name": self.name or None,
            "api": self.api or None,
            "resources": list(self.resources),
            "stdout": self.stdout or None,
            "findings": [asdict(one) for one in self.findings],
        }
