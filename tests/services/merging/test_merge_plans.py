"""What is one and what is two when records are merged: participants, dates of an office, values that differ."""

from datetime import date

import pytest

from meetings.models import Appointment, Official
from meetings.services.merging.appointments import choose_finer_date, is_same_date, may_be_one
from meetings.services.merging.merge_meetings_plan import complete_choices, list_conflicts, suggest_choices
from meetings.services.merging.merge_meetings_plan import plan_merge as plan_meeting_merge
from meetings.services.merging.merge_officials_plan import MergePlan
from tests.factories import CountryFactory, MeetingFactory, OfficialFactory, ParticipationFactory, PositionFactory


@pytest.mark.django_db
class TestParticipants:
    @pytest.fixture(autouse=True)
    def world(self):
        iraq, turkey = CountryFactory(), CountryFactory(code="TR", name_ar="تركيا")
        self.values = {
            "IQ": iraq,
            "TR": turkey,
            "fuad": OfficialFactory(name_ar="فؤاد حسين"),
            "hakan": OfficialFactory(name_ar="هاكان فيدان"),
            "defence": PositionFactory(code="iq-defence", title_ar="وزير الدفاع", country=iraq),
        }

    def is_one(self, kept: dict, other: dict) -> bool:
        """Whether two participants, each of a meeting, are one when the meetings are merged."""
        meetings = [MeetingFactory(), MeetingFactory()]
        for meeting, fields in zip(meetings, (kept, other), strict=True):
            known = {"official": None, "country": "IQ"} | fields
            ParticipationFactory(meeting=meeting, **{name: self.values.get(v, v) for name, v in known.items()})
        plan = plan_meeting_merge(*meetings)
        assert len(plan.joined) + len(plan.participations) == 1
        return bool(plan.joined)

    @pytest.mark.parametrize(
        ("kept", "other", "expected"),
        [
            ({"official": "fuad"}, {"official": "fuad", "country": "TR"}, True),
            ({"official": "fuad"}, {"official": "hakan"}, False),
            # By office, where one of them is not identified.
            ({"official": "fuad", "title_ar": "وزير الدفاع"}, {"title_ar": "وزير الدفاع العراقي"}, True),
            ({"title_ar": "وزير الدفاع"}, {"official": "fuad", "title_ar": "وزير الدفاع العراقي"}, True),
            ({"title_ar": "وزير الدفاع"}, {"title_ar": "وزير النفط"}, False),
            ({"title_ar": "وزير الدفاع"}, {"title_ar": "وزير الدفاع", "country": "TR"}, False),
            ({"title_ar": "وزير الدفاع", "country": None}, {"title_ar": "وزير الدفاع", "country": None}, False),
            ({"title_ar": "وزير الدفاع", "is_group": True}, {"title_ar": "وزير الدفاع"}, False),
            ({"title_ar": "وفد", "is_group": True}, {"title_ar": "وفد", "is_group": True}, True),
            ({"position": "defence", "title_ar": "أ"}, {"position": "defence", "title_ar": "ب"}, True),
            (
                {"official": "fuad", "title_ar": "وزير الدفاع"},
                {"official": "hakan", "title_ar": "وزير الدفاع"},
                False,
            ),
            # By name.
            ({"name_as_written": "علي حسن"}, {"name_as_written": "على حسن"}, True),
            ({"name_as_written": "علي حسن"}, {"name_as_written": "علي حسن", "country": None}, True),
            ({"name_as_written": "علي حسن"}, {"name_as_written": "علي حسن", "country": "TR"}, False),
            ({"name_as_written": "علي حسن"}, {"name_as_written": "علي محمد"}, False),
            ({"official": "fuad", "country": None}, {"name_as_written": "فؤاد حسين"}, True),
        ],
    )
    def test_one_participant_or_two(self, kept, other, expected):
        assert self.is_one(kept, other) is expected


DAY, MONTH, YEAR = date(2019, 9, 5), date(2019, 9, 1), date(2019, 1, 1)


