"""What several test files share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shop_scene import open_scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shop_scene import Scene


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def scene() -> Iterator[Scene]:
    with open_scene() as opened:
        yield opened


@pytest.fixture(scope="session")
def quiet() -> Iterator[Scene]:
    """A shop in which nothing happens."""
    with open_scene() as opened:
        yield opened
