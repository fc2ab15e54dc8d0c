"""Whole records: their JSON shape, what they refuse, and what they never tell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from shopglot_models import Customer, Order, json_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jsonschema import Draft202012Validator

    from shopglot_models import Record

HIDDEN = {"path": "/name", "evidence": "masked", "reason": "unknown", "revealable": "unknown"}
SECRET = "Nobody-May-See-This"


def blanks(value: Any, path: str = "") -> Iterator[str]:
    if path.startswith("/extensions/acme"):
        return
    if value is None or value in ([], {}, ""):
        yield path
    elif isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from blanks(item, f"{path}/{key}")


def test_a_whole_record_is_written_as_it_was_read(
    resource: str, models: dict[str, type[Record]], whole: Callable[[str], Any]
) -> None:
    sent = whole(resource)
    record = models[resource].model_validate(sent)
    assert json.loads(record.model_dump_json()) == sent
    assert list(json.loads(record.model_dump_json())) == list(models[resource].model_fields)
    assert models[resource].model_validate_json(record.model_dump_json()) == record


def test_the_whole_record_leaves_no_field_out(resource: str, whole: Callable[[str], Any]) -> None:
    assert list(blanks(whole(resource))) == []


def test_a_record_without_anything_but_its_id_is_lawful_and_writes_every_field(
    resource: str, models: dict[str, type[Record]], published: dict[str, Draft202012Validator]
) -> None:
    model = models[resource]
    written = json.loads(model.model_validate({"id": "1"}).model_dump_json())
    assert list(written) == list(model.model_fields)
    empty: dict[str, Any] = {name: value for name, value in written.items() if name != "id"}
    assert all(value is None or value in ([], {}, False) for value in empty.values())
    assert list(published[resource].iter_errors(written)) == []


def test_the_published_schema_takes_the_whole_record(
    resource: str, whole: Callable[[str], Any], published: dict[str, Draft202012Validator]
) -> None:
    assert list(published[resource].iter_errors(whole(resource))) == []


def test_a_record_is_frozen_throughout(
    resource: str, models: dict[str, type[Record]], whole: Callable[[str], Any]
) -> None:
    record = models[resource].model_validate(whole(resource))
    for part in parts(record):
        for name in type(part).model_fields:
            with pytest.raises(ValidationError, match="Instance is frozen"):
                setattr(part, name, None)
            assert not isinstance(getattr(part, name), list)


def parts(value: Any) -> Iterator[BaseModel]:
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from parts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from parts(item)


@pytest.mark.parametrize("sent", ["", None, 1, b"", True])
def test_a_record_needs_its_id_as_text(resource: str, sent: Any, models: dict[str, type[Record]]) -> None:
    with pytest.raises(ValidationError) as caught:
        models[resource].model_validate({"id": sent})
    assert [error["loc"] for error in caught.value.errors()] == [("id",)]


def test_an_unknown_field_is_refused(resource: str, models: dict[str, type[Record]]) -> None:
    with pytest.raises(ValidationError) as caught:
        models[resource].model_validate({"id": "1", "colour": "red"})
    assert [(error["loc"], error["msg"]) for error in caught.value.errors()] == [
        (("colour",), "Extra inputs are not permitted")
    ]


def test_half_a_surrogate_pair_is_no_text(resource: str, models: dict[str, type[Record]]) -> None:
    with pytest.raises(ValidationError) as caught:
        models[resource].model_validate({"id": "\ud800"})
    assert [error["loc"] for error in caught.value.errors()] == [("id",)]


@pytest.mark.parametrize("model", [Order, Customer])
@pytest.mark.parametrize(("flag", "listed"), [(True, []), (False, [HIDDEN])])
def test_the_flag_says_what_the_list_says(model: type[Order | Customer], flag: bool, listed: list[Any]) -> None:  # noqa: FBT001 - a parameter of the test
    with pytest.raises(ValidationError) as caught:
        model.model_validate({"id": "1", "customer_hidden": flag, "hidden_fields": listed})
    rule = "customer_hidden must be true exactly when hidden_fields lists a field"
    told = f"{rule}: here it is {str(flag).lower()}, with {len(listed)}"
    assert [error["msg"] for error in caught.value.errors()] == [told]


@pytest.mark.parametrize(
    "values",
    [
        {"customer_hidden": "yes"},
        {"tax_inclusive": 1},
        {"status": SECRET},
        {"shipping_address": {"country": "gb"}},
        {"shipping_address": {"country": "GBR"}},
        {"customer": {"phone_numbers": [{"number": ""}]}},
        {"customer": {"phone_numbers": [{}]}},
        {"customer": {"emails": [{"email": ""}]}},
        {"customer": {"name": [SECRET]}},
        {"tracking": [{"url": "javascript:alert(1)"}]},
        {"tracking": [{"url": "https://"}]},
        {"tracking": [{"url": f"https://x.example/{SECRET} y"}]},
        {"hidden_fields": [HIDDEN | {"path": SECRET}]},
        {"hidden_fields": [HIDDEN | {"path": ""}]},
        {"total_amount": SECRET},
        {"created_at": SECRET},
        {"currency": SECRET},
        {"extensions": {SECRET: SECRET}},
        {"extensions": {"a": {"b": object()}}},
    ],
)
def test_an_error_names_the_place_and_never_the_value(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        Order.model_validate({"id": "1"} | values)
    assert next(iter(values)) in str(caught.value)
    assert SECRET not in str(caught.value)
    assert SECRET not in "".join(error["msg"] for error in caught.value.errors())


def test_neither_repr_nor_str_tells_a_buyers_data(
    resource: str, models: dict[str, type[Record]], whole: Callable[[str], Any]
) -> None:
    record = models[resource].model_validate(whole(resource))
    expected = "Customer()" if resource == "customer" else f"{resource.capitalize()}(id='{whole(resource)['id']}')"
    assert (repr(record), str(record), f"{record}") == (expected, expected, expected)
    for part in parts(record):
        assert not any(word in repr(part) for word in ("Ada", "Example", "900123", "Sampletown", "Ring", "Scratched"))


def test_every_model_and_every_field_says_what_it_is(resource: str, models: dict[str, type[Record]]) -> None:
    schema = json_schema(models[resource])
    for one in (schema, *schema["$defs"].values()):
        assert one["description"]
        assert [name for name, field in one.get("properties", {}).items() if not field.get("description")] == []


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_record_is_the_same_after_json_and_fits_the_published_schema(
    data: st.DataObject,
    resource: str,
    generated: dict[str, st.SearchStrategy[Any]],
    published: dict[str, Draft202012Validator],
) -> None:
    record = data.draw(generated[resource])
    text = record.model_dump_json()
    again = type(record).model_validate_json(text)
    assert again == record
    assert again.model_dump_json() == text
    assert list(published[resource].iter_errors(json.loads(text))) == []
