"""HTML to plain text, in time that grows with the text: what a parser of documents does not promise for odd input."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["plain_text"]

# Quotes in a tag may contain `>`. What was matched is never tried again (`++`), and the search for a quote that is not
# closed, which ends with the text, is made once: after it a tag ends at the next `>`. So no text takes many passes.
_TAG = re.compile(r"""</?([A-Za-z][A-Za-z0-9]*+)(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_UNQUOTED_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*+)[^>]*+>")
_CLOSING = re.compile(r"</(?:script|style)\b", re.IGNORECASE)
# Python refuses to read a number of so many digits; the last character has 7.
_NO_CHARACTER = re.compile(r"&#[0-9]{100,}+;?")
_UNSEEN = frozenset({"script", "style"})
_LINES = frozenset({"address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4",
                    "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr",
                    "ul"})  # fmt: skip
_CELLS = frozenset({"td", "th"})


def plain_text(markup: str) -> str | None:
    """Return the text of a piece of HTML: no tags, entities read, a line for each block; None where nothing is left."""
    lines = "".join(_parts(markup)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line) or None


def _parts(markup: str) -> Iterator[str]:
    """Yield the texts between tags, with a line break for each tag that begins or ends a block."""
    at, last, pattern = 0, markup.rfind(">"), _TAG
    while (opened := markup.find("<", at)) >= 0 and opened < last:
        yield _words(markup[at:opened])
        if markup.startswith("<!--", opened):
            at = _after(markup, "-->", opened + 4)
            continue
        tag = pattern.match(markup, opened)
        if tag is not None:
            at, between = _read_tag(markup, tag)
            yield between
        elif markup[opened + 1 : opened + 2].isalpha() or markup[opened + 1 : opened + 2] in {"/", "!", "?"}:
            at = _after(markup, ">", opened)  # a quote that is not closed, or a declaration
            pattern = _UNQUOTED_TAG if _UNQUOTED_TAG.match(markup, opened) else pattern
        else:
            at = opened + 1
            yield "<"
    yield _words(markup[at:])


def _read_tag(markup: str, tag: re.Match[str]) -> tuple[int, str]:
    """Return where a tag ends, with what it keeps from sight, and the text that stands for it."""
    name = tag[1].lower()
    if name in _UNSEEN and not tag[0].startswith("</"):
        closing = _CLOSING.search(markup, tag.end())
        return (_after(markup, ">", closing.end()) if closing else len(markup)), ""
    return tag.end(), "\n" if name in _LINES else " " if name in _CELLS else ""


def _after(markup: str, sign: str, start: int) -> int:
    end = markup.find(sign, start)
    return len(markup) if end < 0 else end + len(sign)


def _words(part: str) -> str:
    # A line break in the markup is a blank, one in the text is a tag's.
    return html.unescape(_NO_CHARACTER.sub("\ufffd", part)).replace("\n", " ").replace("\r", " ")
