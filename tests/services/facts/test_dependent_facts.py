"""A corrected kind, role, place or person ends what was true of the former one only, in Arabic and in English."""

import io

import pytest
from django.core.management import call_command

from meetings.models import Article, EditedFact, Meeting, OfficialName
from meetings.services import bulk
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    CountryFactory,
    EvidenceFactory,
    OfficialFactory,
    PlaceFactory,
    PositionFactory,
    SourceFactory,
)
from tests.services.facts.test_every_way import assert_gone, assert_history_has, change, marks
from tests.services.facts.walk import public_words

pytestmark = pytest.mark.django_db

A1 = """الخميس 13 آذار 2025

فؤاد حسين يستقبل أيمن الصفدي في بغداد ويبحثان التعاون

استقبل وزير الخارجية العراقي فؤاد حسين، اليوم، في بغداد نظيره الأردني أيمن الصفدي، وبحث الوزيران ملف المياه.
"""
A2 = """الخميس 13 آذار 2025

وزير الخارجية العراقي يبحث هاتفيا مع الرئيس المصري ملف المياه

أجرى وزير الخارجية العراقي فؤاد حسين، اليوم، اتصالا هاتفيا بالرئيس المصري عبد الفتاح السيسي، وبحثا ملف المياه.
"""


@pytest.fixture
def ingested(tmp_path, settings):
    settings.MEDIA_ROOT = settings.DATA_DIR = tmp_path

    def ingest(text: str) -> Meeting:
        file = tmp_path / "report.txt"
        file.write_text(text, encoding="utf-8")
        call_command("ingest", str(file), "--publish", stdout=io.StringIO(), stderr=io.StringIO())
        Article.objects.update(headline="خبر")  # what a source says of itself is no statement of the archive
        return Meeting.objects.get()

    return ingest


def roles(meeting) -> list[str]:
    return list(meeting.participations.order_by("order").values_list("role", flat=True))


def formset_of(meeting, order: int, **values) -> dict[str, object]:
    return {f"participations-{order}-{name}": value for name, value in values.items()}


# --- The kind ---------------------------------------------------------------------------------------------------------
def test_a_call_has_no_reception(desk, ingested):
    meeting = ingested(A1)
    assert (meeting.kind, roles(meeting)) == ("in-person", ["host", "guest"])
    change(desk, meeting, kind="phone", place="", venue_ar="", venue_en="")
    assert roles(meeting) == ["party", "party"]
    assert_gone(meeting, "يستقبل", "استقبل")
    assert meeting.headline_ar == "اتصال هاتفي بين فؤاد حسين وأيمن الصفدي"
    assert_history_has(meeting, "استقبل")
    assert set(EditedFact.objects.values_list("fact", flat=True)) == {"kind", "place"}


def test_the_words_of_a_call_state_its_kind_until_an_editor_corrects_it(desk, ingested):
    meeting = ingested(A2)
    assert meeting.kind == "phone"
    assert list(meeting.evidence.filter(fact="kind").values_list("quote", flat=True)) == ["اتصالا هاتفيا"]
    change(desk, meeting, kind="in-person")
    assert not meeting.evidence.filter(fact="kind").exists()
    assert_history_has(meeting, "اتصالا هاتفيا")


def test_roles_that_an_editor_states_with_the_kind_stay(desk, ingested):
    meeting = ingested(A1)
    change(desk, meeting, **formset_of(meeting, 0, role="guest"), **formset_of(meeting, 1, role="host"))
    change(desk, meeting, kind="video")
    assert roles(meeting) == ["guest", "host"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("in-person", "Ministers coordinate by phone"),
        ("in-person", "In a phone call, the ministers discussed water."),
        ("in-person", "The ministers met by video."),
        ("phone", "Abbas receives Hussein"),
        ("phone", "Hussein, hosted by Abbas"),
        ("video", "A visit to Ramallah by Hussein"),
    ],
)
def test_english_words_of_another_kind_go(desk, meeting, kind, text):
    former = "in-person" if kind != "in-person" else "phone"
    Meeting.objects.update(kind=former, headline_en=text, summary_en=text)
    meeting.refresh_from_db()
    change(desk, meeting, kind=kind)
    assert (meeting.headline_en, meeting.summary_en) == ("", "")


def test_english_words_of_the_side_go(desk, ingested):
    meeting = ingested(A1)
    Meeting.objects.update(summary_en="Fuad Hussein met his Jordanian counterpart.", headline_en="Iraqi talks")
    change(desk, meeting, **formset_of(meeting, 1, side=f"country:{CountryFactory(code='SY').pk}"))
    assert (meeting.summary_en, meeting.headline_en) == ("", "Iraqi talks")


