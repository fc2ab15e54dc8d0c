"""What holds a person's data: decided for every text of a person, and told alike by function, schema and page."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

import pytest

from shopglot_models import (
    MODELS,
    Area,
    CustomerAddress,
    Email,
    LinkedCustomer,
    Model,
    Personal,
    PhoneNumber,
    json_schema,
    personal_fields,
)

# What a person's objects hold that says nothing of the person.
NOT_PERSONAL = {"level", "type", "is_relay"}
ADDRESS = {
    "name": "name", "company_name": "name", "line1": "address", "line2": "address", "line3": "address",
    "line4": "address", "city": "address", "state": "address", "postal_code": "address", "country": "address",
    "phone": "contact", "areas/*/name": "address", "areas/*/code": "address",
}  # fmt: skip
PHONE = {"id": "pseudonym", "country_code": "contact", "area_code": "contact", "number": "contact",
         "extension": "contact"}  # fmt: skip
EMAIL = {"id": "pseudonym", "email": "contact"}
NAMES = {"id": "pseudonym", "name": "name", "first_name": "name", "last_name": "name", "company_name": "name"}


def below(place: str, fields: dict[str, str]) -> dict[str, str]:
    return {f"{place}/{name}": kind for name, kind in fields.items()}


def test_the_fields_that_hold_a_persons_data() -> None:
    found = {name: personal_fields(model) for name, model in MODELS.items()}
    contacts = below("/phone_numbers/*", PHONE) | below("/emails/*", EMAIL)
    assert found == {
        "Store": below("/addresses/*", ADDRESS),
        "Product": {},
        "Order": below("/customer", NAMES)
        | {f"/customer{place}": kind for place, kind in contacts.items()}
        | below("/billing_address", ADDRESS)
        | below("/shipping_address", ADDRESS)
        | {"/note": "free_text"},
        "Customer": below("", NAMES)
        | {"/tax_number": "contact"}
        | contacts
        | below("/addresses/*", ADDRESS | {"id": "pseudonym", "tax_number": "contact"}),
    }


@pytest.mark.parametrize("model", [Area, CustomerAddress, Email, LinkedCustomer, PhoneNumber])
def test_every_text_of_a_person_is_decided(model: type[Model]) -> None:
    texts = {name for name, hint in get_type_hints(model).items() if name in model.model_fields and _is_text(hint)}
    decided = {place.split("/")[1] for place in personal_fields(model)} | NOT_PERSONAL
    assert texts - decided == set(), "say with a type of `_text` what it holds, or add it to NOT_PERSONAL"


def _is_text(hint: Any) -> bool:
    return hint is str or any(_is_text(part) for part in get_args(hint) if part is not type(None))


def test_the_schemas_say_the_same(resource: str) -> None:
    name = resource.capitalize()
    schema = json_schema(MODELS[name])
    assert dict(_said(schema, schema["$defs"], "")) == personal_fields(MODELS[name])
    assert set(personal_fields(MODELS["Order"]).values()) == set(get_args(Personal))


def _said(schema: dict[str, Any], definitions: dict[str, Any], place: str) -> list[tuple[str, str]]:
    schema = definitions[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    found = [(place, schema["x-personal"])] if "x-personal" in schema else []
    for part in schema.get("anyOf", ()):
        found += _said(part, definitions, place)
    for name, part in schema.get("properties", {}).items():
        found += _said(part, definitions, f"{place}/{name}")
    return found + (_said(schema["items"], definitions, f"{place}/*") if "items" in schema else [])
