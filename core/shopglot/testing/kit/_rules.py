"""The table of the rules, in the order in which their tests run: what each proves, and what an author does about it."""

from __future__ import annotations

from shopglot.testing.kit import _definition_rules as definition
from shopglot.testing.kit import _golden_rules as golden
from shopglot.testing.kit import _hostile_rules as hostile
from shopglot.testing.kit import _mapping_rules as mapping
from shopglot.testing.kit import _people_rules as people
from shopglot.testing.kit import _record_rules as record
from shopglot.testing.kit._rule import Rule

__all__ = ["RULES"]

_UPDATE = "Run pytest with --update-contract, and read the diff: it is what users will see."

RULES = (
    Rule(
        "definition-loads",
        "The plugin is found by its entry point and loads; its folders are there.",
        "`shopglot connectors` says in which phase it fails, and why.",
        definition.check_loads,
    ),
    Rule(
        "import-touches-no-network",
        "Importing the plugin asks for no network, in a process where that is forbidden.",
        "Ask the platform in operations alone: the host does all I/O.",
        definition.check_import_network,
    ),
    Rule(
        "import-prints-nothing",
        "Importing the plugin prints nothing.",
        "Take the output out: it would stand in the middle of somebody's JSON.",
        definition.check_import_output,
    ),
    Rule(
        "guide-is-complete",
        "Each required setting stands in a section of the guide.",
        "Name the section in the setting (`guide=`), or write of it by its title.",
        definition.check_guide,
    ),
    Rule(
        "mapping-is-clean",
        "A mapping has no error and no warning, also over the saved answers.",
        "`shopglot mapping check` shows the lines and what to write; waive a warning by its code.",
        mapping.check_clean,
        mapping.resources,
    ),
    Rule(
        "enum-tables-are-total",
        "Each enum table has a row for each value that the raw schema lists.",
        "Add the rows; `else` is for values that nobody knows yet.",
        mapping.check_enums,
        mapping.resources,
    ),
    Rule(
        "mapping-tests-pass",
        "A mapping has tests, and they pass.",
        "`shopglot mapping test` shows the differences; write what an accountant would sign.",
        mapping.check_tests,
        mapping.resources,
    ),
    Rule(
        "transform-examples-hold",
        "A transform has examples, and gives what they say.",
        "Mend the function, or the example.",
        mapping.check_examples,
        mapping.transforms,
    ),
    Rule(
        "fixtures-are-there",
        "Each resource has saved answers that give records, and every one of them can be used.",
        "Save answers of the platform, with invented values, under the resource's name.",
        record.check_answers,
        mapping.resources,
    ),
    Rule(
        "fixture-fits-raw-schema",
        "The records of a saved answer fit their raw schema, where its index does not say why not (`invalid`).",
        "Mend the schema where the platform sends this, the answer where it does not.",
        record.check_fits,
        record.answers,
        "fixtures",
    ),
    Rule(
        "record-is-valid",
        "A unified record is valid by the published JSON Schema.",
        "The host makes records: report this with the mapping.",
        record.check_published,
        record.answers_with_records,
        "fixtures",
    ),
    Rule(
        "apideck-takes-record",
        "Apideck's contract takes a unified record as `to_apideck()` gives it.",
        "The host makes this view: report this with the mapping.",
        record.check_apideck,
        record.answers_with_records,
        "fixtures",
    ),
    Rule(
        "record-survives-json",
        "A unified record that is read from its own JSON is the same.",
        "Look at the extensions: they may hold plain JSON alone.",
        record.check_json,
        record.answers_with_records,
        "fixtures",
    ),
    Rule(
        "record-is-expected",
        "A saved answer gives exactly the records that were written down for it, with their warnings.",
        _UPDATE,
        golden.check_expected,
        record.answers,
        "fixtures",
    ),
    Rule(
        "expected-has-fixture",
        "Every file of expected records belongs to a saved answer.",
        "Delete it, or bring the answer back.",
        golden.check_orphans,
        needs="fixtures",
    ),
    Rule(
        "hidden-is-consistent",
        "The flag, the list of hidden fields and the fields say the same; a remedy is a section of the guide.",
        "Look at the mapping's block `hidden`.",
        record.check_hidden,
        record.answers_with_people,
        "fixtures",
    ),
    Rule(
        "no-mask-is-a-value",
        "No masked text reaches a record, by asterisks and by the connector's own detectors.",
        "Watch the place in the mapping's block `hidden`, and say `maskable` in the raw schema.",
        record.check_masks,
        record.answers_with_records,
        "fixtures",
    ),
    Rule(
        "order-adds-up",
        "The money of an order adds up, identity by identity, where its index does not say `unbalanced`.",
        "Compare the order with docs/money.md: an amount is told twice, or left out.",
        record.check_adds_up,
        record.answers_with_orders,
        "fixtures",
    ),
    Rule(
        "blanks-cost-only-themselves",
        "What is absent, null, blank or empty leaves the record's id, and raises nothing.",
        "Let the rule or the transform give nothing where it gets nothing.",
        hostile.check_blanks,
        mapping.resources,
        "fixtures",
    ),
    Rule(
        "rubbish-raises-nothing",
        "Changed raw records give a record or a rejection with reasons, and no other exception.",
        "A transform must not raise on values that it does not understand: return `AsSent` or None.",
        hostile.check_mutants,
        mapping.resources,
        "fixtures",
    ),
    Rule(
        "coverage-is-kept",
        "A mapping covers no less than `coverage.json` says: raw values, unified fields, parts that records use.",
        f"Map what is lost, or write it down: {_UPDATE}",
        golden.check_coverage,
        mapping.resources,
        "fixtures",
    ),
    Rule(
        "growth-is-known",
        "Saved answers have no keys that the raw schema does not know, but for those in `coverage.json`.",
        f"Add the keys to the raw schema and map or ignore them, or write them down: {_UPDATE}",
        golden.check_unknown,
        mapping.resources,
        "fixtures",
    ),
    Rule(
        "fixtures-are-nobodys",
        "Saved answers hold no secret, and no mailbox that could be somebody's.",
        "Invent the values: mailboxes at example.com, telephones from ranges kept for fiction.",
        people.check_people,
        needs="fixtures",
    ),
    Rule(
        "cassettes-are-nobodys",
        "Recordings hold no secret, no header of a credential, and no mailbox that could be somebody's.",
        "Record them anew with `shopglot.testing.cassette`, which keeps what an allow-list names.",
        people.check_cassettes,
        needs="cassettes",
    ),
)
