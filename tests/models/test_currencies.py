"""Currencies: every ISO 4217 code here, and only those that the other contract lists there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from shopglot_models import APIDECK_CURRENCIES, CURRENCIES, Order, apideck_warnings

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

LACKING = ("BYN", "MRU", "SLE", "STN", "VED", "VES")
WARNING = "/currency: Apideck's contract refuses this value; it is under custom_mappings only"


@pytest.mark.parametrize("code", sorted(CURRENCIES))
def test_every_code_is_accepted_by_model_schema_and_the_other_contract_or_warned_of(
    code: str, published: dict[str, Draft202012Validator], contract: dict[str, Draft202012Validator]
) -> None:
    record = Order(id="1", currency=code)
    assert record.currency == code
    assert published["order"].is_valid(record.model_dump(mode="json"))
    view = record.to_apideck()
    assert contract["order"].is_valid(view)
    if code in APIDECK_CURRENCIES:
        assert (view["currency"], apideck_warnings(record)) == (code, [])
    else:
        assert "currency" not in view
        assert view["custom_mappings"] == {"customer_hidden": False, "currency": code}
        assert apideck_warnings(record) == [WARNING]


@pytest.mark.parametrize("code", LACKING)
def test_a_living_currency_that_the_other_contract_lacks_is_lawful_here(code: str) -> None:
    assert code in CURRENCIES
    assert code not in APIDECK_CURRENCIES


@pytest.mark.parametrize(
    "code", ["GBP", "USD", "EUR", "IDR", "VND", "THB", "MYR", "PHP", "SGD", "MXN", "BRL", "JPY", "SAR", "PLN"]
)
def test_the_markets_currencies_are_everywhere(code: str) -> None:
    assert code in CURRENCIES & APIDECK_CURRENCIES


def test_the_other_contracts_list_is_whole(contract: dict[str, Draft202012Validator]) -> None:
    schema: Any = contract["order"].schema
    listed = set(schema["$defs"]["Currency"]["enum"]) - {None}
    assert len(listed) == 183
    assert listed == APIDECK_CURRENCIES
    assert listed - CURRENCIES == {"BTC", "ETH", "TRC", "UNKNOWN_CURRENCY"}


@pytest.mark.parametrize(
    "sent", ["usd", "Usd", "US", "USDT", "XYZ", "BTC", "UNKNOWN_CURRENCY", "", " USD", "$", 840, b"USD"]
)
def test_what_is_no_code_is_refused(sent: Any, published: dict[str, Draft202012Validator]) -> None:
    with pytest.raises(ValidationError) as caught:
        Order.model_validate({"id": "1", "currency": sent})
    assert [error["msg"] for error in caught.value.errors()] == [
        "this is no ISO 4217 currency code: three capital letters such as EUR"
    ]
    if not isinstance(sent, bytes):
        assert not published["order"].is_valid({"id": "1", "currency": sent})


def test_a_refunds_currency_is_warned_of_with_its_place() -> None:
    record = Order.model_validate({
        "id": "1", "refunds": [{"amount": "1", "currency": "EUR"}, {"amount": "2", "currency": "VES"}]
    })  # fmt: skip
    assert [refund.get("currency") for refund in record.to_apideck()["refunds"]] == ["EUR", None]
    assert record.to_apideck()["custom_mappings"] == {"customer_hidden": False, "refunds": [{}, {"currency": "VES"}]}
    assert apideck_warnings(record) == [
        "/refunds/1/currency: Apideck's contract refuses this value; it is under custom_mappings only"
    ]
