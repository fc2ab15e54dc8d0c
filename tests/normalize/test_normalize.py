from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

import shopglot
from shopglot.normalize import RESPONSE_CODES, Normalized, Rejected

if TYPE_CHECKING:
    from pathlib import Path

ORDER: dict[str, Any] = {
    "id": "576461413038785752",
    "status": "DONE",
    "currency": "USD",
    "total": "12.50",
    "placed": 1714557600,
    "buyer": {"id": "7495000000000000001", "name": "Ada Example"},
    "lines": [{"id": "1", "title": "Mug", "price": "12.50"}],
}
MISSING_ID = "/id: required but missing [R101, order.yaml:5]"


@pytest.fixture
def acme(fake_plugins: Path) -> shopglot.Connector:
    assert fake_plugins.is_dir()
    return shopglot.load_connectors(only=["acme"])["acme"]


def envelope(data: object, **others: object) -> dict[str, Any]:
    return {"code": 0, "message": "Success", "request_id": "20260105101111A1", "data": data, **others}


def ids(results: list[Normalized | Rejected]) -> list[str]:
    return [result.record.id if isinstance(result, Normalized) else "rejected" for result in results]


def test_a_record_becomes_a_unified_one(acme: shopglot.Connector) -> None:
    result = acme.normalize("order", ORDER)
    assert result.warnings == ()
    assert result.raw is None
    found = json.loads(result.record.model_dump_json(exclude_defaults=True))
    assert found["id"] == "576461413038785752"
    assert found["total_amount"] == "12.50"
    assert found["created_at"] == "2024-05-01T10:00:00Z"
    assert found["status"] == "completed"
    assert found["customer"]["name"] == "Ada Example"


def test_a_masked_value_is_hidden_and_explained(acme: shopglot.Connector) -> None:
    masked = ORDER | {"status": "SENT", "buyer": {"id": "7", "name": "A** E******"}}
    record: Any = acme.normalize("order", masked).record
    assert record.customer_hidden is True
    assert record.customer.name is None
    assert [item.model_dump() for item in record.hidden_fields] == [
        {
            "path": "/customer/name",
            "evidence": "masked",
            "reason": "platform_shipping",
            "revealable": "future_orders",
            "remedy": "own-shipping",
        }
    ]


def test_the_caller_may_keep_the_asterisks(acme: shopglot.Connector) -> None:
    masked = ORDER | {"status": "SENT", "buyer": {"id": "7", "name": "A** E******"}}
    record: Any = acme.normalize("order", masked, mask_policy="keep").record
    assert record.customer.name == "A** E******"
    assert record.customer_hidden is True


def test_an_unknown_mask_policy_is_refused(acme: shopglot.Connector) -> None:
    with pytest.raises(ValueError) as caught:
        acme.normalize("order", ORDER, mask_policy="show")  # type: ignore[arg-type]  # what the test is about
    assert str(caught.value) == "mask_policy must be 'hide' or 'keep', got 'show'"


def test_the_raw_record_stays_where_it_is_asked_for(acme: shopglot.Connector) -> None:
    assert acme.normalize("order", ORDER, keep_raw=True).raw is ORDER


def test_no_repr_shows_a_buyer(acme: shopglot.Connector) -> None:
    results = list(acme.normalize_many("order", [ORDER, {"buyer": {"name": "Ada Example"}}], keep_raw=True))
    assert "Ada" not in repr(results)


@pytest.mark.parametrize("blank", [{}, {"id": ""}, {"id": " \t"}, {"id": "\u3000"}, {"id": None}])
def test_a_record_that_can_not_be_unified_says_why(acme: shopglot.Connector, blank: dict[str, Any]) -> None:
    with pytest.raises(shopglot.RecordRejected) as caught:
        acme.normalize("order", {**blank, "status": "DONE", "buyer": {"name": "Ada Example"}})
    assert str(caught.value) == f"this order can't be unified:\n  {MISSING_ID}"
    assert caught.value.resource == "order"


def test_an_unknown_resource_names_those_there_are(acme: shopglot.Connector) -> None:
    with pytest.raises(KeyError, match="acme has no resource 'orders'; available: store, product, order, customer"):
        acme.normalize_many("orders", [])


