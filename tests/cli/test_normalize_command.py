from __future__ import annotations

import json
import os
import stat
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Run

CLEAR: dict[str, Any] = {
    "id": "576461413038785752",
    "status": "DONE",
    "currency": "USD",
    "total": "12.50",
    "placed": 1714557600,
    "buyer": {"id": "7", "name": "Zoë Example"},
    "lines": [{"id": "1", "title": "Mug", "price": "12.50"}],
}
MASKED = CLEAR | {"id": "2", "status": "SENT", "buyer": {"id": "8", "name": "A** E******"}}
WAITING = CLEAR | {"id": "3", "status": "WAITING", "buyer": {"id": "9", "name": "B** E******"}}
BROKEN = {"status": "DONE", "total": "1.00", "buyer": {"name": "Cy Example"}}
STRANGE = CLEAR | {"id": "4", "status": "TELEPORTED"}


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    file = tmp_path / "orders.json"
    answer = {"code": 0, "message": "Success", "data": {"orders": [CLEAR, MASKED, WAITING]}}
    file.write_text(json.dumps(answer, indent=2), encoding="utf-8")
    return file


def lines(*records: Any) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def test_a_pipe_gets_one_record_a_line_and_a_summary_beside_it(run: Run, orders: Path) -> None:
    result = run("normalize", "acme", "order", orders)
    assert result.code == 0
    records = [json.loads(line) for line in result.out.splitlines()]
    assert [record["id"] for record in records] == ["576461413038785752", "2", "3"]
    assert records[0]["customer"]["name"] == "Zoë Example"
    assert records[0]["total_amount"] == "12.50"
    assert records[1]["customer"]["name"] is None
    assert "Zoë" in result.out
    assert result.err == "3 records, 2 with hidden customer fields\n"


def test_the_fields_stand_in_the_models_order(run: Run, orders: Path) -> None:
    from shopglot_models import Order  # noqa: PLC0415 - only this test needs the model

    record = json.loads(run("normalize", "acme", "order", orders).out.splitlines()[0])
    assert list(record) == list(Order.model_fields)


def test_a_list_is_one_json_document(run: Run, orders: Path) -> None:
    result = run("normalize", "acme", "order", orders, "--format", "json")
    assert [record["id"] for record in json.loads(result.out)] == ["576461413038785752", "2", "3"]
    empty = run("normalize", "acme", "order", "-", "--format", "json", stdin=b"[]")
    assert (empty.code, empty.out, empty.err) == (0, "[]\n", "0 records\n")


def test_raw_data_keeps_every_digit(run: Run) -> None:
    text = '{"id": "1", "weight": 1.10, "big": 18446744073709551617, "half": "\\ud83d", "list": [null, true]}'
    result = run("normalize", "acme", "order", "-", "--raw", stdin=text.encode())
    assert result.out.endswith(
        ',"_raw":{"id":"1","weight":1.10,"big":18446744073709551617,"half":"\\ud83d","list":[null,true]}}\n'
    )


def test_a_masked_value_can_be_kept(run: Run) -> None:
    result = run("normalize", "acme", "order", "-", "--hidden", "keep", stdin=lines(MASKED))
    assert json.loads(result.out)["customer"]["name"] == "A** E******"


def test_the_other_contract_leaves_out_what_it_has_no_word_for(run: Run) -> None:
    result = run("normalize", "acme", "order", "-", "--to", "apideck", stdin=lines(CLEAR))
    record = json.loads(result.out)
    assert record["id"] == "576461413038785752"
    assert record["total_amount"] == "12.50"
    assert "customer_hidden" not in record
    assert result.err == "1 record\n"


def test_what_the_other_contract_can_not_hold_is_said(run: Run) -> None:
    result = run("normalize", "acme", "order", "-", "--to", "apideck", stdin=lines(CLEAR | {"currency": "SLE"}))
    assert "currency" not in json.loads(result.out)
    assert result.err == (
        "warning: /currency: Apideck's contract refuses this value; it is under custom_mappings only (1 record)\n"
        "1 record, 1 with warnings\n"
    )


