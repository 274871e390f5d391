"""The one app of Mahdar."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Archive of meetings")

    def ready(self) -> None:
        from meetings.models.triggers import install_triggers

        post_migrate.connect(install_triggers, sender=self, dispatch_uid="meetings.install_triggers")