def test_one_answer_with_one_record_is_a_record(acme: shopglot.Connector) -> None:
    assert acme.normalize("order", envelope({"orders": [ORDER]})).record.id == ORDER["id"]
    assert acme.normalize("product", envelope({"id": "1", "title": "Mug"})).record.id == "1"
    assert acme.normalize("order", json.dumps(ORDER)).record.id == ORDER["id"]


@pytest.mark.parametrize("count", [0, 2])
def test_normalize_needs_exactly_one_record(acme: shopglot.Connector, count: int) -> None:
    with pytest.raises(shopglot.ResponseError) as caught:
        acme.normalize("order", envelope({"orders": [ORDER] * count}))
    assert str(caught.value) == (
        f"the response contains {count} order records, and normalize() takes exactly one\n"
        "  hint: normalize_many() takes any number of them."
    )


PRODUCT = {"id": "17", "title": "Mug", "price": "9.00"}
SHOP = {"id": "9", "code": "VNLCAAAA", "name": "Example"}


@pytest.mark.parametrize(
    ("resource", "source", "expected"),
    [
        ("order", envelope({"orders": [ORDER, ORDER], "total_count": 2}), [ORDER["id"]] * 2),
        ("order", {"orders": [ORDER], "next_page_token": "x"}, [ORDER["id"]]),
        ("order", ORDER, [ORDER["id"]]),
        ("order", [ORDER, envelope({"orders": [ORDER]})], [ORDER["id"]] * 2),
        ("customer", envelope({"orders": [ORDER, ORDER]}), ["7495000000000000001"] * 2),
        ("product", envelope(PRODUCT), ["17"]),
        ("product", envelope({"products": [PRODUCT, PRODUCT]}), ["17"] * 2),
        ("product", PRODUCT, ["17"]),
        ("product", {"products": [PRODUCT]}, ["17"]),
        ("store", SHOP, ["9"]),
        ("store", envelope({"shops": [SHOP]}), ["9"]),
        ("order", envelope({"orders": [], "next_page_token": "", "total_count": 0}), []),
        ("order", envelope({"next_page_token": "", "total_count": 0}), []),
        ("order", envelope({"orders": None}), []),
        ("order", envelope({}), []),
        ("product", envelope({}), []),
        ("product", envelope({"next_page_token": "", "total_count": 0}), []),
        ("order", [], []),
        ("order", iter(()), []),
    ],
)
def test_records_are_found_in_every_shape(
    acme: shopglot.Connector, resource: str, source: Any, expected: list[str]
) -> None:
    assert ids(list(acme.normalize_many(resource, source))) == expected


@pytest.mark.parametrize("make", [str, str.encode, lambda text: io.BytesIO(text.encode()), io.StringIO])
def test_text_bytes_and_open_files_read_alike(acme: shopglot.Connector, make: Any) -> None:
    pretty = json.dumps(envelope({"orders": [ORDER, ORDER]}), indent=2)
    lines = f"{json.dumps(ORDER)}\r\n\n{json.dumps(envelope({'orders': [ORDER]}))}\n"
    assert ids(list(acme.normalize_many("order", make(pretty)))) == [ORDER["id"]] * 2
    assert ids(list(acme.normalize_many("order", make(lines)))) == [ORDER["id"]] * 2
    assert ids(list(acme.normalize_many("order", make(json.dumps([ORDER]))))) == [ORDER["id"]]


def test_a_bad_record_stops_no_other_one(acme: shopglot.Connector) -> None:
    source = [ORDER, None, 7, [ORDER], "text", {"status": "DONE"}, envelope(None, code=36009002), ORDER]
    results = list(acme.normalize_many("order", source, where="page 3"))
    assert ids(results) == [ORDER["id"], *["rejected"] * 6, ORDER["id"]]
    assert [result.index for result in results] == list(range(8))
    needed = "(record): expected a response or a record (a JSON object), got"
    assert [str(problem) for result in results if isinstance(result, Rejected) for problem in result.errors] == [
        f"{needed} null [A207, page 3]",
        f"{needed} a number [A207, page 3]",
        f"{needed} a list [A207, page 3]",
        f"{needed} text [A207, page 3]",
        MISSING_ID,
        (
            "(record): the platform returned an error and no records "
            "(code 36009002, request id 20260105101111A1) [A210, page 3]"
        ),
    ]


