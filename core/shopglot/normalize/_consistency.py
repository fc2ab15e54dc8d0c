"""Warnings about a unified record as a whole: what does not fit together, though every field by itself does."""

from __future__ import annotations

from shopglot.diagnostics import Problem
from shopglot.mapping import RECORD_CODES
from shopglot_models import Order, Record

__all__ = ["consistency"]


def consistency(record: Record, where: str) -> tuple[Problem, ...]:
    """Return a warning for each thing of a record that does not fit together; `where` is the mapping's file.

    R117: an order that does not add up, with the difference's size class as `token`. R118: a cancelled order that was
    paid, of which nobody knows whether the money went back.
    """
    if not isinstance(record, Order):
        return ()
    problems = []
    size = record.ledger().size
    if size is not None:
        problems.append(Problem("/total_amount", "R117", RECORD_CODES["R117"], where, size))
    if record.status == "cancelled" and record.payment_status == "unknown" and record.paid_at is not None:
        problems.append(Problem("/payment_status", "R118", RECORD_CODES["R118"], where))
    return tuple(problems)
