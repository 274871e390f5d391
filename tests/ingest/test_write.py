"""The one writer: all or nothing, twice the same, two outlets one meeting, evidence that is really there."""

from datetime import date

import pytest

from meetings.extraction import readings
from meetings.ingest.confirmed import ConfirmedMeeting
from meetings.ingest.sources import SourceText
from meetings.ingest.write import Writer
from meetings.models import Article, Disagreement, Evidence, Meeting, Official, Participation
from tests.addresses_taken import take_addresses
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    CountryFactory,
    OfficialFactory,
    OfficialNameFactory,
    PositionFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

FIRST = "استقبل وزير الخارجية العراقي فؤاد حسين، الأربعاء، نظيره التركي هاكان فيدان في بغداد، وبحثا ملف المياه."
SECOND = "أنقرة - بحث هاكان فيدان وزير الخارجية التركي في بغداد أمس مع فؤاد حسين وزير الخارجية العراقي شؤون المياه."


@pytest.fixture(autouse=True)
def sides():
    CountryFactory(code="IQ", name_ar="العراق")
    CountryFactory(code="TR", name_ar="تركيا")
    TopicFactory(code="water", name_ar="المياه")


def span(text: str, words: str, fact: str, **more) -> readings.EvidenceReading:
    start = text.index(words)
    return readings.EvidenceReading(fact, start, start + len(words), rule="test", **more)


def person(text: str, name: str | None, title: str, side: str, role: str = "party") -> readings.ParticipantReading:
    evidence = [span(text, name or title, "participant")]
    return readings.ParticipantReading(name=name, title=title, side=side, role=role, evidence=evidence)


def report(
    text: str, *, day: date | None = date(2025, 3, 12), kind: str = "in-person", **more
) -> readings.ReportReading:
    meeting = readings.MeetingReading(
        kind=kind,
        when=readings.DateReading(
            day=day, precision="day" if day else "unknown", basis="weekday" if day else "unknown"
        ),
        place=readings.PlaceReading(city="بغداد", country="IQ"),
        participants=more.pop("people", None)
        or [
            person(text, "فؤاد حسين", "وزير الخارجية العراقي", "IQ", "host"),
            person(text, "هاكان فيدان", "وزير الخارجية التركي", "TR", "guest"),
        ],
        topics=[readings.TopicReading("water", 2.0), readings.TopicReading("not-in-the-list", 1.0)],
        evidence=[span(text, "المياه", "topic", value="water"), span(text, "بغداد", "place")],
        confidence=0.9,
    )
    return readings.ReportReading(
        raw=text, meetings=[meeting], published=more.pop("published", date(2025, 3, 13)), **more
    )


def store(read: readings.ReportReading, **options):
    return Writer(**options).store(read, SourceText(raw=read.raw, name="report.txt"))


def test_a_report_becomes_a_draft_with_everything_it_says():
    stored = store(report(FIRST, headline="لقاء عراقي تركي"))
    (meeting,) = stored.new_meetings
    assert (meeting.date, meeting.review_state, meeting.kind) == (date(2025, 3, 12), "draft", "in-person")
    assert meeting.headline_ar == "لقاء عراقي تركي"
    assert str(meeting.place.country.code) == "IQ"
    assert meeting.place.city_ar == "بغداد"
    assert [(p.official.name_ar, p.side_code, p.role) for p in meeting.participations.all()] == [
        ("فؤاد حسين", "IQ", "host"),
        ("هاكان فيدان", "TR", "guest"),
    ]
    assert [topic.code for topic in meeting.topics.all()] == ["water"]
    assert stored.article.raw_text == FIRST
    assert set(Official.objects.values_list("review_state", flat=True)) == {"draft"}


def test_evidence_is_the_text_itself_and_hangs_on_its_fact():
    store(report(FIRST))
    rows = Evidence.objects.select_related("article", "participation__official", "topic")
    assert {row.quote for row in rows} == {"فؤاد حسين", "هاكان فيدان", "المياه", "بغداد"}
    for row in rows:
        assert row.article.raw_text[row.start : row.end] == row.quote
    by_quote = {row.quote: row for row in rows}
    assert by_quote["هاكان فيدان"].participation.official.name_ar == "هاكان فيدان"
    assert by_quote["المياه"].topic.code == "water"


def test_the_same_article_twice_changes_nothing():
    writer = Writer()
    read = report(FIRST)
    writer.store(read, SourceText(raw=FIRST, name="a.txt"))
    again = writer.store(read, SourceText(raw=FIRST, name="b.txt"))
    assert again.already_there
    assert (Article.objects.count(), Meeting.objects.count(), Official.objects.count()) == (1, 1, 2)


def test_an_official_whom_another_process_adds_at_this_moment(monkeypatch):
    """On PostgreSQL the reader of a report does not see what the other one has not committed yet."""
    OfficialFactory(slug="hakan-fidan", name_ar="خالد", name_en="")
    take_addresses(monkeypatch, "meetings.ingest.new_officials.make_unique_slug", "hakan-fidan")
    stored = Writer().store(report(FIRST), SourceText(raw=FIRST, name="a.txt"))
    assert not stored.already_there
    assert (Article.objects.count(), Meeting.objects.count(), Official.objects.count()) == (1, 1, 3)


