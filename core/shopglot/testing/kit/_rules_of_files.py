"""The table of the rules about a plugin and its files: what each proves, and what an author does about it."""

from __future__ import annotations

from shopglot.testing.kit._cassette_rules import cassettes, check_nobodys, check_replay
from shopglot.testing.kit._definition_rules import check_guide, check_import_network, check_import_output, check_loads
from shopglot.testing.kit._golden_rules import check_coverage, check_expected, check_orphans, check_unknown
from shopglot.testing.kit._hostile_rules import check_blanks, check_mutants
from shopglot.testing.kit._mapping_rules import (
    check_clean,
    check_enums,
    check_examples,
    check_tests,
    resources,
    transforms,
)
from shopglot.testing.kit._mask_rules import check_masks
from shopglot.testing.kit._people_rules import check_people
from shopglot.testing.kit._record_rules import (
    answers,
    answers_with_orders,
    answers_with_people,
    answers_with_records,
    check_adds_up,
    check_answers,
    check_apideck,
    check_fits,
    check_hidden,
    check_json,
    check_published,
)
from shopglot.testing.kit._rule import Rule
from shopglot.testing.kit._webhook_rules import check_changed, check_events, deliveries

__all__ = ["OF_FILES"]

_UPDATE = "Run pytest with --update-contract, and read the diff: it is what users will see."

