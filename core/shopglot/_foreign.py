"""What a plugin's code raises, in words of ours. None of these functions raises, whatever the exception does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.diagnostics import printable

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["describe", "locate", "type_name"]

_LONGEST = 300


def type_name(value: object) -> str:
    """Return the name of a value's type."""
    try:
        return printable(type(value).__name__)[:_LONGEST]
    except BaseException:  # noqa: BLE001 - a metaclass may do as it likes
        return "an unknown type"


def describe(error: BaseException) -> str:
    """Return an exception's type and the first line of its text.

    For what is raised before any record is read; later a text may hold somebody's data, and `locate` has none.
    """
    try:
        line = str(error).strip().partition("\n")[0]
        text = printable(line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…")
    except BaseException:  # noqa: BLE001 - the text of an exception is code of the plugin too
        text = "(its text can't be read)"
    return f"{type_name(error)}: {text}" if text else type_name(error)


def locate(error: BaseException, function: object) -> str:
    """Return an exception's type and its place in the package of this function, and nothing of its text."""
    place = ""
    try:
        package = str(getattr(function, "__module__", "")).partition(".")[0]
        trace: TracebackType | None = error.__traceback__
        while trace is not None:
            module = str(trace.tb_frame.f_globals.get("__name__", ""))
            if module.partition(".")[0] == package:
                place = f" at {printable(module)}:{trace.tb_lineno}"
            trace = trace.tb_next
    except BaseException:  # noqa: BLE001 - as above
        place = ""
    return type_name(error) + place