def test_the_same_page_at_another_address_changes_nothing():
    writer = Writer()
    writer.store(report(FIRST), SourceText(raw=FIRST, name="a.txt", url="https://ina.iq/1"))
    again = writer.store(report(SECOND), SourceText(raw=SECOND, name="b.txt", url="http://www.ina.iq/1/?utm_source=x"))
    assert again.already_there
    assert Article.objects.count() == 1


def test_a_reference_gets_the_text_of_its_page_and_keeps_its_address():
    reference = ArticleFactory(url="https://ina.iq/1", raw_text="")
    stored = Writer().store(report(FIRST), SourceText(raw=FIRST, name="a.txt", url="http://ina.iq/1?fbclid=x"))
    assert stored.article == reference
    reference.refresh_from_db()
    assert (reference.raw_text, reference.url) == (FIRST, "https://ina.iq/1")


def test_two_outlets_that_report_one_meeting_are_two_sources_of_it():
    writer = Writer()
    writer.store(report(FIRST), SourceText(raw=FIRST, name="a.txt"))
    second = writer.store(report(SECOND), SourceText(raw=SECOND, name="b.txt"))
    assert second.new_meetings == []
    meeting = Meeting.objects.get()
    assert second.known_meetings == [meeting]
    assert meeting.sources.count() == 2
    assert meeting.participations.count() == 2
    assert meeting.evidence.values("article").distinct().count() == 2


def test_what_the_second_source_says_otherwise_is_kept_and_overwrites_nothing():
    writer = Writer()
    writer.store(report(FIRST), SourceText(raw=FIRST, name="a.txt"))
    writer.store(report(SECOND, kind="summit"), SourceText(raw=SECOND, name="b.txt"))
    meeting = Meeting.objects.get()
    assert meeting.kind == "in-person"
    difference = Disagreement.objects.get()
    assert (difference.fact, difference.recorded, difference.said) == ("kind", "in-person", "summit")


def test_a_visit_and_a_meeting_are_no_disagreement():
    writer = Writer()
    writer.store(report(FIRST), SourceText(raw=FIRST, name="a.txt"))
    writer.store(report(SECOND, kind="visit"), SourceText(raw=SECOND, name="b.txt"))
    assert Disagreement.objects.count() == 0


def test_what_the_record_did_not_know_is_filled_in():
    writer = Writer()
    writer.store(report(FIRST, day=None), SourceText(raw=FIRST, name="a.txt"))
    writer.store(report(SECOND), SourceText(raw=SECOND, name="b.txt"))
    meeting = Meeting.objects.get()
    assert meeting.date == date(2025, 3, 12)
    assert Disagreement.objects.count() == 0


@pytest.mark.parametrize("other", [{"day": date(2025, 3, 11)}, {"kind": "phone"}])
def test_another_day_or_a_telephone_call_is_another_meeting(other):
    writer = Writer()
    writer.store(report(FIRST), SourceText(raw=FIRST, name="a.txt"))
    writer.store(report(SECOND, **other), SourceText(raw=SECOND, name="b.txt"))
    assert Meeting.objects.count() == 2


def test_an_unnamed_colleague_of_another_office_is_another_meeting():
    text = "التقى فؤاد حسين وزير الخارجية العراقي وزير الدفاع التركي في بغداد وبحثا المياه."
    writer = Writer()
    writer.store(report(FIRST), SourceText(raw=FIRST, name="a.txt"))
    people = [
        person(text, "فؤاد حسين", "وزير الخارجية العراقي", "IQ"),
        person(text, None, "وزير الدفاع التركي", "TR"),
    ]
    writer.store(report(text, people=people), SourceText(raw=text, name="b.txt"))
    assert Meeting.objects.count() == 2


def test_undated_reports_are_left_to_an_editor():
    writer = Writer()
    for text in (FIRST, SECOND):
        writer.store(report(text, day=None, published=None), SourceText(raw=text, name="x.txt"))
    assert Meeting.objects.count() == 2
    assert all(meeting.date_precision == "unknown" for meeting in Meeting.objects.all())


def test_an_office_without_a_name_is_filled_with_its_holder_and_marked():
    holder = OfficialFactory(name_ar="هاكان فيدان", name_en="Hakan Fidan")
    OfficialNameFactory(official=holder)
    turkey = CountryFactory(code="TR")
    AppointmentFactory(
        official=holder,
        position=PositionFactory(code="tr-foreign", title_ar="وزير الخارجية التركي", country=turkey),
        start=date(2023, 6, 3),
    )
    text = "استقبل فؤاد حسين وزير الخارجية العراقي في بغداد وزير الخارجية التركي وبحثا ملف المياه."
    people = [
        person(text, "فؤاد حسين", "وزير الخارجية العراقي", "IQ"),
        person(text, None, "وزير الخارجية التركي", "TR"),
    ]
    store(report(text, people=people))
    part = Participation.objects.get(official=holder)
    assert part.basis == "inferred"
    assert part.title_ar == "وزير الخارجية التركي"
    assert part.name_as_written == ""


