"""`shopglot mapping coverage` from the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Run


def test_records_come_from_a_folder_or_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "orders.json").write_text('{"orders": [{"id": "1", "status": "DONE"}, {"id": "2"}]}', encoding="utf-8")
    (tmp_path / "notes.json").write_text("no json at all", encoding="utf-8")
    for place in (tmp_path, tmp_path / "orders.json"):
        result = run("mapping", "coverage", "acme/order", "--records", place, "--format", "json")
        assert result.code == 0
        (found,) = json.loads(result.out)
        assert (found["connector"], found["resource"], found["records"]) == ("acme", "order", 2)
    assert run("mapping", "coverage", "acme/order", "--records", tmp_path / "notes.json").code == 2


def test_it_names_the_keys_that_the_records_hold_and_no_schema_knows(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "orders.json"
    file.write_text('{"orders": [{"id": "1", "hue": 1}, {"id": "2", "lines": [{"room": 1}], "hue": 1}]}', "utf-8")
    result = run("mapping", "coverage", "acme/order", "--records", file)
    assert result.code == 0
    assert "  of these        2 unknown to the raw schema\n" in result.out
    assert "  hue         unread  unknown to the raw schema, in 2 records\n" in result.out
    assert "  lines.room  unread  unknown to the raw schema, in 1 record\n" in result.out
    (found,) = json.loads(run("mapping", "coverage", "acme/order", "--records", file, "--format", "json").out)
    assert {leaf["path"]: leaf["records"] for leaf in found["raw"] if not leaf["known"]} == {"hue": 2, "lines.room": 1}
    assert found["counts"]["raw"]["unread"] == 2


def test_the_table_is_the_default(run: Run) -> None:
    result = run("mapping", "coverage", "acme/store")
    assert result.out.startswith("acme store to Store (")
    assert "  no records were run: pass some with --records\n" in result.out
    assert "  timezone " in result.out


def test_apideck_lists_each_resource(run: Run) -> None:
    entries = json.loads(run("mapping", "coverage", "acme", "--format", "apideck").out)
    assert [entry["coverage"][0]["downstream_name"] for entry in entries] == [
        "stores",
        "products",
        "orders",
        "customers",
    ]


def test_a_file_with_errors_says_what_to_do(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "store.yaml"
    file.write_text("mapping: 1\nfrom: acme/shop@1\nto: Store\nfields: {id: nmae}\n", encoding="utf-8")
    result = run("mapping", "coverage", file)
    assert result.code == 1
    assert result.err == f"error: {file} has errors: shopglot mapping check {file}\n"