# --- The role ---------------------------------------------------------------------------------------------------------
EXCHANGED = {"participations-0-role": "guest", "participations-1-role": "host"}


def test_exchanged_host_and_guest(desk, ingested):
    meeting = ingested(A1)
    change(desk, meeting, **EXCHANGED)
    assert_gone(meeting, "يستقبل", "استقبل")
    assert meeting.headline_ar == "لقاء يجمع فؤاد حسين وأيمن الصفدي"


@pytest.mark.parametrize(
    "text",
    [
        "محمد عباس يستقبل فؤاد حسين",
        "استقبل محمد عباس الوزير حسين",
        "Mohammad Abbas receives Fuad Hussein",
        "Hussein, hosted by Mohammad Abbas",
        "Fuad Hussein visits Abbas",
        "The Palestinian president receives his guest",
    ],
)
def test_words_that_tell_the_former_host_go(desk, meeting, text):
    Meeting.objects.update(summary_ar=text)
    change(desk, meeting, **EXCHANGED)
    assert meeting.summary_ar == ""


@pytest.mark.parametrize(
    "text", ["فؤاد حسين يستقبل محمد عباس", "Mohammad Abbas, hosted by Fuad Hussein", "Abbas and Hussein discuss water"]
)
def test_words_that_tell_the_present_host_stay(desk, meeting, text):
    Meeting.objects.update(summary_ar=text)
    change(desk, meeting, **EXCHANGED)
    assert meeting.summary_ar == text


# --- The place --------------------------------------------------------------------------------------------------------
@pytest.fixture
def in_moscow(meeting):
    """The meeting in the Kremlin, with the words for its place also as words for the host."""
    russia = CountryFactory(code="RU", name_ar="روسيا", name_en="Russia")
    place = PlaceFactory(slug="ru-moscow", city_ar="موسكو", city_en="Moscow", country=russia)
    Meeting.objects.update(
        place=place, venue_ar="الكرملين", venue_en="The Kremlin", occasion_ar="قمة موسكو", occasion_en="Moscow summit",
        summary_ar="التقيا في الكرملين.", summary_en="At the Kremlin, they spoke.",
    )  # fmt: skip
    meeting.evidence.filter(fact="place").delete()
    meeting.refresh_from_db()
    return meeting


def add_mark(meeting, fact, quote, **more):
    article = ArticleFactory(raw_text=f"كان اللقاء {quote} يومها ({fact}).", headline="خبر")
    SourceFactory(meeting=meeting, article=article)
    EvidenceFactory(meeting=meeting, article=article, fact=fact, quote=quote, rule="read", **more)


def cairo():
    egypt = CountryFactory(code="EG", name_ar="مصر", name_en="Egypt")
    return PlaceFactory(slug="eg-cairo", city_ar="القاهرة", city_en="Cairo", country=egypt)


def test_another_venue_in_the_same_city(desk, in_moscow):
    add_mark(in_moscow, "place", "في الكرملين")
    change(desk, in_moscow, venue_ar="قصر آخر", venue_en="Another palace")
    assert_gone(in_moscow, "الكرملين", "Kremlin")
    assert in_moscow.occasion_ar == "قمة موسكو"


def test_another_city_ends_the_venue_and_the_occasion(desk, in_moscow):
    add_mark(in_moscow, "role", "في الكرملين", participation=in_moscow.participations.get(order=0))
    change(desk, in_moscow, place=cairo().pk, venue_ar="", venue_en="")
    assert (in_moscow.occasion_ar, in_moscow.occasion_en) == ("", "")
    assert_gone(in_moscow, "الكرملين", "Kremlin", "موسكو", "Moscow")


def test_another_day_or_side_leaves_the_occasion(desk, in_moscow):
    """An occasion has its own year and names its own states."""
    occasion_ar, occasion_en = "ذكرى معاهدة 12 آذار 1972", "Conference on Palestine"
    Meeting.objects.update(occasion_ar=occasion_ar, occasion_en=occasion_en)
    change(desk, in_moscow, date="14/3/2024")
    kurdistan = CountryFactory(code="IQ-KRI", name_ar="إقليم كردستان", name_en="Kurdistan Region")
    change(desk, in_moscow, **formset_of(in_moscow, 0, side=f"country:{kurdistan.pk}"))
    assert (in_moscow.occasion_ar, in_moscow.occasion_en) == (occasion_ar, occasion_en)


def test_an_occasion_that_an_editor_wrote_stays(desk, in_moscow):
    change(desk, in_moscow, occasion_ar="على هامش منتدى موسكو")
    change(desk, in_moscow, place=cairo().pk, venue_ar="", venue_en="")
    assert (in_moscow.occasion_ar, in_moscow.occasion_en) == ("على هامش منتدى موسكو", "")


