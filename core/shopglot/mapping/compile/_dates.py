"""Dates, compiled, whose time zone a setting names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._moments import read_iso
from shopglot.mapping.compile._numbers import ConversionError
from shopglot.mapping.syntax import find_zone

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile._run import Run

    Closure = Callable[[Any, Run], Any]

__all__ = ["compile_date"]


def compile_date(inner: Closure, setting: str, pointer: str, location: str) -> Closure:
    """Compile `as: date` with the zone that a setting names; text with an offset needs none."""

    def convert_date(cur: Any, run: Run) -> Any:
        value = inner(cur, run)
        if value is None:
            return None
        name = run.settings.get(setting)
        zone = find_zone(name) if name else None
        if name and zone is None:
            return run.unfit(ConversionError("R123"), pointer, location)
        try:
            return read_iso(value, zone)
        except ConversionError as unfit:
            return run.unfit(unfit, pointer, location)

    return convert_date
