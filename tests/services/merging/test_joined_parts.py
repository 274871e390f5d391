"""Two parts that become one: which value stays, which is written down, which pair is still suggested."""

import datetime

import pytest
from django.utils import translation

from meetings.models import (
    Appointment,
    Country,
    DismissedOffice,
    LikelyDuplicate,
    Official,
    Organisation,
    Participation,
    Position,
)
from meetings.services.merging.edited_facts import _has_value, _is_replaced
from meetings.services.merging.merge_officials import (
    _choose_fields,
    _join_appointments,
    _move_dismissed_offices,
    _move_evidence,
    _move_suggestions,
    complete,
)
from meetings.services.merging.merge_officials_plan import MergePlan
from tests.factories import (
    AppointmentFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    ParticipationFactory,
    PositionFactory,
)

IRAQ, FRANCE, UN = Country(pk=1, name_ar="العراق"), Country(pk=2, name_ar="فرنسا"), Organisation(pk=3, name_ar="الأمم")
ONE, TWO = Position(pk=1, title_ar="وزير"), Position(pk=2, title_ar="سفير")


@pytest.fixture(autouse=True)
def arabic():
    with translation.override("ar"):
        yield


@pytest.mark.parametrize(
    ("kept", "other", "column", "value", "lost"),
    [
        ({}, {"title_ar": "وزير"}, "title_ar", "وزير", 0),
        ({"title_ar": "وزير"}, {}, "title_ar", "وزير", 0),
        ({"title_ar": "وزير"}, {"title_ar": "سفير"}, "title_ar", "وزير", 1),
        ({"title_ar": "إمام"}, {"title_ar": "امام"}, "title_ar", "إمام", 0),
        ({"name_as_written": "أ"}, {"name_as_written": "ب"}, "name_as_written", "أ", 1),
        ({}, {"country": IRAQ}, "country", IRAQ, 0),
        ({}, {"organisation": UN}, "organisation", UN, 0),
        ({"country": IRAQ}, {}, "country", IRAQ, 0),
        ({"country": IRAQ}, {"country": IRAQ}, "country", IRAQ, 0),
        ({"country": IRAQ}, {"country": FRANCE}, "country", IRAQ, 1),
        ({"country": IRAQ}, {"organisation": UN}, "organisation", None, 1),
        ({}, {"position": ONE}, "position", ONE, 0),
        ({"position": ONE}, {}, "position", ONE, 0),
        ({"position": ONE}, {"position": ONE}, "position", ONE, 0),
        ({"position": ONE}, {"position": TWO}, "position", ONE, 1),
        ({"role": "party"}, {"role": "host"}, "role", "host", 0),
        ({"role": "attendee"}, {"role": "guest"}, "role", "guest", 0),
        ({"role": "host"}, {"role": "guest"}, "role", "host", 0),
        ({"role": "party"}, {"role": "attendee"}, "role", "party", 0),
        ({"basis": "inferred"}, {"basis": "confirmed"}, "basis", "confirmed", 0),
        ({"basis": "stated"}, {"basis": "editor"}, "basis", "stated", 0),
        ({"is_group": True}, {"is_group": True}, "is_group", True, 0),
        ({"is_group": True}, {"is_group": False}, "is_group", False, 0),
        ({"is_group": False}, {"is_group": True}, "is_group", False, 0),
    ],
)
def test_one_participant_of_two(kept, other, column, value, lost):
    first, second = (Participation(**{"basis": "stated", "role": "party", **fields}) for fields in (kept, other))
    assert len(complete(first, second)) == lost
    assert getattr(first, column) == value


# -------------------------------------------------------------------------------------------------- facts of an editor
@pytest.mark.parametrize(
    ("fact", "former", "now", "is_replaced"),
    [
        ("title", {}, {}, False),
        ("title", {}, {"title_ar": "وزير"}, True),
        ("title", {"title_ar": "وزير"}, {"title_ar": "وزير"}, False),
        ("title", {"title_ar": "وزير"}, {"title_ar": "وزير", "title_en": "Minister"}, False),  # only completed
        ("title", {"title_ar": "وزير"}, {"title_ar": "سفير"}, True),
        ("title", {"title_ar": "وزير", "title_en": "Minister"}, {"title_ar": "وزير"}, True),
        ("role", {"role": "host"}, {"role": "guest"}, True),
        ("role", {"role": "host"}, {"role": "host"}, False),
        ("participant", {"official_id": 1, "name_as_written": "أ"}, {"official_id": 1, "name_as_written": "ب"}, False),
        ("participant", {"official_id": 1}, {"official_id": 2}, True),
    ],
)
def test_a_fact_that_was_replaced(fact, former, now, is_replaced):
    one, other = Participation(**former), Participation(**now)
    assert _is_replaced(fact, one, other) is is_replaced
    assert _has_value(fact, one, other) is (not is_replaced and not ("title_en" in now and "title_en" not in former))


