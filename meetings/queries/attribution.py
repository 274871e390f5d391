"""Whose words a headline or a quote is, and in which form it may leave the archive.

Every page, export, card, feed, citation, search result and answer of the API that shows words of a report asks
`get_attribution`. Only the outlet's own words appear in quotation marks or as the headline of its report. All other
words appear without quotation marks, as a title in square brackets, and with a label that says whose they are.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.models import Article, Evidence, Meeting, Wording
from meetings.models.languages import is_english_first
from meetings.queries.meetings import get_title, has_headline
from meetings.text.scripts import guess_language


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words of a record and their author. `words` is empty for a report of which the archive has no headline."""

    words: str
    wording: Wording

    @property
    def is_quotable(self) -> bool:
        """Whether these are the outlet's own words, which may be quoted under its name."""
        return bool(self.words) and self.wording == Wording.OUTLET

    @property
    def published(self) -> str:
        """The words if the outlet published them; otherwise an empty text."""
        return self.words if self.is_quotable else ""

    @property
    def title(self) -> str:
        """The words as a title: in square brackets if they are not the outlet's."""
        without_headline = _("report without headline")
        return self.words if self.is_quotable else f"[{self.words or without_headline}]"

    @property
    def label(self) -> str:
        """Whose words these are; empty for the outlet's, which need no label."""
        if not self.words or self.wording == Wording.OUTLET:
            return ""
        return {
            Wording.ARCHIVE: _("summarised by the archive"),
            Wording.TRANSLATION: _("translated by the archive"),
            Wording.EDITOR: _("in an editor's words"),
        }[self.wording]

    @property
    def stated(self) -> str:
        """The words as evidence: in quotation marks if they are the outlet's, otherwise behind their label."""
        words = " ".join(self.words.split())
        return quote_words(words) if self.is_quotable else f"{self.label}: {words}"


def get_attribution(record: Article | Evidence | Meeting) -> Attribution:
    """Return the words of `record` and their author.

    The words of an article are its headline, those of evidence its quote, and those of a meeting its headline in the
    language of the page.
    """
    if isinstance(record, Evidence):
        return Attribution(record.quote, record.article.text_wording)
    if isinstance(record, Article):
        return Attribution(record.headline, Wording(record.headline_wording))
    return Attribution(get_title(record), _wording_of_title(record))


def _wording_of_title(meeting: Meeting) -> Wording:
    if not has_headline(meeting):
        return Wording.ARCHIVE  # made of the names of the participants
    is_english = is_english_first() and meeting.headline_en
    return Wording(meeting.headline_en_wording if is_english else meeting.headline_ar_wording)


def quote_words(words: str) -> str:
    """Return `words` in the quotation marks of their language."""
    return f"«{words}»" if guess_language(words) == "ar" else f"“{words}”"


def describe_outlet(article: Article) -> str:
    """Return who published the report and whose report it republishes, if it is not the outlet's own."""
    outlet = str(article.outlet or "")
    if article.original_outlet is None:
        return outlet
    words = {"outlet": outlet, "original": article.original_outlet}
    return _("%(outlet)s, republishing %(original)s") % words
