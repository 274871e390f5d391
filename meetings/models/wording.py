"""Whose words a headline or a text is: of the outlet, of the archive, of a translator, of an editor.

Only the outlet's own words may appear in quotation marks or under the outlet's name.
`meetings/queries/attribution.py` decides how words leave the archive.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Wording(models.TextChoices):
    """Whose words a headline or a text is."""

    OUTLET = "outlet", _("the outlet's words")
    ARCHIVE = "archive", _("the archive's words")
    TRANSLATION = "translation", _("a translation by the archive")
    EDITOR = "editor", _("an editor's words")
