"""Faults on request: what goes wrong, where, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from shopglot_tiktok.sandbox._answers import Answer, Refusal, error_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot_tiktok.sandbox._answers import Call

__all__ = ["Fault", "FaultKind", "FaultPlan"]

FaultKind = Literal["429", "503", "code", "hang", "html", "reset", "slow", "stripped", "truncate"]
_KINDS = ("429", "503", "code", "hang", "html", "reset", "slow", "stripped", "truncate")
_PAGE = b"<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; ValueError when its kind is unknown or a needed part is missing.

    `kind`: `429` (with `retry_after`, if any), `503` (an HTML page), `code` (the error `code` of the platform, such as
    36009003, 36009007, 10002014, 105002), `html` (HTTP 200 that is no JSON), `hang` (no answer for `seconds`), `slow`
    (the right answer after `seconds`), `reset` (the connection is reset), `truncate` (half the body, then the end),
    `stripped` (Brazilian orders lose all but two keys, as in answers of September 2026).
    `on` is a text that the path must contain; `after` calls pass first, then `times` calls fail (0: all of them).
    `retry_after` is sent as it is: seconds, an HTTP date, or nonsense.
    """

    kind: FaultKind
    on: str = "/"
    times: int = 1
    after: int = 0
    retry_after: str | int | None = None
    code: int = 0
    seconds: float = 30.0

    def __post_init__(self) -> None:
        if self.kind not in _KINDS:
            raise ValueError(f"fault kind {self.kind!r} is not one of {', '.join(_KINDS)}")
        if self.kind == "code" and not self.code:
            raise ValueError("a fault of kind 'code' needs the platform's error code, e.g. code=36009003")


class FaultPlan:
    """The faults that are still to come, in the order in which they were asked for."""

    def __init__(self, faults: tuple[Fault, ...] = ()) -> None:
        self._open: list[tuple[Fault, list[int]]] = []
        for fault in faults:
            self.add(fault)

    def add(self, fault: Fault) -> None:
        """Plan one more fault."""
        self._open.append((fault, [0]))

    def clear(self) -> None:
        """Forget all faults that have not happened."""
        self._open.clear()

    def due(self, path: str) -> Fault | None:
        """Return the fault that befalls a call of this path, and count it; None when all is well."""
        for entry in self._open:
            fault, seen = entry
            if fault.on not in path:
                continue
            seen[0] += 1
            if seen[0] <= fault.after:
                continue
            if fault.times and seen[0] >= fault.after + fault.times:
                self._open.remove(entry)
            return fault
        return None


def befall(fault: Fault, call: Call, request_id: str, handle: Callable[[Call], Answer]) -> Answer:
    """Return the answer that a fault makes of a call; `handle` gives the right one."""
    if fault.kind == "429":
        headers = () if fault.retry_after is None else (("retry-after", str(fault.retry_after)),)
        return error_answer(Refusal(36009002), request_id, headers)
    if fault.kind == "code":
        return error_answer(Refusal(fault.code), request_id)
    if fault.kind in {"503", "html"}:
        return Answer(503 if fault.kind == "503" else 200, _PAGE, (("content-type", "text/html"),))
    if fault.kind == "reset":
        return Answer(0, b"", drop="reset")
    if fault.kind == "hang":
        return Answer(0, b"", drop="hang", delay=fault.seconds)
    right = handle(call)
    if fault.kind == "slow":
        return Answer(right.status, right.body, right.headers, delay=fault.seconds, code=right.code)
    return Answer(right.status, right.body, right.headers, drop="truncate", code=right.code)
