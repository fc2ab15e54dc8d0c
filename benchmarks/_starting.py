"""What happens once a process: loading and checking mappings, the command line, imports; each in fresh processes."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from typing import Any

STARTS = 7
HEAVY = ("faker", "httpx", "jsonschema", "pluggy", "pydantic", "rich", "starlette", "typer", "uvicorn", "yaml")
LOADING = """
import time
import shopglot.mapping, shopglot_models
definition = shopglot.load_connectors()["tiktok"].definition
begun = time.perf_counter()
shopglot.mapping.load_mappings(definition)
print((time.perf_counter() - begun) * 1000)
"""
CHECKING = """
import json, time
import shopglot
from shopglot.workbench import check_files, check_records, iter_installed
connector = shopglot.load_connectors()["tiktok"]
taken = {}
for run in range(2):  # the first one reads the schemas too
    for resource in connector.definition.resources:
        begun = time.process_time()
        checked = check_files(iter_installed(connector, resource.name))
        middle = time.process_time()
        check_records(checked)
        taken[resource.name] = [(middle - begun) * 1000, (time.process_time() - middle) * 1000]
print(json.dumps(taken))
"""
COLD_LOADING = """
import time
begun = time.perf_counter()
import shopglot
shopglot.load_connectors()["tiktok"].mappings
print((time.perf_counter() - begun) * 1000)
"""
IMPORTED = f"""
import sys
import shopglot
print(*[name for name in {HEAVY!r} if name in sys.modules])
"""


def starting() -> dict[str, Any]:
    """Measure what happens once, each time in a fresh process: milliseconds."""
    return {
        "load": statistics.median(float(_python(LOADING)) for _ in range(STARTS)),
        "cold_load": statistics.median(float(_python(COLD_LOADING)) for _ in range(STARTS)),
        "check": _checking(),
        "help": statistics.median(_help() for _ in range(STARTS)),
        "imported": _python(IMPORTED).split(),
    }


def _checking() -> dict[str, tuple[float, float]]:
    """Measure the check of each mapping, and of its saved records: milliseconds of processor time."""
    runs = [json.loads(_python(CHECKING)) for _ in range(STARTS)]
    return {
        name: (statistics.median(run[name][0] for run in runs), statistics.median(run[name][1] for run in runs))
        for name in runs[0]
    }


def _python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own text


def _help() -> float:
    command = [sys.executable, "-c", "from shopglot.cli import main; main()", "--help"]
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - ourselves
    return (time.perf_counter() - begun) * 1000
