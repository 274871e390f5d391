"""The import of a list as a whole: all rows or none, dates, participants, sources, unknown names, later changes."""

import csv
import io
from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model

from meetings.models import Article, Meeting, Official, Topic, Version
from meetings.services.checks import ReasonNeededError
from meetings.services.history import recorded
from meetings.services.lists import importing
from meetings.services.lists.columns import choose_columns, find_columns
from meetings.services.lists.importing import import_list
from meetings.services.lists.kinds import TABLES
from meetings.services.lists.outcome import ImportOptions, ImportOutcome
from meetings.services.undoing import undo_action
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    MeetingFactory,
    OfficialFactory,
    OfficialNameFactory,
    OrganisationFactory,
    OutletFactory,
    ParticipationFactory,
    PositionFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db
TRIAL = ImportOptions(is_dry_run=True)


@pytest.fixture
def editor():
    return get_user_model().objects.create(username="salma", is_superuser=True)


def run(kind: str, text: str, options: ImportOptions = TRIAL, size: int = 200) -> ImportOutcome:
    """Import a table whose cells have a semicolon between them, `size` rows at a time."""
    headings, *rows = csv.reader(io.StringIO(text.strip()), delimiter=";")
    table = TABLES[kind]()
    names = choose_columns(table, find_columns(table, headings), {})
    numbered = list(enumerate(([cell.strip() for cell in row] for row in rows), start=2))
    return import_list(kind, names, (numbered[at : at + size] for at in range(0, len(numbered), size)), options)


def mistakes(outcome: ImportOutcome) -> list[tuple[int, str]]:
    return [(one.row, one.column) for one in outcome.mistakes]


# --- All or nothing ---------------------------------------------------------------------------------------------------
def test_a_mistake_in_the_last_batch_takes_the_first_back():
    rows = "\n".join(f"موضوع {number}" for number in range(5))
    outcome = run("topic", f"name_ar;name_en\n{rows.replace(chr(10), ';x' + chr(10))};x\n;y", ImportOptions(), size=2)
    assert mistakes(outcome) == [(7, "name in Arabic")]
    assert not outcome.is_written
    assert not Topic.objects.exists()
    assert not Version.objects.exists()


def test_batches_are_one_action_and_one_undo(editor):
    told = []
    rows = "\n".join(f"موضوع {number}" for number in range(5))
    outcome = run("topic", f"name_ar\n{rows}", ImportOptions(editor, tell=told.append), size=2)
    assert (outcome.new, outcome.is_written, told) == (5, True, [2, 4, 5])
    assert set(Version.objects.values_list("action", flat=True)) == {outcome.action}
    undo_action(outcome.action, editor)
    assert not Topic.objects.exists()


def test_one_record_in_two_batches():
    topic = TopicFactory()
    outcome = run("topic", f"code;name_en\n{topic.code};One\n{topic.code};Two", size=1)
    assert mistakes(outcome) == [(3, "code")]
    assert "Row 2" in outcome.mistakes[0].message


def test_only_the_first_mistakes_are_held_and_all_are_told(monkeypatch):
    monkeypatch.setattr(importing, "MAX_ROWS_SHOWN", 2)
    told = []
    outcome = run("topic", "name_ar;name_en\n" + ";x\n" * 5, replace(TRIAL, on_mistake=told.append), size=2)
    assert (len(outcome.mistakes), outcome.mistake_count, len(told)) == (2, 5, 5)


def test_a_record_that_changed_since_is_named_and_nothing_is_written(editor):
    appointment, topics = AppointmentFactory(), [TopicFactory(code=f"t{n}", name_ar=f"م{n}") for n in range(2)]
    text = "code;name_en\nt0;One\nt1;Two"
    versions = run("topic", text).versions
    assert versions == {topic.pk: 0 for topic in topics}
    with recorded(editor):
        topics[1].name_en = "Other"
        topics[1].save()
    outcome = run("topic", text, ImportOptions(editor, made_on=versions))
    assert [one.message for one in outcome.mistakes] == [
        "“Other” was changed after you checked the file. Check the file again to see the change."
    ]
    assert not Topic.objects.filter(name_en="One").exists()
    assert run("topic", text, ImportOptions(editor, made_on=run("topic", text).versions)).is_written
    # The history of an appointment is that of its official.
    text = f"number;to\n{appointment.pk};1/2/2024"
    versions = run("appointment", text).versions
    with recorded(editor):
        appointment.official.notes = "x"
        appointment.official.save()
    assert run("appointment", text, ImportOptions(editor, made_on=versions)).mistake_count == 1


