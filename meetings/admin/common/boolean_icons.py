"""Ticks and crosses of lists and forms, with their meaning in the language of the desk.

Django's own are `<img alt="True">` in any language, and nothing but the function itself can be replaced to change that.
"""

from django.contrib.admin.templatetags import admin_list
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def tick(value: bool | None) -> SafeString:
    """The picture for yes, no or not known, described in words."""
    name, words = {True: ("yes", _("yes")), False: ("no", _("no")), None: ("unknown", _("unknown"))}[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), words)


def install() -> None:
    """Put them in the place of Django's, for every list and every form that is only read."""
    admin_list._boolean_icon = tick  # type: ignore[attr-defined]  # private, hence not in the stubs
