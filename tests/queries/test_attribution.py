"""Whose words a headline or a quote is, and in which form it leaves the archive."""

import pytest
from django.utils.translation import override

from meetings.models import Wording
from meetings.queries.attribution import describe_outlet, get_attribution
from tests import factories

pytestmark = pytest.mark.django_db
HEADLINE = "لقاء في باريس"


@pytest.mark.parametrize(
    ("wording", "published", "title"),
    [
        ("outlet", HEADLINE, HEADLINE),
        ("archive", "", f"[{HEADLINE}]"),
        ("translation", "", f"[{HEADLINE}]"),
        ("editor", "", f"[{HEADLINE}]"),
    ],
)
def test_only_the_outlets_headline_is_a_headline(wording, published, title):
    words = get_attribution(factories.ArticleFactory(headline=HEADLINE, headline_wording=wording))
    assert (words.published, words.title, words.is_quotable) == (published, title, bool(published))


@pytest.mark.parametrize(("language", "title"), [("ar", "[خبر بلا عنوان]"), ("en", "[report without headline]")])
def test_a_report_without_a_headline_has_none(language, title):
    with override(language):
        words = get_attribution(factories.ArticleFactory(headline=""))
        assert (words.published, words.title, words.is_quotable) == ("", title, False)


@pytest.mark.parametrize(
    ("kind", "wording", "stated"),
    [
        ("original", Wording.OUTLET, "«يوم الجمعة»"),
        ("excerpt", Wording.OUTLET, "«يوم الجمعة»"),
        ("retold", Wording.ARCHIVE, "summarised by the archive: يوم الجمعة"),
        ("translated", Wording.TRANSLATION, "translated by the archive: يوم الجمعة"),
        ("editor", Wording.EDITOR, "in an editor's words: يوم الجمعة"),
    ],
)
def test_only_the_outlets_words_are_quoted(kind, wording, stated):
    evidence = factories.EvidenceFactory(article__text_kind=kind)
    with override("en"):
        words = get_attribution(evidence)
        assert (words.wording, words.stated) == (wording, stated)
        assert bool(words.label) == (wording != Wording.OUTLET)


def test_a_meetings_headline_is_somebodys_in_each_language():
    meeting = factories.MeetingFactory(headline_ar_wording="outlet", headline_en_wording="translation")
    with override("ar"):
        assert get_attribution(meeting).wording == Wording.OUTLET
    with override("en"):
        assert get_attribution(meeting).wording == Wording.TRANSLATION
        meeting.headline_en = ""
        assert get_attribution(meeting).wording == Wording.ARCHIVE  # the names of the participants


def test_who_republishes_says_whose_report_it_is():
    article = factories.ArticleFactory(original_outlet=factories.OutletFactory(code="rudaw", name_en="Rudaw"))
    with override("en"):
        assert describe_outlet(article) == "Iraqi News Agency, republishing Rudaw"
        article.original_outlet = None
        assert describe_outlet(article) == "Iraqi News Agency"