def test_a_report_without_a_meeting_is_not_stored():
    stored = Writer().store(readings.ReportReading(raw="فاز الفريق."), SourceText(raw="فاز الفريق.", name="x.txt"))
    assert stored.article is None
    assert Article.objects.count() == 0


def test_nothing_is_half_written_when_writing_fails(monkeypatch):
    def break_down(*args, **options):
        raise RuntimeError("no more")

    writer = Writer()
    monkeypatch.setattr(writer, "_evidence", break_down)
    with pytest.raises(RuntimeError):
        writer.store(report(FIRST), SourceText(raw=FIRST, name="a.txt"))
    assert (Article.objects.count(), Meeting.objects.count(), Official.objects.count()) == (0, 0, 0)
    monkeypatch.undo()
    # The writer does not remember officials whose rows were rolled back.
    assert len(writer.store(report(FIRST), SourceText(raw=FIRST, name="a.txt")).new_meetings) == 1
    assert Official.objects.count() == 2


def test_meeting_and_people_are_drafts():
    stored = store(report(FIRST))
    assert stored.new_meetings[0].review_state == "draft"
    assert set(Official.objects.values_list("review_state", flat=True)) == {"draft"}


def test_one_report_with_two_meetings_makes_headlines_of_their_own():
    read = report(FIRST, headline="يوم حافل")
    phone = report(FIRST, kind="phone").meetings[0]
    read.meetings.append(phone)
    stored = store(read)
    assert [meeting.headline_ar for meeting in stored.new_meetings] == [
        "لقاء يجمع فؤاد حسين وهاكان فيدان",
        "اتصال هاتفي بين فؤاد حسين وهاكان فيدان",
    ]
    assert stored.article.sources.count() == 2


@pytest.mark.parametrize(
    ("recorded", "noted"),
    [
        ({"date": date(2025, 3, 1), "date_precision": "month"}, []),
        ({"date": None, "date_precision": "unknown"}, []),
        ({"kind": "visit"}, []),
    ],
)
def test_what_is_less_exact_or_another_word_for_it_is_no_disagreement(recorded, noted):
    writer = Writer()
    (meeting,) = writer.store(report(FIRST), SourceText(raw=FIRST, name="a.txt")).new_meetings
    Meeting.objects.filter(pk=meeting.pk).update(**recorded)
    officials = tuple(part.official_id for part in meeting.participations.all())
    decided = [ConfirmedMeeting(officials=officials, into=meeting.pk)]
    writer.store(report(SECOND), SourceText(raw=SECOND, name="b.txt"), decided)
    assert list(Disagreement.objects.values_list("fact", flat=True)) == noted


def test_an_office_in_other_words_is_no_further_participant():
    writer = Writer()
    texts = [
        f"استقبل فؤاد حسين وزير الخارجية العراقي في بغداد {words} وبحثا ملف المياه."
        for words in ("وزير الخارجية التركي", "وزير خارجية تركيا")
    ]
    minister, colleague = (
        report(text, people=[person(text, "فؤاد حسين", "وزير الخارجية العراقي", "IQ"), person(text, None, words, "TR")])
        for text, words in zip(texts, ("وزير الخارجية التركي", "وزير خارجية تركيا"), strict=True)
    )
    (meeting,) = writer.store(minister, SourceText(raw=minister.raw, name="a.txt")).new_meetings
    fuad = meeting.participations.first().official_id
    decided = [ConfirmedMeeting(officials=(fuad, None), into=meeting.pk)]
    writer.store(colleague, SourceText(raw=colleague.raw, name="b.txt"), decided)
    assert [part.title_ar for part in meeting.participations.all()] == [
        "وزير الخارجية العراقي",
        "وزير الخارجية التركي",
    ]


def test_a_stored_headline_says_whose_words_it_is():
    """The report's own is the outlet's, one made of the facts is Mahdar's, one that an editor types is the editor's."""
    cases = [("عنوان الوكالة", "", "outlet"), (None, "", "archive"), ("عنوان الوكالة", "عنوان المحرر", "editor")]
    for number, (headline, typed, wording) in enumerate(cases):
        text = f"{FIRST} {number}"
        edited = frozenset({"headline_ar"})
        confirmed = [ConfirmedMeeting(officials=(None, None), headline=typed, edited=edited)] if typed else None
        read = report(text, headline=headline, day=date(2025, 3, 12 + 7 * number))
        (meeting,) = Writer().store(read, SourceText(text, f"{number}.txt"), confirmed).new_meetings
        assert meeting.headline_ar_wording == wording
        article = Article.objects.get(file_name=f"{number}.txt")
        assert (article.headline_wording, article.language, article.text_wording) == ("outlet", "ar", "outlet")
