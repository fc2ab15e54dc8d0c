"""A connector that is begun: it reads its own simulated platform, whatever was chosen, and its code is clean."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

import shopglot
from shopglot.connector import SandboxOptions
from shopglot.registry import Connector
from shopglot.workbench import check_files, iter_installed
from shopglot.workbench.scaffold import AUTHS, PAGINGS, Choices, connector_files, write_files

if TYPE_CHECKING:
    from pathlib import Path

ORDERS = [
    {
        "id": 1001, "number": "A-1", "status": "paid", "currency": "EUR", "total": "21.00", "shipping": "4.00",
        "created_at": "2026-01-05T12:00:00Z", "customer": {"id": 7, "email": "ann@example.com"},
        "items": [{"id": 1, "sku": "MUG", "name": "Mug", "quantity": 2, "price": "8.50"}],
    },
    {"id": 1002, "number": "A-2", "status": "sent", "currency": "EUR", "total": "9.00", "customer": None, "items": []},
]  # fmt: skip
ENDS = [(auth, "page", "setting") for auth in AUTHS] + [
    ("key", paging, "https://api.example.com") for paging in PAGINGS
]


def begin(folder: Path, number: int, auth: str, paging: str, host: str) -> tuple[Path, str]:
    """Write a connector, and give its folder and its package."""
    folder.mkdir(exist_ok=True)
    orders, customers = folder / "orders.json", folder / "customers.json"
    orders.write_text(json.dumps({"data": {"orders": ORDERS}, "meta": {"pages": 1}}), encoding="utf-8")
    customers.write_text(json.dumps([{"id": "c1", "name": "Ann Example"}]), encoding="utf-8")
    choices = Choices(f"begun{number}", "Begun", {"order": orders, "customer": customers}, auth, paging, host)
    write_files(connector_files(choices), folder / choices.distribution)
    return folder / choices.distribution, choices.package


def loaded(home: Path, package: str, monkeypatch: pytest.MonkeyPatch) -> Connector:
    monkeypatch.syspath_prepend(str(home / "src"))
    return Connector(importlib.import_module(package).shopglot_connector(), package, "0.1.0")


@pytest.mark.parametrize(("auth", "paging", "host"), ENDS)
def test_it_reads_all_of_its_own_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, auth: str, paging: str, host: str
) -> None:
    home, package = begin(tmp_path, ENDS.index((auth, paging, host)), auth, paging, host)
    connector = loaded(home, package, monkeypatch)
    assert connector.definition.sandbox is not None
    with connector.definition.sandbox(SandboxOptions(orders=25)) as running:
        given = shopglot.Credentials(running.settings)
        if running.approve is not None:
            authorization = shopglot.Authorization(connector, running.settings, hosts=running.hosts)
            given = authorization.finish(running.approve(authorization.url("state")), "state")
        with shopglot.connect(connector, given, hosts=running.hosts) as connection:
            orders = list(connection.orders.list(page_size=10))
            again = connection.orders.get(orders[7].id)
            customers = list(connection.customers.list())
            with pytest.raises(shopglot.NotFound):
                connection.orders.get("none/../such")
            assert connection.store().name == "Begun Example"
    assert [order.order_number for order in orders] == [f"A-{number % 2 + 1}" for number in range(25)]
    assert len({order.id for order in orders}) == 25
    assert again == orders[7]
    assert len({customer.id for customer in customers}) == 25


def test_its_mappings_are_clean_and_its_tests_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connector = loaded(*begin(tmp_path, 90, "basic", "link", "setting"), monkeypatch)
    checked = check_files(list(iter_installed(connector)), saved=True)
    assert [one.diagnostics for one in checked] == [()] * 3
    text = (tmp_path / "shopglot-begun90/src/shopglot_begun90/mappings/order.yaml").read_text(encoding="utf-8")
    assert '  "shipping": not mapped yet\n' in text
    assert 'given: fixtures/begun90/raw/order/sample.json#/data/orders/0\n    expect:\n      /id: "1001"' in text


def test_wrong_credentials_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connector = loaded(*begin(tmp_path, 91, "basic", "page", "setting"), monkeypatch)
    assert connector.definition.sandbox is not None
    with connector.definition.sandbox(SandboxOptions(orders=1)) as running:
        wrong = {**running.settings, "password": "EXAMPLE-other"}
        with shopglot.connect(connector, wrong) as connection, pytest.raises(shopglot.AuthorizationError) as caught:
            list(connection.orders.list())
    assert "EXAMPLE" not in f"{caught.value!r}{caught.value}"


def test_its_code_is_formatted_linted_and_typed(tmp_path: Path) -> None:
    for number, (auth, paging, host) in enumerate(ENDS):
        begin(tmp_path, number, auth, paging, host)
    ruff = [sys.executable, "-m", "ruff"]
    rules = ["--select", "E,F,W,I,N,UP,ANN,B,RUF,D,S,SIM,PTH,TC", "--ignore", "ANN401,D203,D213,D105,D107"]
    sources = [str(place / "src") for place in sorted(tmp_path.glob("shopglot-*"))]
    for command in (
        [*ruff, "check", "--isolated", "--no-cache", "--line-length", "120", *rules, *sources],
        [*ruff, "format", "--isolated", "--no-cache", "--line-length", "120", "--check", *sources],
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--cache-dir",
            str(tmp_path / "mypy"),
            "--config-file",
            "",
            *sources,
        ],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)  # noqa: S603 - ours
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "Acme"}, "'Acme' is no connector's id"),
        ({"auth": "oauth"}, "--auth oauth: there is no such one"),
        ({"paging": "pages"}, "--paging pages: there is no such one"),
        ({"samples": {}}, "no saved answer to begin from"),
        ({"samples": {"parcel": None}}, "--from parcel=…: no resource"),
        (
            {"host": "api.example.com"},
            "--host: not a web address: write it as https://host[:port], with a path at most",
        ),
        ({"host": "http://127.0.0.1"}, "--host: only https is allowed"),
    ],
)
def test_choices_that_make_no_sense_are_refused(changes: Any, message: str) -> None:
    with pytest.raises(shopglot.InvalidArgument) as caught:
        Choices(**{"id": "acme", "name": "Acme", "samples": {"order": None}, **changes})
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("text", "message"),
    [("[]", "there is no record in it: an object, or a list of some"), ("{", "the JSON ends in the middle")],
)
def test_an_answer_without_a_record_is_told_by_its_file(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "orders.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(shopglot.ShopglotError) as caught:
        connector_files(Choices("acme", "Acme", {"order": file}))
    assert message in caught.value.message
    assert str(file) in caught.value.where


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(shopglot.ShopglotError, match="there is something already"):
        write_files({"README.md": "theirs"}, tmp_path)
    assert [place.name for place in tmp_path.iterdir()] == ["kept.txt"]
