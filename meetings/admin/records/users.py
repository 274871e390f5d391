"""The lists and forms of users and groups. An administrator gives roles up to administrator, but not superuser."""

import copy
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from meetings.admin.access import invitations
from meetings.admin.records.user_forms import GroupForm, NewPasswordForm, NewUserForm, UserForm
from meetings.admin.safety.admin import SafeForm
from meetings.services.access.brake import release_user
from meetings.services.roles import EXPLAINED, UserRole, get_role, give_role

admin.site.unregister(User)
admin.site.unregister(Group)
# The lists of django-allauth would show and change what only the owner of an account sets.
for _hidden in (Authenticator, EmailAddress, SocialAccount, SocialApp, SocialToken, UserSession):
    admin.site.unregister(_hidden)


class RoleFilter(admin.SimpleListFilter):
    """A filter of users by their role."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(UserRole.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(groups__name=self.value()) if self.value() in UserRole.values else queryset


@admin.register(User)
class DeskUserAdmin(SafeForm, UserAdmin[User]):
    form = UserForm
    add_form = NewUserForm
    change_password_form = NewPasswordForm
    list_display = ("username", "full_name", "role_shown", "email", "is_active", "last_login")
    list_filter = (RoleFilter, "is_active")
    filter_horizontal = ()
    show_full_result_count = False
    actions = ("release_brake",)
    fieldsets = (
        (None, {"fields": ("username", "password_shown")}),
        (_("Person"), {"fields": (("first_name", "last_name"), "email")}),
        (_("Permissions"), {"fields": ("role", "is_active", "groups", "is_superuser")}),
        (_("Important dates"), {"fields": (("last_login", "date_joined"),)}),
    )
    add_fieldsets = ((None, {"fields": ("username", "password1", "password2", "role")}),)
    readonly_fields = ("password_shown", "last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_urls(self) -> list[Any]:
        desk = self.admin_site
        return [
            path("invite/", desk.admin_view(invitations.invite), name="auth_user_invite"),
            path("<int:pk>/let-in/", desk.admin_view(invitations.let_in), name="auth_user_let_in"),
            *super().get_urls(),
        ]

    @admin.action(description=_("Let the users try to sign in again at once"), permissions=["change"])
    def release_brake(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in users:
            release_user(user)
        self.message_user(request, _("The users may try to sign in again at once."))

    # A user who may change a superuser's password could become a superuser, so only superusers may do it.
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._within_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        oneself = obj is not None and obj == request.user
        return super().has_delete_permission(request, obj) and self._within_reach(request, obj) and not oneself

    @staticmethod
    def _within_reach(request: HttpRequest, obj: Any) -> bool:
        return obj is None or not obj.is_superuser or request.user.is_superuser

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        hidden = set() if request.user.is_superuser else {"is_superuser"}
        if not Group.objects.exclude(name__in=UserRole.values).exists():
            hidden.add("groups")
        if obj is not None and obj == request.user:
            hidden |= {"role", "is_active", "is_superuser", "groups"}  # users cannot lock themselves out
        kept = [
            (title, tuple(field for field in options["fields"] if field not in hidden)) for title, options in fieldsets
        ]
        return [(title, {"fields": fields}) for title, fields in kept if fields]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change=change, **options)
        if obj is not None and obj == request.user:
            del form.base_fields["role"]
        else:
            role: Any = copy.deepcopy(form.base_fields["role"])  # all requests share the original
            form.base_fields["role"] = role
            role.offer([(role.value, role.label, EXPLAINED[role]) for role in UserRole])
            given = get_role(obj) if obj else UserRole.CONTRIBUTOR
            role.initial = given.value if given else ""
        groups: Any = form.base_fields.get("groups")
        if groups:
            groups.queryset = Group.objects.exclude(name__in=UserRole.values)
            groups.label, groups.help_text = _("other groups"), ""
        return form

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = get_role(form.instance)
        super().save_related(request, form, formsets, change)  # sets the other groups, which removes the role
        chosen = form.cleaned_data.get("role") if "role" in form.fields else before
        give_role(form.instance, UserRole(chosen) if chosen else None)

    @admin.display(description=_("password"))
    def password_shown(self, obj: Any) -> str:
        # The hash of the password would tell the administrator nothing.
        page = reverse("admin:auth_user_password_change", args=[obj.pk])
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>',
            page,
            _("Set a new password"),
            reverse("admin:auth_user_let_in", args=[obj.pk]),
            _("Help signing in"),
        )

    @admin.display(description=_("name"))
    def full_name(self, obj: Any) -> str:
        return str(obj.get_full_name())

    @admin.display(description=_("role"))
    def role_shown(self, obj: Any) -> Any:
        if obj.is_superuser:
            return _("superuser")
        given = {group.name for group in obj.groups.all()}
        return next((role.label for role in reversed(UserRole) if role.value in given), "")


@admin.register(Group)
class DeskGroupAdmin(SafeForm, GroupAdmin):
    form = GroupForm
    filter_horizontal = ()
    list_display = ("name_shown", "explained")

    # The three roles are what the software says they are; other groups are made and changed here.
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not self._is_role(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not self._is_role(obj)

    @staticmethod
    def _is_role(obj: Any) -> bool:
        return obj is not None and obj.name in UserRole.values

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("name_shown", "explained") if self._is_role(obj) else ("name", "permissions")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("name_shown", "explained") if self._is_role(obj) else ()

    @admin.display(description=_("name"), ordering="name")
    def name_shown(self, obj: Any) -> Any:
        return UserRole(obj.name).label if self._is_role(obj) else obj.name

    @admin.display(description=_("permissions"))
    def explained(self, obj: Any) -> Any:
        return EXPLAINED[UserRole(obj.name)] if self._is_role(obj) else ""