def test_rejected_records_go_to_a_private_file_and_stop_nobody(run: Run, tmp_path: Path) -> None:
    rejects = tmp_path / "bad.jsonl"
    rejects.write_text("old\n")
    rejects.chmod(0o644)
    result = run(
        "normalize", "acme", "order", "-", "--rejects", rejects, stdin=lines(CLEAR, BROKEN, MASKED) + b"{oops\n"
    )
    assert result.code == 1
    assert [json.loads(line)["id"] for line in result.out.splitlines()] == ["576461413038785752", "2"]
    assert result.err == (
        "rejected: stdin:2, record 1\n"
        "  /id: required but missing [R101, order.yaml:5]\n"
        "rejected: stdin:4, record 3\n"
        "  (record): this is not JSON: expecting property name enclosed in double quotes [A201, stdin:4:2]\n"
        f"2 records, 1 with hidden customer fields, 2 rejected (in {rejects})\n"
    )
    assert [json.loads(line) for line in rejects.read_text().splitlines()] == [
        {
            "source": "stdin",
            "index": 1,
            "errors": [
                {
                    "path": "/id",
                    "code": "R101",
                    "message": "required but missing",
                    "where": "order.yaml:5",
                    "token": None,
                }
            ],
            "raw": BROKEN,
        },
        {
            "source": "stdin",
            "index": 3,
            "errors": [
                {
                    "path": "",
                    "code": "A201",
                    "message": "this is not JSON: expecting property name enclosed in double quotes",
                    "where": "stdin:4:2",
                    "token": None,
                }
            ],
            "raw": "{oops",
        },
    ]
    assert stat.S_IMODE(rejects.stat().st_mode) == 0o600


def test_without_a_file_the_summary_says_how_to_keep_rejects(run: Run) -> None:
    result = run("normalize", "acme", "order", "-", stdin=lines(BROKEN))
    assert (result.code, result.out) == (1, "")
    assert result.err.endswith("\n0 records, 1 rejected (--rejects FILE keeps them)\n")
    assert "Cy" not in result.err


def test_warnings_are_counted_by_kind(run: Run) -> None:
    result = run("normalize", "acme", "order", "-", stdin=lines(STRANGE, STRANGE, CLEAR))
    assert result.code == 0
    assert result.err == (
        "warning: /status: a platform value that the mapping does not know yet (TELEPORTED) "
        "[R105, order.yaml:8] (2 records)\n"
        "3 records, 2 with warnings\n"
    )


GROWN = CLEAR | {"id": "5", "loyalty": {"Zoë Example": 1}, "Zoë Example": 1, "lines": [CLEAR["lines"][0] | {"hue": 1}]}


def test_keys_that_no_schema_knows_are_named_and_counted_by_record(run: Run) -> None:
    broken = {name: value for name, value in GROWN.items() if name != "id"}
    result = run("normalize", "acme", "order", "-", stdin=lines(GROWN, broken, CLEAR, CLEAR | {"hue": 1}))
    assert result.code == 1
    assert result.err == (
        "unknown to the raw schema: (unprintable) (2 records), lines.hue (2 records), loyalty (2 records), "
        "hue (1 record)\n"
        "rejected: stdin:2, record 1\n"
        "  /id: required but missing [R101, order.yaml:5]\n"
        "3 records, 1 rejected (--rejects FILE keeps them)\n"
    )


def test_many_such_keys_are_cut_in_the_text(run: Run) -> None:
    result = run("normalize", "acme", "order", "-", stdin=lines(CLEAR | {f"key_{n:02}": n for n in range(23)}))
    (line, _) = result.err.splitlines()
    assert line.startswith("unknown to the raw schema: key_00 (1 record), key_01 (1 record), ")
    assert line.endswith(", key_19 (1 record), and 3 further keys")


def test_the_summary_can_be_json_in_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "summary.json"
    result = run("normalize", "acme", "order", "-", "--summary", file, stdin=lines(GROWN, STRANGE, MASKED, BROKEN))
    assert result.code == 1
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "records": 3,
        "hidden": 1,
        "warned": 1,
        "unbalanced": 0,
        "rejected": 1,
        "warnings": {
            "/status: a platform value that the mapping does not know yet (TELEPORTED) [R105, order.yaml:8]": 1
        },
        "unknown": {"(unprintable)": 1, "lines.hue": 1, "loyalty": 1},
    }
    assert "Zo" not in file.read_text(encoding="utf-8")


