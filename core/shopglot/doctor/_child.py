"""The process in which one plugin is examined: `python -m shopglot.doctor._child NAME FILE`.

It writes a line to the file as each phase begins, so that who waits for it knows how far a plugin came that hangs, or
that ends the process; the last line is what was found.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING, Any, TextIO

from shopglot.errors import PluginFailure
from shopglot.registry import LoadWatch, load_connectors

if TYPE_CHECKING:
    from shopglot.errors import Phase
    from shopglot.registry import Connector

__all__ = ["main"]


class _Watch(LoadWatch):
    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._began: dict[Phase, float] = {}

    def begin(self, phase: Phase) -> None:
        self._began[phase] = time.perf_counter()
        self.tell(phase=phase)

    def tell(self, **facts: Any) -> None:
        self._file.write(json.dumps(facts) + "\n")
        self._file.flush()

    @property
    def import_ms(self) -> float | None:
        if "register" not in self._began:
            return None
        return round((self._began["register"] - self._began["import"]) * 1000, 1)


def main(name: str, path: str) -> None:
    """Examine the plugin of this name, and write what was found to a file."""
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - a plugin may change any class of Path
        watch = _Watch(file)
        result = load_connectors(only=[name], block=[]).check(name, watch)
        found: dict[str, Any] = {"import_ms": watch.import_ms, "held_back": watch.wrote_stdout, "findings": []}
        if isinstance(result, PluginFailure):
            found["findings"] = [{"phase": result.phase, "reason": result.reason}]
        else:
            found |= _facts(result)
            watch.begin("transforms")
            found |= _examples(result)
        watch.tell(found=found)


def _facts(connector: Connector) -> dict[str, Any]:
    definition = connector.definition
    return {
        "name": definition.name,
        "api": definition.api,
        "resources": [resource.name for resource in definition.resources],
        "schemas": len(definition.raw_schemas),
        "mappings": len(connector.mappings),
        "warnings": sum(len(mapping.warnings) for mapping in connector.mappings.values()),
    }


def _examples(connector: Connector) -> dict[str, Any]:
    if not connector.definition.transforms:
        return {}
    from shopglot.workbench import run_transform_examples  # noqa: PLC0415 - most plugins have none to run

    runs = list(run_transform_examples(connector.definition))
    wrong = [
        {"phase": "transforms", "reason": f"{run.name.partition(': ')[2]}, example {run.number + 1}: {run.problem}"}
        for run in runs
        if run.problem is not None
    ]
    return {"examples": len(runs), "findings": wrong}


if __name__ == "__main__":
    main(*sys.argv[1:3])
    # A thread that the plugin began would keep the process from ending.
    os._exit(0)