def test_a_venue_of_the_former_city_ends_with_it(in_moscow, editor):
    bulk.set_place(Meeting.objects.all(), cairo(), editor)
    in_moscow.refresh_from_db()
    assert (in_moscow.venue_ar, in_moscow.venue_en) == ("", "")
    assert_gone(in_moscow, "الكرملين", "Kremlin")


def test_a_venue_in_the_new_city_stays(desk, in_moscow):
    Meeting.objects.update(venue_ar="قصر القبة", venue_en="Al-Qubba Palace", place=PlaceFactory(slug="iq-baghdad"))
    change(desk, in_moscow, place=cairo().pk)
    assert in_moscow.venue_ar == "قصر القبة"


# --- The person -------------------------------------------------------------------------------------------------------
@pytest.fixture
def shoukry(db):
    official = OfficialFactory(name_ar="سامح شكري", name_en="Sameh Shoukry")
    OfficialName.objects.create(official=official, name="سامح شكري", kind="main")
    return official


@pytest.fixture
def call_to_cairo(ingested):
    meeting = ingested(A2)
    assert meeting.participations.get(order=1).title_ar == "الرئيس المصري"
    return meeting


def test_person_and_title_corrected(desk, call_to_cairo, shoukry):
    change(desk, call_to_cairo, **formset_of(call_to_cairo, 1, official=shoukry.pk, title_ar="وزير الخارجية المصري"))
    assert_gone(call_to_cairo, "الرئيس المصري", "بالرئيس المصري", "السيسي")
    assert call_to_cairo.participations.get(order=1).title_ar == "وزير الخارجية المصري"
    assert call_to_cairo.headline_ar == "اتصال هاتفي بين فؤاد حسين وسامح شكري"


def test_the_title_of_the_former_person_is_no_fact_of_the_new_one(desk, call_to_cairo, shoukry):
    change(desk, call_to_cairo, **formset_of(call_to_cairo, 1, official=shoukry.pk))
    part = call_to_cairo.participations.get(order=1)
    assert (part.label, part.title_ar, part.title_en, part.position) == ("سامح شكري", "", "", None)
    assert_gone(call_to_cairo, "الرئيس المصري", "السيسي")
    assert set(EditedFact.objects.values_list("fact", flat=True)) == {"participant"}


def test_a_person_known_by_the_office_alone_loses_those_words(desk, call_to_cairo, shoukry):
    part = call_to_cairo.participations.get(order=1)
    part.name_as_written, part.basis = "", "inferred"
    part.save()
    part.evidence.filter(fact="participant").delete()
    add_mark(call_to_cairo, "participant", "بالرئيس المصري", participation=part)
    change(desk, call_to_cairo, **formset_of(call_to_cairo, 1, official=shoukry.pk))
    assert_gone(call_to_cairo, "الرئيس المصري")


def test_a_title_that_an_editor_stated_stays(desk, call_to_cairo, shoukry):
    change(desk, call_to_cairo, **formset_of(call_to_cairo, 1, title_ar="وزير الخارجية المصري"))
    change(desk, call_to_cairo, **formset_of(call_to_cairo, 1, official=shoukry.pk))
    assert call_to_cairo.participations.get(order=1).title_ar == "وزير الخارجية المصري"
    assert set(EditedFact.objects.values_list("fact", flat=True)) == {"participant", "title"}


def test_an_office_that_the_new_person_held_stays(desk, call_to_cairo, shoukry):
    egypt = CountryFactory(code="EG", name_ar="مصر", name_en="Egypt")
    office = PositionFactory(code="eg-president", title_ar="رئيس مصر", title_en="President of Egypt", country=egypt)
    AppointmentFactory(official=shoukry, position=office)
    change(desk, call_to_cairo, **formset_of(call_to_cairo, 1, official=shoukry.pk))
    assert call_to_cairo.participations.get(order=1).title_ar == "الرئيس المصري"


def test_a_title_before_the_name_of_the_right_person_stays(desk, call_to_cairo):
    """The report names the right person, and Mahdar took it for a record of someone else."""
    part = call_to_cairo.participations.get(order=1)
    wrong = OfficialFactory(name_ar="عبد الفتاح البرهان", name_en="")
    right, part.official = part.official, wrong
    part.save()
    change(desk, call_to_cairo, **formset_of(call_to_cairo, 1, official=right.pk))
    assert call_to_cairo.participations.get(order=1).title_ar == "الرئيس المصري"
    assert "الرئيس المصري" in public_words(call_to_cairo)
    assert "بالرئيس المصري" in marks(call_to_cairo, fact="title")