def test_a_summary_that_can_not_be_written_is_said(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "none" / "summary.json"
    result = run("normalize", "acme", "order", "-", "--summary", file, stdin=lines(CLEAR))
    assert result.code == 2
    assert result.err == f"1 record\nerror: {file}: No such file or directory\n"


def test_a_warning_never_obeys_what_a_record_says(run: Run) -> None:
    result = run("normalize", "acme", "order", "-", stdin=lines(CLEAR | {"status": "\x1b[2J"}))
    assert "\x1b" not in result.err
    assert "1 with warnings" in result.err


def test_several_files_are_read_and_an_unusable_one_stops_no_other(run: Run, orders: Path, tmp_path: Path) -> None:
    truncated = tmp_path / "cut.json"
    truncated.write_text('{"code": 0, "data": {"orders": [')
    refused = tmp_path / "refused.json"
    refused.write_text('{"code": 105002, "data": null, "message": "no", "request_id": "20260105101111A1"}')
    result = run("normalize", "acme", "order", truncated, refused, tmp_path / "none.json", orders)
    assert result.code == 2
    assert len(result.out.splitlines()) == 3
    assert result.err == (
        f"error: {truncated}:1:33: the JSON ends in the middle\n"
        "  hint: It was cut off: fetch or save it again.\n"
        f"error: {refused}: the platform returned an error and no records "
        "(code 105002, request id 20260105101111A1)\n"
        "  hint: Fix the cause of this error code and request the data again; the response contains no records.\n"
        f"error: {tmp_path / 'none.json'}: No such file or directory\n"
        "3 records, 2 with hidden customer fields\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("nobody", "order", "-"),
            (
                "error: connector 'nobody' is not installed; available: acme, exits\n"
                "  hint: `shopglot connectors` lists every plugin with its state.\n"
            ),
        ),
        (
            ("acme", "orders", "-"),
            "error: connector 'acme' has no resource 'orders'; available: store, product, order, customer\n",
        ),
        (("acme", "order", "-", "--mappings", "/nowhere"), "error: /nowhere: no such folder\n"),
        (
            ("acme", "order", "-", "--rejects", "/nowhere/bad.jsonl"),
            "error: /nowhere/bad.jsonl: No such file or directory\n",
        ),
    ],
)
def test_wrong_usage_runs_nothing_and_says_why(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run("normalize", *arguments, stdin=lines(CLEAR))
    assert (result.code, result.out, result.err) == (2, "", message)


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("acme", "order"), "Missing argument"),
        (("acme", "order", "-", "--format", "xml"), "xml"),
        (("acme", "order", "-", "--format", "table", "--raw"), "need --format jsonl or json"),
        (("acme", "order", "-", "--colour"), "--colour"),
    ],
)
def test_options_that_do_not_fit_are_refused(run: Run, arguments: tuple[str, ...], part: str) -> None:
    result = run("normalize", *arguments, stdin=lines(CLEAR))
    assert (result.code, result.out) == (2, "")
    assert part in result.err


