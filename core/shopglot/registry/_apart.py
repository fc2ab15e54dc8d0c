"""What is kept from the host while a plugin is imported and described: its output, and an interrupt of its own.

A plugin that prints must not write into what a command prints, so what its thread writes to `sys.stdout` goes to
`sys.stderr`; other threads write where they always did. Ctrl-C must end a command, and a plugin that raises
KeyboardInterrupt must not, so a signal that came is told from an exception that was only raised.
"""

from __future__ import annotations

import io
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Apart", "keep_apart"]


class Apart:
    """What happened meanwhile: whether something was written to stdout, and whether Ctrl-C may have been pressed."""

    def __init__(self) -> None:
        self.wrote = False
        self.interrupted = False


_here = threading.local()
_lock = threading.Lock()
_inside = 0
_real: Any = None


class _Stdout:
    """Stands for `sys.stdout`: to a thread that loads a plugin it is stderr, to others what it was."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        apart: Apart | None = getattr(_here, "apart", None)
        if apart is None:
            return getattr(self._real, name)
        if name in {"close", "detach"}:
            return lambda: None
        if name in {"buffer", "fileno", "write", "writelines"}:
            apart.wrote = True
        return getattr(sys.stderr if sys.stderr is not None else io.StringIO(), name)


@contextmanager
def keep_apart() -> Iterator[Apart]:
    """Keep a plugin apart while this context lasts; for one plugin at a time in each thread."""
    global _inside, _real  # noqa: PLW0603 - the process has one stdout
    apart, outer = Apart(), getattr(_here, "apart", None)
    with _lock:
        if not _inside:
            _real = sys.stdout
            # Without a stdout `print` writes nothing.
            sys.stdout = None if _real is None else _Stdout(_real)
        _inside += 1
    _here.apart = apart
    try:
        with _notice_interrupts(apart):
            yield apart
    finally:
        _here.apart = outer
        with _lock:
            _inside -= 1
            if not _inside:
                sys.stdout = _real


@contextmanager
def _notice_interrupts(apart: Apart) -> Iterator[None]:
    """Note whether SIGINT came; where somebody else handles it, every KeyboardInterrupt counts as asked for."""
    if threading.current_thread() is not threading.main_thread():
        yield  # no signal reaches another thread
        return
    handler = signal.getsignal(signal.SIGINT)
    if handler is not signal.default_int_handler:
        # A process in the background has none, and ignores Ctrl-C.
        apart.interrupted = handler not in {signal.SIG_IGN, signal.SIG_DFL}
        yield
        return

    def note(number: int, frame: Any) -> None:
        apart.interrupted = True
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
