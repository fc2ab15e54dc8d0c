from __future__ import annotations

import json
from typing import Any

import pytest

import shopglot
from shopglot import errors
from shopglot.normalize import Normalized, Rejected
from tests.support.paths import TIKTOK as FOLDER
from tests.support.paths import tiktok_index

CASES: list[dict[str, Any]] = tiktok_index()["bad"]
# No answer, and lawful in a file all the same: a list of records, and an answer a line. Both of these hold none.
LISTS = {"bad/answer.list.json", "bad/answer.two_documents.json"}
# Blank, null and 0 say that there is nothing, which is no fault of the field; and a text where true or false belongs
# decides nothing when only a condition asks for it. An empty list for an object, or the other way round, is empty: some
# platforms can't tell the two apart.
QUIET = {
    "bad/enum.status_blank.json",
    "bad/money.blank.json",
    "bad/shape.district_info_object.json",
    "bad/shape.is_cod_text.json",
    "bad/shape.line_items_null.json",
    "bad/shape.payment_list.json",
    "bad/time.zero.json",
}


def name_of(case: dict[str, Any]) -> str:
    return str(case["file"])


def cases(*kinds: str) -> list[dict[str, Any]]:
    return [case for case in CASES if case["gives"]["kind"] in kinds and case["file"] not in LISTS]


def results(tiktok: shopglot.Connector, case: dict[str, Any]) -> list[Normalized | Rejected]:
    body = (FOLDER / case["file"]).read_bytes()
    return list(tiktok.normalize_many(case["resource"] or "order", body, where=case["file"]))


@pytest.mark.parametrize("case", cases("unusable_answer"), ids=name_of)
def test_an_unusable_answer_is_one_typed_error(tiktok: shopglot.Connector, case: dict[str, Any]) -> None:
    with pytest.raises(shopglot.ResponseError) as caught:
        results(tiktok, case)
    assert caught.value.where.startswith(case["file"])


@pytest.mark.parametrize("file", sorted(LISTS))
def test_several_answers_in_one_file_are_read_one_by_one(tiktok: shopglot.Connector, file: str) -> None:
    assert results(tiktok, {"file": file, "resource": None}) == []


@pytest.mark.parametrize("case", cases("platform_error"), ids=name_of)
def test_an_error_answer_says_what_to_do(tiktok: shopglot.Connector, case: dict[str, Any]) -> None:
    gives = case["gives"]
    with pytest.raises(getattr(errors, gives["error"])) as caught:
        results(tiktok, case)
    error = caught.value
    assert isinstance(error, shopglot.PlatformError)
    answer = json.loads((FOLDER / case["file"]).read_bytes())
    assert (error.code, error.request_id) == (str(gives["code"]), answer.get("request_id", ""))
    assert error.hint
    assert str(error).startswith(f"{case['file']}: ")


@pytest.mark.parametrize("case", cases("quarantined_record"), ids=name_of)
def test_a_bad_record_is_set_aside_and_its_neighbours_come_through(
    tiktok: shopglot.Connector, case: dict[str, Any]
) -> None:
    found = results(tiktok, case)
    bad = int(case["gives"]["at"].split("/")[3])
    assert [index for index, result in enumerate(found) if isinstance(result, Rejected)] == [bad]


@pytest.mark.parametrize("case", cases("field_warning"), ids=name_of)
def test_a_bad_field_is_a_warning_and_the_record_comes_through(
    tiktok: shopglot.Connector, case: dict[str, Any]
) -> None:
    found = results(tiktok, case)
    assert [type(result) for result in found] == [Normalized] * len(found)
    warned = any(result.warnings for result in found if isinstance(result, Normalized))
    assert warned is (case["file"] not in QUIET)


@pytest.mark.parametrize("case", cases("record"), ids=name_of)
def test_harmless_strangeness_changes_nothing(tiktok: shopglot.Connector, case: dict[str, Any]) -> None:
    found = results(tiktok, case)
    assert [type(result) for result in found] == [Normalized] * len(found)


def test_no_message_shows_a_value(tiktok: shopglot.Connector) -> None:
    secrets = ("@scs.", "Example", "555-01", "+1)")
    for case in CASES:
        try:
            found = results(tiktok, case)
        except shopglot.ShopglotError as error:
            texts = [str(error), repr(error)]
        else:
            texts = [repr(found)]
        assert [text for text in texts for secret in secrets if secret in text] == []
