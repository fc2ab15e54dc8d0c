"""A local time beside the same one in UTC (`date` and `date_gmt`): read as UTC, the local one is another moment."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile import ConversionError, compile_path, make_date
from shopglot.mapping.syntax import Path

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile import Run
    from shopglot.mapping.syntax import Rule

__all__ = ["SeenTwin", "twin_of"]

_NAMES = ("{}_gmt", "{}_utc", "{}Gmt", "{}GMT", "{}Utc", "{}UTC", "gmt_{}", "utc_{}")
_ALIKE = timedelta(minutes=1)


@dataclass(slots=True, eq=False)
class SeenTwin:
    """The records in which a time differs from the one in UTC beside it: `own` and `name` are their paths."""

    rule: Rule
    own: str
    name: str
    had: set[int] = field(default_factory=set)


def twin_of(rule: Rule, names: frozenset[str]) -> tuple[SeenTwin, Callable[[Any, Any, Run], bool]] | None:
    """Return the twin of a time that a rule reads by a fixed clock, and a test whether the two differ; or None.

    `names` are the fields that the raw schema knows.
    """
    ref = rule.slots.get("path")
    if rule.convert != "date" or ref is None or rule.zone.startswith("setting.") or not rule.zone:
        return None
    *before, last = ref.path.steps or ("",)
    name = next((one for form in _NAMES if (one := form.format(last)) in names), "")
    if not name:
        return None
    twin = Path(ref.path.base, (*before, name))
    read, convert = compile_path(replace(ref, path=twin)), make_date(UTC)

    def differs(value: Any, cur: Any, run: Run) -> bool:
        try:
            other = convert(read(cur, run))
        except ConversionError:
            return False
        return isinstance(value, datetime) and abs(value - other) >= _ALIKE

    return SeenTwin(rule, str(ref.path), str(twin)), differs