def test_a_record_inside_an_answer_may_be_anything(acme: shopglot.Connector) -> None:
    results = list(acme.normalize_many("order", envelope({"orders": [None, ORDER, []]}), where="a.json"))
    assert [str(problem) for result in results if isinstance(result, Rejected) for problem in result.errors] == [
        "(record): expected a record (a JSON object), got null [A207, a.json]",
        "(record): expected a record (a JSON object), got a list [A207, a.json]",
    ]


def test_one_broken_line_is_one_rejected_record(acme: shopglot.Connector) -> None:
    order = json.dumps(ORDER)
    text = f'{order}\n{order[:40]}\n\nnull\n{{"total": NaN}}\n{order}'.encode() + b'\n{"id": "\xff"}\n'
    results = list(acme.normalize_many("order", text, where="orders.jsonl"))
    assert ids(results) == [ORDER["id"], "rejected", "rejected", "rejected", ORDER["id"], "rejected"]
    assert [(result.where, str(result.errors[0])) for result in results if isinstance(result, Rejected)] == [
        ("orders.jsonl:2", "(record): the JSON ends in the middle [A202, orders.jsonl:2:41]"),
        (
            "orders.jsonl:4",
            ("(record): expected a response or a record (a JSON object), got null [A207, orders.jsonl:4]"),
        ),
        ("orders.jsonl:5", "(record): NaN and Infinity are not JSON [A206, orders.jsonl:5:11]"),
        ("orders.jsonl:7", "(record): this is not UTF-8 text [A205, orders.jsonl:7:9]"),
    ]
    broken = results[1]
    assert isinstance(broken, Rejected)
    assert broken.raw == order[:40]


def test_the_first_line_may_be_the_broken_one(acme: shopglot.Connector) -> None:
    text = f'{{"id": "1", \n{json.dumps(ORDER)}\n'
    assert ids(list(acme.normalize_many("order", text))) == ["rejected", ORDER["id"]]


def test_json_lines_are_read_as_they_come(acme: shopglot.Connector) -> None:
    line = json.dumps(ORDER).encode() + b"\n"
    served: list[int] = []

    class Endless(io.RawIOBase):
        def __next__(self) -> bytes:
            served.append(1)
            return line

    results = acme.normalize_many("order", Endless())
    assert ids([next(results) for _ in range(5)]) == [ORDER["id"]] * 5
    assert len(served) == 5


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (None, "expected a response or records, got null"),
        (7, "expected a response or records, got a number"),
        ("null", "expected a response or a record (a JSON object), got null"),
        ('"text"', "expected a response or a record (a JSON object), got text"),
        (b"", "the input is empty"),
        (b"\n \n", "the input is empty"),
        (envelope(None), "the response's 'data' must be an object, got null"),
        ({"code": 0, "message": "Success"}, "the response's 'data' must be an object, got null"),
        (
            envelope({"orders": []}, code="0"),
            "the response's 'code' must be a number, got text: nothing else says whether it succeeded",
        ),
        (
            envelope({"orders": []}, code=False),
            "the response's 'code' must be a number, got a boolean: nothing else says whether it succeeded",
        ),
        (
            {"data": {"orders": [ORDER]}, "message": "Success"},
            "the response's 'code' must be a number, got null: nothing else says whether it succeeded",
        ),
        (envelope([ORDER]), "the response's 'data' must be an object, got a list"),
        (envelope("text"), "the response's 'data' must be an object, got text"),
        (
            envelope({"orders": ORDER}),
            "'orders' in the response must be a list of records, got an object",
        ),
    ],
)
def test_an_unusable_source_is_one_clear_error(acme: shopglot.Connector, source: Any, message: str) -> None:
    with pytest.raises(shopglot.ResponseError) as caught:
        list(acme.normalize_many("order", source, where="a.json"))
    assert str(caught.value) == f"a.json: {message}"
    assert caught.value.code in RESPONSE_CODES


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            envelope({"buyer": "Ada Example"}, code=105002, message="token of Ada Example"),
            "the platform returned an error and no records (code 105002, request id 20260105101111A1)",
        ),
        (
            {"code": 36009014, "data": None, "message": "no such version"},
            "the platform returned an error and no records (code 36009014)",
        ),
        (
            {"code": 36009002, "message": "slow down"},
            "the platform returned an error and no records (code 36009002)",
        ),
        (
            {"code": 7, "message": "x", "request_id": "Ada Example, 1 Sample Street"},
            "the platform returned an error and no records (code 7)",
        ),
    ],
)
def test_an_error_answer_names_code_and_request_and_no_data(
    acme: shopglot.Connector, answer: dict[str, Any], message: str
) -> None:
    with pytest.raises(shopglot.PlatformError) as caught:
        list(acme.normalize_many("order", json.dumps(answer), where="a.json"))
    assert str(caught.value) == (
        f"a.json: {message}\n"
        "  hint: Fix the cause of this error code and request the data again; the response contains no records."
    )


