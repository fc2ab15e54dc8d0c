"""What was written down in the folder of saved answers, to be compared with what comes out now."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from shopglot.testing.kit._verdict import Broken, require_none
from shopglot.workbench import differences

if TYPE_CHECKING:
    from shopglot.testing.kit._subject import Subject

__all__ = ["EXPECTED", "compare_expected", "write_json"]

EXPECTED = "expected"


def compare_expected(subject: Subject, case: str, told: list[dict[str, Any]]) -> None:
    """Compare what came out with what was written down for a case, or write it down; raises `Broken`."""
    file = subject.written(EXPECTED, *PurePosixPath(case).parts)
    name = f"{EXPECTED}/{case}"
    if subject.update:
        write_json(file, told)
    if not file.is_file():
        raise Broken(f"there is no {name}")
    expected = json.loads(file.read_text(encoding="utf-8"))
    if len(expected) != len(told):
        raise Broken(f"{name} has {len(expected)} entries, and {len(told)} came out")
    require_none(
        (
            f"#{number}: {one.path}"
            for number, pair in enumerate(zip(expected, told, strict=True))
            for one in differences(*pair, "")
        ),
        f"what came out differs from {name}",
    )


def write_json(file: Path, data: Any) -> None:
    """Write JSON as a person reads it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
