"""The report with its words marked: the text unchanged, each fact with one place to point to."""

import html
import re

from meetings.models import Article
from tests import factories


def shown_text(page: str) -> str:
    """What a reader sees of the report, marks and all taken off."""
    report = re.search(r'<div class="report"[^>]*>(.*?)</div>', page, re.DOTALL).group(1)
    return html.unescape(re.sub(r"<[^>]+>", "", report))


def test_overlapping_marks_leave_the_text_as_it_is(client, archive):
    marks = [
        factories.EvidenceFactory(meeting=archive.meeting, article=archive.article, fact=fact, quote=quote)
        for fact, quote in [
            ("title", "وزير الخارجية العراقي فؤاد حسين"),
            ("side", "العراقي فؤاد"),
            ("participant", "فؤاد حسين، يوم"),
            ("date", "يوم الجمعة"),
            ("topic", "𝕏 التّعاون"),
        ]
    ]
    page = client.get("/articles/a-report/").content.decode()
    assert shown_text(page).strip() == archive.article.raw_text
    for mark in marks:
        assert page.count(f'id="e{mark.pk}"') == 1
    assert 'class="fact-side several"' in page


def test_facts_of_the_meeting_link_to_their_words(client, archive):
    mark = factories.EvidenceFactory(meeting=archive.meeting, article=archive.article)
    page = client.get("/meetings/in-rome/").content.decode()
    assert f'href="#e{mark.pk}"' in page
    assert f'id="e{mark.pk}"' in page
    assert f'id="e{mark.pk}"' in client.get("/articles/a-report/").content.decode()


def test_facts_of_a_long_report_link_to_its_own_page(client, archive):
    report = factories.ArticleFactory(slug="long", raw_text=f"{factories.REPORT}\n{'كلام كثير. ' * 2000}")
    factories.SourceFactory(meeting=archive.meeting, article=report)
    mark = factories.EvidenceFactory(meeting=archive.meeting, article=report)
    page = client.get("/meetings/in-rome/").content.decode()
    assert f'href="/articles/long/#e{mark.pk}"' in page
    assert f'id="e{mark.pk}"' not in page


def test_the_text_of_a_report_is_on_the_page_of_its_meeting_as_it_is(client, archive):
    factories.EvidenceFactory(meeting=archive.meeting, article=archive.article)
    assert shown_text(client.get("/meetings/in-rome/").content.decode()).strip() == archive.article.raw_text


def test_marks_of_drafts_are_not_shown_to_the_public(client, archive, editor):
    mark = factories.EvidenceFactory(meeting=archive.draft, article=archive.article)
    assert f'id="e{mark.pk}"' not in client.get("/articles/a-report/").content.decode()
    client.force_login(editor)
    assert f'id="e{mark.pk}"' in client.get("/articles/a-report/").content.decode()


def test_markup_in_a_report_is_shown_and_not_obeyed(client, archive):
    report = factories.ArticleFactory(slug="markup", raw_text="قال <script>alert(1)</script> & انتهى")
    factories.SourceFactory(meeting=archive.meeting, article=report)
    factories.EvidenceFactory(meeting=archive.meeting, article=report, quote="<script>alert(1)")
    page = client.get("/articles/markup/").content.decode()
    assert "<script>alert" not in page
    assert shown_text(page).strip() == report.raw_text


def test_a_report_without_text_says_so(client, archive):
    report = factories.ArticleFactory(
        slug="address-only", raw_text="", text_kind="reference", url="https://example.org/"
    )
    factories.SourceFactory(meeting=archive.meeting, article=report)
    assert "يحتفظ الأرشيف برابط هذا الخبر وحده" in client.get("/articles/address-only/").content.decode()


def test_what_states_the_day_of_publication_is_shown(client, db):
    article = reported(published_on="2025-04-11", published_basis="date-line", published_words="الجمعة 11 نيسان 2025")
    page = client.get(article.get_absolute_url()).content.decode()
    assert "<q><bdi>الجمعة 11 نيسان 2025</bdi></q>" in page
    assert "سطر التاريخ في الصفحة" in page


def test_contradicting_days_are_shown_as_such(client, db):
    rows = [
        {"source": "meta", "day": "2025-04-14", "words": "<meta>", "printed": "", "kind": "published"},
        {
            "source": "date-line",
            "day": "2025-04-11",
            "words": "الجمعة 11 نيسان 2025",
            "printed": "",
            "kind": "published",
        },
    ]
    article = reported(published_on=None, published_basis="open", date_statements=rows)
    page = client.get(article.get_absolute_url()).content.decode()
    assert "&lt;meta&gt;" in page
    assert "الجمعة 11 نيسان 2025" in page
    assert "<time" not in page.partition("<h1>")[0].rpartition("kicker")[2]


def reported(**facts) -> Article:
    """An article that a published meeting names."""
    article = factories.ArticleFactory(**facts)
    factories.SourceFactory(article=article, meeting=factories.MeetingFactory(review_state="published"))
    return article