def test_ids_that_come_as_numbers_keep_every_digit(acme: shopglot.Connector) -> None:
    result = next(acme.normalize_many("order", '{"id": 576461413038785752, "placed": 1714557600}'))
    assert isinstance(result, Normalized)
    assert result.record.id == "576461413038785752"
    assert [(problem.path, problem.code) for problem in result.warnings] == [("/id", "R110")]


def test_a_record_may_have_many_parts_and_strangers(acme: shopglot.Connector) -> None:
    lines = [{"id": str(number), "title": "Mug", "price": "0.10"} for number in range(10_000)]
    record: Any = acme.normalize("order", ORDER | {"lines": lines, "new_key": {"deep": [1]}}).record
    assert len(record.line_items) == 10_000
    assert record.line_items[9_999].unit_price == Decimal("0.10")


def test_deep_nesting_where_text_belongs_is_no_crash(acme: shopglot.Connector) -> None:
    text = '{"id": "1", "currency": ' + "[" * 255 + "]" * 255 + "}"
    result = next(acme.normalize_many("order", text))
    assert isinstance(result, Normalized)
    assert [problem.path for problem in result.warnings] == ["/currency"]


def test_a_wrong_mapping_runs_nothing(acme: shopglot.Connector, tmp_path: Path) -> None:
    (tmp_path / "order.yaml").write_text("mapping: 1\nfrom: acme/order@1\nto: Order\nfields: {id: nowhere}\n")
    with pytest.raises(shopglot.MappingError) as caught:
        acme.with_mappings(tmp_path).normalize_many("order", [ORDER])
    assert "order.yaml:4" in str(caught.value)


def test_another_folder_of_mappings_changes_only_this_handle(acme: shopglot.Connector, tmp_path: Path) -> None:
    (tmp_path / "order.yaml").write_text(
        "mapping: 1\nfrom: acme/order@1\nto: Order\nfields:\n  id: {path: id, required: true}\n"
    )
    edited: Any = acme.with_mappings(tmp_path).normalize("order", ORDER).record
    assert edited.currency is None
    original: Any = acme.normalize("order", ORDER).record
    assert original.currency == "USD"


def test_what_the_model_refuses_is_left_out_with_a_warning(acme: shopglot.Connector) -> None:
    result = acme.normalize("order", ORDER | {"currency": "Ada's coins"})
    record: Any = result.record
    assert (record.currency, record.total_amount) == (None, Decimal("12.50"))
    assert [(problem.path, problem.code, problem.where) for problem in result.warnings] == [
        ("/currency", "R107", "order.yaml")
    ]
    assert "Ada" not in str(result.warnings)


def test_a_document_that_was_cut_off_gives_nothing_and_its_place(acme: shopglot.Connector) -> None:
    with pytest.raises(shopglot.ResponseError) as caught:
        list(acme.normalize_many("order", json.dumps(envelope({"orders": [ORDER]}), indent=2)[:80], where="a.json"))
    assert str(caught.value) == (
        "a.json:5:3: the JSON ends in the middle\n  hint: It was cut off: fetch or save it again."
    )
