"""The basis of a changed fact, and what a changed fact ends, each condition by itself."""

import datetime

import pytest

from meetings.models import EditedFact, Participation
from meetings.services.facts.bases import drop_other_names, end_bases, follow_columns, save_bases
from meetings.services.facts.changes import Action, ChangedFact
from meetings.services.facts.consequences import ChangedMeeting, end_dependent_facts
from meetings.services.facts.loading import RecordNames, load_meetings
from meetings.services.facts.rules import load_records_of
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    EditedFactFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

Fact = EditedFact.Fact
BEGAN = datetime.datetime(2025, 3, 12, tzinfo=datetime.UTC)


class Log:
    """The rows that were touched."""

    def __init__(self):
        self.touched = []

    def touch(self, record):
        self.touched.append(record)

    made = touch


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create(username="salma", first_name="Salma")


def loaded(pk: int):
    return load_meetings([pk])[pk]


def records_of(meeting):
    return load_records_of(meeting, RecordNames())


# --------------------------------------------------------------------------------------------------- rows of the editor
@pytest.mark.parametrize(
    ("change", "had_row", "new", "left"),
    [
        (ChangedFact(Fact.DATE), False, 1, 0),
        (ChangedFact(Fact.DATE), True, 0, 1),
        (ChangedFact(Fact.DATE, is_empty=True), False, 1, 0),  # that it is not known is a statement too
        (ChangedFact(Fact.DATE, is_empty=True), True, 0, 1),
        (ChangedFact(Fact.SUMMARY_AR, is_empty=True), False, 0, 0),  # an empty text follows the facts
        (ChangedFact(Fact.SUMMARY_AR, is_empty=True), True, 0, 0),
        (ChangedFact(Fact.SUMMARY_AR), True, 0, 1),
    ],
)
def test_rows_of_a_stated_fact(log, editor, change, had_row, new, left):
    meeting = MeetingFactory()
    if had_row:
        EditedFactFactory(meeting=meeting, fact=change.fact)
    EditedFactFactory(meeting=meeting, fact=Fact.KIND)
    made = save_bases(loaded(meeting.pk), [change], Action(editor, "form", BEGAN), log)
    assert len(made) == new
    assert EditedFact.objects.filter(fact=change.fact).count() == left
    assert EditedFact.objects.filter(fact=Fact.KIND, editor=None).exists()
    for row in [*made, *EditedFact.objects.filter(fact=change.fact)]:
        assert (row.editor, row.editor_name) == (editor, "Salma")


def test_a_topic_that_is_gone_has_no_editor(log, editor):
    meeting, topic = MeetingFactory(), TopicFactory()
    row = EditedFactFactory(meeting=meeting, fact=Fact.TOPIC, topic=topic)
    change = ChangedFact(Fact.TOPIC, topic=topic.pk, is_empty=True)
    assert save_bases(loaded(meeting.pk), [change], Action(editor, "form", BEGAN), log) == []
    assert not EditedFact.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("way", "left"), [("restore", {"kind"}), ("merge", {"date", "kind"}), ("split", {"date", "kind"})]
)
def test_what_no_editor_changed_has_no_editor_any_more(log, way, left):
    meeting = MeetingFactory()
    for fact in (Fact.DATE, Fact.KIND):
        EditedFactFactory(meeting=meeting, fact=fact)
    end_bases(loaded(meeting.pk), [ChangedFact(Fact.DATE)], Action(None, way, BEGAN), log)
    assert set(EditedFact.objects.values_list("fact", flat=True)) == left


# ---------------------------------------------------------------------------------------------------------------- dates
@pytest.mark.parametrize(
    ("date", "basis", "former", "has_words", "expected"),
    [
        ("2023-11-03", "stated", "stated", True, "editor"),
        ("2023-11-03", "stated", "weekday", True, "stated"),  # the editor chose the basis, and words state it
        ("2023-11-03", "stated", "weekday", False, "editor"),
        ("2023-11-03", "editor", "stated", False, "editor"),
        ("2023-11-03", "stated", None, True, "editor"),
        (None, "stated", "stated", True, "unknown"),
    ],
)
def test_the_basis_of_a_day(log, date, basis, former, has_words, expected):
    meeting = MeetingFactory(date=date, date_precision="day" if date else "unknown", date_basis=basis,
                             date_explanation="new")  # fmt: skip
    mark = EvidenceFactory(meeting=meeting, fact="date" if has_words else "place")
    before = {"fields": {"date_basis": former, "date_explanation": "old"}} if former else None
    found = loaded(meeting.pk)
    columns = follow_columns(found, records_of(found), [mark], [ChangedFact(Fact.DATE)], before, log)
    assert found.date_basis == expected
    assert ("date_basis" in columns) is (expected != basis)
    assert found.date_explanation == ("new" if date else "")


def test_an_explanation_of_the_former_day_goes(log):
    meeting = MeetingFactory(date_basis="editor", date_explanation="old")
    before = {"fields": {"date_basis": "editor", "date_explanation": "old"}}
    found = loaded(meeting.pk)
    assert follow_columns(found, records_of(found), [], [ChangedFact(Fact.DATE)], before, log) == ["date_explanation"]
    assert found.date_explanation == ""


