from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.caller import Caller, MakeCaller, new_caller

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def make_caller() -> Iterator[MakeCaller]:
    opened: list[Caller] = []

    def make(orders: int = 60, *, seed: int = 7, enter: bool = True, **given: Any) -> Caller:
        opened.append(new_caller(orders, seed=seed, enter=enter, **given))
        return opened[-1]

    yield make
    for caller in opened:
        caller.http.close()


@pytest.fixture
def caller(make_caller: MakeCaller) -> Caller:
    """Return a caller of a US shop with 60 orders."""
    return make_caller()
