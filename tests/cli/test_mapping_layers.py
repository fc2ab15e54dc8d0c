"""Overrides: a folder of one's own, whole files and layers, and which of them `explain` names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.git import git

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Run

LAYER = """\
mapping: 1
extends: acme/order
fields:
  order_number: {join: [{const: MAPLE}, id], with: '-'}
  customer.name: buyer.id
  line_items.sku: id
enums:
  order_status: {WAITING: other}
"""
ORDER = {"id": "7", "status": "WAITING", "buyer": {"id": "b", "name": "n"}, "lines": [{"id": "l", "title": "t"}]}


@pytest.fixture
def order(tmp_path: Path) -> Path:
    file = tmp_path / "order.json"
    file.write_text(json.dumps(ORDER), encoding="utf-8")
    return file


@pytest.fixture
def layer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "mine"
    (folder / "acme").mkdir(parents=True)
    (folder / "acme" / "order.yaml").write_text(LAYER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def _fields(out: str) -> tuple[Any, ...]:
    record = json.loads(out)
    line = record["line_items"][0]
    return record["order_number"], record["status"], record["customer"]["name"], line["sku"], line["name"]


def test_a_layer_adds_and_replaces_single_fields(run: Run, layer: Path, order: Path) -> None:
    result = run("normalize", "acme", "order", "--mappings", layer, "--format", "jsonl", order)
    assert _fields(result.out) == ("MAPLE-7", "other", "b", "l", "t")


def test_the_environment_names_folders(run: Run, layer: Path, order: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPGLOT_MAPPINGS", str(layer))
    result = run("normalize", "acme", "order", "--format", "jsonl", order)
    assert _fields(result.out) == ("MAPLE-7", "other", "b", "l", "t")
    upper = layer.parent / "upper"
    upper.mkdir()
    (upper / "order.yaml").write_text("mapping: 1\nextends: acme/order\nfields: {order_number: id}\n", encoding="utf-8")
    monkeypatch.setenv("SHOPGLOT_MAPPINGS", f"{layer}:{upper}")
    result = run("normalize", "acme", "order", "--format", "jsonl", order)
    assert _fields(result.out) == ("7", "other", "b", "l", "t")
    monkeypatch.setenv("SHOPGLOT_MAPPINGS", str(layer / "none"))
    result = run("normalize", "acme", "order", order)
    assert result.code == 2
    assert f"there is no folder {layer / 'none'}" in result.err


def test_explain_names_the_layer(run: Run, layer: Path, plugins_folder: Path) -> None:
    out = run("mapping", "explain", "acme", "order", "order_number", "--mappings", layer).out
    assert "\n  mine/acme/order.yaml:4\n    {join: [{const: MAPLE}, id], with: '-'}\n" in out
    out = run("mapping", "explain", "acme", "order", "total_amount", "--mappings", layer).out
    assert f"\n  {plugins_folder / 'acme_data' / 'mappings' / 'order.yaml'}:7\n" in out


def test_a_layer_is_checked_as_one_file_with_its_base(run: Run, layer: Path) -> None:
    file = layer / "acme" / "order.yaml"
    assert run("mapping", "check", file).code == 0
    wrong = LAYER.replace("buyer.id", "buyer.idd").replace("line_items.sku", "line_items.skuu")
    wrong += "  unused: {A: b}\nfrom: acme/order@1\n"
    file.write_text(wrong.replace("customer.name", "note.text: id\n  id.x: id\n  customer.name"), encoding="utf-8")
    found = json.loads(run("mapping", "check", file, "--format", "json").out)
    assert [(item["code"], item["line"], item["message"]) for item in found["files"][0]["diagnostics"]] == [
        ("E109", 5, "no layer below fills `note`"),
        ("E109", 6, "the rule of `id` has no `fields` to add to"),
        ("E202", 7, "the raw record has no `idd` in `buyer`"),
        ("E401", 8, "LineItem has no field `skuu`"),
        ("W903", 11, "the enum table `unused` is not used"),
        ("E109", 12, "a file with `extends` has no `from`: it takes that of the mapping it extends"),
    ]


def test_a_layer_must_name_a_mapping(run: Run, layer: Path) -> None:
    file = layer / "acme" / "order.yaml"
    file.write_text(LAYER.replace("acme/order", "acme/oder"), encoding="utf-8")
    result = run("mapping", "check", file)
    assert result.code == 1
    assert "error[E109]: no mapping has this name\n" in result.out
    assert "   = hint: did you mean `acme/order`?\n" in result.out


def test_what_goes_wrong_in_a_record_names_the_layer(run: Run, layer: Path, order: Path) -> None:
    order.write_text(json.dumps(ORDER | {"status": "NEVER_SEEN", "buyer": {"id": []}}), encoding="utf-8")
    result = run("normalize", "acme", "order", "--mappings", layer, "--format", "jsonl", order)
    assert (
        f"/customer/name: not the type that the mapping expects here [R106, {layer / 'acme' / 'order.yaml'}:5]"
        in result.err
    )
    assert "[R105, acme/order.yaml:8]" in result.err


def test_two_revisions_of_a_layer_are_compared_each_with_its_base(run: Run, layer: Path, order: Path) -> None:
    git("init", "-q")
    git("add", "mine")
    git("commit", "-q", "-m", "the layer")
    file = layer / "acme" / "order.yaml"
    file.write_text(LAYER.replace("MAPLE", "OAK"), encoding="utf-8")
    git("commit", "-q", "-a", "-m", "another prefix")
    result = run("mapping", "diff", "HEAD~1", "HEAD", "mine/acme/order.yaml", "--records", order.name)
    assert result.out == (
        "Order: major (HEAD~1:mine/acme/order.yaml to HEAD:mine/acme/order.yaml; 1 of 1 record differ)\n"
        "  /order_number changes 1x: major\n"
        '      order.json#0: "MAPLE-7" -> "OAK-7"\n'
        "\n"
        "verdict: major\n"
    )
    assert result.code == 3