def test_the_public_sees_no_record_against_a_rule_without_a_reason(editor):
    meeting = MeetingFactory(sound=True, review_state="published")
    text = f"address;date\n{meeting.slug};3/11/2090"
    with pytest.raises(ReasonNeededError):
        run("meeting", text, ImportOptions(editor))
    meeting.refresh_from_db()
    assert meeting.date.year != 2090
    assert run("meeting", text, ImportOptions(editor, reason="announced")).is_written


# --- Dates ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("2023-11", "2023-11-01", "month"), ("2023", "2023-01-01", "year"), ("2023.0", "2023-01-01", "year"),
        ("نوفمبر 2023", "2023-11-01", "month"), ("تشرين الثاني ٢٠٢٣", "2023-11-01", "month"),
        ("عام 2023", "2023-01-01", "year"), ("15 رمضان 1445", "2024-03-25", "day"),
        ("٣ كانون الأول ٢٠٢٣", "2023-12-03", "day"), ("2023-11-03", "2023-11-03", "day"),
    ],
)  # fmt: skip
def test_dates_as_exact_as_they_are_typed(typed, day, precision):
    assert run("meeting", f"headline_ar;date\nلقاء;{typed}", ImportOptions()).is_written
    meeting = Meeting.objects.get()
    assert (meeting.date.isoformat(), meeting.date_precision) == (day, precision)


def test_a_precision_that_the_date_does_not_have():
    text = "headline_ar;date;date_precision\nلقاء;{};{}"
    outcome = run("meeting", text.format("2023-11", "day"))
    assert mistakes(outcome) == [(2, "date")]
    assert "2023-11" in outcome.mistakes[0].message
    assert run("meeting", text.format("2023-11-03", "month")).is_ready
    assert run("meeting", text.format("2023", "year")).is_ready
    assert "31/2/2023" in run("meeting", text.format("31/2/2023", "")).mistakes[0].message


def test_the_dates_of_an_appointment():
    person, office = OfficialFactory(), PositionFactory()
    text = f"official;position;from;to\n{person.slug};{office.code};2020;2023-11"
    assert run("appointment", text, ImportOptions()).is_written
    made = person.appointments.get()
    assert (made.start_precision, made.end_precision, str(made.end)) == ("year", "month", "2023-11-01")


# --- Participants -----------------------------------------------------------------------------------------------------
PEOPLE = "headline_ar;participants;addresses of the officials;codes of their sides;titles in Arabic;offices;roles"


def test_a_new_meeting_has_its_participants_with_title_office_and_role():
    person, office = OfficialFactory(slug="fuad", name_ar="فؤاد حسين"), PositionFactory()
    CountryFactory(code="FR", name_ar="فرنسا")
    people = "فؤاد حسين | كاترين كولونا | وفد;fuad | | ;IQ | FR | FR; | وزيرة | وفد"
    text = f"{PEOPLE}\nلقاء;{people};{office.code} | |;host | |"
    outcome = run("meeting", text, ImportOptions())
    assert outcome.is_written
    parts = list(Meeting.objects.get().participations.all())
    assert [
        (one.official, one.name_as_written, one.side_code, one.title_ar, one.position, one.role) for one in parts
    ] == [
        (person, "", "IQ", "", office, "host"),
        (None, "كاترين كولونا", "FR", "وزيرة", None, "party"),
        (None, "", "FR", "وفد", None, "party"),
    ]
    assert [(group.first.name, group.title, group.side.code, group.rows) for group in outcome.people] == [
        ("كاترين كولونا", "وزيرة", "FR", [2]), ("وفد", "وفد", "FR", [2]),
    ]  # fmt: skip


