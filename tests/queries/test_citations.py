"""Citations: whose words the title is, the day of the record and of its last change."""

import datetime

import pytest
from django.utils import timezone, translation

from meetings.queries.citations import get_page_title, make_citations
from tests.factories import ArticleFactory, MeetingFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 3, 5)


def cite(about=None, title: str = "Title") -> str:
    (text,) = [
        one.text for one in make_citations(lambda: title, "https://e.org/1", about, TODAY) if one.language == "en"
    ]
    return text


def test_a_page_without_a_record_has_a_title_and_the_day_of_reading():
    assert cite() == ("“Title”. Mahdar, archive of diplomatic meetings. https://e.org/1 (accessed 5 March 2024).")
    today = list(make_citations(lambda: "x", "https://e.org/1"))
    assert len({one.language for one in today}) == 2
    assert str(timezone.localdate().year) in next(one.after for one in today if one.language == "en")


def test_a_meeting_has_its_day_and_that_of_its_last_change():
    meeting = MeetingFactory()
    assert cite(meeting).startswith("“Title” (3 November 2023). Mahdar")
    assert "Last changed" in cite(meeting)
    with translation.override("en"):
        assert get_page_title(meeting) == "Foreign minister meets his French counterpart"


def test_a_title_of_the_archive_s_own_words_has_no_quotation_marks():
    article = ArticleFactory()
    assert cite(article).startswith("“Title” (Iraqi News Agency, 4 November 2023). Mahdar")
    assert get_page_title(article) == "لقاء في باريس"
    article.headline_wording = "archive"
    assert cite(article, "[Title]").startswith("[Title] (Iraqi News Agency")
    assert get_page_title(article) == "[لقاء في باريس]"
    article.outlet, article.published_on = None, None
    assert cite(article, "[Title]").startswith("[Title]. Mahdar")
    assert get_page_title("Words") == "Words"
