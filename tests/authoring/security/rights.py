"""The table of rights: who gets to which address of the admin, by looking (GET) and by sending (POST).

Whoever adds an address adds its row here; a test fails without it. What is not asked for in a way that is
offered (405) or is not there (404) counts as refused.
"""

from __future__ import annotations

from tests.authoring.security.attackers import PEOPLE

People = frozenset[str]
NONE: People = frozenset()
ALL: People = frozenset(PEOPLE)
ENTER = ALL - {"nobody", "an account"}
READ = ENTER - {"a clerk"}
EVERYWHERE: People = frozenset({"an administrator", "a superuser"})
WRITE = EVERYWHERE | {"a writer"}
WRITE_SOMEWHERE = WRITE | {"a writer elsewhere"}
UNSCHEDULE = EVERYWHERE | {"an approver"}

Row = tuple[People, People]
LOOK: Row = (READ, NONE)
OF_LAW: dict[str, Row] = {
    "list": LOOK,
    "list_results": LOOK,
    "add": (WRITE_SOMEWHERE, WRITE_SOMEWHERE),
    "edit": (WRITE, WRITE),
    "delete": (WRITE, WRITE),
    "usage": LOOK,
    "history": LOOK,
    "history_results": LOOK,
    "inspect": LOOK,
    "revisions_revert": (WRITE, WRITE),
    "revisions_compare": LOOK,
    "revisions_unschedule": (UNSCHEDULE, UNSCHEDULE),
    "unpublish": (NONE, NONE),
    "lock": (NONE, WRITE),
    "unlock": (NONE, WRITE),
    "workflow_action": (NONE, NONE),
    "collect_workflow_action_data": (NONE, NONE),
    "confirm_workflow_cancellation": (NONE, NONE),
    "workflow_history": LOOK,
    "workflow_history_detail": LOOK,
}
OF_SCENARIOS: dict[str, Row] = {
    "list": LOOK,
    "list_results": LOOK,
    "add": (WRITE_SOMEWHERE, WRITE_SOMEWHERE),
    "edit": (WRITE_SOMEWHERE, WRITE_SOMEWHERE),
    "copy": (WRITE_SOMEWHERE, WRITE_SOMEWHERE),
    "delete": (EVERYWHERE, EVERYWHERE),  # and its owner, who is nobody of these
    "usage": LOOK,
    "history": LOOK,
    "history_results": LOOK,
    "inspect": LOOK,
    "revisions_revert": (WRITE_SOMEWHERE, WRITE_SOMEWHERE),
    "revisions_compare": LOOK,
}
OF_OURS: dict[str, Row] = {
    "authoring:rules": LOOK,
    "authoring:reviews": LOOK,
    "authoring:export": LOOK,
    "authoring:import": (WRITE, WRITE),
    "authoring:scenario_from_answer": (WRITE_SOMEWHERE, WRITE_SOMEWHERE),
    "authoring:gate": (READ, READ),  # what each may do there is asked again for each act
    "authoring:try": LOOK,
    "authoring:staff/law/try/<slug:model_name>/<int:pk>/<path:path>": LOOK,
    "wagtail_bulk_action": (WRITE_SOMEWHERE, WRITE_SOMEWHERE),  # which of the chosen go is asked for each
    "wagtailadmin_editing_sessions:ping": (NONE, WRITE),
}
FOR_ALL_STAFF: dict[str, Row] = {
    "wagtailadmin_home": (ENTER, NONE),
    "wagtailadmin_account": (ENTER, ENTER),
    "wagtailadmin_dismissibles": (ENTER, NONE),
    "wagtailadmin_editing_sessions:release": (NONE, ENTER),
    "wagtailadmin_tag_autocomplete": (ENTER, ENTER),
    "wagtailadmin_sprite": (ALL, ALL),
    "wagtailadmin_javascript_catalog": (ALL, NONE),
}
"""Wagtail's own, of which nothing is about law."""
BREAKS_ON_PURPOSE = {"wagtailadmin_error_test", "staff/test404/"}
BY_DJANGOS_RIGHTS = {"wagtailadmin_reports:site_history", "wagtailadmin_reports:site_history_results"}
"""Whoever has Django's rights on a table reads the titles of its log; no form offers those rights for law."""
OF_THE_LIBRARY = {
    *("missed_searches", "missed_searches_results"),
    *("pages_to_look_at", "pages_to_look_at_results", "checked_today"),
    *(f"wagtailsnippets_content_{kind}" for kind in ("glossaryterm", "source", "synonym")),
    *(f"wagtailsnippets_content_{kind}" for kind in ("avoidedclaim", "facet")),
    *(f"wagtailsnippets_reports_{kind}" for kind in ("legalnotice", "otherdoor")),
}
"""The library's rooms: they have a table of their own and must not show any law in the making."""
OF_WAGTAIL = {
    *("wagtailadmin_pages", "wagtailadmin_collections", "wagtailadmin_workflows", "wagtailadmin_reports"),
    *("wagtailadmin_api", "wagtaildocs", "wagtaildocs_chooser", "wagtailimages", "wagtailimages_chooser"),
    *("wagtailembeds", "wagtailsnippets", "wagtailsites", "wagtaillocales", "wagtailusers_users"),
    *("wagtailusers_groups", "wagtailadmin_explore", "wagtailadmin_explore_root"),
    *("wagtailadmin_explore_results", "wagtailadmin_tag_model_autocomplete", "wagtailadmin_block_preview"),
    *(
        "wagtailadmin_logout",
        "wagtailadmin_login",
        "staff/login/",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
    ),
    *("wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete", "staff/^.*/$"),
}
"""Wagtail's own rooms, by their namespace or name: they keep their own rights and must not show any law."""

OF_REPORTS = "triage"
"""Reports of violations have a table of their own: tests/triage/test_rights.py."""


def row_of(name: str) -> Row | None:
    """The row of an address; nothing for one of Wagtail's own rooms. Raises ``KeyError`` without a row."""
    room, _colon, rest = name.partition(":")
    if room == "law":
        return OF_LAW[rest]
    if room == "scenario":
        return OF_SCENARIOS[rest]
    if name in OF_OURS or name in FOR_ALL_STAFF:
        return {**OF_OURS, **FOR_ALL_STAFF}[name]
    if (
        room in OF_WAGTAIL | OF_THE_LIBRARY
        or room == OF_REPORTS
        or room.startswith((f"wagtailsnippets_{OF_REPORTS}_", "wagtailadmin_choose_page"))
        or room in BREAKS_ON_PURPOSE
    ):
        return None
    raise KeyError(name)
