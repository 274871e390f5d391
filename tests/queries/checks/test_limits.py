"""Rules at their limits: the first and the last day, the longest name, the record that has only a part of a fact."""

import datetime

import pytest
from django.utils import timezone

from meetings.models import LikelyDuplicate, Meeting, Official
from meetings.queries.checks import RULES_BY_NAME, find_breaches
from meetings.queries.checks.finding import Named, named_participant, named_place
from meetings.queries.checks.scope import MAX_NAMED_RECORDS, Scope
from meetings.queries.checks.texts import MAX_SHOWN_CHARACTERS
from tests import factories
from tests.queries.checks.sound_archive import SoundArchive

pytestmark = pytest.mark.django_db
FIRST_DAY = datetime.date(1800, 1, 1)
ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture
def archive() -> SoundArchive:
    return SoundArchive()


def found(name: str, records=None):
    return find_breaches(records, rules=[RULES_BY_NAME[name]])


def days(name: str) -> list[datetime.date]:
    return [one.values["day"] for one in found(name)]


def test_meetings_are_not_before_1800_and_not_to_come(archive):
    today = timezone.localdate()
    meeting = archive.records["meeting"]
    for first, last, expected in (
        (FIRST_DAY, None, []),
        (FIRST_DAY - ONE_DAY, None, [FIRST_DAY - ONE_DAY]),
        (today, None, []),
        (today + ONE_DAY, None, [today + ONE_DAY]),
        (today, today + ONE_DAY, [today + ONE_DAY]),
        (FIRST_DAY, today + ONE_DAY, [today + ONE_DAY]),
        (today + ONE_DAY, today + 2 * ONE_DAY, [today + ONE_DAY]),
        (FIRST_DAY - ONE_DAY, today, [FIRST_DAY - ONE_DAY]),
    ):
        Meeting.objects.filter(pk=meeting.pk).update(date=first, date_end=last)
        assert days("meeting-date") == expected


def test_articles_are_not_before_1800_and_not_to_come(archive):
    today, article = timezone.localdate(), archive.records["article"]
    for day, expected in ((FIRST_DAY, 0), (FIRST_DAY - ONE_DAY, 1), (today, 0), (today + ONE_DAY, 1)):
        article.published_on = day
        article.save()
        assert len(days("published-date")) == expected


def test_terms_are_not_before_1800_and_begin_in_the_past(archive):
    today, term = timezone.localdate(), archive.records["appointment"]
    for start, end, expected in (
        (FIRST_DAY, None, []),
        (FIRST_DAY - ONE_DAY, None, [FIRST_DAY - ONE_DAY]),
        (today, None, []),
        (today + ONE_DAY, None, [today + ONE_DAY]),
        (today, today + ONE_DAY, []),
        (None, FIRST_DAY, []),
        (None, FIRST_DAY - ONE_DAY, [FIRST_DAY - ONE_DAY]),
        (FIRST_DAY - ONE_DAY, FIRST_DAY, [FIRST_DAY - ONE_DAY]),
    ):
        term.start, term.end = start, end
        term.save()
        assert days("appointment-date") == expected


@pytest.mark.parametrize(("before", "expected"), [(0, 0), (1, 0), (2, 1)])
def test_a_report_may_be_of_the_day_before_in_another_zone(archive, before, expected):
    article = archive.records["article"]
    article.published_on = archive.records["meeting"].date - before * ONE_DAY
    article.save()
    assert len(found("reported-before")) == expected
    article.is_withdrawn = True
    article.save()
    assert found("reported-before") == []


def test_a_month_is_not_after_its_reports(archive):
    archive.records["article"].published_on = datetime.date(2023, 10, 1)
    archive.records["article"].save()
    Meeting.objects.filter(pk=archive.records["meeting"].pk).update(date_precision="month")
    assert found("reported-before") == []


def test_a_participant_of_unknown_side_may_be_the_second_side(archive):
    archive.records["guest"].country = None
    archive.records["guest"].save()
    assert found("two-sides") == []
    archive.records["guest"].country = archive.records["iraq"]
    archive.records["guest"].save()
    assert [one.values["sides"] for one in found("two-sides")] == [1]


@pytest.mark.parametrize(("count", "expected"), [(2, 1), (5, 1), (6, 0)])
def test_names_of_two_to_five_words_are_searched_in_headlines(archive, count, expected):
    name = " ".join(["سامح", "شكري", "سليم", "كامل", "رشيد", "حبيب"][:count])
    absent = factories.OfficialFactory(slug="absent", name_ar=name, name_en="X Y")
    factories.OfficialNameFactory(official=absent, name=name)
    archive.records["meeting"].headline_ar = f"{name} في بغداد"
    archive.records["meeting"].save()
    assert len(found("headline-people")) == expected
    assert len(found("headline-people", [("meeting", archive.records["meeting"].pk)])) == expected


