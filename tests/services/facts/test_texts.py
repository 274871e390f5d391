"""Which texts follow the facts of a meeting, and which stay, decided without the database."""

import datetime
from types import SimpleNamespace

import pytest

from meetings.models import Meeting, Official, Participation, Position
from meetings.services.facts.rules import FactOnRecord
from meetings.services.facts.texts import (
    FormerFacts,
    collect_written_texts,
    follow_texts,
    is_naming_former_place,
    is_naming_former_title,
    is_stating_role,
    make_headline_of_record,
    sign_headlines,
)

MADE = "لقاء يجمع محمود عباس وفؤاد حسين"


def part(pk: int, name: str = "", title: str = "", role: str = "party", **more: object) -> Participation:
    official = Official(pk=pk, name_ar=name) if name else None
    return Participation(pk=pk, official=official, title_ar=title, role=role, **more)


def records_of(meeting: Meeting, *parts: Participation) -> dict:
    found = {None: FactOnRecord(meeting)}
    for one in parts:
        found[one.pk] = FactOnRecord(meeting, one, (one.official.name_ar,) if one.official else ())
    return found


@pytest.fixture
def meeting() -> Meeting:
    return Meeting(kind="in-person", date=datetime.date(2025, 3, 12), date_precision="day")


@pytest.fixture
def records(meeting):
    abbas = part(1, "محمود عباس", "الرئيس الفلسطيني", "host")
    hussein = part(2, "فؤاد حسين", "وزير الخارجية العراقي", "guest")
    return records_of(meeting, abbas, hussein)


def followed(meeting, records, former: FormerFacts, written=(), **texts: str) -> dict[str, str]:
    """The texts that changed, after the others were set."""
    for name, text in texts.items():
        setattr(meeting, name, text)
    return {name: getattr(meeting, name) for name in follow_texts(meeting, records, former, written)}


# ------------------------------------------------------------------------------------------------------- made headlines
@pytest.mark.parametrize(
    ("text", "former", "headline"),
    [
        ("", FormerFacts(), MADE),
        ("لقاء يجمع محمد عباس وفؤاد حسين", FormerFacts(has_other_people=True), MADE),
        ("لقاء يجمع محمد عباس وفؤاد حسين", FormerFacts(has_other_kind=True), MADE),
        ("لقاء يجمع محمد عباس وفؤاد حسين", FormerFacts(people=["محمد عباس"]), MADE),
        ("لقاء يجمع محمد عباس وفؤاد حسين", FormerFacts(), None),
        ("مباحثات عن المياه", FormerFacts(has_other_people=True, has_other_kind=True), None),
        ("مباحثات مع محمد عباس عن المياه", FormerFacts(people=["محمد عباس"]), MADE),
    ],
)
def test_the_arabic_headline(meeting, records, text, former, headline):
    changed = followed(meeting, records, former, headline_ar=text)
    assert changed.get("headline_ar") == headline
    assert changed.get("headline_ar_wording") == ("archive" if headline else None)


def test_another_text_is_emptied_and_one_that_an_editor_wrote_stays(meeting, records):
    former = FormerFacts(people=["محمد عباس"])
    texts = {"headline_ar": MADE, "headline_en": "x", "summary_ar": "تحدث محمد عباس.", "summary_en": "y"}
    assert followed(meeting, records, former, **texts) == {"summary_ar": ""}
    assert followed(meeting, records, former, ("summary_ar",), **texts) == {}


def test_the_headline_names_the_chief_participants_each_by_name_spelling_or_title(meeting):
    office = Position(title_ar="وزير النفط")
    spelt = part(1, title="لقب", name_as_written="محمود عباس")
    titled = part(2, title="وزير  الخارجية")
    held = part(3, position=office)
    guest = part(4, "فؤاد حسين", role="attendee")
    headline = make_headline_of_record(meeting, records_of(meeting, spelt, titled, held, guest))
    assert "محمود عباس" in headline
    assert "لقب" not in headline
    assert "وزير الخارجية" in headline
    assert "وزير النفط" in headline
    assert "فؤاد حسين" not in headline
    assert "فؤاد حسين" in make_headline_of_record(meeting, records_of(meeting, guest))


