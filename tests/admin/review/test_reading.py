"""The same words mark the same facts, whether a report is imported or a record is reviewed."""

from datetime import date

import pytest

from meetings.models import Incoming
from tests.admin.conftest import address
from tests.factories import ArticleFactory, CountryFactory, MeetingFactory, SourceFactory

pytestmark = pytest.mark.django_db

PUBLISHED = date(2025, 3, 14)  # a Friday
TEXT = (
    "استقبل وزير الخارجية العراقي فؤاد حسين نظيره التركي هاكان فيدان في بغداد. "
    "وكان الوزيران اتفقا في آذار 2025 على لقاء يوم الأربعاء."
)


@pytest.fixture(autouse=True)
def sides():
    CountryFactory(code="IQ", name_ar="العراق")
    CountryFactory(code="TR", name_ar="تركيا")


def in_preview(desk, fact: str, quote: str) -> dict[str, str]:
    incoming = Incoming.objects.create(raw_text=TEXT, published_on=PUBLISHED, way="paste")
    start = TEXT.index(quote)
    sent = {"fact": fact, "start": start, "end": start + len(quote)}
    boxes = desk.get(address("incoming-words", incoming.pk), sent).json()["boxes"]
    return {name: box["value"] for name, box in boxes.items()}


def in_review(desk, fact: str, quote: str) -> dict[str, object]:
    article = ArticleFactory(raw_text=TEXT, published_on=PUBLISHED)
    source = SourceFactory(meeting=MeetingFactory(review_state="draft"), article=article)
    data = {"article": article.pk, "quote": quote, "fact": fact}
    return desk.post(address("review-mark", source.meeting.pk), data).context["step"].initial


@pytest.mark.parametrize(
    ("quote", "name"),
    [
        ("وزير الخارجية العراقي فؤاد حسين", "فؤاد حسين"),
        ("نظيره التركي هاكان فيدان", "هاكان فيدان"),
        ("هاكان فيدان", "هاكان فيدان"),
    ],
)
def test_the_name_comes_without_the_title_before_it(desk, quote, name):
    assert in_preview(desk, "participant", quote)["name"] == name
    assert in_review(desk, "participant", quote)["official"] == f"new:{name}"


def test_the_title_fills_its_own_box(desk):
    boxes = in_preview(desk, "participant", "وزير الخارجية العراقي فؤاد حسين")
    assert boxes["title"] == "وزير الخارجية العراقي"


def test_the_most_exact_date_is_taken(desk):
    quote = "في آذار 2025 على لقاء يوم الأربعاء"
    boxes = in_preview(desk, "date", quote)
    assert (boxes["date"], boxes["precision"]) == ("12/03/2025", "day")
    initial = in_review(desk, "date", quote)
    assert (initial["date"], initial["date_precision"]) == (date(2025, 3, 12), "day")
