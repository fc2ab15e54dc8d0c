"""A folder as a connector: what it becomes, and what is said of one that does not make a connector."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopglot.errors import InvalidConnector
from shopglot.registry import Registry, find_connector, is_connector_folder, read_folder
from tests.support.folders import ORDER_MAPPING, write_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_folder(Path("shoplet"))


def _told(folder: Path) -> str:
    with pytest.raises(InvalidConnector) as told:
        read_folder(folder)
    return str(told.value)


def test_it_is_a_connector_with_a_resource_for_each_mapping(folder: Path) -> None:
    definition = read_folder(folder)
    assert (definition.id, definition.name, definition.envelope) == ("shoplet", "shoplet", None)
    assert [(one.name, one.model, one.mapping, one.records) for one in definition.resources] == [
        ("order", "Order", "order.yaml", ("",)),
        ("store", "Store", "store.yaml", ("",)),
    ]
    assert [(one.name, one.sources) for one in definition.raw_schemas] == [
        ("order@1", (("order.raw.json", ""),)),
        ("shop@1", (("shop.raw.json", ""),)),
    ]
    assert definition.fixtures == folder / "fixtures"


def test_its_own_file_says_what_mappings_cannot(folder: Path) -> None:
    (folder / "connector.yaml").write_text(
        "name: Shoplet Cloud\n"
        "envelope: {code: status, success: ok, page_keys: [next]}\n"
        "records: {order: [orders, result.orders], store: ''}\n"
        "maskable: {order: note}\n"
        "guide:\n"
        "  masked-notes: {title: Masked notes, body: 'Ask for the scope `notes`.'}\n",
        encoding="utf-8",
    )
    definition = read_folder(folder)
    assert definition.name == "Shoplet Cloud"
    assert definition.envelope is not None
    assert (definition.envelope.code, definition.envelope.success, definition.envelope.data) == ("status", "ok", "data")
    assert definition.resource("order").records == ("orders", "result.orders")
    assert definition.raw_schemas[0].maskable == ("note",)
    assert definition.guide is not None
    assert definition.guide.keys() == ("masked-notes",)


def test_two_mappings_may_read_one_raw_record(folder: Path) -> None:
    customer = "mapping: 1\nfrom: shoplet/order@1\nto: Customer\nfields: {id: id}\n"
    (folder / "customer.yaml").write_text(customer, encoding="utf-8")
    assert [one.name for one in read_folder(folder).raw_schemas] == ["order@1", "shop@1"]


def test_what_mappings_share_is_no_mapping(folder: Path) -> None:
    (folder / "shared.yaml").write_text("parts: {}\n", encoding="utf-8")
    assert [one.name for one in read_folder(folder).resources] == ["order", "store"]


def test_an_installed_name_is_never_a_folder(folder: Path) -> None:
    assert find_connector(Registry({}), "shoplet").id == "shoplet"
    assert find_connector(Registry({}), "./shoplet/").definition.fixtures == folder / "fixtures"
    assert not is_connector_folder(folder / "fixtures")


def test_a_mapping_without_a_raw_schema(folder: Path) -> None:
    (folder / "shop.raw.json").unlink()
    assert _told(folder) == (
        "shoplet: store.yaml has no raw schema beside it: shop.raw.json or store.raw.json\n"
        "  hint: Make it from saved answers: shopglot mapping infer FILES --output shoplet/shop.raw.json"
    )


def test_a_record_in_place_of_its_schema(folder: Path) -> None:
    (folder / "shop.raw.json").write_text('{"id": "1"}', encoding="utf-8")
    assert _told(folder) == (
        "shoplet/shop.raw.json: expected a JSON Schema of one record: an object with `properties`\n"
        "  hint: `shopglot mapping infer` makes it from saved answers."
    )


def test_two_connectors_in_one_folder(folder: Path) -> None:
    (folder / "order.yaml").write_text(ORDER_MAPPING.replace("shoplet/", "shoplit/"), encoding="utf-8")
    assert _told(folder) == (
        "shoplet: order.yaml is from `shoplit` and store.yaml is from `shoplet`, and a folder is one connector\n"
        "  hint: Let each `from` begin with one name."
    )


def test_two_mappings_of_one_resource(folder: Path) -> None:
    (folder / "order_old.yaml").write_text(ORDER_MAPPING, encoding="utf-8")
    assert _told(folder) == (
        "shoplet: order.yaml and order_old.yaml both map to Order, and a folder has one mapping of each\n"
        "  hint: Keep one of them, or move the other to a folder of its own."
    )


def test_a_layer_in_the_folder(folder: Path) -> None:
    (folder / "ours.yaml").write_text("mapping: 1\nextends: shoplet/order\n", encoding="utf-8")
    assert _told(folder) == (
        "shoplet/ours.yaml: `extends` does not belong into a connector's folder, which has whole mappings\n"
        "  hint: Put layers into a folder of their own, and name it with --mappings or SHOPGLOT_MAPPINGS."
    )


def test_no_mapping_at_all(folder: Path) -> None:
    for file in folder.glob("*.yaml"):
        file.unlink()
    assert _told(folder) == (
        "shoplet: no mapping in this folder\n"
        "  hint: `shopglot mapping new` writes one to start from, such as order.yaml."
    )


def test_a_name_that_is_no_connectors(folder: Path) -> None:
    for file in folder.glob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace("shoplet/", "Shop_let/"), encoding="utf-8")
    assert _told(folder) == (
        "shoplet: connector id 'Shop_let' must be lower-case words joined by hyphens, such as 'tiktok'"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nmae: Shoplet\n", "1:1: unknown key `nmae`\n  hint: did you mean `name`?"),
        ("name: 7\n", "1:7: expected text, got a number\n  hint: put it in quotes"),
        ("records: [orders]\n", "1:10: expected resources with their places, such as {order: orders}, got a list"),
        ("envelope: {code: a, data: a}\n", "1:11: envelope lists a key twice: a"),
        ("guide: {masked: {title: Masked}}\n", "1:17: section `masked` has no `body`"),
        ("name: [\n", "2:1: not valid YAML: "),
        (
            "settings: [zone]\n",
            "1:11: expected settings by their names, such as {timezone: {}}, got a list",
        ),
        (
            "settings: {zone: UTC}\n",
            "1:18: expected `title`, `description`, `kind`, `choices`, `default`, `store`, got text",
        ),
        ("settings: {zone: {kin: text}}\n", "1:19: unknown key `kin`\n  hint: did you mean `kind`?"),
        (
            "settings: {key: {secret: true}}\n",
            "1:18: a setting of a folder is never a secret\n  hint: leave `secret` out",
        ),
        ("settings: {zone: {kind: txt}}\n", "1:25: "),
        ("settings: {zone: {choices: [a, b], default: c}}\n", "1:45: "),
        ("settings: {zone: {default: [a]}}\n", "1:28: expected text, a boolean or a whole number, got a list"),
        ("settings: {9zone: {}}\n", "1:12: "),
        (
            "records: {ordr: orders}\n",
            "1:11: `ordr` is no resource: no mapping here makes one\n  hint: Did you mean `order`?",
        ),
        (
            "maskable: {orders: [buyer]}\n",
            "1:12: `orders` is no resource: no mapping here makes one\n  hint: Did you mean `order`?",
        ),
        ("places: {order: orders}\n", "1:1: unknown key `places`"),
        (
            "records: {refund: refunds}\n",
            "1:11: `refund` is no resource: no mapping here makes one\n  hint: There is order, store.",
        ),
    ],
)
def test_a_wrong_file_of_its_own(folder: Path, text: str, told: str) -> None:
    (folder / "connector.yaml").write_text(text, encoding="utf-8")
    assert _told(folder).startswith(f"shoplet/connector.yaml:{told}")
