"""Ticks and crosses of lists and forms, with alternative texts in the language of the desk.

Django's own are `<img alt="True">` in any language, and the only way to change that is to replace its function.
"""

from django.contrib.admin.templatetags import admin_list
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def draw_icon(value: bool | None) -> SafeString:
    """Return the icon for yes, no or not known, with its meaning as alternative text."""
    name, words = {True: ("yes", _("yes")), False: ("no", _("no")), None: ("unknown", _("unknown"))}[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), words)


def replace_icons() -> None:
    """Replace Django's icons in every list and every read-only form."""
    admin_list._boolean_icon = draw_icon  # type: ignore[attr-defined]  # private, hence not in the stubs
