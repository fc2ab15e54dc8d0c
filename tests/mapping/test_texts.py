"""What makes texts of texts: `split` and `as: html`; and the test of how a text begins."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.mapping.compile._html import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

    Give = Callable[..., Any]

WATCHED = "hidden: {watch: [a], reasons: []}"


@pytest.mark.parametrize(
    ("text", "parts"),
    [("x", ["x"]), (" x , y ,, ", ["x", "y"]), (",", None), ("", None), (None, None), ("a;b", ["a;b"])],
)
def test_split_gives_the_parts_that_have_a_character(give: Give, text: Any, parts: Any) -> None:
    assert give("{split: a, on: ','}", {"a": text}) == parts


@pytest.mark.parametrize(("take", "part"), [(0, "x"), (1, "y"), (-1, "y"), (-2, "x"), (2, None), (-3, None)])
def test_split_takes_one_part(give: Give, take: int, part: str | None) -> None:
    assert give(f"{{split: a, on: '::', take: {take}}}", {"a": "x::y"}) == part


def test_split_reads_any_rule_and_its_part_is_converted(give: Give) -> None:
    rule = "{split: {first_of: [a, b]}, on: /, take: -1, as: integer, default: 0}"
    assert [give(rule, record) for record in ({"b": "x/7"}, {})] == [7, 0]


@pytest.mark.parametrize("odd", [5, True, ["x"], {"x": "y"}])
def test_what_is_no_text_is_not_split_and_is_named(warn: Give, odd: Any) -> None:
    assert warn("{split: {path: a}, on: ','}", {"a": odd}) == (None, [("/extensions/acme/out", "R106")])


@pytest.mark.parametrize("take", ["", ", take: 0"])
def test_a_masked_text_stays_masked_as_a_whole(run_rule: Give, take: str) -> None:
    value, outcome = run_rule(f"{{split: a, on: ','{take}}}", {"a": "x, y***"}, more=WATCHED)
    assert value is None
    assert [field["path"] for field in outcome.values["hidden_fields"]] == ["/extensions/acme/out"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Tea &amp; Mug", "Tea & Mug"),
        ("a &amp;lt; b", "a &lt; b"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("<p>One\n two</p><p>Three</p>", "One two\nThree"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>a</li><li> b</li></ul>", "a\nb"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<b>bo</b>ld&nbsp;text", "bold text"),
        ("<script>x < 1; </scrip</script >after<STYLE>p{}</style>", "after"),
        ("<script>never closed", None),
        ("before<!-- <b>not</b> -->after<!-- open", "beforeafter<!-- open"),
        ("a<!-- x > y", "a"),
        ('<img alt="a > b">c', "c"),
        ('<a href="open>b</a>', "b"),
        ("<!DOCTYPE html><?xml?>c", "c"),
        ("<3 you", "<3 you"),
        ("<p> </p>", None),
    ],
)
def test_html_is_read_as_text(markup: str, text: str | None) -> None:
    assert plain_text(markup) == text


@pytest.mark.parametrize("piece", ["<", "<a", "<a a=", "<a '", "<!--", "</", "<![", "<script>", "&", "<a '>", '<a ">',
                                   "<a '>'", '<a ">"', "<a '>\"", "</script ", "&#1", "&#x1"])  # fmt: skip
@pytest.mark.parametrize("beginning", ["", "<script>"])
def test_odd_html_takes_time_by_its_length_only(piece: str, beginning: str) -> None:
    for ending in ("", ">", "-->"):
        begun = time.process_time()
        plain_text(beginning + piece * 50_000 + ending)
        assert time.process_time() - begun < 1


def test_a_mask_that_is_written_in_entities_is_hidden(run_rule: Give) -> None:
    for rule in ("{path: a, as: html}", "{fields: {x: {path: a, as: html}}}", "{join: [a], as: html}"):
        value, outcome = run_rule(rule, {"a": "y&#42;&#42;&#42;"}, more=WATCHED)
        assert "y" not in str(value), rule
        assert len(outcome.values["hidden_fields"]) == 1, rule


@pytest.mark.parametrize(
    ("value", "fits"),
    [("_wc_x", True), ("_wc", False), ("", False), (None, False), (["a", "_wc_"], True), (["a"], False), (5, False)],
)
def test_a_text_or_one_of_a_list_starts_with(give: Give, value: Any, fits: bool) -> None:  # noqa: FBT001 - a table's column
    rule = "{cases: [{when: {a: {starts_with: _wc_}}, then: {const: true}}, {else: {const: false}}]}"
    assert give(rule, {"a": value}) is fits


def test_a_number_without_a_character_is_none_however_long(give: Give) -> None:
    assert give("{path: a, as: html}", {"a": f"x &#{'9' * 5000}; y"}) == "x \ufffd y"


def test_after_a_quote_that_is_not_closed_a_tag_ends_at_the_next_sign() -> None:
    assert plain_text('<p>One</p><a title=\'x>two</a> <b title="1>2">three</b><p>four') == 'One\ntwo 2">three\nfour'
