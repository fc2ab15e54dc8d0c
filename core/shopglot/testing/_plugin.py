"""The pytest plugin: finds contracts in test files and makes tests of their rules.

Every run of pytest imports it where shopglot is installed, so it imports the host only when there is a contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from shopglot.testing._contract import Contract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shopglot.testing.kit import Bench, Case

_UPDATE = "--update-contract"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that writes what the rules compare with."""
    parser.getgroup("shopglot").addoption(
        _UPDATE,
        action="store_true",
        help="write expected records and coverage of connectors under contract from what comes out now; read the diff",
    )


def pytest_pycollect_makeitem(
    collector: pytest.Module | pytest.Class, name: str, obj: object
) -> _ContractCollector | None:
    """Take a contract for what it is; everything else is left to pytest."""
    if isinstance(obj, Contract):
        made: _ContractCollector = _ContractCollector.from_parent(collector, name=name, contract=obj)
        return made
    return None


class _ContractCollector(pytest.Collector):
    """The tests of one contract; what they share is closed when the last of them is done."""

    def __init__(self, contract: Contract, **more: Any) -> None:
        super().__init__(**more)
        self._contract = contract
        self._bench: Bench | None = None

    def collect(self) -> Iterator[_ContractItem]:
        """Return one test for each rule and case."""
        from shopglot.testing.kit import Bench  # noqa: PLC0415 - other runs of pytest need no host

        self._bench = Bench(self._contract, update=self.config.getoption(_UPDATE))
        for case in self._bench.cases():
            yield _ContractItem.from_parent(self, name=case.name, case=case)

    def teardown(self) -> None:
        """Close what the tests shared."""
        if self._bench is not None:
            self._bench.close()


class _ContractItem(pytest.Item):
    """One case of one rule."""

    def __init__(self, case: Case, **more: Any) -> None:
        super().__init__(**more)
        self._case = case

    def runtest(self) -> None:
        """Run it; nothing to check, and a waived case that fails, is a skip with its reason."""
        skipped = self._case.run()
        if skipped:
            pytest.skip(f"{self.name}: {skipped}")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what the author has to do; a traceback only for what no rule has an answer to."""
        from shopglot.testing.kit import Broken  # noqa: PLC0415 - it is there once a case ran

        if isinstance(excinfo.value, Broken):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def add_report_section(self, when: str, key: str, content: str) -> None:
        """Keep what was printed; the log is heard at DEBUG for a rule of its own, and would drown what was seen."""
        if key != "log":
            super().add_report_section(when, key, content)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return where the contract stands, and the name."""
        return self.path, None, self.name
