"""One decision about one meeting, what follows from it, and the way back; what editors answer to open questions."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from meetings.models import Disagreement, Meeting, Participation
from meetings.services import decisions, disagreements, participations, roles
from meetings.services.history import select_versions
from tests.factories import (
    CountryFactory,
    DisagreementFactory,
    MeetingFactory,
    OfficialFactory,
    ParticipationFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    """Messages are compared in the language they are written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create(username="editor", is_staff=True, is_superuser=True)


@pytest.fixture
def helper(django_user_model):
    user = django_user_model.objects.create(username="helper")
    roles.give_role(user, roles.UserRole.CONTRIBUTOR)
    return django_user_model.objects.get(pk=user.pk)


@pytest.fixture
def draft():
    return MeetingFactory(sound=True, review_state="draft")


def states(*records) -> list[str]:
    return [type(record).objects.get(pk=record.pk).review_state for record in records]


class TestDecisions:
    def test_publishing_takes_new_officials_along_and_back(self, draft, editor):
        new, known, wrong = (OfficialFactory(review_state=state) for state in ("draft", "published", "rejected"))
        for official in (new, known, wrong):
            ParticipationFactory(meeting=draft, official=official)
        decision = decisions.decide(draft, "published", editor)
        assert decision == decisions.Decision(draft.pk, "draft", "published", (new.pk,))
        assert states(draft, new, known, wrong) == ["published", "published", "published", "rejected"]
        assert select_versions(draft).first().way == "review"
        assert decisions.undo_decision(decision, editor)
        assert states(draft, new, known, wrong) == ["draft", "draft", "published", "rejected"]

    def test_an_official_whom_another_published_meeting_names_stays(self, draft, editor):
        new = OfficialFactory(review_state="draft")
        other = MeetingFactory(sound=True, review_state="draft")
        for meeting in (draft, other):
            ParticipationFactory(meeting=meeting, official=new)
        decision = decisions.decide(draft, "published", editor)
        decisions.decide(other, "published", editor)
        assert decisions.undo_decision(decision, editor)
        assert states(draft, other, new) == ["draft", "published", "published"]

    def test_rejecting_and_back(self, draft, editor):
        decision = decisions.decide(draft, "rejected", editor)
        assert states(draft) == ["rejected"]
        assert decisions.undo_decision(decision, editor)
        assert states(draft) == ["draft"]

    def test_who_comes_second_changes_nothing(self, draft, editor):
        decision = decisions.decide(draft, "published", editor)
        assert decisions.decide(draft, "published", editor) is None
        decisions.decide(draft, "rejected", editor)
        assert not decisions.undo_decision(decision, editor)
        assert states(draft) == ["rejected"]

    def test_a_contributor_decides_nothing(self, draft, helper, editor):
        with pytest.raises(PermissionDenied):
            decisions.decide(draft, "published", helper)
        decision = decisions.decide(draft, "published", editor)
        with pytest.raises(PermissionDenied):
            decisions.undo_decision(decision, helper)
        assert states(draft) == ["published"]

    def test_there_are_three_states(self, draft, editor):
        with pytest.raises(ValueError, match="rubbish"):
            decisions.decide(draft, "rubbish", editor)


class TestHolders:
    @pytest.fixture
    def part(self):
        return ParticipationFactory(basis="inferred", title_ar="وزير الخارجية")

    def test_confirmed(self, part, editor):
        participations.confirm_holder(part, editor)
        assert Participation.objects.get().basis == "confirmed"
        assert select_versions(part.meeting).first().user == editor

    def test_somebody_else(self, part, editor):
        official = OfficialFactory()
        participations.choose_holder(part, official, editor)
        part.refresh_from_db()
        assert (part.official, part.basis) == (official, "confirmed")

    def test_nobody_known(self, part, editor):
        participations.choose_holder(part, None, editor)
        part.refresh_from_db()
        assert (part.official, part.basis) == (None, "stated")

    def test_not_twice_and_not_nobody_at_all(self, part, editor):
        other = ParticipationFactory(meeting=part.meeting)
        with pytest.raises(ValidationError, match="already takes part"):
            participations.choose_holder(part, other.official, editor)
        Participation.objects.update(title_ar="")
        part.refresh_from_db()
        with pytest.raises(ValidationError, match="Choose the official"):
            participations.choose_holder(part, None, editor)
        part.refresh_from_db()
        assert (part.basis, part.official is None) == ("inferred", False)

    def test_not_by_a_contributor(self, part, helper):
        with pytest.raises(PermissionDenied):
            participations.confirm_holder(part, helper)
        with pytest.raises(PermissionDenied):
            participations.choose_holder(part, None, helper)


class TestDisagreements:
    def test_the_record_is_kept(self, editor):
        one = DisagreementFactory()
        disagreements.keep_record(one, editor)
        assert Disagreement.objects.get().settled
        assert Meeting.objects.get().date == date(2023, 11, 3)

    def test_the_day_of_a_source_is_taken(self, editor):
        one = DisagreementFactory(meeting__date_end=date(2023, 11, 3))
        same = DisagreementFactory(meeting=one.meeting)
        other = DisagreementFactory(meeting=one.meeting, said="2023-11-01")
        disagreements.take_source_value(one, editor)
        meeting = Meeting.objects.get()
        assert (meeting.date, meeting.date_end, meeting.date_basis) == (date(2023, 11, 4), None, "editor")
        settled = set(Disagreement.objects.filter(settled=True))
        assert settled == {one, same}
        assert other not in settled

    def test_kind_and_place(self, editor):
        one = DisagreementFactory(meeting__place=PlaceFactory(), fact="kind", recorded="in-person", said="video")
        disagreements.take_source_value(one, editor)
        assert Meeting.objects.get().kind == "video"
        erbil = PlaceFactory(slug="iq-erbil", city_ar="أربيل", country=CountryFactory())
        two = DisagreementFactory(meeting=one.meeting, fact="city", recorded="بغداد", said="أربيل")
        disagreements.take_source_value(two, editor)
        assert Meeting.objects.get().place == erbil

    @pytest.mark.parametrize(("fact", "said"), [("date", "في الخريف"), ("kind", "dinner"), ("people", "ثلاثة")])
    def test_what_fits_no_field_is_said_and_stays_open(self, editor, fact, said):
        one = DisagreementFactory(fact=fact, said=said)
        with pytest.raises(ValidationError, match=said):
            disagreements.take_source_value(one, editor)
        assert not Disagreement.objects.get().settled

    def test_not_by_a_contributor(self, helper):
        one = DisagreementFactory()
        for answer in (disagreements.keep_record, lambda one, user: disagreements.take_source_value(one, user)):
            with pytest.raises(PermissionDenied):
                answer(one, helper)
        assert not Disagreement.objects.get().settled
