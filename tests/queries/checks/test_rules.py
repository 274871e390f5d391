"""The rules: each with its two examples, on the whole archive and on one record, in a fixed number of queries."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from meetings.models import Article, Meeting, Official, Source
from meetings.queries.checks import RULES, ArchiveRule, Severity, find_breaches
from meetings.queries.checks.finding import Finding, Named
from meetings.queries.checks.rule import Add, Change, Remove
from meetings.queries.checks.scope import MAX_NAMED_RECORDS
from meetings.queries.checks.sources import host_of
from meetings.text.scripts import get_first_script
from tests import factories
from tests.queries.checks.sound_archive import SoundArchive

pytestmark = pytest.mark.django_db

MAX_QUERIES = 11  # of one rule: the texts of eleven kinds of record


@pytest.fixture
def archive() -> SoundArchive:
    return SoundArchive()


def broken(records=None) -> set[str]:
    return {one.rule for one in find_breaches(records)}


def rule_called(name: str) -> ArchiveRule:
    return next(rule for rule in RULES if rule.name == name)


def test_reports_of_one_page_are_named_once_and_withdrawn_ones_are_not(archive):
    more = factories.ArticleFactory.create_batch(2, headline="", url=None)
    for number, article in enumerate(more):
        article.url = f"https://www.ina.iq/1?fbclid={number}"
        article.save()
    first = archive.records["article"]
    found = find_breaches(rules=[rule_called("same-page")])
    assert {(one.record[1], *one.others) for one in found} == {(one.pk, ("article", first.pk)) for one in more}
    assert find_breaches([("article", first.pk)], [rule_called("same-page")]) == found
    Article.objects.filter(pk__in=[one.pk for one in more]).update(is_withdrawn=True)
    assert "same-page" not in broken()


def test_the_sound_archive_breaks_no_rule(archive):
    assert find_breaches() == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
class TestExamples:
    def test_one_breaks_the_rule(self, archive, rule):
        archive.change(rule.breaks)
        found = find_breaches(rules=[rule])
        assert {one.rule for one in found} == {rule.name}
        assert {one.record[0] for one in found} <= set(rule.kinds)

    def test_the_other_does_not(self, archive, rule):
        archive.change(rule.keeps)
        assert find_breaches(rules=[rule]) == []

    def test_the_record_alone_breaks_it_too(self, archive, rule):
        archive.change(rule.breaks)
        (found, *_more) = find_breaches(rules=[rule])
        assert found in find_breaches([found.record], [rule])

    def test_another_record_does_not(self, archive, rule):
        archive.change(rule.breaks)
        alone = factories.TopicFactory()
        assert find_breaches([("topic", alone.pk)], [rule]) == []

    @pytest.mark.parametrize("language", ["ar", "en"])
    def test_the_message_says_what_to_do(self, archive, rule, language):
        archive.change(rule.breaks)
        (found, *_more) = find_breaches(rules=[rule])
        with translation.override(language):
            words, title = rule.words(found), str(rule.title)
        assert "%(" not in words
        assert words.count(".") >= 2 or language == "ar"
        assert get_first_script(title) == language

    def test_its_queries_do_not_grow(self, archive, rule):
        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                find_breaches(rules=[rule])
            return len(queries)

        archive.change(rule.breaks)
        few = count()
        for number in range(12):
            meeting = factories.MeetingFactory(date=datetime.date(2999, 1, 1), headline_en="", venue_ar="\u202e")
            factories.ParticipationFactory(
                meeting=meeting, official=archive.records["fuad"], position=archive.records["office"]
            )
            factories.SourceFactory(meeting=meeting, article__url=f"https://spa.gov.sa/{number}")
        assert count() == few <= MAX_QUERIES


def test_a_rule_has_a_name_for_addresses_and_two_examples():
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.name.replace("-", "").isalpha() and rule.breaks and rule.keeps for rule in RULES)
    assert [rule.severity for rule in RULES] == sorted((rule.severity for rule in RULES), key=Severity.values.index)


def test_rejected_records_are_left_out_unless_they_are_named(archive):
    meeting = factories.MeetingFactory(review_state="rejected")
    factories.OfficialFactory(review_state="rejected", name_ar="اسم\u202e", name_en="")
    assert find_breaches() == []
    assert broken([("meeting", meeting.pk)]) == {"two-sides", "source"}


def test_publishing_a_meeting_asks_its_articles_and_its_place_too(archive):
    archive.change((Change("article", {"url": "https://spa.gov.sa/1"}), Change("baghdad", {"country": "@france"})))
    assert broken([("meeting", archive.records["meeting"].pk)]) == {"outlet-address", "place-country"}


def test_a_changed_appointment_is_held_against_the_meetings(archive):
    archive.change((Change("appointment", {"end": datetime.date(2021, 1, 1)}),))
    assert broken([("official", archive.records["fuad"].pk)]) == {"office-held"}


def test_a_term_known_to_the_year_covers_the_whole_year(archive):
    archive.change((Change("appointment", {"end": datetime.date(2023, 1, 1), "end_precision": "year"}),))
    assert find_breaches() == []


def test_more_records_than_a_statement_takes(archive):
    people = [factories.OfficialFactory(name_ar=f"مسؤول\u202e {number}") for number in range(MAX_NAMED_RECORDS + 1)]
    found = find_breaches([("official", one.pk) for one in people], [rule_called("characters")])
    assert {one.record for one in found} == {("official", one.pk) for one in people}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202eحسين", "U+202E"), ("\ufeb3ﺖ", "U+FEB3"), ("اسم\x00", ""), ("\ufffd", "U+FFFD"), ("\u200b", "U+200B"),
        ("ﷺ", ""), ("نێچیرڤان\u200cی", ""), ("سطر\nآخر", ""), ("👩‍👩‍👧", ""),
    ],
)  # fmt: skip
def test_characters(archive, text, shown):
    Official.objects.filter(pk=archive.records["macron"].pk).update(name_en=text.replace("\x00", ""))
    found = find_breaches(rules=[rule_called("characters")])
    assert [str(one.values["characters"])[: len(shown)] for one in found] == ([shown] if shown else [])


def test_a_headline_that_names_the_father_of_a_participant_is_right(archive):
    king = factories.OfficialFactory(slug="abdullah-ii", name_ar="عبد الله الثاني", name_en="King Abdullah II")
    factories.OfficialNameFactory(official=king, name="عبد الله الثاني")
    headline = "فؤاد حسين يستقبل الحسين بن عبد الله الثاني"
    archive.change((Change("meeting", {"headline_ar": headline}),))
    assert find_breaches() == []
    archive.change((Change("meeting", {"headline_ar": "فؤاد حسين ينقل تحيات عبد الله الثاني"}),))
    assert broken() == broken([("meeting", archive.records["meeting"].pk)]) == {"headline-people"}


@pytest.mark.skipif(connection.vendor == "postgresql", reason="refuses a headline of more than 400 characters")
def test_a_statement_takes_some_hundred_names_of_headlines(archive):
    """A database takes a limited number of values in one statement."""
    headline = " ".join(f"كلمة{number}" for number in range(MAX_NAMED_RECORDS))
    archive.change((Change("meeting", {"headline_ar": f"{headline} هاكان فيدان"}),))
    absent = factories.OfficialFactory(slug="hakan-fidan", name_ar="هاكان فيدان", name_en="Hakan Fidan")
    factories.OfficialNameFactory(official=absent, name="هاكان فيدان")
    numbers = []

    def count(execute, sql, values, many, context):
        numbers.append(len(values or ()))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(count):
        found = find_breaches([("meeting", archive.records["meeting"].pk)], [rule_called("headline-people")])
    assert [one.others for one in found] == [(("official", absent.pk),)]
    assert max(numbers) <= MAX_NAMED_RECORDS + 10


@pytest.mark.parametrize(
    ("guest", "name"),
    [
        ({"title_ar": "وزير خارجية فرنسا", "title_en": "Foreign Minister of France"}, "Foreign Minister of France"),
        ({"position": "@other_office"}, "National Security Adviser"),
    ],
)
def test_a_participant_without_a_name_is_named_by_the_title_or_office(archive, guest, name):
    archive.change((Remove("words_of_guest"), Change("guest", {"official": None, "name_as_written": "", **guest})))
    [found] = find_breaches(rules=[rule_called("participant-evidence")])
    with translation.override("en"):
        assert str(found.values["who"]) == name


def test_the_day_of_the_handover_belongs_to_both(archive):
    handover = datetime.date(2021, 6, 1)
    successor = {"official": "@macron", "position": "@office", "start": handover}
    archive.change(
        (
            Change("appointment", {"end": handover}),
            Change("host", {"position": None}),
            Add("appointment", "successor", successor),
        )
    )
    assert find_breaches(rules=[rule_called("one-holder"), rule_called("office-held")]) == []


def test_a_namesake_of_the_region_is_no_other_place(archive):
    region = factories.CountryFactory(
        code="IQ-KRI", name_ar="إقليم كردستان", name_en="Kurdistan Region", parent=archive.records["iraq"]
    )
    erbil = factories.PlaceFactory(slug="erbil", city_ar="أربيل", city_en="Erbil", country=region)
    second = factories.MeetingFactory(place=factories.PlaceFactory(slug="iq", city_ar="", city_en=""))
    archive.change((Change("meeting", {"place": erbil}),))
    factories.ParticipationFactory(meeting=second, official=archive.records["fuad"])
    assert find_breaches(rules=[rule_called("two-places")]) == []


def stay_abroad(archive, start: int, end: int | None = None) -> Meeting:
    """Return a meeting in Paris, in November, of an official whom the sound archive has in Baghdad on the 3rd."""
    last = datetime.date(2023, 11, end) if end else None
    day = datetime.date(2023, 11, start)
    meeting = factories.MeetingFactory(slug=f"abroad-{start}", date=day, date_end=last, place=archive.records["paris"])
    factories.ParticipationFactory(meeting=meeting, official=archive.records["fuad"])
    return meeting


@pytest.mark.parametrize(("start", "end", "day"), [(1, 3, 3), (3, 5, 3), (2, 9, 3), (1, 2, None), (4, 6, None)])
def test_a_meeting_of_several_days_takes_all_of_them(archive, start, end, day):
    """A summit from the 1st to the 3rd in Paris and a meeting on the 3rd in Baghdad are two places on one day."""
    meeting = stay_abroad(archive, start, end)
    rules = [rule_called("two-places")]
    found = find_breaches(rules=rules)
    assert [one.values["day"].day for one in found] == ([day] if day else [])
    for pk in (meeting.pk, archive.records["meeting"].pk):
        assert find_breaches([("meeting", pk)], rules) == found


def test_two_long_meetings_are_named_once_with_the_first_day_that_they_share(archive):
    archive.change((Change("meeting", {"date_end": datetime.date(2023, 11, 9)}),))
    stay_abroad(archive, 5, 30)
    [found] = find_breaches(rules=[rule_called("two-places")])
    assert found.values["day"] == datetime.date(2023, 11, 5)


@pytest.mark.parametrize("venue", [{"venue_ar": "قصر الإليزيه"}, {"venue_en": "Élysée Palace"}])
@pytest.mark.parametrize(("place", "expected"), [("@baghdad", {"venue-country"}), ("@paris", set())])
def test_a_venue_counts_by_the_name_that_the_record_has(archive, venue, place, expected):
    archive.change((Change("meeting", {**venue, "place": place}),))
    assert {one.rule for one in find_breaches() if one.rule.startswith("venue")} == expected


def test_only_words_of_the_date_are_evidence_of_the_date(archive):
    """The words of place, meeting and participants in the same record say nothing of the day."""
    archive.change((Remove("words_of_date"),))
    assert broken() == {"date-evidence"}


def test_a_title_and_a_side_follow_from_the_office_on_record(archive):
    """The words that name a person suffice if the archive knows the office: its title and its side."""
    rules = [rule_called("title-evidence"), rule_called("side-evidence")]
    archive.change((Remove("title_of_host"), Change("host", {"title_ar": "وزير الخارجية"})))
    assert find_breaches(rules=rules) == []
    archive.change((Change("host", {"position": None}),))
    assert [one.rule for one in find_breaches(rules=rules)] == ["title-evidence", "side-evidence"]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.ina.iq/1", "ina.iq"),
        ("https://web.archive.org/web/2020/https://www.spa.gov.sa/1", "spa.gov.sa"),
        ("https://web.archive.org/", ""),
        ("http://[broken", ""),
        ("https://INA.iq:443/1", "ina.iq"),
    ],
)
def test_the_host_of_an_address(url, host):
    assert host_of(url) == host


def test_the_key_of_a_finding_does_not_depend_on_the_language():
    def finding(day: int) -> Finding:
        return Finding("two-places", ("meeting", 1), {"who": Named("فلان", "X"), "day": datetime.date(2023, 11, day)})

    with translation.override("en"):
        english = finding(3).key
    with translation.override("ar"):
        assert finding(3).key == english != finding(4).key


def test_one_record_is_checked_in_a_fixed_number_of_queries(archive):
    pk = archive.records["meeting"].pk

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            find_breaches([("meeting", pk)])
        return len(queries)

    few = count()
    for _number in range(5):
        Source.objects.create(meeting_id=pk, article=factories.ArticleFactory())
        factories.ParticipationFactory(meeting=archive.records["meeting"])
    assert count() <= few + 1  # the names of people whom the headline may mean
    assert Meeting.objects.count() == 1