# --------------------------------------------------------------------------------------------------------- former facts
@pytest.mark.parametrize(
    ("text", "former", "is_kept"),
    [
        ("تحدث محمد عباس.", FormerFacts(people=["محمد عباس"]), False),
        ("تحدث محمود عباس.", FormerFacts(people=["محمود عباس"]), True),  # he takes part
        ("تحدث محمود عباس.", FormerFacts(people=["محمود  عبّاس"]), True),  # another spelling of his
        ("تحدث عباس.", FormerFacts(people=["محمد عباس"]), True),  # his family name too
        ("تحدث أيمن الصفدي.", FormerFacts(), True),
        ("كان يوم 12 آذار 2025.", FormerFacts(has_other_date=True), True),
        ("كان يوم 13 آذار 2025.", FormerFacts(has_other_date=True), False),
        ("كان يوم 13 آذار 2025.", FormerFacts(), True),
        ("كان اتصالا هاتفيا.", FormerFacts(has_other_kind=True), False),
        ("كان اتصالا هاتفيا.", FormerFacts(), True),
        ("استقبل الرئيس ضيفه.", FormerFacts(has_other_kind=True), True),
        ("كانا في رام الله.", FormerFacts(places=["رام الله"]), False),
        ("كانا في رام الله.", FormerFacts(places=["أريحا"]), True),
        ("تحدث مبعوث الرئيس.", FormerFacts(titles=["مبعوث الرئيس"]), False),
        ("تحدث الرئيس الفلسطيني.", FormerFacts(titles=["الرئيس الفلسطيني"]), True),  # another has the title
        ("محمود عباس يستقبل فؤاد حسين.", FormerFacts(roles={1: "guest"}), True),
        ("فؤاد حسين يستقبل محمود عباس.", FormerFacts(roles={1: "guest"}), False),
        ("فؤاد حسين يستقبل محمود عباس.", FormerFacts(), True),
    ],
)
def test_what_a_summary_states(meeting, records, text, former, is_kept):
    changed = followed(meeting, records, former, headline_ar="مباحثات", summary_ar=text)
    assert ("summary_ar" not in changed) is is_kept


@pytest.mark.django_db
def test_the_name_of_a_former_side(meeting, records):
    from tests.factories import CountryFactory

    CountryFactory(code="FR", name_ar="فرنسا")
    former = FormerFacts(sides={"FR"})
    texts = {"headline_ar": "مباحثات", "summary_ar": "مباحثات مع فرنسا", "occasion_ar": "مؤتمر فرنسا"}
    assert followed(meeting, records, former, **texts) == {"summary_ar": ""}  # an occasion has its own sides
    former = FormerFacts(has_other_date=True)
    texts = {"summary_ar": "يوم 13 آذار 2025", "occasion_ar": "ذكرى 13 آذار 1991"}
    assert followed(meeting, records, former, **texts) == {"summary_ar": ""}


def test_places_and_titles(meeting, records):
    assert is_naming_former_place("في رام الله", FormerFacts(places=["أريحا", "رام الله"]))
    assert not is_naming_former_place("في رام الله", FormerFacts())
    assert not is_naming_former_title("تحدث مبعوث الرئيس", records, FormerFacts())
    assert is_naming_former_title("تحدث مبعوث الرئيس", records, FormerFacts(titles=["مبعوث الرئيس"]))
    assert not is_naming_former_title("تحدث الوزير", records, FormerFacts(titles=["مبعوث الرئيس"]))


@pytest.mark.parametrize(
    ("text", "former", "is_stated"),
    [
        ("تباحث محمود عباس وفؤاد حسين", {1: "guest"}, False),
        ("محمود عباس يستقبل فؤاد حسين", {1: "host"}, True),
        ("محمود عباس يستقبل فؤاد حسين", {1: "guest"}, False),
        ("محمود عباس يستقبل فؤاد حسين", {2: "guest"}, True),
        ("محمود عباس يستقبل فؤاد حسين", {2: "host"}, False),
        ("الرئيس يستقبل ضيفه", {1: "host"}, True),  # the names cannot be found
        ("محمود عباس يستقبل ضيفه", {2: "guest"}, True),
    ],
)
def test_who_received_whom(records, text, former, is_stated):
    assert is_stating_role(text, records, former) is is_stated


# -------------------------------------------------------------------------------------------------------- written texts
@pytest.mark.parametrize(
    ("columns", "before", "wording", "changed"),
    [
        (["headline_ar"], "outlet", "outlet", ["headline_ar_wording"]),
        (["headline_ar"], "outlet", "archive", []),  # the editor chose it
        (["headline_ar"], "editor", "editor", []),
        (["headline_ar"], None, "outlet", []),  # a new meeting
        (["summary_ar"], "outlet", "outlet", []),
        ([], "outlet", "outlet", []),
    ],
)
def test_a_headline_that_an_editor_wrote_is_the_editors(meeting, columns, before, wording, changed):
    meeting.headline_ar_wording = wording
    state = {"fields": {"headline_ar_wording": before}} if before else None
    assert sign_headlines(meeting, columns, state) == changed
    assert meeting.headline_ar_wording == ("editor" if changed else wording)


def test_texts_that_an_editor_wrote(meeting):
    meeting.headline_ar, meeting.headline_ar_wording = "أ", "editor"
    meeting.headline_en, meeting.headline_en_wording = "", "editor"
    meeting.summary_ar = "ب"
    rows = [SimpleNamespace(fact=fact) for fact in ("summary_ar", "summary_en", "date")]
    assert collect_written_texts(meeting, rows) == {"headline_ar", "summary_ar"}
    meeting.headline_ar_wording = "outlet"
    assert collect_written_texts(meeting, []) == set()
