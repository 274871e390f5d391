"""A participant without a name is known by the title, whose last word alone does not name the person."""

import pytest

from meetings.models import Meeting
from meetings.services.history import Way, recorded
from tests.factories import ArticleFactory, EvidenceFactory, ParticipationFactory, SourceFactory

pytestmark = pytest.mark.django_db

TITLE = "مبعوث الرئيس الفلسطيني"


@pytest.fixture
def nameless(meeting):
    """A third participant, whom the report calls by a title that ends like the title of another participant."""
    side = meeting.participations.get(order=0).country
    return ParticipationFactory(
        meeting=meeting, official=None, country=side, order=2, name_as_written="", title_ar=TITLE,
        title_en="Envoy of the Palestinian president",
    )  # fmt: skip


def remove(part):
    with recorded(None, way=Way.FORM):
        part.delete()


def texts_of(meeting) -> dict[str, str]:
    meeting.refresh_from_db()
    return {name: getattr(meeting, name) for name in ("headline_ar", "headline_en", "summary_ar", "summary_en")}


def test_words_that_share_the_last_word_of_a_removed_title_stay(meeting, nameless):
    texts = {
        "headline_ar": "الزعيم الفلسطيني في رام الله مع ضيف عراقي",
        "headline_en": "A Palestinian president in Ramallah",
        "summary_ar": "وصل الوزير الفلسطيني أيضا.",
        "summary_en": "The president spoke.",
    }
    Meeting.objects.filter(pk=meeting.pk).update(**texts)
    before = set(meeting.evidence.values_list("pk", flat=True))
    remove(nameless)
    assert texts_of(meeting) == texts
    assert set(meeting.evidence.values_list("pk", flat=True)) == before


def test_words_with_the_whole_title_go(meeting, nameless):
    texts = {
        "headline_ar": f"{TITLE} في رام الله",
        "headline_en": "Envoy of the Palestinian president comes to Ramallah",
        "summary_ar": f"تحدث و{TITLE} عن المياه.",
        "summary_en": "The envoy of the Palestinian president spoke.",
    }
    Meeting.objects.filter(pk=meeting.pk).update(**texts)
    article = ArticleFactory(raw_text=f"عقد لقاء {TITLE} أمس.", headline="خبر")
    SourceFactory(meeting=meeting, article=article)
    whole = EvidenceFactory(meeting=meeting, article=article, fact="meeting", quote=f"لقاء {TITLE}", rule="read")
    remove(nameless)
    assert texts_of(meeting) == {
        "headline_ar": "لقاء يجمع محمد عباس وفؤاد حسين", "headline_en": "", "summary_ar": "", "summary_en": "",
    }  # fmt: skip
    assert not meeting.evidence.filter(pk=whole.pk).exists()


def test_a_title_that_another_participant_has_is_still_true(meeting, nameless):
    other = meeting.participations.get(order=0)
    ParticipationFactory(
        meeting=meeting, official=None, country=other.country, order=3, name_as_written="", title_ar=f"نائب {TITLE}"
    )
    Meeting.objects.filter(pk=meeting.pk).update(summary_ar=f"تحدث نائب {TITLE} عن المياه.")
    remove(nameless)
    assert texts_of(meeting)["summary_ar"] == f"تحدث نائب {TITLE} عن المياه."