class TestDates:
    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            ((DAY, "day"), (DAY, "day"), True),
            ((DAY, "day"), (MONTH, "day"), False),
            ((DAY, "day"), (MONTH, "month"), True),
            ((DAY, "day"), (date(2019, 10, 1), "month"), False),
            ((DAY, "day"), (YEAR, "year"), True),
            ((MONTH, "month"), (YEAR, "year"), True),
            ((DAY, "day"), (date(2020, 1, 1), "year"), False),
            ((None, "unknown"), (DAY, "day"), True),
            ((None, "unknown"), (None, "unknown"), True),
        ],
    )
    def test_the_same_in_their_common_precision(self, one, other, expected):
        assert is_same_date(*one, *other) is is_same_date(*other, *one) is expected

    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            ((DAY, "day"), (YEAR, "year"), (DAY, "day")),
            ((YEAR, "year"), (DAY, "day"), (DAY, "day")),
            ((MONTH, "month"), (YEAR, "year"), (MONTH, "month")),
            ((None, "unknown"), (YEAR, "year"), (YEAR, "year")),
            ((YEAR, "year"), (None, "day"), (YEAR, "year")),
            ((None, "unknown"), (None, "day"), (None, "unknown")),
            ((DAY, "day"), (MONTH, "day"), (DAY, "day")),  # as exact: the first
        ],
    )
    def test_the_more_exact_one(self, one, other, expected):
        assert choose_finer_date(*one, *other) == expected

    def appointment(self, start: tuple, end: tuple = (None, "unknown")) -> Appointment:
        return Appointment(start=start[0], start_precision=start[1], end=end[0], end_precision=end[1])

    def test_appointments_that_can_be_one(self):
        year, day = self.appointment((YEAR, "year")), self.appointment((DAY, "day"))
        assert may_be_one(year, day)
        assert not may_be_one(day, self.appointment((MONTH, "day")))
        ended = self.appointment((None, "unknown"), (DAY, "day"))
        assert may_be_one(day, ended)  # on one day
        assert not may_be_one(self.appointment((date(2019, 9, 6), "day")), ended)
        assert not may_be_one(ended, self.appointment((None, "unknown"), (MONTH, "day")))


@pytest.mark.django_db
class TestValues:
    def test_facts_that_differ(self):
        kept = MeetingFactory(kind="visit", headline_ar="أ")
        assert list_conflicts([kept, MeetingFactory(kind="in-person", headline_ar="أ")]) == []
        assert "kind" in list_conflicts([kept, MeetingFactory(kind="phone", headline_ar="أ")])

    def test_the_more_exact_date_and_the_public_state_are_suggested(self):
        kept = MeetingFactory(date=MONTH, date_precision="month", review_state="draft")
        other = MeetingFactory(date=DAY, date_precision="day", review_state="published")
        undated = MeetingFactory(date=None, date_precision="unknown", review_state="rejected")
        choices = suggest_choices(kept, [undated, other])
        assert (choices["date"], choices["review_state"]) == (other.pk, other.pk)
        assert suggest_choices(other, [kept])["date"] == other.pk
        assert suggest_choices(undated, [kept])["date"] == kept.pk

    def test_choices_of_other_records_and_facts_are_ignored(self):
        kept, other = MeetingFactory(), MeetingFactory()
        found = complete_choices({"kind": other.pk, "date": 99_999, "slug": other.pk}, kept, [other])
        assert (found["kind"], found["date"]) == (other.pk, kept.pk)
        assert "slug" not in found


def test_officials_whose_fields_differ():
    kept, other = Official(name_ar="أ", notes="a"), Official(name_ar="ب", name_en="B", notes="b")
    plan = MergePlan(kept, other)
    assert "name_en" not in plan.conflicts
    assert {"name_ar", "notes"} <= set(plan.conflicts)
    assert plan.suggested()["name_en"] == "other"
    assert plan.suggested()["name_ar"] == "kept"
    assert plan.suggested()["notes"] == "both"
    kept.notes = ""
    assert plan.suggested()["notes"] == "other"
