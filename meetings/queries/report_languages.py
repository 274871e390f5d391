"""The languages of reports: their names for readers and for reference managers."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class ReportLanguage:
    """A language: its name in the language of the page, and its name in BibLaTeX (`langid`)."""

    name: Promise
    biblatex: str


# By ISO 639 code. Django has no name for some of these, and an English one only for others.
REPORT_LANGUAGES = {
    "ar": ReportLanguage(gettext_lazy("Arabic"), "arabic"),
    "ckb": ReportLanguage(gettext_lazy("Kurdish (Sorani)"), "sorani"),
    "de": ReportLanguage(gettext_lazy("German"), "german"),
    "el": ReportLanguage(gettext_lazy("Greek"), "greek"),
    "en": ReportLanguage(gettext_lazy("English"), "english"),
    "fa": ReportLanguage(gettext_lazy("Persian"), "persian"),
    "fr": ReportLanguage(gettext_lazy("French"), "french"),
    "it": ReportLanguage(gettext_lazy("Italian"), "italian"),
    "kmr": ReportLanguage(gettext_lazy("Kurdish (Kurmanji)"), "kurmanji"),
    "ru": ReportLanguage(gettext_lazy("Russian"), "russian"),
    "tr": ReportLanguage(gettext_lazy("Turkish"), "turkish"),
}


def get_report_language_name(code: str) -> str:
    """Return the name of a language in the language of the page; the code where no table has a name."""
    if not code:
        return _("language not recorded")
    if known := REPORT_LANGUAGES.get(code):
        return str(known.name)
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def get_biblatex_language(code: str) -> str:
    """Return the name of a language in BibLaTeX; an empty text if the table does not have it."""
    known = REPORT_LANGUAGES.get(code)
    return known.biblatex if known else ""
