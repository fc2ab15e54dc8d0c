"""Write every generated file of the repository, in the order in which one needs another; then read the diff."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# The models come first: the mapping language's target types are made from them.
STEPS = (
    ("-m", "shopglot_models"),
    ("-m", "shopglot_models", "--reference", "docs/models.md"),
    ("-m", "shopglot.workbench"),
    ("-m", "shopglot.testing.kit"),
    ("tools/make_sync.py",),
    ("-m", "tools.contracts", "--update"),
)

for step in STEPS:
    subprocess.run([sys.executable, *step], cwd=ROOT, check=True)  # noqa: S603 - our own modules
