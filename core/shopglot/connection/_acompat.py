"""What the two faces need that differs by more than a word, under names that differ by `Async` alone.

Here so that `_sync.py` can be made from `_async.py` by replacing words.
"""

from __future__ import annotations

from asyncio import Lock as AsyncLock
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from shopglot.connection._base import RecordPage
    from shopglot.connection._params import ListParams

__all__ = ["AsyncLock", "AsyncReadPage", "Lock", "ReadPage"]

T = TypeVar("T")

AsyncReadPage: TypeAlias = "Callable[[ListParams], Awaitable[RecordPage[T]]]"
ReadPage: TypeAlias = "Callable[[ListParams], RecordPage[T]]"