def test_titles_offices_and_roles_of_a_meeting_change_and_people_do_not(editor):
    meeting = MeetingFactory()
    part = ParticipationFactory(meeting=meeting)
    ParticipationFactory(meeting=meeting, official=OfficialFactory(slug="other"), role="guest")
    outcome = run(
        "meeting", f"address;titles in Arabic;roles\n{meeting.slug};وزير | ;host | guest", ImportOptions(editor)
    )
    assert outcome.is_written
    part.refresh_from_db()
    assert (part.title_ar, part.role) == ("وزير", "host")
    for column, text in (("addresses of the officials", "x | other"), ("participants", "فلان"), ("roles", "host")):
        assert mistakes(run("meeting", f"address;{column}\n{meeting.slug};{text}")) == [(2, column)]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("addresses of the officials", "nobody-here"), ("codes of their sides", "XX"), ("offices", "no-office"),
        ("roles", "cook"), ("titles in Arabic", "a | b"), ("titles in Arabic", "x" * 251), ("participants", "x" * 201),
    ],
)  # fmt: skip
def test_what_a_participant_cannot_have(column, cell):
    columns = {"headline_ar": "لقاء", "participants": "فلان", column: cell}
    outcome = run("meeting", f"{';'.join(columns)}\n{';'.join(columns.values())}")
    assert mistakes(outcome) == [(2, column)]


def test_an_official_is_not_named_twice():
    OfficialFactory(slug="fuad", name_ar="فؤاد حسين")
    assert "twice" in run("meeting", "headline_ar;participants\nلقاء;فؤاد حسين | fuad").mistakes[0].message
    OfficialFactory(slug="fuad-2", name_ar="فؤاد حسين")
    assert "fuad, fuad-2" in run("meeting", "headline_ar;participants\nلقاء;فؤاد حسين").mistakes[0].message


# --- Unknown names ----------------------------------------------------------------------------------------------------
NAMES = """headline_ar;participants;titles in Arabic
لقاء;عبد الفتاح البرهان – السودان;رئيس مجلس السيادة
لقاء ثان;عبدالفتاح البرهان – السودان;
لقاء ثالث;سلفا كير;رئيس"""


def test_unknown_names_are_grouped_and_one_decision_counts_in_all_rows(editor):
    CountryFactory(code="SD", name_ar="السودان")
    trial = run("meeting", NAMES)
    assert [(len(group.spellings), group.rows) for group in trial.people] == [(2, [2, 3]), (1, [4])]
    assert not Official.objects.exists()
    decisions = {one.key: "create-0" for one in trial.people[0].spellings}
    outcome = run("meeting", NAMES, ImportOptions(editor, decisions=decisions))
    assert outcome.is_written
    official = Official.objects.get()
    assert (official.name_ar, official.review_state) == ("عبد الفتاح البرهان", "draft")
    office = official.appointments.get().position
    assert (office.title_ar, office.side_code) == ("رئيس مجلس السيادة", "SD")
    assert official.participations.count() == 2
    undo_action(outcome.action, editor)
    assert not Official.objects.exists()
    assert not Meeting.objects.exists()


def test_an_unknown_name_is_linked_to_an_official():
    CountryFactory(code="SD", name_ar="السودان")
    official = OfficialFactory(name_ar="سلفا كير ميارديت")
    key = run("meeting", NAMES).people[1].first.key
    assert run("meeting", NAMES, ImportOptions(decisions={key: str(official.pk)})).is_written
    assert official.participations.count() == 1
    assert Official.objects.count() == 1


# --- Sources ----------------------------------------------------------------------------------------------------------
SOURCES = "headline_ar;addresses of the sources;codes of the outlets;headlines of the reports;days of publication"


def test_a_new_meeting_has_its_sources():
    OutletFactory(code="ina", domain="ina.iq")
    OutletFactory(code="wafa", domain="")
    known = SourceFactory(article__url="https://example.org/known").article
    addresses = "https://ina.iq/1 | https://example.org/known | https://wafa.ps/2"
    text = f"{SOURCES}\nلقاء;{addresses};| | wafa;خبر | |;2023-11-03 | |"
    assert run("meeting", text, ImportOptions()).is_written
    first, second, third = [one.article for one in Meeting.objects.get(headline_ar="لقاء").sources.all()]
    assert (first.outlet.code, first.headline, str(first.published_on)) == ("ina", "خبر", "2023-11-03")
    assert (second, third.outlet.code, third.text_kind) == (known, "wafa", "reference")
    assert Article.objects.count() == 3


