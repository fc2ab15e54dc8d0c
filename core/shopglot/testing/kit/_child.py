"""A process that imports one plugin, without a network: `python -m shopglot.testing.kit._child NAME REPORT`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from shopglot.registry import load_connectors

_NETWORK = frozenset(
    {
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.sendmsg",
        "socket.sendto",
    }
)


def main(name: str, report: Path) -> None:
    """Load the plugin, and write which calls for the network it tried, none of which got through."""
    seen: list[str] = []
    watching = True

    def watch(event: str, _arguments: tuple[Any, ...]) -> None:
        if watching and event in _NETWORK:
            seen.append(event)
            raise PermissionError(f"{event}: a plugin has no network while it is imported")

    registry = load_connectors(only=[name], block=[])
    sys.addaudithook(watch)
    # What fails to load is told by the rule for it; here only what was tried counts.
    _ = registry.failures
    watching = False
    report.write_text(json.dumps({"network": sorted(set(seen))}), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
