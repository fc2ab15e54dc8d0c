"""Write core/shopglot/connection/_sync.py: _async.py, word by word, without `async` and `await`.

With `--check` nothing is written: it exits with 1 where the file is not what would be written.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tokenize
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "core" / "shopglot" / "connection"
HEADER = "# generated from _async.py by tools/make_sync.py: do not edit\n"
DROPPED = ("async", "await")
# Whole words, in code, texts and comments alike.
WORDS = (
    (r"\bAsync(?=[A-Z])", ""),
    (r"\baclose\b", "close"),
    (r"\b__a(enter|exit|iter|next)__\b", r"__\1__"),
)
# Texts and comments alone: where threads are told something else than tasks.
SENTENCES = (
    ("face for tasks", "face for threads"),
    ("between the tasks of one loop.", "between threads; close it after use."),
)


def sync_of(source: str) -> str:
    """Return the module for threads; raises ValueError where a sentence to be replaced is no longer there."""
    for old, _ in SENTENCES:
        if old not in source:
            raise ValueError(f"_async.py says {old!r} nowhere: correct SENTENCES in {Path(__file__).name}")
    lines = source.splitlines(keepends=True)
    for token in reversed(list(tokenize.generate_tokens(io.StringIO(source).readline))):
        if token.type == tokenize.NAME and token.string in DROPPED:
            (row, begin), (_, end) = token.start, token.end
            lines[row - 1] = lines[row - 1][:begin] + lines[row - 1][end:].lstrip(" ")
    text = "".join(lines)
    for pattern, new in WORDS:
        text = re.sub(pattern, new, text)
    for old, new in SENTENCES:
        text = text.replace(old, new)
    return formatted(HEADER + text)


def formatted(text: str) -> str:
    """Return the text as this project's linter sorts and its formatter breaks it."""
    for command in (["check", "--select", "I,RUF022", "--fix-only", "--quiet"], ["format", "--quiet"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--stdin-filename", str(FOLDER / "_sync.py"), "-"]
        text = subprocess.run(ruff, input=text, capture_output=True, text=True, check=True).stdout  # noqa: S603 - ours
    return text


def main(arguments: list[str]) -> int:
    """Write the module, or compare it with what would be written."""
    target, made = FOLDER / "_sync.py", sync_of((FOLDER / "_async.py").read_text())
    if arguments != ["--check"]:
        target.write_text(made)
    elif target.read_text() != made:
        print(f"{target.name} is not made from _async.py: run python tools/make_sync.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
