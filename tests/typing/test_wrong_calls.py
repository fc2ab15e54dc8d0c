"""What a type checker says of a wrong call: the mistake is named before anything runs."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
import shopglot
from shopglot_models import Order

def wrong(
    connection: shopglot.Connection, tasks: shopglot.AsyncConnection, connector: shopglot.Connector, order: Order
) -> None:
"""
CASES = {
    "connection.orders.list(updated_sinse=1)": (
        'Unexpected keyword argument "updated_sinse" for overloaded function "list" of "RecordAccessor"; '
        'did you mean "updated_since"?  [call-overload]'
    ),
    "tasks.products.list(with_details=True, updated_sinse=1)": (
        'No overload variant of "list" of "AsyncRecordAccessor" matches argument types "bool", "int"  [call-overload]'
    ),
    "connection.customers.list(updated_sinse=1)": (
        'Unexpected keyword argument "updated_sinse" for "list" of "Customers"; did you mean "updated_since"?'
        "  [call-arg]"
    ),
    "tasks.customers.list(updated_sinse=1)": (
        'Unexpected keyword argument "updated_sinse" for "list" of "AsyncCustomers"; did you mean "updated_since"?'
        "  [call-arg]"
    ),
    "order.total_amount + 1": 'Unsupported operand types for + ("None" and "int")  [operator]',
    "order.total_amout": '"Order" has no attribute "total_amout"; maybe "total_amount"?  [attr-defined]',
    'connector.normalize("order", {}, mask_policy="show")': (
        'Argument "mask_policy" to "normalize" of "Connector" has incompatible type "Literal[\'show\']"; '
        "expected \"Literal['hide', 'keep']\"  [arg-type]"
    ),
    "connection.orders.get(576460752323352445)": (
        'No overload variant of "get" of "RecordAccessor" matches argument type "int"  [call-overload]'
    ),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the error of each case; mypy reads all at once."""
    file: Path = tmp_path_factory.mktemp("snippet") / "snippet.py"
    file.write_text(HEAD + "".join(f"    {case}\n" for case in CASES), encoding="utf-8")
    result = subprocess.run(  # noqa: S603 - our own interpreter and our own text
        [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", "--no-pretty", str(file)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.stderr == ""
    lines = file.read_text(encoding="utf-8").splitlines()
    found = re.findall(r"^[^\n]*snippet\.py:(\d+): error: (.*)$", result.stdout, re.MULTILINE)
    return {lines[int(line) - 1].strip(): text for line, text in found}


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_call_is_named(said: dict[str, str], case: str) -> None:
    assert said[case] == CASES[case]


def test_nothing_else_is_wrong_with_them(said: dict[str, str]) -> None:
    assert said.keys() == CASES.keys()
