"""HTML to plain text, in time that grows with the text: what a parser of documents does not promise for odd input."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["plain_text"]

# Quotes in a tag may contain `>`. What was matched is never tried again (`++`), so no text takes more than one pass.
_TAG = re.compile(r"""</?([A-Za-z][A-Za-z0-9]*+)(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_CLOSING = re.compile(r"</(?:script|style)\b[^>]*>", re.IGNORECASE)
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
    at, last = 0, markup.rfind(">")
    while (opened := markup.find("<", at)) >= 0 and opened < last:
        yield _words(markup[at:opened])
        at, between = _skip(markup, opened)
        yield between
    yield _words(markup[at:])


def _skip(markup: str, opened: int) -> tuple[int, str]:
    """Return where a tag, a comment or a lone `<` ends, and the text that stands for it."""
    if markup.startswith("<!--", opened):
        end = markup.find("-->", opened + 4)
        return (len(markup) if end < 0 else end + 3), ""
    tag = _TAG.match(markup, opened)
    name = tag[1].lower() if tag else ""
    if tag and name in _UNSEEN and not tag[0].startswith("</"):
        closing = _CLOSING.search(markup, tag.end())
        return (closing.end() if closing else len(markup)), ""
    if tag:
        return tag.end(), "\n" if name in _LINES else " " if name in _CELLS else ""
    if markup[opened + 1 : opened + 2].isalpha() or markup[opened + 1 : opened + 2] in {"/", "!", "?"}:
        return markup.find(">", opened) + 1, ""  # a quote that is not closed, or a declaration
    return opened + 1, "<"


def _words(part: str) -> str:
    # A line break in the markup is a blank, one in the text is a tag's.
    return html.unescape(part).replace("\n", " ").replace("\r", " ")
