"""The position in an article of a quote that an editor typed or copied."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.models import Article
from meetings.text.quotes import find_quote


def find_quote_position(article: Article, quote: str, occurrence: int | None = None) -> tuple[int, int]:
    """Return start and end (end exclusive) of `quote`, in any spelling, in the article's raw text.

    Raises ValidationError with code "absent" if the words are not there, and "which" if they occur several times and
    `occurrence` (from 1) does not choose one of them.
    """
    places = find_quote(article.raw_text, quote)
    if not places:
        raise ValidationError(_("These words are not in the article. Copy them from its text."), code="absent")
    number = occurrence or (1 if len(places) == 1 else 0)
    if not 1 <= number <= len(places):
        text = _("These words occur %(count)s times in the article. Enter a number from 1 to %(count)s.")
        if len(places) == 1:
            text = _("These words occur only once in the article. Leave the number empty or enter 1.")
        raise ValidationError(text, code="which", params={"count": len(places)})
    return places[number - 1]
