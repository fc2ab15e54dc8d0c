"""Another revision of this project beside the working tree: the same orders, each code in its own process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from _measure import Timing, timings

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
ROOMS = ("core", "unified_models", "mappings", "connectors")


def compare_revisions(revision: str, found: Sequence[dict[str, Any]], rounds: int) -> tuple[list[Timing], int]:
    """Time a revision and the working tree over the same orders, round by round; and count the orders that differ."""
    with tempfile.TemporaryDirectory() as folder:
        old, records = Path(folder) / "old", Path(folder) / "records.json"
        archive = subprocess.run(["git", "archive", revision], cwd=HERE.parent, check=True, capture_output=True)  # noqa: S603, S607 - git is the developer's own
        with tarfile.open(fileobj=BytesIO(archive.stdout)) as tree:
            tree.extractall(old, filter="data")
        records.write_text(json.dumps(found), encoding="utf-8")
        workers = {revision: _start(old, records), "working tree": _start(HERE.parent, records)}
        before, after = (json.loads(_answer(worker)) for worker in workers.values())
        taken: dict[str, list[float]] = {name: [] for name in workers}
        for number in range(rounds + 1):
            for name, worker in workers.items():
                _ask(worker)
                microseconds = float(_answer(worker))
                if number:
                    taken[name].append(microseconds)
        for worker in workers.values():
            worker.communicate()
    return timings(taken), sum(one != other for one, other in zip(before, after, strict=True))


def _start(tree: Path, records: Path) -> subprocess.Popen[str]:
    paths = os.pathsep.join(str(tree / room) for room in ROOMS)
    command = [sys.executable, str(HERE / "_revision.py"), str(records)]
    return subprocess.Popen(  # noqa: S603 - ourselves
        command, env=os.environ | {"PYTHONPATH": paths}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _ask(worker: subprocess.Popen[str]) -> None:
    assert worker.stdin is not None
    worker.stdin.write("\n")
    worker.stdin.flush()


def _answer(worker: subprocess.Popen[str]) -> str:
    assert worker.stdout is not None
    line = worker.stdout.readline()
    if not line:
        raise SystemExit(f"a revision stopped with exit status {worker.wait()}")
    return line