# --------------------------------------------------------------------------------------------------------------- people
@pytest.mark.parametrize(
    ("basis", "former", "quote", "inferred", "expected"),
    [
        ("stated", "stated", None, False, "editor"),
        ("inferred", "inferred", None, False, "editor"),
        ("confirmed", "confirmed", None, False, "confirmed"),
        ("stated", "inferred", None, False, "stated"),  # the editor chose the basis
        ("stated", None, None, False, "editor"),  # a new participant
        ("stated", "stated", "فؤاد حسين", False, "stated"),
        ("stated", "stated", "فؤاد حسين", True, "editor"),
        ("stated", "stated", "وزير الخارجية العراقي", False, "editor"),
    ],
)
def test_the_basis_of_a_participant(log, basis, former, quote, inferred, expected):
    part = ParticipationFactory(official=OfficialFactory(name_ar="فؤاد حسين"), basis=basis)
    if quote:
        EvidenceFactory(meeting=part.meeting, fact="participant", quote=quote, participation=part, inferred=inferred)
    before = {"parts": {"participations": [{"id": part.pk, "basis": former}] if former else []}}
    found = loaded(part.meeting_id)
    marks = list(found.evidence.all())
    follow_columns(found, records_of(found), marks, [ChangedFact(Fact.PARTICIPANT, part.pk)], before, log)
    part.refresh_from_db()
    assert part.basis == expected
    assert bool(log.touched) is (expected != basis)


def test_words_for_another_participant_or_fact_are_no_basis(log):
    part = ParticipationFactory(official=OfficialFactory(name_ar="فؤاد حسين"), basis="stated")
    other = ParticipationFactory(meeting=part.meeting, official=OfficialFactory(name_ar="أيمن الصفدي"))
    EvidenceFactory(meeting=part.meeting, fact="participant", quote="فؤاد حسين", participation=other)
    EvidenceFactory(meeting=part.meeting, fact="title", quote="فؤاد حسين", participation=part)
    found = loaded(part.meeting_id)
    follow_columns(
        found, records_of(found), list(found.evidence.all()), [ChangedFact(Fact.PARTICIPANT, part.pk)], None, log
    )
    assert Participation.objects.get(pk=part.pk).basis == "editor"


@pytest.mark.parametrize(
    ("has_official", "spelt", "left"),
    [
        (True, "أيمن الصفدي", ""),
        (True, "فواد حسين", "فواد حسين"),
        (True, "", ""),
        (False, "أيمن الصفدي", "أيمن الصفدي"),
    ],
)
def test_a_spelling_that_names_someone_else_goes(log, has_official, spelt, left):
    official = OfficialFactory(name_ar="فؤاد حسين") if has_official else None
    part = ParticipationFactory(official=official, name_as_written=spelt, title_ar="وزير")
    drop_other_names(records_of(loaded(part.meeting_id)).values(), log)
    part.refresh_from_db()
    assert part.name_as_written == left
    assert bool(log.touched) is (left != spelt)


# --------------------------------------------------------------------------------------------------------- consequences
def ended(meeting, changes, before, log, user="salma", way="form") -> list[tuple[str, bool]]:
    found = loaded(meeting.pk)
    case = ChangedMeeting(found, records_of(found), before, changes, Action(user, way, BEGAN), log)
    made = [(one.fact.value, one.is_empty) for one in end_dependent_facts(case)]
    meeting.venue_after = found.venue_ar
    return made


def state(fields: dict | None = None, *rows: dict) -> dict:
    return {"fields": {"venue_ar": "", "venue_en": "", "place_id": None, **(fields or {})},
            "parts": {"participations": list(rows)}}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "role", "changed", "stated", "left"),
    [
        ("phone", "host", [Fact.KIND], None, "party"),
        ("video", "guest", [Fact.KIND], None, "party"),
        ("phone", "attendee", [Fact.KIND], None, "attendee"),
        ("in-person", "host", [Fact.KIND], None, "host"),
        ("phone", "host", [Fact.DATE], None, "host"),  # it was a call before
        ("phone", "host", [Fact.KIND], Fact.ROLE, "host"),
        ("phone", "host", [Fact.KIND], Fact.TITLE, "party"),
    ],
)
def test_a_call_has_no_host(log, kind, role, changed, stated, left):
    part = ParticipationFactory(meeting__kind=kind, role=role)
    if stated:
        EditedFactFactory(meeting=part.meeting, fact=stated, participation=part)
    made = ended(part.meeting, [ChangedFact(fact) for fact in changed], state(), log)
    part.refresh_from_db()
    assert part.role == left
    assert made == ([("role", False)] if left != role else [])


def test_a_role_that_the_action_states_stays(log):
    part = ParticipationFactory(meeting__kind="phone", role="host")
    changes = [ChangedFact(Fact.KIND), ChangedFact(Fact.ROLE, part.pk)]
    assert ended(part.meeting, changes, state(), log) == []


