"""The days of publication that sources state, as editors see and decide them."""

from datetime import date
from typing import Any, ClassVar

import pytest
from django.contrib.messages import WARNING
from django.utils import translation

from meetings.extraction.extractors import RuleExtractor
from meetings.extraction.readings import ReportReading
from meetings.models import Article, Incoming, Meeting
from tests.admin.conftest import address
from tests.admin.incoming.test_incoming import decide, fields, paste
from tests.factories import ArticleFactory, CountryFactory, EvidenceFactory

pytestmark = pytest.mark.django_db

LEAD = (
    "استقبل وزير الخارجية العراقي فؤاد حسين، اليوم، في بغداد نظيره الأردني أيمن الصفدي، وبحث الجانبان العلاقات "
    "الثنائية بين البلدين."
)
MORE = "وأكد الوزيران خلال اللقاء أهمية التنسيق المشترك بشأن القضايا الإقليمية."
META = '<meta property="article:published_time" content="{}">'
LINE = "الجمعة 11 نيسان 2025"
CONTRADICTING = [
    {"source": "meta", "day": "2025-04-14", "words": META.format("2025-04-14"), "printed": "", "kind": "published"},
    {"source": "date-line", "day": "2025-04-11", "words": LINE, "printed": "", "kind": "published"},
]


class FailingExtractor:
    """An extractor with a fault."""

    def read(self, raw: str, **known: object) -> ReportReading:
        raise IndexError(len(raw))


class CountingExtractor(RuleExtractor):
    """The rules; it notes the day that each reading was given."""

    days: ClassVar[list[date | None]] = []

    def read(self, raw: str, **known: Any) -> ReportReading:
        self.days.append(known.get("published"))
        return super().read(raw, **known)


@pytest.fixture
def failing_extractor(settings) -> None:
    settings.EXTRACTOR = f"{__name__}.FailingExtractor"


@pytest.fixture
def counting_extractor(settings) -> list[date | None]:
    settings.EXTRACTOR = f"{__name__}.CountingExtractor"
    return CountingExtractor.days


@pytest.fixture(autouse=True)
def sides():
    CountryFactory(code="IQ", name_ar="العراق", name_en="Iraq")
    CountryFactory(code="JO", name_ar="الأردن", name_en="Jordan")


def page(head: str = "", line: str = "") -> str:
    title = "فؤاد حسين يستقبل الصفدي في بغداد"
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>"
        f"<div>{line}</div><p>{LEAD}</p><p>{MORE}</p></body></html>"
    )


def meeting_day(response) -> str:
    return str(response.context["reading"].cards[0].form["date"].value())


def shown(response) -> str:
    return " ".join(response.content.decode().split())


class TestPreview:
    def test_what_states_the_day_is_shown(self, desk):
        with translation.override("en"):
            response = paste(desk, page(line=LINE))
        assert meeting_day(response) == "2025-04-11"
        assert "the page's date line" in shown(response).replace("&#x27;", "'")
        assert f"<q><bdi>{LINE}</bdi></q>" in shown(response)
        assert "Use this day" not in shown(response)

    def test_both_statements_are_shown_and_none_is_chosen(self, desk):
        response = paste(desk, page(META.format("2025-04-14T10:00:00+03:00"), LINE))
        incoming = Incoming.objects.get()
        assert (incoming.published_on, incoming.published_basis) == (None, "open")
        assert meeting_day(response) == "None"
        for value in ("day:2025-04-14", "day:2025-04-11"):
            assert f'value="{value}"' in shown(response)
        assert "stated-days open" in shown(response)

    def test_the_editor_chooses_one(self, desk):
        response = paste(desk, page(META.format("2025-04-14T10:00:00+03:00"), LINE))
        response = decide(desk, response, "day:2025-04-11")
        incoming = Incoming.objects.get()
        assert (str(incoming.published_on), incoming.published_basis) == ("2025-04-11", "editor")
        assert meeting_day(response) == "2025-04-11"
        assert "stated-days open" not in shown(response)
        decide(desk, response, "draft")
        article = Article.objects.get()
        assert (str(article.published_on), article.published_basis, article.published_words) == (
            "2025-04-11",
            "editor",
            LINE,
        )
        assert len(article.statements) == 2

    def test_a_line_whose_weekday_contradicts_its_date_is_explained(self, desk):
        line = "الجمعة 14 نيسان 2025"  # a Monday
        response = paste(desk, f"فؤاد حسين يستقبل الصفدي في بغداد\n{line}\n{LEAD}\n{MORE}\n")
        assert meeting_day(response) == "None"
        assert "The date line of this report contradicts itself" in shown(response)
        assert shown(response).count(f"<q><bdi>{line}</bdi></q>") == 1
        assert "What states the day of publication" not in shown(response)
        response = decide(desk, response, "again", published="14/4/2025")
        assert "contradicts itself" not in shown(response)

    def test_a_day_that_is_not_stated_cannot_be_chosen(self, desk):
        response = paste(desk, page(META.format("2025-04-14T10:00:00+03:00"), LINE))
        decide(desk, response, "day:2020-01-01")
        assert Incoming.objects.get().published_basis == "open"

    def test_without_a_choice_article_and_meeting_have_no_day(self, desk):
        decide(desk, paste(desk, page(META.format("2025-04-14T10:00:00+03:00"), LINE)), "publish")
        article, meeting = Article.objects.get(), Meeting.objects.get()
        assert (article.published_on, article.published_basis) == (None, "open")
        assert (meeting.date, meeting.review_state) == (None, "published")

    def test_reading_again_keeps_what_states_the_day(self, desk):
        response = decide(desk, paste(desk, page(line=LINE)), "again", url="https://example.org/news/1")
        assert Incoming.objects.get().published_basis == "date-line"
        decide(desk, response, "draft")
        article = Article.objects.get()
        assert (article.published_basis, article.published_words) == ("date-line", LINE)

    @pytest.mark.usefixtures("failing_extractor")
    def test_an_extractor_that_fails_makes_no_day_the_editors(self, desk):
        response = decide(desk, paste(desk, page(line=LINE)), "again", url="https://example.org/news/1")
        assert str(response.context["reading"].form["published"].value()) == "2025-04-11"
        incoming = Incoming.objects.get()
        assert (str(incoming.published_on), incoming.published_basis) == ("2025-04-11", "date-line")
        decide(desk, response, "again", published="2025-04-12")
        incoming.refresh_from_db()
        assert (str(incoming.published_on), incoming.published_basis) == ("2025-04-12", "editor")

    def test_the_desk_reads_a_report_once_for_the_form_and_once_as_corrected(self, desk, counting_extractor):
        response = paste(desk, page(line=LINE))
        counting_extractor.clear()
        sent = {**fields(response, published="12/04/2025"), "decision": "again"}
        desk.post(response.request["PATH_INFO"], sent)
        assert [str(day) for day in counting_extractor] == ["2025-04-11", "2025-04-12"]

    def test_an_editor_may_decide_that_the_day_is_unknown(self, desk):
        response = decide(desk, paste(desk, page(line=LINE)), "again", published="")
        assert (Incoming.objects.get().published_on, meeting_day(response)) == (None, "None")
        assert Incoming.objects.get().published_basis == "editor"

    def test_a_day_to_come_is_shown_as_such(self, desk):
        with translation.override("en"):
            response = paste(desk, page(META.format("2199-04-14")))
        assert "in the future, so it is not a day of publication" in shown(response)
        assert 'value="day:2199-04-14"' not in shown(response)

    def test_the_line_of_a_pasted_text_is_shown(self, desk):
        text = f"عنوان الخبر عن اللقاء\n{LINE}\n{LEAD}\n{MORE}"
        response = paste(desk, text)
        assert f"<q><bdi>{LINE}</bdi></q>" in shown(response)
        decide(desk, response, "draft")
        article = Article.objects.get()
        assert (article.published_basis, article.published_words) == ("text", LINE)


