"""`shopglot mapping new`, `schema` and `check --watch` from the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from shopglot.cli.mapping import _watch as _mapping_watch

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Run


def test_a_new_file_passes_check(run: Run, tmp_path: Path, plugins_folder: Path) -> None:
    schema = plugins_folder / "acme_data" / "schemas" / "acme.json"
    result = run("mapping", "new", "acme", "order@1", "--schema", f"{schema}#/$defs/order", "--to", "Order")
    assert result.code == 0
    file = tmp_path / "order.yaml"
    file.write_text(result.out, encoding="utf-8")
    assert run("mapping", "check", file).code == 0


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("none.json", None, "error: none.json: No such file or directory\n"),
        (
            "bad.json",
            b'{"type": x}',
            "error: bad.json:1:10: this is not JSON: expecting value\n",
        ),
        (
            "deep.json",
            b'{"items":' * 5000 + b"{}" + b"}" * 5000,
            "error: deep.json:1:2305: the JSON is nested more than 256 levels deep\n  hint: No platform's data is.\n",
        ),
        ("bad.json", b"\xff", "error: bad.json: not UTF-8 text\n"),
    ],
)
def test_a_schema_that_can_not_be_read(  # noqa: PLR0913, PLR0917 - fixtures and cases
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    data: bytes | None,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    if data is not None:
        (tmp_path / name).write_bytes(data)
    result = run("mapping", "new", "acme", "order", "--schema", name, "--to", "Order")
    assert (result.code, result.err) == (2, message)


def test_schemas_are_printed(run: Run) -> None:
    general = json.loads(run("mapping", "schema").out)
    own = json.loads(run("mapping", "schema", "acme/order").out)
    assert general["$comment"] == "A shopglot mapping"
    assert own["properties"]["from"] == {
        "description": general["properties"]["from"]["description"],
        "const": "acme/order@1",
    }
    assert "buyer.name" in [item.get("const") for item in own["$defs"]["path@"]["anyOf"]]
    assert run("mapping", "schema", "acme").code == 2


def test_watching_checks_and_tests_at_every_save(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "store.yaml"
    right = "mapping: 1\nfrom: acme/shop@1\nto: Store\nfields: {id: {path: id, required: true}}\nignore: {$: no}\n"
    right += "tests: [{name: one, given: shop.json, expect: {/id: S1}}]\n"
    file.write_text(right, encoding="utf-8")
    (tmp_path / "shop.json").write_text('{"id": "S1"}', encoding="utf-8")
    steps = iter([right.replace("path: id", "path: ID"), right.replace("S1", "S2"), None])

    def save() -> None:
        text = next(steps)
        if text is None:
            raise KeyboardInterrupt
        file.write_text(text, encoding="utf-8")

    monkeypatch.setattr(_mapping_watch, "_pause", save)
    result = run("mapping", "check", file, "--watch")
    assert result.code == 130
    first, second, third = result.out.split("\nstore.yaml saved\n")
    assert first == "1 file: 0 errors, 0 warnings; no saved records\n\n1 test, 0 failed\n"
    assert "error[E202]" in second
    assert "FAILED one" in third
    assert '- expected "S2"' in third