def test_sources_are_added_to_a_meeting_and_not_taken_away():
    source = SourceFactory(article__url="https://example.org/a")
    text = f"address;addresses of the sources\n{source.meeting.slug};{{}}"
    assert run("meeting", text.format("https://example.org/a")).unchanged == 1
    added = text.format("https://example.org/a | https://example.org/b")
    assert run("meeting", added, ImportOptions()).changed == 1
    assert [one.article.url for one in source.meeting.sources.all()] == [f"https://example.org/{one}" for one in "ab"]
    for cell in ("", "https://example.org/b", "https://example.org/c"):
        assert mistakes(run("meeting", text.format(cell))) == [(2, "addresses of the sources")]
    changed = f"address;addresses of the sources;headlines of the reports\n{source.meeting.slug};{{}};new | "
    outcome = run("meeting", changed.format("https://example.org/a | https://example.org/b"))
    assert mistakes(outcome) == [(2, "headlines of the reports")]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("addresses of the sources", "ina.iq/1"), ("addresses of the sources in the archive", "no-report"),
        ("addresses of the sources", "https://a.org/1 | https://a.org/1"), ("codes of the outlets", "no-outlet"),
        ("days of publication", "31/2/2023"), ("headlines of the reports", "a | b"),
    ],
)  # fmt: skip
def test_what_a_source_cannot_have(column, cell):
    columns = {"headline_ar": "لقاء", "addresses of the sources": "https://a.org/1", column: cell}
    outcome = run("meeting", f"{';'.join(columns)}\n{';'.join(columns.values())}")
    assert mistakes(outcome) == [(2, column)]


def test_a_headline_without_an_address():
    assert mistakes(run("meeting", "headline_ar;headlines of the reports\nلقاء;خبر")) == [
        (2, "headlines of the reports")
    ]


# --- Keys and names ---------------------------------------------------------------------------------------------------
def test_a_key_decides_and_a_name_that_contradicts_it_is_an_error():
    CountryFactory(code="IQ", name_ar="العراق"), CountryFactory(code="FR", name_ar="فرنسا")
    office = PositionFactory()
    text = f"address;country or region;code of the country or region\n{office.code};{{}};{{}}"
    assert run("position", text.format("العراق", "IQ")).unchanged == 1
    assert run("position", text.format("", "FR")).changed == 1
    assert run("position", text.format("العراق", "FR")).changed == 1, "the name is for people"
    assert mistakes(run("position", text.format("فرنسا", "IQ"))) == [(2, "code of the country or region")]
    assert "FR" in run("position", text.format("", "FRR")).mistakes[0].message
    assert run("position", text.format("", "")).changed == 1
    only = f"address;code of the country or region\n{office.code};"
    assert run("position", only, ImportOptions()).changed == 1
    office.refresh_from_db()
    assert office.country is None


@pytest.mark.parametrize(
    ("key", "code", "is_right"), [("", "AL", True), ("", "", False), ("UN", "", True), ("UN", "X", False)]
)
def test_the_code_of_a_new_organisation_has_its_own_column(key, code, is_right):
    OrganisationFactory(code="UN", name_en="other")
    outcome = run("organisation", f"code;code of a new record;name_ar\n{key};{code};الأمم")
    assert mistakes(outcome) == ([] if is_right else [(2, "code of a new record" if key else "code")])


def test_another_spelling_of_a_person_on_record_is_not_unknown():
    official = OfficialFactory(name_ar="فؤاد حسين")
    OfficialNameFactory(official=official, name="Fuad Hussein")
    assert run("meeting", "headline_ar;participants\nلقاء;FUAD HUSSEIN", ImportOptions()).people == []
    assert official.participations.count() == 1


@pytest.mark.parametrize(("kind", "heading", "column"), [("official", "key", "slug"), ("topic", "المفتاح", "code")])
def test_the_key_of_a_list_is_called_the_same_in_all_lists(kind, heading, column):
    (found,) = find_columns(TABLES[kind](), [heading])
    assert found.name == column


@pytest.mark.parametrize("decision", ["9" * 5000, "9" * 15])
def test_a_number_that_no_official_has_links_to_none(decision):
    CountryFactory(code="SD", name_ar="السودان")
    group = run("meeting", NAMES).people[0]
    decisions = {one.key: decision for one in group.spellings}
    outcome = run("meeting", NAMES, replace(TRIAL, decisions=decisions))
    assert not outcome.is_written
    assert not Official.objects.exists()