class TestArticle:
    @staticmethod
    def change(desk, article: Article, **changes: str) -> Article:
        where = address("meetings_article_change", article.pk)
        form = desk.get(where).context["adminform"].form
        sent = {name: form[name].value() or "" for name in form.fields if name != "raw_text"}
        rows = {f"{part}-{count}_FORMS": "0" for part in ("sources", "attachments") for count in ("TOTAL", "INITIAL")}
        sent |= rows | changes
        response = desk.post(where, sent)
        assert response.status_code == 302, response.context["adminform"].form.errors
        article.refresh_from_db()
        return article

    @pytest.fixture
    def article(self) -> Article:
        return ArticleFactory(published_on=None, published_basis="open", date_statements=CONTRADICTING)

    def test_the_form_shows_both_statements(self, desk, article):
        response = desk.get(address("meetings_article_change", article.pk))
        assert LINE in shown(response)
        assert "article:published_time" in shown(response)

    def test_the_editor_chooses_one(self, desk, article):
        changed = self.change(desk, article, chosen_day="2025-04-11")
        assert (str(changed.published_on), changed.published_basis) == ("2025-04-11", "editor")
        assert changed.published_words == LINE
        assert changed.contradicting_dates == []

    def test_a_day_that_the_editor_types_beats_the_chosen_one(self, desk, article):
        changed = self.change(desk, article, chosen_day="2025-04-11", published_on="12/4/2025")
        assert (str(changed.published_on), changed.published_basis) == ("2025-04-12", "editor")

    def test_the_words_of_a_chosen_day_run_in_their_direction(self, desk, article):
        self.change(desk, article, chosen_day="2025-04-11")
        assert f"<q><bdi>{LINE}</bdi></q>" in shown(desk.get(f"/articles/{article.slug}/"))

    def test_another_change_decides_nothing(self, desk, article):
        assert self.change(desk, article, headline="عنوان آخر").published_basis == "open"

    def test_words_that_state_another_day_go_with_it(self, desk):
        article = ArticleFactory(published_on="2025-04-11", published_basis="text", published_words=LINE)
        changed = self.change(desk, article, published_on="12/4/2025")
        assert (str(changed.published_on), changed.published_basis, changed.published_words) == (
            "2025-04-12",
            "editor",
            "",
        )

    def test_meetings_that_its_words_now_date_otherwise_are_named(self, desk):
        article = ArticleFactory(
            published_on=None,
            published_basis="open",
            date_statements=CONTRADICTING,
            raw_text="التقى الوزيران أمس في بغداد.",
        )
        dated = EvidenceFactory(article=article, quote="أمس").meeting
        settled = EvidenceFactory(article=ArticleFactory(), quote="يوم الجمعة").meeting
        where = address("meetings_article_change", article.pk)
        self.change(desk, article, chosen_day="2025-04-11", follow_dates="on")
        warnings = [str(one) for one in desk.get(where).context["messages"] if one.level == WARNING]
        assert address("meetings_meeting_change", dated.pk) in warnings[0]
        assert address("meetings_meeting_change", settled.pk) not in "".join(warnings)
        self.change(desk, article, headline="عنوان آخر")
        assert [one for one in desk.get(where).context["messages"] if one.level == WARNING] == []

    def test_reports_whose_dates_contradict_each_other_are_found(self, desk, article):
        ArticleFactory()
        listed = desk.get(address("meetings_article_changelist"), {"published_basis__exact": "open"})
        assert list(listed.context["cl"].queryset) == [article]
