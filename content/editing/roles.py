"""Who may do what in the library: editors write, legal reviewers check, publishers publish."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from content.editing.gate import LAW_WORKFLOW
from content.editing.tasks import ReviewTask

EDITORS, REVIEWERS, PUBLISHERS = "Editors", "Legal reviewers", "Publishers"
OTHERS_WORKFLOW = "Pages that are no law"

WRITING = ("add_page", "change_page")
PAGES = {
    EDITORS: WRITING,
    REVIEWERS: ("change_page",),
    PUBLISHERS: (*WRITING, "publish_page", "lock_page", "unlock_page"),
}
FILES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
WORDS = ("glossaryterm", "source", "synonym")
SHARED = (*WORDS, "avoidedclaim", "facet")
SNIPPETS = {EDITORS: WORDS, REVIEWERS: ("source", "avoidedclaim"), PUBLISHERS: SHARED}
MISSES = "view_missedsearch"


def set_up(home: Page) -> None:
    """Make the groups, their rights on the library below ``home`` and the workflows. Safe to run twice.

    Rights that somebody has added stay; a workflow that somebody switched off is switched on again, for
    without it no page of law goes live.
    """
    for name in PAGES:
        group, _created = Group.objects.get_or_create(name=name)
        _give(group, home)
    _workflow(LAW_WORKFLOW, [_step(*each) for each in STEPS])
    publication, _created = GroupApprovalTask.objects.get_or_create(name="A publisher approves")
    publication.groups.add(Group.objects.get(name=PUBLISHERS))
    workflow = _workflow(OTHERS_WORKFLOW, [publication])
    WorkflowPage.objects.get_or_create(page=home, defaults={"workflow": workflow})


STEPS = (
    ("A legal reviewer approves", ReviewTask.Step.REVIEW, REVIEWERS),
    ("A publisher approves the page of law", ReviewTask.Step.PUBLISH, PUBLISHERS),
)


def _give(group: Group, home: Page) -> None:
    for codename in PAGES[group.name]:
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=home, permission=right)
    root = Collection.get_first_root_node()
    if root and group.name != REVIEWERS:
        for right in Permission.objects.filter(
            content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=FILES
        ):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=right)
    names = [
        f"{action}_{model}"
        for model in SNIPPETS[group.name]
        for action in ("add", "change", "delete", "view")
    ]
    if group.name == EDITORS:
        names.append(MISSES)
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label="content", codename__in=names),
        *Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin"),
    )


def _step(name: str, step: str, group: str) -> ReviewTask:
    task, _created = ReviewTask.objects.get_or_create(step=step, defaults={"name": name})
    task.groups.add(Group.objects.get(name=group))
    return task


def _workflow(name: str, tasks: list[Task]) -> Workflow:
    workflow, _created = Workflow.objects.get_or_create(name=name)
    for each in (workflow, *tasks):
        if not each.active:
            each.active = True
            each.save(update_fields=["active"])
    for order, task in enumerate(tasks):
        WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": order})
    return workflow
