"""Roles at the desk: three groups with their permissions, and the permission checks of the services.

A contributor imports reports and works on their own drafts. An editor does everything with the records. An
administrator also manages the users and the tables that everything else refers to. This module defines the permissions
of the groups, and every `migrate` sets them again; for other permissions make a group with another name.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import connections, models, transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from meetings.models import Article, ReviewState


class UserRole(models.TextChoices):
    """The roles, the one with the fewest permissions first."""

    CONTRIBUTOR = "contributor", _("contributor")
    EDITOR = "editor", _("editor")
    ADMINISTRATOR = "administrator", _("administrator")


EXPLAINED = {
    UserRole.CONTRIBUTOR: _(
        "Imports reports and writes drafts; can change only their own drafts. Sees published "
        "records, but cannot publish, reject, delete, merge or restore."
    ),
    UserRole.EDITOR: _(
        "Everything with the records: publishes, rejects, merges, splits, restores, imports and "
        "exports lists, manages the feeds."
    ),
    UserRole.ADMINISTRATOR: _("Everything editors can do, plus managing users, countries and outlets."),
}

# Permissions for no single kind of record (see Meta.permissions of Meeting).
BRING_IN, PUBLISH, MERGE, RESTORE = "bring_in_texts", "publish_records", "merge_records", "restore_records"
# Records that a contributor enters and changes while they are the contributor's own drafts. Parts follow their record.
ENTERED = ("meeting", "official", "article", "incoming")
PARTS = ("participation", "source", "meetingtopic", "evidence", "officialname", "appointment", "attachment")
OWN_THINGS = ("savedfilter",)  # every user has their own
KEPT_BY_ADMINISTRATORS = ("country", "outlet")
OF_READERS = ("correctionrequest", "correctiondecision")  # private: may have a reader's e-mail address


# --- Questions --------------------------------------------------------------------------------------------------------
def may_import(user: Any) -> bool:
    """Return whether `user` may import reports and enter drafts."""
    return bool(user.has_perm(f"meetings.{BRING_IN}"))


def may_publish(user: Any) -> bool:
    """Return whether `user` may decide what the public sees: publish, reject, undo, change published records."""
    return bool(user.has_perm(f"meetings.{PUBLISH}"))


def may_merge(user: Any) -> bool:
    """Return whether `user` may merge and split records."""
    return bool(user.has_perm(f"meetings.{MERGE}"))


def may_merge_kind(user: Any, model: type[Model]) -> bool:
    """Return whether `user` may merge records of `model`, which changes one of them and deletes the others."""
    return may_merge(user) and all(user.has_perm(_permission(one, model)) for one in ("change", "delete"))


def may_restore(user: Any) -> bool:
    """Return whether `user` may restore an earlier version of a record."""
    return bool(user.has_perm(f"meetings.{RESTORE}"))


def may_edit(user: Any, record: Model) -> bool:
    """Return whether `user` may change `record` or a part of it: editors any, contributors their own drafts."""
    if not user.has_perm(_permission("change", type(record))):
        return False
    return may_publish(user) or _is_own_draft(user, record)


def may_delete(user: Any, record: Model) -> bool:
    """Return whether `user` may delete `record`: editors any, contributors only parts of drafts they entered."""
    if not user.has_perm(_permission("delete", type(record))):
        return False
    return may_publish(user) or _is_own_draft(user, record)


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless `allowed`."""
    if not allowed:
        raise PermissionDenied


def _permission(action: str, model: type[Model]) -> str:
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"


def _is_own_draft(user: Any, record: Model) -> bool:
    for whole in ("meeting", "official", "article"):  # a part has the state of its record
        if record._meta.model_name in PARTS and getattr(record, f"{whole}_id", None):
            return _is_own_draft(user, getattr(record, whole))
    if getattr(record, "review_state", ReviewState.DRAFT) != ReviewState.DRAFT:
        return False
    if isinstance(record, Article) and record.pk and record.meetings.exclude(review_state=ReviewState.DRAFT).exists():
        return False  # the public sees it
    return user.pk is not None and getattr(record, "created_by_id", None) == user.pk


def select_own_drafts(user: Any, records: QuerySet[Any]) -> QuerySet[Any]:
    """Return the `records` (meetings or officials) that `user` may change."""
    if may_publish(user):
        return records
    return records.filter(created_by=user, review_state=ReviewState.DRAFT)


# --- Giving roles -----------------------------------------------------------------------------------------------------
def get_role(user: Any) -> UserRole | None:
    """Return the highest role of `user`; None without one. A superuser may do everything, in any role."""
    given = set(user.groups.filter(name__in=UserRole.values).values_list("name", flat=True)) if user.pk else set()
    return next((role for role in reversed(UserRole) if role.value in given), None)


def give_role(user: Any, role: UserRole | None) -> None:
    """Make `role` the only role of `user`, who may then sign in to the desk.

    With None, a user who is in no other group cannot sign in to the desk any more. Groups that are not roles stay.
    """
    with transaction.atomic():
        user.groups.remove(*user.groups.filter(name__in=UserRole.values))
        if role:
            user.groups.add(Group.objects.get(name=role.value))
        user.is_staff = user.is_superuser or user.groups.exists()
        user.save(update_fields=["is_staff"])


def make_roles(using: str = "default", **options: Any) -> None:
    """Create the groups and set their permissions. Runs after each `migrate`; a second run changes nothing."""
    if Group._meta.db_table not in connections[using].introspection.table_names():
        return  # the first migrate stopped half-way
    for label in ("meetings", "auth"):  # Django creates the permissions only after this runs
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    with transaction.atomic(using=using):
        for role, permissions in _permissions_of_roles(using).items():
            group, _new = Group.objects.using(using).get_or_create(name=role.value)
            group.permissions.set(permissions)


def _permissions_of_roles(using: str) -> dict[UserRole, QuerySet[Any]]:
    everything = Permission.objects.using(using).select_related("content_type")
    records = everything.filter(content_type__app_label="meetings")
    contributor = (
        Q(codename__startswith="view_")
        | Q(codename=BRING_IN)
        | Q(codename__in=_codenames(("add", "change"), (*ENTERED, *PARTS)))
        | Q(codename__in=_codenames(("delete",), PARTS))
        | Q(codename__in=_codenames(("add", "change", "delete"), OWN_THINGS))
    )
    private = Q(codename__in=_codenames(("view",), OF_READERS))
    kept = Q(codename__in=_codenames(("add", "change", "delete"), KEPT_BY_ADMINISTRATORS))
    users = Q(content_type__app_label="auth", content_type__model__in=("user", "group"))
    return {
        UserRole.CONTRIBUTOR: records.filter(contributor).exclude(private),
        UserRole.EDITOR: records.exclude(kept),
        UserRole.ADMINISTRATOR: everything.filter(Q(content_type__app_label="meetings") | users),
    }


def _codenames(actions: Iterable[str], models_named: Iterable[str]) -> list[str]:
    return [f"{action}_{model}" for model in models_named for action in actions]
