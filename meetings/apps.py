"""The app of Mahdar, and the editors' desk, which replaces Django's admin site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_delete, post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """The app. It installs the triggers and roles after each `migrate`, and connects the signals of the history."""

    name = "meetings"
    verbose_name = _("Archive of meetings")

    def ready(self) -> None:
        from meetings.models.old_addresses import ADDRESSED, save_address_of_deleted
        from meetings.models.triggers import install_triggers, remove_triggers
        from meetings.services.health.slow_queries import watch_slow_queries
        from meetings.services.history.model_signals import connect_signals
        from meetings.services.roles import make_roles

        pre_migrate.connect(remove_triggers, sender=self, dispatch_uid="meetings.remove_triggers")
        post_migrate.connect(install_triggers, sender=self, dispatch_uid="meetings.install_triggers")
        post_migrate.connect(make_roles, sender=self, dispatch_uid="meetings.make_roles")
        connect_signals()
        watch_slow_queries()
        for kind in ADDRESSED:
            uid = f"meetings.save_address_of_deleted_{kind}"
            post_delete.connect(save_address_of_deleted, sender=self.get_model(kind), dispatch_uid=uid)


class DeskConfig(AdminConfig):
    """The editors' desk as Django's admin site."""

    default_site = "meetings.admin.site.DeskSite"

    def ready(self) -> None:
        super().ready()
        from meetings.admin.common import boolean_icons
        from meetings.admin.records import register  # noqa: F401

        boolean_icons.replace_icons()
