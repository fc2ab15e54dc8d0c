"""The workbench at 80 columns: no line is longer, and every word of the wide output is whole."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Run

_ORDER = "fixtures/tiktok/raw/order/detail.my.masked_platform_shipping.json"
_COMMANDS = {
    "coverage": ("coverage", "tiktok/order"),
    "coverage_full": ("coverage", "tiktok/order", "--full"),
    "diff": ("diff", "tiktok/order", "{changed}"),
    "explain": ("explain", "tiktok", "order", "shipping_address.line1", "--record", _ORDER),
    "explain_raw": ("explain", "tiktok", "order", "status"),
    "test": ("test", "{changed}"),
    "try": ("try", "tiktok/order", "--record", _ORDER, "--rule", "recipient_address.name", "--to", "note"),
    "unnoticed": ("test", "tiktok/order", "--unnoticed"),
}
_CHANGES = {
    "order_number: id": "order_number: status",
    "  note: buyer_message\n": "",
    "/line_items/0/quantity: '3'": "/line_items/0/quantity: '4'",
}
_ALL = ("check", "coverage", "diff", "explain", "fmt", "infer", "new", "schema", "test", "try")
# A word may be parted where it has a joint, and nowhere else.
_WORD = re.compile(r"[^\s_./,:]+")


@pytest.mark.parametrize("name", sorted(_COMMANDS))
def test_no_line_is_longer_and_no_word_is_broken(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("SHOPGLOT_PLUGINS", "tiktok")
    shutil.copytree(ROOT / "mappings/shopglot_mappings/tiktok", tmp_path / "mine")
    changed = tmp_path / "mine" / "order.yaml"
    text = changed.read_text(encoding="utf-8")
    for before, after in _CHANGES.items():
        assert before in text
        text = text.replace(before, after)
    changed.write_text(text, encoding="utf-8")
    words = [word.format(changed=changed) for word in _COMMANDS[name]]
    outputs = []
    for columns in ("80", "500"):
        monkeypatch.setenv("COLUMNS", columns)
        result = run("mapping", *words)
        assert result.code in {0, 1, 3}, result.err
        outputs.append(result.out)
    narrow, wide = outputs
    assert len(narrow.splitlines()) > 3
    assert [line for line in narrow.splitlines() if len(line) > 80] == []
    assert sorted({*_WORD.findall(wide)} - {*_WORD.findall(narrow), "->"}) == []


def test_check_shows_the_place_in_a_long_line(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SHOPGLOT_PLUGINS", "acme")
    cases = ", ".join(f"{{when: {{currency: S{n}}}, then: {{const: c{n}}}}}" for n in range(8))
    fields = (
        f"id: {{path: id, required: true}}, note: {{cases: [{cases}, {{when: {{curency: X}}, then: {{const: x}}}}]}}"
    )
    file = tmp_path / "order.yaml"
    file.write_text(f"mapping: 1\nfrom: acme/order@1\nto: Order\nignore: {{$: no}}\nfields: {{{fields}}}\n", "utf-8")
    monkeypatch.setenv("COLUMNS", "80")
    narrow = run("mapping", "check", file).out
    assert [line for line in narrow.splitlines() if len(line) > 80 and str(tmp_path) not in line] == []
    frame, marks = re.findall(r"^(?: 5|  ) \| (.*)$", narrow, re.MULTILINE)[:2]
    assert frame[marks.index("^") : marks.rindex("^") + 1] == "curency"
    assert frame[0] == "…"


@pytest.mark.parametrize("command", _ALL)
def test_every_help_names_its_exit_codes(run: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    result = run("mapping", command, "--help")
    assert result.code == 0
    assert re.search(r"Exit code:\n +0  \w+", result.out)
    assert re.search(r"\n +2  \w+", result.out)
    assert [line for line in result.out.splitlines() if len(line) > 80] == []


def test_what_is_not_there_can_not_be_watched(run: Run) -> None:
    for target in ("none.yaml", "nowhere", "acme/ordr"):
        result = run("mapping", "check", "--watch", target)
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith("error: ")
