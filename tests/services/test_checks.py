"""What public records break: whose errors they are, which an editor accepted, and when a reason is asked for."""

import pytest

from meetings.models import RuleException
from meetings.services import roles
from meetings.services.checks import (
    ReasonNeededError,
    accept,
    add_exceptions,
    check,
    check_changes,
    confirm_public,
    confirming,
    find_public_errors,
    group_errors_by_record,
    list_concerned,
    list_unique_findings,
    select_visible_to,
)
from meetings.services.history import recorded
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    MeetingFactory,
    OfficialFactory,
    ParticipationFactory,
    PlaceFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken():
    """A public meeting of nobody, which is an error."""
    return MeetingFactory()


@pytest.fixture
def sound():
    return MeetingFactory(sound=True)


def records_of(findings) -> set:
    return {one.record for one in findings}


# ------------------------------------------------------------------------------------------------------- whose they are
def test_errors_by_record(broken, sound, admin_user):
    errors = group_errors_by_record("meeting", [broken.pk, sound.pk, 987654])
    assert errors.keys() == {broken.pk}
    assert group_errors_by_record("meeting", []) == {}
    assert group_errors_by_record("official", [broken.pk]) == {}
    accept(errors[broken.pk], "We know.", admin_user)
    assert group_errors_by_record("meeting", [broken.pk]) == {}


def test_a_finding_of_several_records_is_one(broken):
    errors = group_errors_by_record("meeting", [broken.pk])
    assert list_unique_findings({1: errors[broken.pk], 2: errors[broken.pk]}) == errors[broken.pk]


def test_records_and_the_meetings_to_which_they_belong():
    meeting, place, article = (
        MeetingFactory(place=PlaceFactory()),
        PlaceFactory(slug="x", city_ar="س"),
        ArticleFactory(),
    )
    official = ParticipationFactory(meeting=meeting).official
    appointment = AppointmentFactory(official=official)
    SourceFactory(meeting=meeting, article=article)
    owner = ("meeting", meeting.pk)
    for record in (("place", meeting.place_id), ("article", article.pk), ("official", official.pk)):
        assert list_concerned([record, record]) == [record, owner]
    assert list_concerned([("appointment", appointment.pk)]) == [("appointment", appointment.pk), owner]
    assert list_concerned([("place", place.pk)]) == [("place", place.pk)]
    assert list_concerned([("topic", meeting.pk)]) == [("topic", meeting.pk)]
    assert list_concerned([]) == []


# ------------------------------------------------------------------------------------------------- what the public sees
def test_only_errors_of_public_meetings_count(broken, sound):
    hidden = [MeetingFactory(review_state=state) for state in ("draft", "rejected")]
    found = find_public_errors([("meeting", one.pk) for one in (broken, sound, *hidden)])
    assert records_of(found) == {("meeting", broken.pk)}
    assert len(found) == len(set(found))
    assert find_public_errors([]) == []


def test_a_place_brings_the_errors_of_its_meetings():
    place = PlaceFactory()
    meeting, draft = MeetingFactory(place=place), MeetingFactory(place=place, review_state="draft")
    found = records_of(find_public_errors([("place", place.pk)]))
    assert ("meeting", meeting.pk) in found
    assert ("meeting", draft.pk) not in found


@pytest.mark.parametrize(("state", "is_found"), [("published", True), ("draft", True), ("rejected", False)])
def test_changes_of_rejected_records_are_not_judged(state, is_found):
    meeting = MeetingFactory(review_state=state)
    official = OfficialFactory(review_state="rejected")
    found = check_changes([("meeting", meeting.pk), ("official", official.pk)])
    assert (("meeting", meeting.pk) in {one.finding.record for one in found}) is is_found
    assert all(one.finding.record[0] == "meeting" for one in found)


def test_what_was_accepted_is_no_change(broken, admin_user):
    found = check_changes([("meeting", broken.pk)])
    accept([one.finding for one in found], "We know.", admin_user)
    assert check_changes([("meeting", broken.pk)]) == []
    assert {one.exception.reason for one in check([("meeting", broken.pk)]) if one.exception} == {"We know."}


def test_exceptions_are_of_one_record(broken, admin_user, django_assert_num_queries):
    other = MeetingFactory()
    accept([one.finding for one in check([("meeting", broken.pk)])], "We know.", admin_user)
    found = check([("meeting", broken.pk), ("meeting", other.pk)])
    assert {one.finding.record for one in found if one.exception} == {("meeting", broken.pk)}
    assert {one.finding.record for one in found if not one.exception} >= {("meeting", other.pk)}
    with django_assert_num_queries(0):
        assert add_exceptions([]) == []


# ----------------------------------------------------------------------------------------------------- when it is asked
def test_a_reason_is_asked_for_where_a_change_breaks_a_rule(broken, admin_user):
    record = ("meeting", broken.pk)
    with pytest.raises(ReasonNeededError), recorded(admin_user):
        confirm_public([record], admin_user)
    with pytest.raises(ReasonNeededError), recorded(admin_user):
        confirm_public([record], admin_user, "  ")
    with recorded(None):
        confirm_public([record], None)
    with recorded(admin_user):
        confirm_public([record], admin_user, "", find_public_errors([record]))
    assert not RuleException.objects.exists()
    with recorded(admin_user):
        confirm_public([record], admin_user, "So it was.")
    assert {one.reason for one in RuleException.objects.all()} == {"So it was."}


def test_what_a_record_broke_before_is_not_asked_about(broken, sound, admin_user):
    with recorded(admin_user), confirming([("meeting", broken.pk)], admin_user) as changed:
        broken.kind = "visit"
        broken.save()
    assert changed == [("meeting", broken.pk)]

    def empty(user) -> None:
        with recorded(user), confirming([("meeting", sound.pk)], user):
            sound.participations.all().delete()

    with pytest.raises(ReasonNeededError):
        empty(admin_user)
    assert sound.participations.exists()
    empty(None)
    assert not sound.participations.exists()


def test_a_contributor_sees_findings_of_their_own_drafts(django_user_model, admin_user):
    user = django_user_model.objects.create(username="contributor")
    roles.give_role(user, roles.UserRole.CONTRIBUTOR)
    user = django_user_model.objects.get(pk=user.pk)
    own = MeetingFactory(review_state="draft", created_by=user)
    others = [MeetingFactory(review_state="draft"), MeetingFactory(created_by=user)]
    found = check([("meeting", one.pk) for one in (own, *others)])
    assert {one.finding.record for one in select_visible_to(user, found)} == {("meeting", own.pk)}
    assert select_visible_to(admin_user, found) == found
