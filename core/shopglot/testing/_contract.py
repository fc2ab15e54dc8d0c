"""What an author writes: which connector is held to its contract, and what the kit can't find out by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from shopglot.connector import ConnectorDefinition, RunningSandbox, SandboxOptions
    from shopglot.testing._allowed import AllowList

__all__ = ["Contract", "contract"]


@dataclass(frozen=True, slots=True)
class Contract:
    """One connector to be held to its contract, as pytest finds it in a test file; made by `contract`."""

    connector: str | ConnectorDefinition
    fixtures: Path | None = None
    sandbox: Callable[[SandboxOptions], AbstractContextManager[RunningSandbox]] | None = None
    settings: Mapping[str, str] = field(default_factory=dict, repr=False)
    waive: Mapping[str, str] = field(default_factory=dict)
    recordings: Callable[[], AllowList] | None = None


def contract(  # noqa: PLR0913 - each is one choice of the author, by name
    connector: str | ConnectorDefinition,
    *,
    fixtures: Path | None = None,
    sandbox: Callable[[SandboxOptions], AbstractContextManager[RunningSandbox]] | None = None,
    settings: Mapping[str, str] | None = None,
    waive: Mapping[str, str] | None = None,
    recordings: Callable[[], AllowList] | None = None,
) -> Contract:
    """Return the contract of one connector, which pytest collects as one test for each rule and case.

        from shopglot.testing import contract

        test_contract = contract("acme")

    `connector` is the name of an installed one, the path of a folder that is one, or a definition. `fixtures` are its
    saved answers and `sandbox` opens its simulated platform, where the definition does not say so; `settings` are those
    that its mappings read. `waive` gives the reason why a rule (`order-adds-up`), one case of it
    (`order-adds-up[order/x.json]`), a place in it (`get-equals-list[order] /note`) or a mapping's warning (`W903`) does
    not hold. `recordings` returns the allow-list with which its cassettes were recorded.
    """
    return Contract(connector, fixtures, sandbox, settings or {}, waive or {}, recordings)
