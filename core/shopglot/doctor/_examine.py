"""Examining plugins: each in a process of its own, which it may end, and which ends when its time is over."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from shopglot.doctor._report import Finding, PluginReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.errors import Phase
    from shopglot.registry import ConnectorInfo, Registry

__all__ = ["TIME_LIMIT", "examine_plugins"]

TIME_LIMIT = 20.0
"""Seconds that one plugin may take, its mappings and the examples of its transforms included."""
_TAKEN = ("name", "api", "schemas", "mappings", "warnings", "examples", "import_ms")


def examine_plugins(
    registry: Registry, *, name: str | None = None, time_limit: float = TIME_LIMIT
) -> Iterator[PluginReport]:
    """Return what is found out about each installed plugin, or about one, by name: each as soon as it is known.

    Nothing of a plugin runs in this process: one that hangs is ended after `time_limit` seconds, and one that ends its
    process is reported with the phase that it came to. A blocked one is not examined. Raises `PluginNotFound` for a
    `name` that is not installed.
    """
    return (_examine(info, time_limit) for info in registry.installed(name))


def _examine(info: ConnectorInfo, time_limit: float) -> PluginReport:
    if info.state == "blocked":
        return PluginReport(info.id, "blocked", info.distribution, info.version)
    with tempfile.TemporaryDirectory(prefix="shopglot-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "found.jsonl"
        ended, wrote = _run(info.id, file, time_limit)
        lines = _read(file)
    last = lines[-1] if lines else {}
    found = last.get("found")
    if not isinstance(found, dict):
        phase: Phase = last.get("phase", "import")
        found = {"findings": [{"phase": phase, "reason": ended}]}
    findings = tuple(Finding(one["phase"], one["reason"]) for one in found["findings"])
    stdout: Literal["", "held_back", "let_through"] = (
        "let_through" if wrote else "held_back" if found.get("held_back") else ""
    )
    return PluginReport(
        info.id,
        "broken" if findings else "ready",
        info.distribution,
        info.version,
        resources=tuple(found.get("resources", ())),
        stdout=stdout,
        findings=findings,
        **{key: found[key] for key in _TAKEN if key in found},
    )


def _run(name: str, file: Path, time_limit: float) -> tuple[str, bool]:
    """Run the process; return how it ended, in words, and whether anything was written to its stdout."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
        # The path is this process's own; -P keeps the current folder from coming before it.
        [sys.executable, "-P", "-m", "shopglot.doctor._child", name, str(file)],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Its own group: what it starts is ended with it, and Ctrl-C ends it by way of this process alone.
        start_new_session=True,
    )
    try:
        status = process.wait(time_limit)
    except subprocess.TimeoutExpired:
        return f"did not end within {time_limit:g} s", _wrote(process)
    else:
        how = f"signal {-status}" if status < 0 else f"exit status {status}"
        return f"the plugin ended the process ({how})", _wrote(process)
    finally:
        _end(process)


def _wrote(process: subprocess.Popen[bytes]) -> bool:
    """Check whether there is anything in the pipe; a process that the plugin left behind may still hold it open."""
    assert process.stdout is not None  # noqa: S101 - it was made with a pipe
    os.set_blocking(process.stdout.fileno(), False)
    return bool(process.stdout.read(1))


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        with suppress(ProcessLookupError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _read(file: Path) -> list[dict[str, Any]]:
    """Return the lines of the report; a line that was cut off is none."""
    lines: list[dict[str, Any]] = []
    with suppress(OSError, ValueError):
        lines += (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return lines
