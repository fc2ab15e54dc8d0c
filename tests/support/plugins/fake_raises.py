"""Its hook fails when it is called."""

from __future__ import annotations

from typing import NoReturn

from shopglot.connector import hookimpl


@hookimpl
def shopglot_connector() -> NoReturn:
    raise RuntimeError("the licence file is missing\nsecond line with details")
