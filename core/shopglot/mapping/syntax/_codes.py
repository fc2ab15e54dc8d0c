"""Every diagnostic code with its page of help, and every code of a record's problems.

`E1xx` is about the file's shape, `E2xx` paths, `E3xx` types and values, `E4xx` targets, `E5xx` tests, `W9xx`
warnings; `R1xx` are about records. A code never changes its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CODES", "RECORD_CODES", "UNWATCHED", "Code"]


@dataclass(frozen=True, slots=True)
class Code:
    """One diagnostic code: its title, why it matters, and the same lines wrong and right."""

    code: str
    title: str
    why: str
    wrong: str
    right: str

    def page(self) -> str:
        """Return the help page as text."""
        wrong = "\n".join(f"    {line}" for line in self.wrong.splitlines())
        right = "\n".join(f"    {line}" for line in self.right.splitlines())
        return f"{self.code}: {self.title}\n\n{self.why}\n\nWrong:\n{wrong}\n\nRight:\n{right}\n"


CODES: dict[str, Code] = {
    item.code: item
    for item in (
        Code(
            "E100",
            "not readable as YAML",
            "The file is not UTF-8 text, or its YAML is invalid there. Common causes: a tab instead of spaces, a "
            "quote that is not closed, or text with ': ' that is not quoted.",
            "fields:\n\tid: id",
            "fields:\n  id: id",
        ),
        Code(
            "E101",
            "too large or too deep",
            "A mapping has at most 256 KB and 32 levels. More is a mistake or an attack.",
            "fields: [[[[[[[[ … ]]]]]]]]",
            "fields:\n  id: id",
        ),
        Code(
            "E102",
            "a YAML feature that mappings do not have",
            "Anchors, aliases, merge keys, tags and multiple documents are not supported: a rule should be readable "
            "on its own, and a file of 300 bytes should not expand to gigabytes.",
            "fields:\n  id: &a id\n  order_number: *a",
            "fields:\n  id: id\n  order_number: id",
        ),
        Code(
            "E103",
            "duplicate key",
            "YAML would silently keep one of the two.",
            "fields:\n  id: id\n  id: order_id",
            "fields:\n  id: id",
        ),
        Code(
            "E104",
            "the wrong shape",
            "The file has a mapping, a list or a single value where another shape is expected.",
            "first_of: name",
            "first_of: [name, nickname]",
        ),
        Code(
            "E105",
            "an unknown word",
            "The language has a closed set of verbs, slots, conversions and tests; this is none of them.",
            "total_amount: {path: payment.total_amount, as: mony}",
            "total_amount: {path: payment.total_amount, as: money}",
        ),
        Code(
            "E106",
            "something required is missing",
            "The file, or the verb, does not work without it.",
            "state: {pick: district_info, path: address_name}",
            "state: {pick: district_info, where: {address_level: L1}, path: address_name}",
        ),
        Code(
            "E107",
            "a rule needs exactly one source",
            "A rule names the source of its value with exactly one source verb.",
            "name: {path: name, const: unknown}",
            "name: {path: name, default: unknown}",
        ),
        Code(
            "E108",
            "unsupported language version",
            "`mapping: 1` is the version of the language, not of your file.",
            "mapping: 7",
            "mapping: 1",
        ),
        Code(
            "E109",
            "a layer that does not fit what it extends",
            "A file with `extends` adds to another mapping or replaces single fields of it: it names a connector's "
            "resource, has no `from` and `to`, and adds only to objects that are filled by `fields` there.",
            "extends: tiktok/oder\nfields:\n  order_number: id",
            "extends: tiktok/order\nfields:\n  order_number: id\n  customer.name: recipient_address.name",
        ),
        Code(
            "E110",
            "a part that cannot be used so",
            "A part is a rule with a name, put in place by `use`. A circle of parts never ends, a modifier beside "
            "`use` comes after those of the part, and fields are added only to an object that the part makes. A parts "
            "file stands beside the mapping that names it under `uses`.",
            "parts:\n  street: {first_of: [line1, {use: street}]}",
            "parts:\n  street: {first_of: [line1, detail]}",
        ),
        Code(
            "E201",
            "not a path",
            "A path names one place by names joined with dots, and indexes. It has no wildcards, filters or "
            "expressions.",
            "name: line_items[*].product_name",
            "name: line_items[0].product_name",
        ),
        Code(
            "E202",
            "the raw schema does not know this path",
            "The connector's raw schema describes what the platform sends. A path that is not in it is a typo, or a "
            "field that has to be added to the schema first.",
            "currency: payment.curency",
            "currency: payment.currency",
        ),
        Code(
            "E203",
            "invalid step in a path",
            "The path enters a list without an index, indexes something that is not a list, or leaves more scopes than "
            "there are.",
            "name: line_items.product_name",
            "line_items:\n  each: line_items\n  fields: {name: product_name}",
        ),
        Code(
            "E204",
            "no field reads this watched path",
            "`hidden.watch` names the raw parts that a platform hides. A watched part that no rule reads hides no "
            "field.",
            "hidden: {watch: [payment.tax_number]}",
            "hidden: {watch: [recipient_address]}",
        ),
        Code(
            "E205",
            "the connector has no such raw schema",
            "`from` names a raw record of the connector and its version.",
            "from: tiktok/oder@202507",
            "from: tiktok/order@202507",
        ),
        Code(
            "E206",
            "a value that may be masked is read unwatched",
            "The connector names the raw parts that the platform sometimes masks: `J*** D**` instead of a name. A rule "
            "that reads one of them would publish the mask as a value. If it is watched, a mask becomes null, and the "
            "record reports it. Conditions may test it unwatched.",
            "hidden: {watch: [recipient_address.full_address], reasons: []}",
            "hidden: {watch: [recipient_address], reasons: []}",
        ),
        Code(
            "E207",
            "nothing to unwatch",
            "`hidden.unwatch` gives the reason why a raw part needs no watching, although it may be masked or a lower "
            "layer watches it. A path that is neither, or that the same file watches, is a mistake.",
            "hidden: {watch: [recipient_address], unwatch: {status: a token of the platform}, reasons: []}",
            "hidden: {watch: [recipient_address], unwatch: {recipient_address.post_town: never masked}, reasons: []}",
        ),
        Code(
            "E301",
            "the types do not fit",
            "The rule's result does not have the type of the field. Often `as` is missing.",
            "total_amount: payment.total_amount",
            "total_amount: {path: payment.total_amount, as: money}",
        ),
        Code(
            "E302",
            "the enum table misses a value",
            "The raw schema lists a value that the table does not have. Map it; `else` is for values that are not "
            "known yet.",
            "enums:\n  shipping: {SELLER: own, else: unknown}",
            "enums:\n  shipping: {SELLER: own, TIKTOK: platform, else: unknown}",
        ),
        Code(
            "E303",
            "not a value of this field",
            "The field is an enum of the unified model, a country, a currency or a web address, and this is none of "
            "its values.",
            "status: {const: finished}",
            "status: {const: completed}",
        ),
        Code(
            "E304",
            "this conversion does not read that type",
            "Each conversion of `as` reads only some raw types.",
            "total_amount: {path: payment, as: money}",
            "total_amount: {path: payment.total_amount, as: money}",
        ),
        Code(
            "E305",
            "no such name",
            "There is no enum table, part, hidden block, transform, mask detector, setting, time zone or section of "
            "the guide with this name.",
            "status: {path: status, enum: oder_status}",
            "status: {path: status, enum: order_status}",
        ),
        Code(
            "E306",
            "the arguments do not fit the transform",
            "A transform has named, typed parameters; each needs a rule.",
            "number: {transform: phone_number, with: {value: phone}}",
            "number: {transform: phone_number, with: {text: phone}}",
        ),
        Code(
            "E307",
            "`skip: zero` without an amount",
            "`skip: zero` leaves an item out when every amount in it is 0. It never applies to an item without "
            "amounts.",
            "discounts: {list: [{skip: zero, fields: {code: name}}]}",
            "discounts: {list: [{skip: zero, fields: {amount: {path: payment.total_amount, as: money}}}]}",
        ),
        Code(
            "E308",
            "an amount in an unknown unit",
            "Many platforms send amounts as whole numbers of cents: read as they are, they are a hundred times too "
            "high. `as: minor_units` divides by the currency's own unit. Where the numbers are not cents, the raw "
            "schema says `format: decimal`.",
            "total_amount: {path: total_money.amount, as: money}",
            "total_amount: {path: total_money.amount, as: minor_units, of: total_money.currency}",
        ),
        Code(
            "E309",
            "a secret is not readable",
            "Rules read the connection's settings as `setting.name`, but never one that the connector declares a "
            "secret: it would end up in a record.",
            "note: setting.app_secret",
            "note: setting.shop_id",
        ),
        Code(
            "E310",
            "a path where a fixed value stands",
            "The values of conditions, `const` and `default` are fixed values: a path there is never read. Compare two "
            "places with `same_as`; text that only looks like a path belongs in quotes.",
            "note: {pick: line_items, where: {sku: $.name}, path: product_name}",
            "note: {pick: line_items, where: {sku: {same_as: $.name}}, path: product_name}",
        ),
        Code(
            "E401",
            "the unified model has no such field",
            "Put values that the model has no field for under `extensions`.",
            "fields: {order_nr: id}",
            "fields: {order_number: id}",
        ),
        Code(
            "E402",
            "a required field has no rule",
            "A record without it is invalid.",
            "fields: {name: title}",
            "fields: {id: {path: id, required: true}, name: title}",
        ),
        Code(
            "E403",
            "a required field may be missing",
            "The raw schema does not guarantee the value. Add `required: true` to reject records without it.",
            "fields: {id: id}",
            "fields: {id: {path: id, required: true}}",
        ),
        Code(
            "E404",
            "no such unified model",
            "`to` is one of Store, Product, Order, Customer.",
            "to: Orders",
            "to: Order",
        ),
        Code(
            "E501",
            "not a place in the record",
            "A test names places of the unified record by JSON Pointers: names and indexes (from 0), each after a `/`.",
            "tests:\n  - {name: a dollar, given: order.json, expect: {currency: USD}}",
            "tests:\n  - {name: a dollar, given: order.json, expect: {/currency: USD}}",
        ),
        Code(
            "E502",
            "a test that can never fail",
            "A test without an expectation passes whatever the mapping does, and so does one that expects nothing at a "
            "place that nothing fills.",
            "tests:\n  - {name: a dollar, given: order.json, expect: {}}",
            "tests:\n  - {name: a dollar, given: order.json, expect: {/currency: USD}}",
        ),
        Code(
            "E503",
            "no such saved record",
            "`given` is the relative path of a saved response, and after `#` the JSON Pointer of the record in it.",
            "tests:\n  - {name: a dollar, given: order.json#orders/0, expect: {/currency: USD}}",
            "tests:\n  - {name: a dollar, given: order.json#/orders/0, expect: {/currency: USD}}",
        ),
        Code(
            "E504",
            "two tests of one name",
            "A test's name says in a report which one failed, and `--update` finds it by its name.",
            "tests:\n  - {name: a, given: order.json, expect: {/currency: USD}}\n"
            "  - {name: a, given: order.json, expect: {/note: null}}",
            "tests:\n  - {name: a, given: order.json, expect: {/currency: USD}}\n"
            "  - {name: b, given: order.json, expect: {/note: null}}",
        ),
        Code(
            "W901",
            "unreachable",
            "Something before it always matches, so this part has no effect.",
            "first_of: [{const: a}, name]",
            "first_of: [name, {const: a}]",
        ),
        Code(
            "W902",
            "unread raw field",
            "Map it, keep it under `extensions`, or list it under `ignore` with a reason.",
            "# seller_note is nowhere in the file",
            "ignore:\n  seller_note: the seller's private note, not part of the order",
        ),
        Code(
            "W903",
            "unused or contradicted",
            "An enum table or a part that no rule uses, an ignored path that a rule reads, or an unsupported field "
            "that a rule fills is misleading.",
            "enums:\n  old_status: {A: b}",
            "# the table is deleted",
        ),
        Code(
            "W904",
            "the raw schema does not list this value",
            "The schema's lists are open, so it may be correct; it may also be a typo.",
            "when: {status: UNPAYED}",
            "when: {status: UNPAID}",
        ),
        Code(
            "W905",
            "one member of a group decides for all",
            "A group is one item made of several elements, and a path in it reads the first one. Where they differ, an "
            "amount is wrong, or a condition ignores the other elements.",
            "line_items:\n  each: line_items\n  group_by: [sku]\n  fields: {unit_price: {path: price, as: money}}",
            "line_items:\n  each: line_items\n  group_by: [sku, price]\n"
            "  fields: {unit_price: {path: price, as: money}}",
        ),
        Code(
            "W906",
            "an empty list, or 0, is present",
            "`present` and `missing` ask whether a value is there, and a list without elements is. Platforms send `[]` "
            "where they have nothing, and some send 0 for a moment that has not come.",
            "when: {line_items: {is: present}}",
            "when: {line_items: {is: nonempty}}",
        ),
        Code(
            "W907",
            "no saved record gives a value",
            "What the rule reads is there in saved records, and in none of them a value comes of it, or each gives a "
            "fraction above 1 or an amount of the wrong sign; or what a condition compares is there, and never holds; "
            "or an index is beyond the end of every list. "
            "`mapping check` runs some saved records to find that; `--no-records` leaves it out.",
            "created_at: {path: create_time, as: epoch_ms}",
            "created_at: {path: create_time, as: epoch_s}",
        ),
        Code(
            "W908",
            "saved records contradict the rule",
            "A rule with `required` has no value in saved records, so each of them is rejected, although the unified "
            "field may be null: where a record is of no use without it, that is right. Or minor units are counted in a "
            "fixed currency, and the record is in another. Or the amounts of an order do not add up in half of the "
            "saved records or more: each is right by itself, and one of them is not what its field means; it is told "
            "at the rule that explains it, where one does. Or an id of 0, which is none, passes for one that is there. "
            "Or a moment is before one that it follows, or another one than the same in UTC beside it. "
            "Or different texts give one id, a list has a value twice that the model has once, or an order is told as "
            "cancelled while its lines are shipped.",
            "paid_at: {path: paid_time, as: epoch_s, required: true}",
            "paid_at: {path: paid_time, as: epoch_s}",
        ),
        Code(
            "W909",
            "the same for every element",
            "Inside a list, a rule goes through a list outside of it, and nothing compares the two: each element gets "
            "what is in all of it.",
            "line_items:\n  each: line_items\n  fields: {name: sku, quantity: {count: $.line_items}}",
            "line_items:\n  each: line_items\n  fields:\n    name: sku\n"
            "    quantity: {count: $.line_items, where: {sku: {same_as: ^.sku}}}",
        ),
        Code(
            "W910",
            "a star is a letter",
            "A condition compares whole values, letter by letter; there are no patterns.",
            "when: {buyer_message: gift*}",
            "when: {buyer_message: {starts_with: gift}}",
        ),
        Code(
            "W911",
            "a name says otherwise",
            "A row gives another value than its token's own word, or its opposite; or a field is read from the raw "
            "field that is called as another one, though its own is there; or a time in UTC by its name is read by "
            "another clock. Likely two were exchanged.",
            "status: {path: status, enum: {UNPAID: active, COMPLETED: cancelled}}",
            "status: {path: status, enum: {UNPAID: active, COMPLETED: completed}}",
        ),
        Code(
            "W912",
            "the same twice",
            "What stands there was added, joined or tried before: one of the two was likely to be another.",
            "total_tax: {sum: [payment.total_amount, payment.total_amount]}",
            "total_tax: {sum: [payment.total_amount]}",
        ),
    )
}

UNWATCHED = "R120"
RECORD_CODES: dict[str, str] = {
    "R101": "required but missing",
    "R102": "not an amount: expected a finite decimal of at most 30 digits without an exponent",
    "R103": "not a whole number",
    "R104": "not a time between 2000 and 2200 in the form or unit that the mapping names",
    "R105": "a platform value that the mapping does not know yet",
    "R106": "not the type that the mapping expects here",
    "R107": "does not fit the unified model",
    "R108": "nested too deep, or not JSON",
    "R109": "not a country code of ISO 3166-1",
    "R110": "sent as a number instead of text; its digits are used",
    "R111": "not true or false",
    "R112": "not an http or https address",
    "R113": "a transform failed",
    "R114": "sent as a JSON number instead of text; its digits are used",
    "R116": "not understood by the transform; kept as sent",
    "R117": "the order does not add up: its total is not the sum of its parts",
    "R118": "cancelled after payment: whether it was refunded is not known until refunds are read",
    "R119": "incomplete: the platform did not return the part that a separate call adds",
    "R121": "an amount in minor units without a known currency, which says how many digits they take",
    "R122": "a time without an offset; `zone` beside `as: date` says which clock showed it",
    "R123": "a time whose zone a setting names, and there is no such time zone",
    UNWATCHED: "looks masked, but is not watched",
}
