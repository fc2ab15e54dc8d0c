"""The workbench for mapping authors: check, test, explain, cover, compare; pure functions, free of any interface."""

from __future__ import annotations

from shopglot.workbench._checking import Checked, check_files, check_github, check_json, check_text
from shopglot.workbench._found import Found, find_mappings, found_file
from shopglot.workbench._pages import code_page, is_code

__all__ = [
    "Checked",
    "Found",
    "check_files",
    "check_github",
    "check_json",
    "check_text",
    "code_page",
    "find_mappings",
    "found_file",
    "is_code",
]
