"""What the pages of the report promise, sentence by sentence, and the tests that hold each of them."""

from __future__ import annotations

_FLOW, _SEND, _LOOK, _STORE = (
    "reports/test_flow",
    "reports/test_sending",
    "reports/test_look_up",
    "reports/test_reports",
)
_LEAK = ("reports/test_leaks::test_nothing_that_was_told_and_nothing_of_who_told_it_is_found_anywhere",)
_DRAFT_DAYS = (
    f"{_STORE}::test_a_draft_is_kept_for_fourteen_days_after_it_was_last_written_and_then_destroyed",
    f"{_FLOW}::test_a_draft_is_taken_up_in_another_browser_with_its_code",
)
_SEALED = (f"{_STORE}::test_a_draft_is_taken_up_again_by_its_code_and_by_nothing_else",)
_NO_COOKIE = (f"{_FLOW}::test_looking_at_a_page_stores_nothing_and_opens_no_draft",)
_NAMELESS = (
    f"{_FLOW}::test_three_answers_are_enough",
    f"{_STORE}::test_an_anonymous_report_has_no_row_of_its_sender",
)
_DISCARDED = (f"{_FLOW}::test_discarding_asks_once_and_leaves_nothing",)
_CODE = (f"{_STORE}::test_nothing_that_was_told_stands_in_the_database_and_neither_does_the_code",)
_OPTIONAL = (f"{_FLOW}::test_three_answers_are_enough",)

_FILES = "reports/test_files"
PROMISES: dict[str, tuple[str, ...]] = {
    # Files
    "We make a copy without hidden data for those who read it, and tell you here what we removed.": (
        f"{_FILES}::test_a_file_is_listed_with_what_was_removed_from_it",
        f"{_FILES}::test_a_scanned_file_is_handed_to_an_officer_to_be_saved_and_never_shown",
    ),
    # The start
    "You need no account, no name and no e-mail address.": _NAMELESS,
    "You can stop and go on later, on any device, for 14 days.": _DRAFT_DAYS,
    "If you want to tell it only once, tell it here:": _OPTIONAL,
    "nobody has to report, and nobody has to give a name.": _NAMELESS,
    "You can report without a name and claim later:": (
        f"{_STORE}::test_a_report_is_found_by_its_code_and_reads_as_it_was_sent",
    ),
    "We do not ask who you are, and we store neither the address of your computer nor the name of your "
    "browser with the report.": _LEAK,
    # The steps
    "Nothing is stored before you press a button.": _NO_COOKIE,
    "From then on this site keeps one cookie for an hour, which opens your draft, and one that guards the "
    "buttons until you close the browser.": (
        f"{_FLOW}::test_the_code_of_the_draft_lies_in_one_cookie_that_scripts_cannot_read",
        f"{_FLOW}::test_the_cookie_that_guards_the_buttons_does_not_outlive_the_browser",
    ),
    "Your draft stays open in this browser until …": (
        f"{_FLOW}::test_the_code_of_the_draft_lies_in_one_cookie_that_scripts_cannot_read",
    ),
    "Nothing here has to be filled in.": _OPTIONAL,
    "If you leave it as it is, your report is anonymous.": _NAMELESS,
    "Without a code, press Continue to begin a new report with it.": (
        f"{_FLOW}::test_a_page_that_was_open_too_long_can_begin_a_new_report",
    ),
    # Putting it aside
    "A draft is kept for 14 days after it was last written on.": _DRAFT_DAYS,
    "With it you go on with your draft, on any device, for 14 days after you last wrote on it.": _DRAFT_DAYS,
    "The draft is sealed with this code:": _SEALED,
    "without it nobody can open it, neither you nor we.": (
        *_SEALED,
        f"{_STORE}::test_a_draft_cannot_be_opened_with_the_installations_keys",
    ),
    "Everything you wrote is deleted at once.": _DISCARDED,
    "Nobody can bring it back.": _DISCARDED,
    "Nothing of it is left with us or in this browser.": _DISCARDED,
    # The receipt
    "It is stored, and it cannot get lost on its way to those who read it.": (
        f"{_STORE}::test_a_report_that_cannot_be_stored_whole_is_not_stored",
        f"{_STORE}::test_the_staff_are_told_once_however_often_the_delivery_runs",
        f"{_SEND}::test_without_a_database_there_is_no_receipt_and_all_can_be_sent_again",
    ),
    "It is shown once:": (
        f"{_SEND}::test_the_receipt_shows_the_code_once_and_nothing_is_left_in_the_browser",
    ),
    "Nobody can tell you this code again, nor can we.": _CODE,
    "It is all we need; nobody can send it to you again.": _CODE,
    "The copy is made when you ask for it and is not stored here.": (
        f"{_SEND}::test_the_copy_holds_everything_and_is_stored_nowhere",
    ),
    "Look from time to time; we cannot reach you otherwise, unless you told us how.": _NAMELESS,
    "You see how far it is, but never what came of it.": (
        f"{_LOOK}::test_the_status_is_told_in_words_with_what_it_means",
    ),
    "We never tell what came of it:": (f"{_LOOK}::test_the_status_is_told_in_words_with_what_it_means",),
    # Afterwards
    "It was kept for as long as the records schedule says.": (
        "triage/retention/test_any_order::test_no_order_of_acts_disposes_of_what_has_to_be_kept",
        "triage/retention/test_disposal::test_a_report_is_due_after_its_days_and_overdue_a_day_later",
    ),
    "We cannot read them any more.": (
        "triage/retention/test_shredding::test_no_row_that_is_left_opens_with_the_keys_of_the_installation",
    ),
    "Your name is kept in confidence": (
        f"{_FLOW}::test_who_sent_it_is_stored_apart_from_what_was_told",
        *_CODE,
    ),
}

NO_PROMISES = {
    "On days that I know",
    "Discard it Keep it",
    "Give it to nobody.",
    "Keep it open",
    "How anonymous this is",
    "keep it where nobody finds it.",
    "only after 6 in the evening, never by mail.",
    "Leave out what only you can know, if nobody may find out that it was you.",
    "Leave out your own order if nobody may find out that it was you.",
    "What is never told to us cannot be demanded, so you may leave your name out.",
    "You paid and got nothing, or somebody tried to cheat you",
}
"""Labels and advice that only sound like one."""
NO_PROMISE_BEGINS = (
    # Choices and doors, whose words stand together without a stop.
    *("A value that is too low", "AnonymousYou", "FakesGoods", "You paid and got nothing"),
    # What the law or another agency does.
    *("Do not break into accounts", "If you give your name", "Somebody answers you", "Somebody who is no"),
    *("Without a name you get no status there", "Nobody has read it yet."),
)
