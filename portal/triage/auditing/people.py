"""What is done to accounts of the staff and to their roles stands in the audit, with who did it.

Signals see every way there is in the program: the admin, a command, the console. Where an entry names
nobody, it was the system itself or somebody at its console.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.utils.module_loading import import_string

from portal.accounts import acting
from portal.accounts.models import User
from portal.triage import audit
from portal.triage.records import Act
from portal.triage.rights import ROOM

WATCHED = ("email", "first_name", "last_name", "is_active", "is_staff", "is_superuser")
BEFORE = "_as_audited_before"
GAVE, TOOK = "gave", "took"
VERBS = {"post_add": GAVE, "post_remove": TOOK, "pre_clear": TOOK}
IN_SAVING = {"password_changed", "password_reset"}
"""Events of accounts that are seen when the account is saved, with who did it."""
TELLER = "portal.accounts.signals"


def connect() -> None:
    pre_save.connect(before_saving, sender=User)
    post_save.connect(after_saving, sender=User)
    pre_delete.connect(before_deleting, sender=User)
    pre_delete.connect(before_deleting_a_group, sender=Group)
    m2m_changed.connect(roles_changed, sender=User.groups.through)
    m2m_changed.connect(rights_changed, sender=Group.permissions.through)
    if find_spec(TELLER):  # where the sign-in tells what happens to accounts
        import_string(f"{TELLER}.account_event").connect(account_told)


# Accounts


def before_saving(sender: Any, instance: User, update_fields: Any = None, **kwargs: Any) -> None:
    if update_fields and not {*WATCHED, "password"} & set(update_fields):  # such as the time of a sign-in
        setattr(instance, BEFORE, None)
        return
    before = User.objects.filter(pk=instance.pk).values(*WATCHED).first() if instance.pk else {}
    # A password that is only hashed anew at the sign-in comes without its plain text.
    has_new_password = getattr(instance, "_password", None) is not None
    setattr(instance, BEFORE, (before or {}, has_new_password))


def after_saving(sender: Any, instance: User, created: bool, **kwargs: Any) -> None:
    noted = vars(instance).pop(BEFORE, None)
    if noted is None:
        return
    before, has_new_password = noted
    now = {name: getattr(instance, name) for name in WATCHED}
    changed = {name: value for name, value in now.items() if not created and before.get(name) != value}
    if not (created or changed or has_new_password) or not _matters(instance, before):
        return
    told: dict[str, Any] = {"made": True, **now} if created else changed
    if has_new_password and not created:
        told["password"] = "changed"  # noqa: S105 - the word for it
    _note(Act.ACCOUNT, instance, **told)


def before_deleting(sender: Any, instance: User, **kwargs: Any) -> None:
    if _matters(instance, {}):
        _note(Act.ACCOUNT, instance, deleted=True)


def account_told(sender: Any, kind: str, user: User | None, detail: dict[str, Any], **kwargs: Any) -> None:
    """Sign-ins, second factors and the end of sessions of the staff."""
    if user is not None and str(kind) not in IN_SAVING and _matters(user, {}):
        _note(Act.ACCOUNT, user, event=str(kind), **detail)


def _matters(user: User, before: dict[str, Any]) -> bool:
    """Whether somebody is, or was until now, of the staff. Accounts of the public are not noted here."""
    is_staff = user.is_staff or user.is_superuser or before.get("is_staff") or before.get("is_superuser")
    return bool(is_staff) or of_reports(user.groups.all()).exists()


# Roles


def roles_changed(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Somebody was given a group with rights over reports, or lost it, from whichever side."""
    if action not in VERBS or (pk_set is not None and not pk_set):
        return
    people: Iterable[User]
    if reverse:
        groups = Group.objects.filter(pk=instance.pk)
        people = instance.user_set.all() if pk_set is None else User.objects.filter(pk__in=pk_set)
    else:
        groups = instance.groups.all() if pk_set is None else Group.objects.filter(pk__in=pk_set)
        people = [instance]
    names = sorted(of_reports(groups).values_list("name", flat=True))
    for person in people if names else ():
        _note(Act.ROLES, person, **{VERBS[action]: names})


def rights_changed(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """A group was given a right over reports, or lost it."""
    if action not in VERBS or (pk_set is not None and not pk_set):
        return
    if reverse:
        rights = Permission.objects.filter(pk=instance.pk)
        groups = instance.group_set.all() if pk_set is None else Group.objects.filter(pk__in=pk_set)
    else:
        rights = instance.permissions.all() if pk_set is None else Permission.objects.filter(pk__in=pk_set)
        groups = Group.objects.filter(pk=instance.pk)
    ours = sorted(rights.filter(content_type__app_label=ROOM).values_list("codename", flat=True))
    for group in groups if ours else ():
        _note_group(group, **{VERBS[action]: ours})


def before_deleting_a_group(sender: Any, instance: Group, **kwargs: Any) -> None:
    if of_reports(Group.objects.filter(pk=instance.pk)).exists():
        _note_group(instance, deleted=True)


def of_reports(groups: QuerySet[Group]) -> QuerySet[Group]:
    return groups.filter(permissions__content_type__app_label=ROOM).distinct()


def _note(act: Act, person: User, **told: Any) -> None:
    audit.record(act, acting.who(), None, person=person.pk, name=str(person), **told)


def _note_group(group: Group, **told: Any) -> None:
    members = [str(person) for person in group.user_set.order_by("pk")]
    audit.record(Act.ROLES, acting.who(), None, group=group.name, members=members, **told)