def test_a_name_of_a_participant_as_the_report_writes_it_is_no_other_official_s(archive):
    absent = factories.OfficialFactory(slug="absent", name_ar="سامح شكري", name_en="Sameh Shoukry")
    factories.OfficialNameFactory(official=absent, name="سامح شكري")
    archive.records["meeting"].headline_ar = "سامح شكري في بغداد"
    archive.records["meeting"].save()
    assert [one.values["who"].en for one in found("headline-people")] == ["Sameh Shoukry"]
    archive.records["guest"].name_as_written = "السيد سامح شكري"
    archive.records["guest"].save()
    assert found("headline-people") == []
    archive.records["guest"].name_as_written = ""
    archive.records["guest"].save()
    Official.objects.filter(pk=absent.pk).update(review_state="rejected")
    assert found("headline-people") == []


def test_a_message_shows_few_characters(archive):
    text = "".join(chr(code) for code in range(0x202A, 0x202F)) + "\u200e\u200f"
    Official.objects.filter(pk=archive.records["macron"].pk).update(name_en=text)
    (one,) = found("characters")
    assert len(one.values["characters"].split(", ")) == MAX_SHOWN_CHARACTERS == 5


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        (("ا", "a", "ب", "ت", "t", "ث", "o"), Named("ا", "a")),
        (("ا", None, "ب", "ت", "t", "ث", "o"), Named("ا")),
        ((None, None, "ب", "ت", "t", "ث", "o"), Named("ب")),
        ((None, None, "", "ت", "", "ث", "o"), Named("ت")),
        ((None, None, "", "", "t", "ث", "o"), Named("", "t")),
        ((None, None, "", "", "", "ث", "o"), Named("ث", "o")),
        ((None, None, "", "", "", None, None), Named("")),
    ],
)
def test_how_a_participant_is_called(columns, name):
    assert named_participant(*columns) == name


def test_how_a_place_is_called():
    assert named_place("بغداد", None, "العراق", "Iraq") == Named("بغداد")
    assert named_place("", None, "العراق", "Iraq") == Named("العراق", "Iraq")
    assert named_place(None, None, None, None) == Named("")


def test_of_many_records_only_their_own_findings_are_known():
    few, many = ([("meeting", pk) for pk in range(count)] for count in (MAX_NAMED_RECORDS, MAX_NAMED_RECORDS + 1))
    assert (Scope(few).is_whole, Scope(many).is_whole, Scope().is_whole) == (False, True, True)
    assert Scope(few).names("meeting", 1)
    assert not Scope(few).names("official", 1)


def test_an_editor_who_says_that_two_are_different_is_believed(archive):
    twin = factories.OfficialFactory(slug="twin", name_ar="فؤاد حسين", name_en="Fuad Hussein")
    factories.ParticipationFactory(meeting=factories.MeetingFactory(), official=twin, country=archive.records["iraq"])
    (one,) = found("one-record")
    assert (one.record, one.others) == (("official", twin.pk), (("official", archive.records["fuad"].pk),))
    assert found("one-record", [("official", twin.pk)]) == [one]
    assert found("one-record", [("topic", 1)]) == []
    first, second = sorted((archive.records["fuad"].pk, twin.pk))
    LikelyDuplicate.objects.create(first_id=first, second_id=second, state="not-same", score=77, reasons=[])
    assert found("one-record") == []


def test_two_participants_of_one_name_are_of_one_side(archive):
    more = factories.ParticipationFactory(
        meeting=archive.records["meeting"], official=None, name_as_written="فوآد حسين", country=archive.records["iraq"]
    )
    assert len(found("participant-once")) == 1
    more.country = archive.records["france"]
    more.save()
    assert found("participant-once") == []


def test_who_held_an_office_at_one_time(archive):
    day, office = archive.records["appointment"].start, archive.records["office"]
    term = factories.AppointmentFactory(official=archive.records["macron"], position=office, start=day + 9 * ONE_DAY)
    (one,) = found("one-holder")
    assert (one.record, one.values["day"]) == (("official", archive.records["macron"].pk), term.start)
    assert found("one-holder", [("official", archive.records["fuad"].pk)]) == [one]
    term.position = archive.records["other_office"]
    term.save()
    assert found("one-holder") == []
    term.position, term.official = office, archive.records["fuad"]
    term.save()
    assert found("one-holder") == []
