"""`python -m shopglot` is the command line."""

from __future__ import annotations

from shopglot.cli import main

main()