# ------------------------------------------------------------------------------------------------------------- offices
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kept", "other", "end", "url", "is_told"),
    [
        ({}, {}, None, "", False),
        ({"end": "2024-01-01"}, {"end": "2024-01-01"}, "2024-01-01", "", False),
        ({"end": "2024-01-01"}, {"end": "2025-01-01"}, "2024-01-01", "", True),
        ({"end": "2024-01-01", "end_precision": "year"}, {"end": "2024-05-01"}, "2024-05-01", "", False),
        ({}, {"source_url": "https://example.org/b"}, None, "https://example.org/b", False),
        ({"source_url": "https://example.org/a"}, {}, None, "https://example.org/a", False),
        (
            {"source_url": "https://example.org/a"}, {"source_url": "https://example.org/a"}, None,
            "https://example.org/a", False,
        ),
        (
            {"source_url": "https://example.org/a"}, {"source_url": "https://example.org/b"}, None,
            "https://example.org/a", True,
        ),
    ],
)  # fmt: skip
def test_one_office_of_two(kept, other, end, url, is_told):
    officials = [OfficialFactory(), OfficialFactory()]
    held = [AppointmentFactory(official=one, **fields) for one, fields in zip(officials, (kept, other), strict=True)]
    held = [Appointment.objects.get(pk=one.pk) for one in held]
    plan = MergePlan(*officials)
    plan.appointments_joined.append((held[0], held[1]))
    left_over = _join_appointments(plan)
    joined = Appointment.objects.get()
    assert (joined.end.isoformat() if joined.end else None, joined.source_url) == (end, url)
    assert bool(left_over) is is_told


@pytest.mark.django_db
def test_what_is_told_of_an_office_that_could_not_be_joined():
    kept, other = OfficialFactory(), OfficialFactory()
    first = AppointmentFactory(official=kept, end=datetime.date(2024, 1, 1))
    second = AppointmentFactory(official=other, start=None, end=datetime.date(2025, 1, 1))
    third = AppointmentFactory(official=other, position=PositionFactory(code="x", title_ar="سفير"))
    plan = MergePlan(kept, other)
    plan.appointments_joined.append((first, second))
    plan.appointments.append(third)
    [told] = _join_appointments(plan)
    assert told.endswith("… – 2025-01-01")
    assert set(kept.appointments.all()) == {first, third}


# ------------------------------------------------------------------------------------------------------------ the rest
@pytest.mark.django_db
def test_evidence_that_both_have_stays_once():
    meeting = MeetingFactory()
    kept, other = ParticipationFactory(meeting=meeting), ParticipationFactory(meeting=meeting)
    mark = EvidenceFactory(meeting=meeting, fact="participant", quote="فؤاد حسين", participation=kept)
    EvidenceFactory(meeting=meeting, article=mark.article, fact="participant", quote="فؤاد حسين", participation=other)
    more = EvidenceFactory(meeting=meeting, article=mark.article, fact="title", quote="فؤاد حسين", participation=other)
    _move_evidence(kept, other)
    assert set(kept.evidence.all()) == {mark, more}
    assert not other.evidence.exists()


@pytest.mark.parametrize(
    ("choices", "left_over", "names", "notes"),
    [
        ({}, [], ("أ", "A"), "one"),
        ({"name_ar": "other"}, [], ("ب", "A"), "one"),
        ({"notes": "other"}, [], ("أ", "A"), "two"),
        ({"notes": "both"}, [], ("أ", "A"), "one\n\ntwo"),
        ({"name_ar": "both"}, [], ("أ", "A"), "one"),
        ({}, ["x"], ("أ", "A"), "one\n\nمن السجل المدموج ب:\nx"),
        ({"notes": "other"}, ["x"], ("أ", "A"), "two\n\nمن السجل المدموج ب:\nx"),
    ],
)
@pytest.mark.django_db
def test_the_chosen_values_of_two_officials(choices, left_over, names, notes):
    kept = OfficialFactory(name_ar="أ", name_en="A", notes="one")
    other = OfficialFactory(name_ar="ب", name_en="", notes="two")
    chosen = dict.fromkeys(("name_ar", "name_en", "review_state", "notes", "slug"), "kept") | choices
    lost = _choose_fields(MergePlan(kept, other), chosen, left_over)
    found = Official.objects.get(pk=kept.pk)
    assert (found.name_ar, found.name_en) == names
    assert found.notes.splitlines()[0] == notes.splitlines()[0]
    assert found.notes.count("\n") == notes.count("\n")
    assert set(lost) == {"أ", "A", "ب"} - set(names)


@pytest.mark.django_db
class TestSuggestions:
    def pair(self, one, other, state="waiting") -> None:
        first, second = sorted((one, other), key=lambda official: official.pk)
        LikelyDuplicate.objects.create(first=first, second=second, score=50, state=state)

    def pairs(self) -> set[tuple[int, int, str]]:
        return set(LikelyDuplicate.objects.values_list("first", "second", "state"))

    @pytest.mark.parametrize(
        ("mine", "its", "left"),
        [
            (None, "waiting", None),
            (None, "later", "later"),
            (None, "not-same", "not-same"),
            ("waiting", "waiting", "waiting"),
            ("waiting", "later", "waiting"),
            ("waiting", "not-same", "not-same"),
            ("later", "not-same", "not-same"),
            ("not-same", "later", "not-same"),
            ("not-same", "not-same", "not-same"),
        ],
    )
    @pytest.mark.parametrize("is_third_first", [True, False])
    def test_what_an_editor_decided_of_the_other(self, mine, its, left, is_third_first):
        third = OfficialFactory() if is_third_first else None
        kept, other = OfficialFactory(), OfficialFactory()
        third = third or OfficialFactory()
        self.pair(kept, other)
        self.pair(other, third, its)
        if mine:
            self.pair(kept, third, mine)
        _move_suggestions(kept.pk, other.pk)
        first, second = sorted((kept.pk, third.pk))
        assert self.pairs() == ({(first, second, left)} if left else set())

    def test_offices_that_an_editor_dismissed(self):
        kept, other = OfficialFactory(), OfficialFactory()
        for official, offices in ((kept, ["a"]), (other, ["a", "b"])):
            for office in offices:
                DismissedOffice.objects.create(official=official, office=office, side="IQ")
        _move_dismissed_offices(kept.pk, other.pk)
        assert set(DismissedOffice.objects.values_list("official", "office")) == {(kept.pk, "a"), (kept.pk, "b")}
