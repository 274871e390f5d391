"""What an editor corrects in a preview: the facts are the editor's, and no quote or headline keeps the former ones."""

import json

import pytest

from meetings.models import EditedFact, Meeting, OfficialName
from tests.admin.incoming.test_incoming import decide, mark, preview
from tests.factories import CountryFactory, OfficialFactory, OfficialNameFactory, TopicFactory
from tests.services.facts.walk import api_record, public_words

pytestmark = pytest.mark.django_db

TEXT = (
    "محمد عباس يستقبل وزير الخارجية العراقي\n"
    "12 آذار 2025\n"
    "استقبل الرئيس الفلسطيني محمد عباس، الأربعاء 12 آذار 2025، وزير الخارجية العراقي فؤاد حسين في رام الله، "
    "وبحثا ملف المياه.\n"
    "وحضر اللقاء وزير الخارجية المصري بدر عبد العاطي.\n"
)


@pytest.fixture(autouse=True)
def sides():
    for code, ar, en in (("PS", "فلسطين", "Palestine"), ("IQ", "العراق", "Iraq"), ("EG", "مصر", "Egypt")):
        CountryFactory(code=code, name_ar=ar, name_en=en)
    TopicFactory(code="water", name_ar="المياه", name_en="Water")


@pytest.fixture
def right():
    official = OfficialFactory(name_ar="محمود عباس", name_en="Mahmoud Abbas")
    OfficialNameFactory(official=official)
    return official


def stored() -> Meeting:
    return Meeting.objects.get()


def edited(meeting: Meeting) -> set[tuple[str, int | None]]:
    return {(fact["fact"], fact["participation"]) for fact in api_record(meeting)["edited_facts"]}


def test_what_the_editor_leaves_as_it_was_read_has_no_editor(desk):
    decide(desk, preview(desk, TEXT), "publish")
    assert edited(stored()) == set()
    assert stored().evidence.filter(fact="participant").count() == 6


def test_another_person(desk, right):
    decide(desk, preview(desk, TEXT), "publish", m0_p0_official=right.pk)
    meeting = stored()
    part = meeting.participations.get(official=right)
    assert (part.basis, part.name_as_written) == ("editor", "")
    assert "محمد عباس" not in public_words(meeting).replace(meeting.articles.get().headline, "")
    assert meeting.headline_ar == "لقاء يجمع محمود عباس وفؤاد حسين"
    assert edited(meeting) == {("participant", part.order)}
    # A wrong name is not a spelling of the right official.
    assert not OfficialName.objects.filter(official=right, name="محمد عباس").exists()


def test_another_name(desk):
    decide(desk, preview(desk, TEXT), "publish", m0_p0_name="محمود عباس")
    meeting = stored()
    assert meeting.participations.get(order=0).official.name_ar == "محمود عباس"
    assert meeting.headline_ar == "لقاء يجمع محمود عباس وفؤاد حسين"
    assert "محمد عباس" not in set(meeting.evidence.values_list("quote", flat=True))


def test_someone_who_was_left_out(desk):
    decide(desk, preview(desk, TEXT), "publish", m0_p0_keep=None)
    meeting = stored()
    assert "عباس" not in meeting.headline_ar
    assert "عباس" not in " ".join(meeting.evidence.values_list("quote", flat=True))


def test_another_day(desk):
    decide(desk, preview(desk, TEXT), "publish", m0_date="13/3/2025")
    meeting = stored()
    assert (str(meeting.date), meeting.date_basis) == ("2025-03-13", "editor")
    assert not meeting.evidence.filter(fact="date").exists()
    assert edited(meeting) == {("date", None)}


def test_a_headline_of_the_editor(desk, right):
    decide(desk, preview(desk, TEXT), "publish", m0_headline="عباس يستقبل حسين", m0_p0_official=right.pk)
    meeting = stored()
    assert (meeting.headline_ar, meeting.headline_ar_wording) == ("عباس يستقبل حسين", "editor")
    assert ("headline_ar", None) in edited(meeting)


def test_marked_words_that_say_something_else_are_no_evidence(desk):
    marks = [mark("محمد عباس", "participant", "m0-p1", TEXT)]
    decide(desk, preview(desk, TEXT), "publish", marks=json.dumps(marks), m0_p1_title="وزير")
    part = stored().participations.get(official__name_ar="فؤاد حسين")
    assert "محمد عباس" not in set(part.evidence.values_list("quote", flat=True))
    assert EditedFact.objects.filter(participation=part, fact="title").exists()


def facts_with_words(person: str) -> set[str]:
    """The facts of a participant for which the archive keeps the report's words."""
    part = stored().participations.get(name_as_written=person)
    return set(stored().evidence.filter(participation=part).values_list("fact", flat=True))


@pytest.mark.parametrize(
    ("sent", "gone"),
    [
        ({}, set()),
        ({"m0_p0_title": ""}, {"title"}),
        ({"m0_p0_title": "رئيس دولة فلسطين"}, set()),
        ({"m0_p0_side": "EG"}, {"side"}),
        ({"m0_p0_role": "guest"}, {"role"}),
    ],
)
def test_a_corrected_fact_of_a_person_loses_its_own_words_only(desk, sent, gone):
    decide(desk, preview(desk, TEXT), "publish", **sent)
    assert facts_with_words("محمد عباس") >= {"participant", "title", "side"} - gone
    assert not facts_with_words("محمد عباس") & gone
    assert facts_with_words("فؤاد حسين") >= {"participant", "title", "side"}


@pytest.mark.parametrize(
    ("sent", "lost"),
    [({}, set()), ({"m0_kind": "phone"}, set()), ({"m0_topics": []}, {"topic"}), ({"m0_date": "13/3/2025"}, {"date"})],
)
def test_a_corrected_fact_of_a_meeting_loses_its_own_words_only(desk, sent, lost):
    decide(desk, preview(desk, TEXT), "publish", **sent)
    kept = set(stored().evidence.filter(participation=None).values_list("fact", flat=True))
    assert kept >= {"date", "place", "topic"} - lost
    assert not kept & lost
