"""The reference page: what the models say, in `docs/models.md`."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from shopglot_models import MODELS
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE = ROOT / "docs" / "models.md"


def test_the_page_is_current(tmp_path: Path) -> None:
    file = tmp_path / "models.md"
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "shopglot_models", "--reference", str(file)], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{file}\n"
    hint = "run `python -m shopglot_models --reference docs/models.md`"
    assert PAGE.read_text(encoding="utf-8") == file.read_text(encoding="utf-8"), hint


def test_every_field_has_its_row_and_every_link_its_heading() -> None:
    text = PAGE.read_text(encoding="utf-8")
    sections = dict(part.split("\n", 1) for part in text.split("\n## ")[1:])
    for name, model in MODELS.items():
        assert [f"`{field}`" for field in model.model_fields] == [
            line.split(" | ")[0].removeprefix("| ") for line in sections[name].splitlines() if line.startswith("| `")
        ]
    linked = {part.split("](#")[0] for part in text.split("[")[1:] if "](#" in part}
    assert linked == sections.keys() - MODELS.keys()


def test_the_page_tells_what_the_other_contract_has() -> None:
    rows = set(PAGE.read_text(encoding="utf-8").splitlines())
    assert "| `raw_ids` | list of text | The platform's ids of the units that this line stands for. | no |" in rows
    assert (
        "| `number` | text, personal: contact, required | Never blank: a number that is not there is no entry. | yes |"
        in rows
    )
