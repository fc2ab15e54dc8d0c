"""Time zones by their IANA names, and no others: what a machine calls its own zone is none of them."""

from __future__ import annotations

import re
from datetime import UTC, tzinfo
from functools import lru_cache

__all__ = ["find_zone", "zone_names"]

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}\Z")
# The machine's own zone, and directories of other ways to count.
_MACHINE = re.compile(r"(?:localtime|posixrules|Factory|posix/.*|right/.*|leapseconds.*)\Z")


@lru_cache(maxsize=64)
def find_zone(name: str) -> tzinfo | None:
    """Return the zone of this name, or None where there is none."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - most mappings name no zone

    if name == "UTC":
        return UTC
    if not _NAME.match(name) or _MACHINE.match(name):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a continent is a folder
        return None


def zone_names() -> list[str]:
    """Return the names that there are, for a hint."""
    from zoneinfo import available_timezones  # noqa: PLC0415 - as above

    return sorted(name for name in available_timezones() if not _MACHINE.match(name))
