"""A connector's definition: each part of it refuses to be made wrong, and says which part and how."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shopglot import connector as module
from shopglot.connector import (
    ClientCredentials,
    ConnectorDefinition,
    DerivedCustomers,
    Envelope,
    ErrorBody,
    Gotcha,
    Guide,
    GuideSection,
    HostSetting,
    InvalidConnector,
    Live,
    MaskDetector,
    OAuth2,
    Operations,
    Permission,
    RawSchema,
    Resource,
    Setting,
    Transform,
    Webhooks,
)

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = (("acme.json", "/$defs/order"),)
ORDER = Resource("order", "Order", "order.yaml", records=("orders",))
SECTION = GuideSection("ship", "Ship", "Ship it.")
SETTING = Setting("region", "Region", "Where.")
SCOPE = Permission("orders.read", "Orders", "orders")


def _transform(**changes: Any) -> Transform:
    given = {"name": "upper", "function": str, "parameters": (("text", "text"),), "returns": "text", "doc": "Up."}
    return Transform(**{**given, "examples": (), **changes})


def _mask(name: str, function: Any = bool, doc: str = "Hashes.") -> MaskDetector:
    return MaskDetector(name, function, doc)


def _connector(**changes: Any) -> ConnectorDefinition:
    folder = Path()
    given = {"id": "acme", "name": "Acme", "version": "1", "resources": (ORDER,), "mappings": folder, "schemas": folder}
    return ConnectorDefinition(**{**given, "raw_schemas": (), **changes})


WRONG: dict[type, list[tuple[Callable[[], object], str]]] = {
    RawSchema: [
        (
            lambda: RawSchema("order", SOURCE),
            "raw schema 'order' needs a name like 'order@202507' and at least one source",
        ),
        (
            lambda: RawSchema("order@1", ()),
            "raw schema 'order@1' needs a name like 'order@202507' and at least one source",
        ),
        (
            lambda: RawSchema("order@1", (("", "/a"),)),
            "raw schema 'order@1': file is '', and must be a text that is not blank",
        ),
        (
            lambda: RawSchema("order@1", (("acme.json", "$defs"),)),
            "raw schema 'order@1': '$defs' must be a JSON Pointer, such as '/$defs/order'",
        ),
        (
            lambda: RawSchema("order@1", SOURCE, maskable="buyer"),  # type: ignore[arg-type]
            "raw schema 'order@1': maskable must be a tuple of texts",
        ),
        (
            lambda: RawSchema("order@1", SOURCE, maskable=("buyer..name",)),
            "raw schema 'order@1': maskable 'buyer..name' must be names joined by dots, without indexes",
        ),
        (
            lambda: RawSchema("order@1", SOURCE, maskable=("lines[0].name",)),
            "raw schema 'order@1': maskable 'lines[0].name' must be names joined by dots, without indexes",
        ),
        (
            lambda: RawSchema("order@1", SOURCE, maskable=("buyer", "buyer")),
            "raw schema 'order@1' lists a maskable place twice: buyer",
        ),
        (
            lambda: RawSchema("order@1", SOURCE, parts=(("prices", "", "/a"),)),
            "raw schema 'order@1': file is '', and must be a text that is not blank",
        ),
        (
            lambda: RawSchema("order@1", SOURCE, parts=(("prices", "acme.json", "$defs"),)),
            "raw schema 'order@1': '$defs' must be a JSON Pointer, such as '/$defs/order'",
        ),
        (
            lambda: RawSchema("order@1", SOURCE, parts=(("two words", "acme.json", ""),)),
            "raw schema 'order@1': part 'two words' must be one word, such as 'region'",
        ),
        (
            lambda: RawSchema("order@1", SOURCE, parts=(("prices", "acme.json", ""), ("prices", "acme.json", ""))),
            "raw schema 'order@1' lists a part twice: prices",
        ),
    ],
    Resource: [
        (
            lambda: Resource("Order", "Order", "order.yaml", records=("",)),
            "resource 'Order' must be lower-case words joined by hyphens, such as 'tiktok'",
        ),
        (
            lambda: Resource("order", "Orders", "order.yaml", records=("",)),  # type: ignore[arg-type]
            "resource 'order': model must be one of Store, Product, Order, Customer",
        ),
        (
            lambda: Resource("order", "Order", "order.json", records=("",)),
            "resource 'order': mapping 'order.json' must be a YAML file's name",
        ),
        (
            lambda: Resource("order", "Order", "order.yaml", records=()),
            "resource 'order': records must list at least one path",
        ),
        (
            lambda: Resource("order", "Order", "order.yaml", records=("orders", "orders")),
            "resource 'order' lists a path twice: orders",
        ),
        (
            lambda: Resource("order", "Order", "order.yaml", records="orders"),  # type: ignore[arg-type]
            "resource 'order': records must be a tuple of texts",
        ),
    ],
    Envelope: [
        (lambda: Envelope(data=""), "envelope: data is '', and must be a text that is not blank"),
        (lambda: Envelope(code="status", message="status"), "envelope lists a key twice: status"),
        (
            lambda: Envelope(page_keys="total"),  # type: ignore[arg-type]
            "envelope: page_keys must be a tuple of texts",
        ),
    ],
    Transform: [
        (lambda: _transform(name="to-upper"), "transform: name 'to-upper' must be one word, such as 'region'"),
        (lambda: _transform(function="str.upper"), "transform 'upper': function must be callable"),
        (lambda: _transform(doc=" "), "transform 'upper': doc is ' ', and must be a text that is not blank"),
        (
            lambda: _transform(returns="lists"),
            "transform 'upper': returns is 'lists', expected one of text, money, integer, boolean, list, object, any",
        ),
        (
            lambda: _transform(parameters=(("text", "str"),)),
            "transform 'upper': text is 'str', expected one of text, money, integer, boolean, list, object, any",
        ),
        (
            lambda: _transform(parameters=(("a b", "text"),)),
            "transform 'upper': parameter 'a b' must be one word, such as 'region'",
        ),
        (
            lambda: _transform(parameters=(("text", "text"), ("text", "text"))),
            "transform 'upper' lists a parameter twice: text",
        ),
        (lambda: _transform(examples=(((), "A"),)), "transform 'upper': an example has 0 values, expected 1"),
    ],
    MaskDetector: [
        (lambda: _mask("two hashes"), "mask detector: name 'two hashes' must be one word, such as 'region'"),
        (
            lambda: _mask("asterisks"),
            "mask detector 'asterisks' is built in: give this one another name",
        ),
        (lambda: _mask("hashes", None), "mask detector 'hashes': function must be callable"),
        (
            lambda: _mask("hashes", doc=""),
            "mask detector 'hashes': doc is '', and must be a text that is not blank",
        ),
    ],
    GuideSection: [
        (
            lambda: GuideSection("Ship it", "Ship", "Ship."),
            "guide section 'Ship it' must be lower-case words joined by hyphens, such as 'tiktok'",
        ),
        (
            lambda: GuideSection("ship", "Ship", ""),
            "guide section 'ship': body is '', and must be a text that is not blank",
        ),
    ],
    Guide: [
        (lambda: Guide("", (SECTION,)), "guide: title is '', and must be a text that is not blank"),
        (lambda: Guide("Acme", (SECTION, SECTION)), "guide lists a section twice: ship"),
    ],
    Gotcha: [
        (lambda: Gotcha("", "Text."), "gotcha: title is '', and must be a text that is not blank"),
        (lambda: Gotcha("Title", ""), "gotcha 'Title': text is '', and must be a text that is not blank"),
    ],
    Setting: [
        (lambda: Setting("app key", "Key", "It."), "setting: name 'app key' must be one word, such as 'region'"),
        (
            lambda: Setting("region", "", "Where."),
            "setting 'region': title is '', and must be a text that is not blank",
        ),
        (
            lambda: Setting("region", "Region", "Where.", default="eu", choices=("us", "uk")),
            "setting 'region': default 'eu' is not one of us, uk",
        ),
        (
            lambda: Setting("region", "Region", "Where.", choices=("us", "us")),
            "setting 'region' lists a choice twice: us",
        ),
        (
            lambda: Setting("key", "Key", "It.", secret=True, default="hunter2"),
            "setting 'key': a secret has no default",
        ),
        (
            lambda: Setting("tax", "Tax", "It.", kind="bool"),  # type: ignore[arg-type]
            "setting 'tax': kind must be one of text, url, boolean, integer",
        ),
        (
            lambda: Setting("tax", "Tax", "It.", kind="boolean", secret=True),
            "setting 'tax': a secret, and a setting with choices, is text",
        ),
        (
            lambda: Setting("tax", "Tax", "It.", kind="boolean", default="true"),
            "setting 'tax': the default must be true or false",
        ),
        (
            lambda: Setting("key", "Key", "It.", owner="seller"),  # type: ignore[arg-type]
            "setting 'key': owner must be one of app, connection",
        ),
        (
            lambda: Setting("url", "URL", "It.", kind="url", pattern="https.*"),
            "setting 'url': a pattern is for a text without choices",
        ),
        (
            lambda: Setting("key", "Key", "It.", pattern="["),
            "setting 'key': pattern: unterminated character set at position 0",
        ),
        (
            lambda: Setting("key", "Key", "It.", pattern="ck_.*", default="x", required=False),
            "setting 'key': the default does not match the pattern",
        ),
        (
            lambda: Setting("zone", "Zone", "It.", store="timezone"),
            "setting 'zone': store is a dotted field of the store, of a setting neither secret nor required",
        ),
    ],
    Permission: [
        (lambda: Permission("", "Orders", "orders"), "permission: scope is '', and must be a text that is not blank"),
        (
            lambda: Permission("orders.read", "Orders", ""),
            "permission 'orders.read': unlocks is '', and must be a text that is not blank",
        ),
    ],
    ConnectorDefinition: [
        (
            lambda: _connector(id="Acme"),
            "connector id 'Acme' must be lower-case words joined by hyphens, such as 'tiktok'",
        ),
        (lambda: _connector(name=""), "connector 'acme': name is '', and must be a text that is not blank"),
        (lambda: _connector(resources=()), "connector 'acme' has no resources"),
        (lambda: _connector(resources=(ORDER, ORDER)), "connector 'acme' lists a resource twice: order"),
        (
            lambda: _connector(raw_schemas=(RawSchema("order@1", SOURCE), RawSchema("order@1", SOURCE))),
            "connector 'acme' lists a raw schema twice: order@1",
        ),
        (
            lambda: _connector(transforms=(_transform(), _transform())),
            "connector 'acme' lists a transform twice: upper",
        ),
        (
            lambda: _connector(masks=(_mask("hashes"), _mask("hashes"))),
            "connector 'acme' lists a mask detector twice: hashes",
        ),
        (lambda: _connector(settings=(SETTING, SETTING)), "connector 'acme' lists a setting twice: region"),
        (lambda: _connector(permissions=(SCOPE, SCOPE)), "connector 'acme' lists a permission twice: orders.read"),
        (
            lambda: _connector(permissions=(Permission("orders.read", "Orders", "orders", proved_by="orders"),)),
            "permission 'orders.read': 'orders' is not a resource",
        ),
        (
            lambda: _connector(gotchas=(Gotcha("Title", "Text.", remedy="ship"),)),
            "gotcha 'Title': remedy 'ship' is not a guide section",
        ),
    ],
}


_NAME = "{} must be lower-case words joined by hyphens, such as 'tiktok'"
# Callable, and never called.
FUNCTION: Any = max


def _live(**changes: Any) -> Live:
    given = {"hosts": {"api": "https://api.example.com"}, "sign": max, "error_from": max, "stores": max, "shop_of": max}
    return Live(**{**given, "oauth": OAuth2(FUNCTION, FUNCTION, FUNCTION, FUNCTION), "operations": {}, **changes})


WRONG[HostSetting] = [
    (lambda: HostSetting("store url"), "host: setting 'store url' must be one word, such as 'region'"),
    *(
        (
            lambda path=path: HostSetting("store_url", path),
            "host of setting 'store_url': path must be a path such as '/wp-json'",
        )
        for path in ("wp-json", "/wp-json/", "/a b", "/a?b", "/a#b", "/a\\b")
    ),
]
WRONG[OAuth2] = [(lambda: OAuth2(max, max, max, None), "oauth: refresh_token must be callable")]  # type: ignore[arg-type]
WRONG[Operations] = [
    (lambda: Operations(list="page"), "operations: list must be callable or None"),  # type: ignore[arg-type]
    (lambda: Operations(batch_size=0), "operations: batch_size must be at least 1"),
    (lambda: Operations(page_size=0), "operations: page_size must be at least 1"),
    (lambda: Operations(filters="status"), "operations: filters must be a tuple of texts"),  # type: ignore[arg-type]
    (lambda: Operations(filters=("a b",)), "operations: filter 'a b' must be one word, such as 'region'"),
    (lambda: Operations(filters=("status", "status")), "operations lists a filter twice: status"),
    (lambda: Operations(sorts=("created_at", "created_at")), "operations lists a sort twice: created_at"),
    (
        lambda: Operations(sorts=("name",)),
        "operations: sort 'name' is not one of created_at, -created_at, updated_at, -updated_at",
    ),
    (lambda: Operations(statuses=("active",)), "operations: statuses must be a mapping of texts to tuples of texts"),  # type: ignore[arg-type]
    (
        lambda: Operations(filters=("status",), statuses={"active": "ON"}),  # type: ignore[dict-item]
        "operations: statuses must be a mapping of texts to tuples of texts",
    ),
    (lambda: Operations(statuses={"active": ("ON",)}), "operations: statuses need the filter 'status'"),
]
WRONG[ClientCredentials] = [
    (lambda: ClientCredentials(None), "client credentials: obtain_token must be callable")  # type: ignore[arg-type]
]
WRONG[DerivedCustomers] = [
    (lambda: DerivedCustomers("Order"), _NAME.format("derived customers: source 'Order'")),
    (lambda: DerivedCustomers("order", ""), _NAME.format("derived customers: resource ''")),
    (
        lambda: DerivedCustomers("order", select="a b"),
        "derived customers: select 'a b' must be one word, such as 'region'",
    ),
]
WRONG[Webhooks] = [(lambda: Webhooks(max, None), "webhooks: events must be callable")]  # type: ignore[arg-type]
_BY_CODE = "error body: by_code must be a mapping of texts or whole numbers to classes of PlatformError"
WRONG[ErrorBody] = [
    (lambda: ErrorBody(code=""), "error body: code is '', and must be a text that is not blank"),
    (lambda: ErrorBody(by_code=["x"]), _BY_CODE),  # type: ignore[arg-type]
    (lambda: ErrorBody(by_code={"x": ValueError}), _BY_CODE),  # type: ignore[dict-item]
]
WRONG[Live] = [
    *(
        (lambda host=host: _live(hosts={"api": host}), "live: host 'api' must be an https base URL, or a HostSetting")
        for host in ("http://api.example.com", "https://api.example.com/", "https://a@b.example", "")
    ),
    (lambda: _live(hosts={"api": None}), "live: hosts must be a mapping of texts to texts or HostSetting"),
    (lambda: _live(hosts={}), "live: there is no host"),
    (lambda: _live(sign=None), "live: sign must be callable"),
    (lambda: _live(error_of="code"), "live: error_of must be callable or None"),
    (lambda: _live(oauth="key"), "live: oauth must be OAuth2, ClientCredentials or None"),
    (lambda: _live(operations={"order": None}), "live: operations must be a mapping of texts to Operations"),
    (lambda: _live(rate=0), "live: rate must be more than 0"),
    (
        lambda: _live(derived_customers=DerivedCustomers("order")),
        "live: derived customers: 'order' has no operation `list`",
    ),
    (
        lambda: _live(
            operations={"order": Operations(FUNCTION)}, derived_customers=DerivedCustomers("order", select="buyer")
        ),
        "live: derived customers: 'buyer' is no filter of 'order'",
    ),
    (
        lambda: _live(
            operations={"order": Operations(FUNCTION), "customer": Operations(FUNCTION)},
            derived_customers=DerivedCustomers("order"),
        ),
        "live: derived customers need a resource of their own beside the platform's own",
    ),
]
WRONG[ConnectorDefinition] += [
    (
        lambda: _connector(live=_live(operations={"parcel": Operations()})),
        "live: 'parcel' in operations is not a resource",
    ),
    (
        lambda: _connector(
            live=_live(operations={"order": Operations(FUNCTION)}, derived_customers=DerivedCustomers("order", "order"))
        ),
        "live: derived customers: 'order' is not a resource of Customers",
    ),
    *(
        (
            lambda settings=settings: _connector(
                settings=settings, live=_live(hosts={"api": HostSetting("store_url")})
            ),
            "live: host 'api': 'store_url' is not a setting of kind 'url'",
        )
        for settings in ((), (Setting("store_url", "Store URL", "Where the shop is."),))
    ),
    (
        lambda: _connector(settings=(Setting("key", "Key", "It.", guide="vault"),)),
        "setting 'key': guide 'vault' is not a guide section",
    ),
    (lambda: _connector(live=_live(app_setting="app_key")), "live: app_setting 'app_key' is not a setting"),
]
WRONG[Envelope].append(
    (lambda: Envelope(success=None), "envelope: success must be a whole number or a text")  # type: ignore[arg-type]
)


def _parts(of: type, found: set[type]) -> set[type]:
    """Give the dataclasses of this module that one is made of, and itself."""
    found.add(of)
    # What a function takes and returns is no part: it is made when calls are.
    kept = [str(field.type) for field in fields(of) if not str(field.type).startswith("Callable")]
    for word in re.findall(r"\w+", " ".join(kept)):
        part = getattr(module, word, None)
        if isinstance(part, type) and is_dataclass(part) and part.__module__ == of.__module__ and part not in found:
            _parts(part, found)
    return found


def test_every_part_of_a_definition_is_tried() -> None:
    assert _parts(ConnectorDefinition, set()) == set(WRONG)


@pytest.mark.parametrize(("make", "message"), [case for cases in WRONG.values() for case in cases])
def test_a_part_that_is_wrong_is_not_made(make: Callable[[], object], message: str) -> None:
    with pytest.raises(InvalidConnector) as caught:
        make()
    assert str(caught.value) == message


def test_what_is_right_is_made() -> None:
    made = _connector(
        raw_schemas=(RawSchema("order@1", SOURCE, maskable=("buyer", "lines.gift_to")),),
        transforms=(_transform(examples=((("a",), "A"),)),),
        masks=(_mask("hashes"),),
        guide=Guide("Acme", (SECTION,)),
        gotchas=(Gotcha("Title", "Text.", remedy="ship"),),
        settings=(SETTING, Setting("key", "Key", "It.", secret=True)),
        permissions=(Permission("orders.read", "Orders", "orders", proved_by="order"),),
    )
    assert made.resource("order") is ORDER
