"""The table of the rules about reading live: what each proves, and what an author does about it."""

from __future__ import annotations

from shopglot.testing.kit._fault_rules import (
    check_lasting,
    check_passing,
    check_refused,
    check_secrets,
    faults,
    live,
    passing,
    secrets,
)
from shopglot.testing.kit._listing_rules import (
    bounds,
    check_bounds,
    check_limits,
    check_mailbox,
    check_resuming,
    check_sorts,
    check_statuses,
    customers,
    sorts,
)
from shopglot.testing.kit._reading_rules import (
    check_get,
    check_kinds,
    check_live,
    check_missing,
    found,
    listed,
    listed_and_found,
)
from shopglot.testing.kit._rule import Rule

__all__ = ["LIVE"]

LIVE = (
    Rule(
        "live-records-are-good",
        "All records of the simulated platform are unified, valid and add up, and have no unknown keys.",
        "Let the simulated platform send what the real one does, and the mapping read it.",
        check_live,
        listed,
        "sandbox",
    ),
    Rule(
        "get-equals-list",
        "A record is the same by its id, alone and among others, as in a listing.",
        "What a listing lacks belongs into `complete`; what `get_many` has already is said by `whole_by_id`.",
        check_get,
        listed_and_found,
        "sandbox",
    ),
    Rule(
        "threads-equal-tasks",
        "Both drivers read the same records.",
        "Keep no state outside operations: the same function runs for both.",
        check_kinds,
        listed,
        "sandbox",
    ),
    Rule(
        "listing-resumes",
        "A listing goes on at the cursor of each page, at another connection, and gives the whole without repeats.",
        "Put into the cursor all that the next page needs; nothing else is kept.",
        check_resuming,
        listed,
        "sandbox",
    ),
    Rule(
        "limits-hold",
        "Limits and page sizes cut a listing where they say, also one record a page and ten times the largest page.",
        "Read with `query.page_size`, and say the platform's largest in `Operations.page_size`.",
        check_limits,
        listed,
        "sandbox",
    ),
    Rule(
        "bounds-are-inclusive",
        "Bounds in time are exact and inclusive, at a record's own moment too; or refused where nobody can do them.",
        "Ask the platform one second earlier where its bound is exclusive, or leave the filter to the host.",
        check_bounds,
        bounds,
        "sandbox",
    ),
    Rule(
        "statuses-are-exact",
        "Unified statuses, and the platform's own, select exactly the records that have them.",
        "Let `Operations.statuses` name every token that may mean a status; too many cost nothing, one too few does.",
        check_statuses,
        listed,
        "sandbox",
    ),
    Rule(
        "mailbox-selects",
        "A mailbox, in any case of its letters, selects exactly the customers who have it; or is refused.",
        "Leave the filter to the host where the platform's own is not exact.",
        check_mailbox,
        customers,
        "sandbox",
    ),
    Rule(
        "sorts-hold",
        "A listing comes in the order that was asked for, and is whole.",
        "Pass `query.sort` on in every page, or take it out of `Operations.sorts`.",
        check_sorts,
        sorts,
        "sandbox",
    ),
    Rule(
        "unknown-id-is-not-found",
        "An id that the shop does not have is `NotFound`, and `missing` among others.",
        "Return such ids in `Batch.missing`, also where the platform answers with an error.",
        check_missing,
        found,
        "sandbox",
    ),
    Rule(
        "wrong-secret-is-refused",
        "A wrong secret or token raises `AuthorizationError` or `SignatureError`, which shows neither.",
        "Map the platform's code in `error_from`; let the simulated platform check what the real one does.",
        check_refused,
        secrets,
        "sandbox",
    ),
    Rule(
        "fault-is-the-right-error",
        "What lasts on the way (429, 5xx, redirects, pages, cut and empty bodies, resets) is the error that it is.",
        "Let `error_from` judge by status where the body is not the platform's; `ErrorBody` does.",
        check_lasting,
        faults,
        "sandbox",
    ),
    Rule(
        "passing-fault-costs-nothing",
        "What hits one call, whichever, costs no record and repeats none.",
        "Say `safe_to_repeat=True` of a request that only reads, and change nothing while an operation waits.",
        check_passing,
        passing,
        "sandbox",
    ),
    Rule(
        "secrets-stay-secret",
        "No secret stands in a log line at DEBUG, an error or a repr of everything that was read live.",
        "Put secrets into headers or parameters in `sign` alone, and never into a text.",
        check_secrets,
        live,
        "sandbox",
    ),
)
