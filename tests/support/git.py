"""git, for tests that compare versions."""

from __future__ import annotations

import subprocess

__all__ = ["git"]


def git(*words: str) -> None:
    """Run git in the working folder, as an author who is nobody."""
    author = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    subprocess.run(["git", *author, *words], check=True, capture_output=True)  # noqa: S603, S607 - the machine's git, our own words
