"""The forms of users and groups. An administrator chooses one explained role instead of forty permissions."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group, Permission, User
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy


class RoleField(forms.ChoiceField):
    """A field for a role, each choice with the explanation of what it allows."""

    widget = forms.RadioSelect

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("role"))
        options.setdefault("required", False)
        super().__init__(**options)

    def offer(self, roles: list[tuple[str, Any, Any]]) -> None:
        """Set the choices from `roles` (name, label, explanation); the last choice is "none"."""
        none = ("", pgettext_lazy("role", "none"), _("Cannot sign in to the desk."))
        self.choices = [
            (name, format_html('<strong>{}</strong> <span class="help">{}</span>', label, explained))
            for name, label, explained in (*roles, none)
        ]


class NewUserForm(UserCreationForm[User]):
    """The form of a new user, with a password and a role."""

    role = RoleField()


class NewPasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]  # the class takes no type arguments at runtime
    """The form of a new password. To exclude a user, an administrator makes them inactive instead of removing it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.pop("usable_password", None)


class UserForm(UserChangeForm[User]):
    """The form of a user's name, role and other groups. The password has a separate page."""

    password = None  # type: ignore[assignment]
    role = RoleField()


# The names of the permissions for no single kind of record, so that makemessages finds them.
OF_THE_ARCHIVE = (
    pgettext_lazy("permission", "Can import reports"),
    pgettext_lazy("permission", "Can publish, reject and unpublish records"),
    pgettext_lazy("permission", "Can merge and split records"),
    pgettext_lazy("permission", "Can restore earlier versions of records"),
)
ACTIONS = {"view": _("view"), "add": _("add"), "change": _("change"), "delete": _("delete")}


class PermissionsField(forms.ModelMultipleChoiceField[Permission]):
    """A field for permissions, shown in the language of the page; their names in the database are English."""

    def label_from_instance(self, permission: Any) -> str:
        action, _separator, _model = permission.codename.partition("_")
        model = permission.content_type.model_class()
        if action not in ACTIONS or model is None:
            return pgettext("permission", permission.name)
        return f"{model._meta.verbose_name_plural}: {ACTIONS[action]}"


# Kinds of records that only Mahdar writes, or that editors change only on special pages.
_NOT_GIVEN = (
    "alert", "archivestate", "differentmeetings", "dismissedoffice", "failedsignin", "formdraft", "formdraftfile",
    "indexchange", "likelyduplicate", "meetingstate", "merge", "oldaddress", "openrecord", "publication", "version",
)  # fmt: skip


class GroupForm(forms.ModelForm[Group]):
    """The form of a group with special permissions, for users whom no role fits."""

    permissions = PermissionsField(
        label=_("permissions"),
        queryset=Permission.objects.filter(content_type__app_label__in=("meetings", "auth"))
        .exclude(content_type__model__in=(*_NOT_GIVEN, "permission"))
        .select_related("content_type"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Group
        fields = ("name", "permissions")