def test_a_wrong_mapping_prints_every_diagnostic_and_runs_nothing(run: Run, orders: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mappings"
    folder.mkdir()
    for name, model in (("order", "Order"), ("customer", "Customer")):
        text = f"mapping: 1\nfrom: acme/order@1\nto: {model}\nfields: {{id: nowhere}}\n"
        (folder / f"{name}.yaml").write_text(text)
    rejects = tmp_path / "bad.jsonl"
    result = run("normalize", "acme", "order", orders, "--mappings", folder, "--rejects", rejects)
    assert (result.code, result.out) == (2, "")
    assert "--> order.yaml:4:" in result.err
    assert "--> customer.yaml:4:" in result.err
    assert not rejects.exists()


def test_a_folder_of_mappings_replaces_the_connectors_own(run: Run, orders: Path, tmp_path: Path) -> None:
    (tmp_path / "order.yaml").write_text(
        "mapping: 1\nfrom: acme/order@1\nto: Order\nfields:\n  id: {path: id, required: true}\n"
    )
    result = run("normalize", "acme", "order", orders, "--mappings", tmp_path)
    assert json.loads(result.out.splitlines()[0])["currency"] is None


def test_a_table_marks_hidden_fields_and_explains_them(run: Run, orders: Path) -> None:
    result = run("normalize", "acme", "order", orders, "--format", "table")
    assert [line.rstrip() for line in result.out.splitlines()] == [
        "ID                  CREATED     STATUS          PAYMENT      TOTAL  PIECES  RECIPIENT    SHIPS TO",
        "576461413038785752  2024-05-01  completed DONE           12.50 USD       1  Zoë Example",
        "2                   2024-05-01  active SENT              12.50 USD       1  hidden [1]",
        "3                   2024-05-01  active WAITING           12.50 USD       1  hidden [2]",
        "",
        (
            "[1] hidden in 1 record (platform_shipping): the platform ships this order itself. "
            "This record stays hidden; orders"
        ),
        "placed after a change of set-up can show it.",
        "    Ship as the seller: shopglot guide acme own-shipping",
        "",
        (
            "[2] hidden in 1 record (awaiting_release): the platform shows it only after the order "
            "is released for shipping. Read the"
        ),
        "record again later.",
    ]


def test_ids_and_amounts_stay_whole_on_a_narrow_terminal(
    run: Run, orders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "64")
    result = run("normalize", "acme", "order", orders, "--format", "table")
    assert "576461413038785752  2024-05-01  " in result.out
    assert "12.50 USD" in result.out


@pytest.mark.parametrize(
    ("resource", "record", "row"),
    [
        ("product", {"id": "1", "title": "Mug", "price": "9.00"}, "1   Mug            9.00                0"),
        ("store", {"id": "1", "name": "Example"}, "1   Example"),
        ("customer", MASKED, "8   hidden [1]"),
    ],
)
def test_every_resource_has_a_table(run: Run, resource: str, record: Any, row: str) -> None:
    result = run("normalize", "acme", resource, "-", "--format", "table", stdin=lines(record))
    assert result.out.splitlines()[1].rstrip() == row


def test_a_table_never_obeys_what_a_record_says(run: Run) -> None:
    record = CLEAR | {"buyer": {"id": "7", "name": "Ada\x1b[2J[bold]\u202eExample\n2"}}
    result = run("normalize", "acme", "order", "-", "--format", "table", stdin=lines(record))
    assert "\x1b" not in result.out
    assert "\u202e" not in result.out
    assert "[bold]" in result.out


def test_a_terminal_gets_a_table_unless_it_asks_for_json(
    run: Run, orders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True)
    assert run("normalize", "acme", "order", orders).out.count("RECIPIENT") == 1
    assert run("normalize", "acme", "order", orders, "--format", "jsonl").out.startswith("{")
    assert run("normalize", "acme", "order", orders, "--raw").out.startswith("{")


def test_many_line_items_and_deep_raw_data_come_out(run: Run) -> None:
    record = CLEAR | {"lines": [{"id": str(number), "price": "0.10"} for number in range(10_000)]}
    deep = b'{"id": "5", "currency": ' + b"[" * 255 + b"]" * 255 + b"}\n"
    result = run("normalize", "acme", "order", "-", "--raw", stdin=lines(record) + deep)
    assert result.code == 0
    first, second = map(json.loads, result.out.splitlines())
    assert len(first["line_items"]) == 10_000
    assert second["id"] == "5"


def test_output_is_utf8_whatever_the_locale_says(run: Run, orders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "PYTHONIOENCODING", "ascii")
    assert "Zoë" in run("normalize", "acme", "order", orders).out


def test_settings_are_read_by_the_mappings(run: Run, orders: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mappings"
    folder.mkdir()
    (folder / "order.yaml").write_text(
        "mapping: 1\nextends: acme/order\nfields:\n  note: setting.market\n  tax_inclusive: setting.with_tax\n"
    )

    def found(*options: str) -> list[Any]:
        result = run("normalize", "acme", "order", orders, "--mappings", folder, *options)
        assert result.code == 0, result.err
        record = json.loads(result.out.splitlines()[0])
        return [record["note"], record["tax_inclusive"]]

    assert found() == ["eu", None]
    assert found("--setting", "market=us=1", "--setting", "with_tax=true") == ["us=1", True]


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ("with_tax=yes", "acme: with_tax must be true or false"),
        ("marke=eu", "acme has no setting 'marke'"),
        ("api_secret=hunter2", "api_secret is a secret: no mapping can read it"),
        ("market", "--setting needs a name and a value, such as timezone=Europe/Vienna"),
    ],
)
def test_settings_that_do_not_fit_are_refused_without_their_values(
    run: Run, orders: Path, setting: str, text: str
) -> None:
    result = run("normalize", "acme", "order", orders, "--setting", setting)
    assert (result.code, result.out) == (2, "")
    assert text in " ".join(result.err.replace("│", " ").split())
    assert "hunter2" not in result.err
