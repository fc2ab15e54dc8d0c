"""`python -m shopglot`: the command line."""

from __future__ import annotations

from shopglot.cli import main

if __name__ == "__main__":
    main()
