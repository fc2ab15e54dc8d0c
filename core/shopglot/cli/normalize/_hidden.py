"""Why customer fields are hidden, as numbered notes below a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.connector import Guide

__all__ = ["Footnotes"]

_REASONS = {
    "awaiting_release": "the platform shows it only after the order is released for shipping",
    "platform_shipping": "the platform ships this order itself",
    "platform_fulfilment": "the platform stores, packs and ships this order itself",
    "after_close": "the platform hides it again after the order is closed",
    "erased": "the customer's data was erased on request",
    "not_permitted": "a permission or plan that reveals it is missing",
    "not_collected": "the platform does not collect it from the buyer",
    "unknown": "the platform gives no reason",
}
_REVEALS = {
    "later": "Read the record again later.",
    "future_orders": "This record stays hidden; orders placed after a change of set-up can show it.",
    "never": "It cannot be revealed.",
    "unknown": "",
}


class Footnotes:
    """Numbers each kind of hiding as it occurs, and explains each once."""

    def __init__(self, guide: Guide | None, connector: str) -> None:
        self._titles = {section.key: section.title for section in guide.sections} if guide else {}
        self._connector = connector
        self._numbers: dict[tuple[str, str, str | None], int] = {}
        self._records: dict[int, int] = {}

    def marks(self, record: Any) -> dict[str, int]:
        """Return the note's number for each hidden path of a record, without counting the record."""
        marks: dict[str, int] = {}
        for item in getattr(record, "hidden_fields", ()):
            kind = (item.reason, item.revealable, item.remedy)
            marks[item.path] = self._numbers.setdefault(kind, len(self._numbers) + 1)
        return marks

    def of(self, record: Any) -> dict[str, int]:
        """Return the note's number for each hidden path of a record, and count the record."""
        marks = self.marks(record)
        for number in set(marks.values()):
            self._records[number] = self._records.get(number, 0) + 1
        return marks

    def lines(self) -> Iterator[str]:
        """Yield the explanation of each number: reason, count of records, what to do, and the guide's section."""
        for (reason, revealable, remedy), number in self._numbers.items():
            count = self._records.get(number, 0)
            where = "1 record" if count == 1 else f"{count} records"
            yield ""
            why = f"{_REASONS.get(reason, reason)}. {_REVEALS[revealable]}".rstrip()
            yield f"[{number}] hidden in {where} ({reason}): {why}"
            if remedy is not None:
                yield f"    {self._titles.get(remedy, remedy)}: shopglot guide {self._connector} {remedy}"