class TestOffices:
    @pytest.fixture
    def part(self):
        office = PositionFactory()
        return ParticipationFactory(official=OfficialFactory(name_ar="أيمن الصفدي"), title_ar="وزير الخارجية العراقي",
                                    title_en="Minister", position=office, name_as_written="فؤاد حسين")  # fmt: skip

    def row(self, part, **more) -> dict:
        kept = {"id": part.pk, "official_id": 999, "name_as_written": "فؤاد حسين", "title_ar": part.title_ar,
                "title_en": part.title_en, "position_id": part.position_id}  # fmt: skip
        return {**kept, **more}

    def end(self, part, log, row=None, replaced=True, **more) -> list[tuple[str, bool]]:
        change = ChangedFact(Fact.PARTICIPANT, part.pk, is_replaced=replaced)
        made = ended(part.meeting, [change], state(None, row or self.row(part)), log, **more)
        part.refresh_from_db()
        return made

    def test_the_office_of_the_former_person_is_emptied(self, part, log):
        assert self.end(part, log) == [("title", True)]
        assert (part.title_ar, part.title_en, part.position) == ("", "", None)

    @pytest.mark.parametrize("way", ["review", "merge", "split", "restore"])
    def test_other_ways_keep_it(self, part, log, way):
        assert self.end(part, log, way=way) == []
        assert part.title_ar

    def test_a_command_keeps_it(self, part, log):
        assert self.end(part, log, user=None) == []

    def test_a_person_who_is_only_completed_keeps_it(self, part, log):
        assert self.end(part, log, replaced=False) == []

    def test_a_new_participant_keeps_it(self, part, log):
        assert self.end(part, log, self.row(part, id=part.pk + 1)) == []

    def test_of_nobody_there_was_no_office(self, part, log):
        assert self.end(part, log, self.row(part, official_id=None)) == []

    def test_the_report_names_the_new_person_with_it(self, part, log):
        assert self.end(part, log, self.row(part, name_as_written="أيمن الصفدي")) == []

    def test_a_participant_without_a_person_keeps_it(self, part, log):
        Participation.objects.filter(pk=part.pk).update(official=None)
        assert self.end(part, log) == []

    def test_a_title_that_an_editor_stated_stays(self, part, log):
        EditedFactFactory(meeting=part.meeting, fact=Fact.TITLE, participation=part)
        assert self.end(part, log) == []

    def test_what_the_editor_changed_too_stays(self, part, log):
        row = self.row(part, title_ar="آخر", title_en="")
        assert self.end(part, log, row) == [("title", False)]
        assert (part.title_ar, part.title_en, part.position) == ("وزير الخارجية العراقي", "Minister", None)

    def test_an_office_that_the_new_person_held_stays(self, part, log):
        AppointmentFactory(official=part.official, position=part.position)
        assert self.end(part, log) == [("title", False)]  # the English title is not that of the office
        assert (part.title_ar, part.title_en, part.position is None) == ("وزير الخارجية العراقي", "", False)

    def test_another_fact_of_the_participant_ends_no_office(self, part, log):
        change = ChangedFact(Fact.SIDE, part.pk, is_replaced=True)
        assert ended(part.meeting, [change], state(None, self.row(part)), log) == []


class TestVenue:
    def cairo(self):
        return PlaceFactory(slug="eg-cairo", city_ar="القاهرة", country=CountryFactory(code="EG", name_ar="مصر"))

    @pytest.mark.parametrize(
        ("venue", "former_venue", "has_former_place", "is_ended"),
        [
            ("الكرملين", "الكرملين", True, True),
            ("الكرملين", "قصر آخر", True, False),  # the editor typed it
            ("الكرملين", "الكرملين", False, False),  # the place was not known
            ("القاعة", "القاعة", True, False),  # nobody knows where that is
            ("قصر القبة", "قصر القبة", True, False),  # it is in the new city
            ("", "", True, False),
        ],
    )
    def test_a_building_of_another_city(self, log, venue, former_venue, has_former_place, is_ended):
        place, moscow = self.cairo(), PlaceFactory(slug="ru-moscow", city_ar="موسكو")
        meeting = MeetingFactory(place=place, venue_ar=venue)
        before = state({"venue_ar": former_venue, "place_id": moscow.pk if has_former_place else None})
        assert ended(meeting, [ChangedFact(Fact.PLACE)], before, log) == ([("place", False)] if is_ended else [])
        assert meeting.venue_after == ("" if is_ended else venue)

    def test_the_same_place_or_none_ends_nothing(self, log):
        moscow = PlaceFactory(slug="ru-moscow", city_ar="موسكو")
        for place, former in ((self.cairo(), None), (None, moscow.pk)):
            meeting = MeetingFactory(place=place, venue_ar="الكرملين")
            before = state({"venue_ar": "الكرملين", "place_id": former or place.pk})
            assert ended(meeting, [ChangedFact(Fact.KIND)], before, log) == []
