"""Joins: `same_as` inside the `where` of a walk, by an index, gives what the loop in a loop would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopglot.mapping.compile import _joins

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping import CompiledMapping, Outcome

FORMS = """
  each: {each: lines, value: {each: $.rows, where: {k: {same_as: ^.k}}, value: n}}
  turned: {each: lines, value: {each: $.rows, where: {^.k: {same_as: k}}, value: n}}
  more: {each: lines, value: {each: $.rows, where: {ok: true, k: {same_as: ^.k}, n: {same_as: ^.n}}, value: n}}
  scopes: {each: lines, value: {each: $.rows, where: {k: {same_as: ^.k}}, fields: {n: n, line: ^.n, all: ^^.id}}}
  outer: {each: lines, value: {each: ^.rows, where: {k: {same_as: ^.k}}, value: n}}
  nested: {each: lines, value: {each: [$.parcels, rows], where: {k: {same_as: ^^.k}}, fields: {n: n, p: ^.p, l: ^^.n}}}
  inside: {each: lines, value: {each: [$.parcels, rows], where: {k: {same_as: ^.p}}, value: n}}
  first: {each: lines, value: {pick: $.rows, where: {k: {same_as: ^.k}}, path: n}}
  number: {each: lines, value: {count: $.rows, where: {k: {same_as: ^.k}}}}
  total: {each: lines, value: {sum: {each: $.rows, where: {k: {same_as: ^.k}}, path: price}}}
  one: {each: lines, where: {any: $.rows, where: {k: {same_as: ^.k}}}, value: n}
  none: {each: lines, where: {not: {any: [$.parcels, rows], where: {k: {same_as: ^^.k}, ok: true}}}, value: n}
  every: {each: lines, where: {all: $.rows, where: {k: {same_as: ^.k}}}, value: n}
  entries: {each: lines, value: {each: {entries: $.by_key}, where: {key: {same_as: ^.k}}, value: value}}
"""
MAPPING = "mapping: 1\nfrom: acme/any@1\nto: Order\nfields: {id: {const: '1'}}\nextensions:" + FORMS

_KEYS = st.sampled_from(["a", "b", "", None, 1, True, "1", 1.0, "A***", ["a"]])
_ROWS = st.lists(
    st.one_of(
        st.fixed_dictionaries(
            {"k": _KEYS, "n": st.integers(0, 2)},
            optional={"ok": st.booleans(), "price": st.sampled_from(["1.10", "2", "x", None])},
        ),
        st.sampled_from(["odd", None, {}]),
    ),
    max_size=14,
)
_LISTS: st.SearchStrategy[Any] = st.one_of(_ROWS, st.sampled_from([None, "", "odd", {}]))
_RECORDS = st.fixed_dictionaries(
    {"id": st.just("r"), "lines": _ROWS, "rows": _LISTS},
    optional={
        "parcels": st.lists(st.fixed_dictionaries({"p": _KEYS, "rows": _LISTS}), max_size=4),
        "by_key": st.dictionaries(st.sampled_from("abcdefghij"), st.integers(0, 3)),
    },
)


def _facts(outcome: Outcome) -> Any:
    return outcome.values, outcome.errors, outcome.warnings


@pytest.fixture(scope="module")
def both(load: Callable[[str], CompiledMapping]) -> tuple[CompiledMapping, CompiledMapping]:
    """Give the mapping with joins, and the same one as loops."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_joins, "_FEW", 0)
        patch.setattr(_joins, "_find_join", lambda *_: None)
        loops = load(MAPPING)
    return load(MAPPING), loops


@settings(max_examples=300, deadline=None)
@given(record=_RECORDS)
def test_a_join_gives_what_the_loop_gives(both: tuple[CompiledMapping, CompiledMapping], record: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_joins, "_FEW", 0)
        joined, looped = (_facts(mapping.run(record)) for mapping in both)
    assert joined == looped


def test_a_list_that_is_searched_again_is_indexed_once(
    load: Callable[[str], CompiledMapping], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[Any] = []
    original = _joins.key_of

    def count_compared(value: Any) -> Any:
        compared.append(value)
        return original(value)

    monkeypatch.setattr(_joins, "key_of", count_compared)
    mapping = load(
        "mapping: 1\nfrom: acme/any@1\nto: Order\nfields: {id: {const: '1'}}\nextensions:\n"
        "  out: {each: lines, value: {each: $.rows, where: {k: {same_as: ^.k}, ok: true}, value: n}}\n"
    )
    rows = [{"k": f"k{n}", "n": n, "ok": n % 2 == 0} for n in range(50)]
    outcome = mapping.run({"lines": rows, "rows": rows})
    assert outcome.values is not None
    assert outcome.values["extensions"]["acme"]["out"] == [[n] for n in range(0, 50, 2)]
    # 50 rows for the index, and one value for each line but the first, which went through the list.
    assert len(compared) == 50 + 49


_BY_ID = """
mapping: 1
from: acme/order@1
to: Order
fields: {id: {path: id, required: true}}
ignore: {$: not what this file shows}
extensions:
"""


@pytest.mark.parametrize("few", [0, 100], ids=["by an index", "by a loop"])
def test_an_id_may_be_a_number_on_one_side_and_text_on_the_other(
    load: Callable[[str], CompiledMapping], monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(_joins, "_FEW", few)
    mapping = load(
        f"{_BY_ID}  out: {{each: lines, value: {{each: $.lines, where: {{units: {{same_as: ^.sku}}}}, value: id}}}}\n"
        "  turned: {each: lines, value: {each: $.lines, where: {sku: {same_as: ^.units}}, value: id}}\n"
    )
    lines = [
        {"sku": "7", "units": 10, "id": "a"},
        {"sku": "10", "units": 7, "id": "b"},
        {"sku": "07", "units": 10, "id": "c"},
        {"sku": "", "units": None, "id": "d"},
        {"sku": "True", "units": True, "id": "e"},
        {"sku": "10.0", "id": "f"},
    ]
    outcome = mapping.run({"id": "1", "lines": lines})
    assert outcome.values is not None
    assert outcome.values["extensions"]["acme"] == {
        "out": [["b"], ["a", "c"]],
        "turned": [["b"], ["a"], ["b"]],
    }


def test_an_id_that_can_never_be_the_other_is_an_error(check: Callable[[str], Any]) -> None:
    (found,) = check(
        f"{_BY_ID}  out: {{each: lines, value: {{count: $.lines, where: {{$.gift: {{same_as: ^.sku}}}}}}}}\n"
    )
    assert (found.code, found.message) == ("E301", "`^.sku` is text and never equals a boolean")
    assert found.hint == "compare it with a path that leads to a boolean"