OF_FILES = (
    Rule(
        "definition-loads",
        "The plugin is found by its entry point and loads; its folders are there.",
        "`shopglot connectors` says in which phase it fails, and why.",
        check_loads,
    ),
    Rule(
        "import-touches-no-network",
        "Importing the plugin asks for no network, in a process where that is forbidden.",
        "Ask the platform in operations alone: the host does all I/O.",
        check_import_network,
    ),
    Rule(
        "import-prints-nothing",
        "Importing the plugin prints nothing.",
        "Take the output out: it would stand in the middle of somebody's JSON.",
        check_import_output,
    ),
    Rule(
        "guide-is-complete",
        "Each required setting stands in a section of the guide.",
        "Name the section in the setting (`guide=`), or write of it by its title.",
        check_guide,
    ),
    Rule(
        "mapping-is-clean",
        "A mapping has no error and no warning, also over the saved answers.",
        "`shopglot mapping check` shows the lines and what to write; waive a warning by its code.",
        check_clean,
        resources,
    ),
    Rule(
        "enum-tables-are-total",
        "Each enum table has a row for each value that the raw schema lists.",
        "Add the rows; `else` is for values that nobody knows yet.",
        check_enums,
        resources,
    ),
    Rule(
        "mapping-tests-pass",
        "A mapping has tests, and they pass.",
        "`shopglot mapping test` shows the differences; write what an accountant would sign.",
        check_tests,
        resources,
    ),
    Rule(
        "transform-examples-hold",
        "A transform has examples, and gives what they say.",
        "Mend the function, or the example.",
        check_examples,
        transforms,
    ),
    Rule(
        "fixtures-are-there",
        "Each resource has saved answers that give records, and every one of them can be used.",
        "Save answers of the platform, with invented values, under the resource's name; give the contract the settings "
        "that the mapping needs.",
        check_answers,
        resources,
    ),
    Rule(
        "fixture-fits-raw-schema",
        "The records of a saved answer fit their raw schema, where its index does not say why not (`invalid`).",
        "Mend the schema where the platform sends this, the answer where it does not.",
        check_fits,
        answers,
        "fixtures",
    ),
    Rule(
        "record-is-valid",
        "A unified record is valid by the published JSON Schema.",
        "The host makes records: report this with the mapping.",
        check_published,
        answers_with_records,
        "fixtures",
    ),
    Rule(
        "apideck-takes-record",
        "Apideck's contract takes a unified record as `to_apideck()` gives it.",
        "The host makes this view: report this with the mapping.",
        check_apideck,
        answers_with_records,
        "fixtures",
    ),
    Rule(
        "record-survives-json",
        "A unified record that is read from its own JSON is the same.",
        "Look at the extensions: they may hold plain JSON alone.",
        check_json,
        answers_with_records,
        "fixtures",
    ),
    Rule(
        "record-is-expected",
        "A saved answer gives exactly the records that were written down for it, with their warnings.",
        _UPDATE,
        check_expected,
        answers,
        "fixtures",
    ),
    Rule(
        "expected-has-fixture",
        "Every file of expected records belongs to a saved answer.",
        "Delete it, or bring the answer back.",
        check_orphans,
        needs="fixtures",
    ),
    Rule(
        "hidden-is-consistent",
        "The flag, the list of hidden fields and the fields say the same; a remedy is a section of the guide.",
        "Look at the mapping's block `hidden`.",
        check_hidden,
        answers_with_people,
        "fixtures",
    ),
    Rule(
        "no-mask-is-a-value",
        "No masked text reaches a record, by asterisks and by the connector's own detectors.",
        "Watch the place in the mapping's block `hidden`, and say `maskable` in the raw schema.",
        check_masks,
        answers_with_records,
        "fixtures",
    ),
    Rule(
        "order-adds-up",
        "The money of an order adds up, identity by identity, where its index does not say `unbalanced`.",
        "Compare the order with docs/money.md: an amount is told twice, or left out.",
        check_adds_up,
        answers_with_orders,
        "fixtures",
    ),
    Rule(
        "blanks-cost-only-themselves",
        "What is absent, null, blank or empty leaves the record's id, shows no mask, and raises nothing.",
        "Let the rule or the transform give nothing where it gets nothing.",
        check_blanks,
        resources,
        "fixtures",
    ),
    Rule(
        "rubbish-raises-nothing",
        "Changed raw records give a record or a rejection with reasons, and no other exception.",
        "A transform must not raise on values that it does not understand: return `AsSent` or None.",
        check_mutants,
        resources,
        "fixtures",
    ),
    Rule(
        "coverage-is-kept",
        "A mapping covers no less than `coverage.json` says: raw values, unified fields, parts that records use.",
        f"Map what is lost, or write it down: {_UPDATE}",
        check_coverage,
        resources,
        "fixtures",
    ),
    Rule(
        "growth-is-known",
        "Saved answers have no keys that the raw schema does not know, but for those in `coverage.json`.",
        f"Add the keys to the raw schema and map or ignore them, or write them down: {_UPDATE}",
        check_unknown,
        resources,
        "fixtures",
    ),
    Rule(
        "fixtures-are-nobodys",
        "Saved answers hold no secret, and no mailbox that could be somebody's.",
        "Invent the values: mailboxes at example.com, telephones from ranges kept for fiction.",
        check_people,
        needs="fixtures",
    ),
    Rule(
        "cassettes-are-nobodys",
        "Recordings hold no secret, no header of a credential, and no mailbox that could be somebody's.",
        "Record them anew with `shopglot.testing.cassette`, which keeps what an allow-list names.",
        check_nobodys,
        needs="cassettes",
    ),
    Rule(
        "cassette-replays",
        "Both drivers read from a recorded conversation exactly what was written down for it; no network is reached.",
        "Say in `cassettes/index.json` what was asked. Record it anew where the platform has changed.",
        check_replay,
        cassettes,
        "cassettes",
    ),
    Rule(
        "webhook-changes-are-refused",
        "A saved delivery is genuine; with one byte of its body or signature changed, or another secret, it is not.",
        "Sign the raw body, compare with `hmac.compare_digest`, and raise `SignatureError`; save genuine deliveries.",
        check_changed,
        deliveries,
        "webhooks",
    ),
    Rule(
        "webhook-events-are-expected",
        "A saved delivery tells exactly the events that were written down for it.",
        _UPDATE,
        check_events,
        deliveries,
        "webhooks",
    ),
)
