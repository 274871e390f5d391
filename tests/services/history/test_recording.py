"""History: one version for each action, whatever it touched and however, and nothing lost before it."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError

from meetings.models import (
    Evidence,
    Meeting,
    MeetingTopic,
    Official,
    OldAddress,
    Participation,
    Position,
    Source,
    Version,
)
from meetings.queries.checks import Finding
from meetings.services.checks import accept
from meetings.services.erasure import erasing
from meetings.services.history import (
    Way,
    follow_facts_now,
    keep,
    keep_rows,
    recorded,
    select_versions,
    select_versions_of,
)
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    EvidenceFactory,
    MeetingFactory,
    MeetingTopicFactory,
    OfficialFactory,
    OfficialNameFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return get_user_model().objects.create(username="salma", first_name="سلمى", last_name="العبيدي")


@pytest.fixture
def meeting():
    """A meeting with parts of every kind, entered as a fixture is: without a history."""
    meeting = MeetingFactory()
    part = ParticipationFactory(meeting=meeting)
    MeetingTopicFactory(meeting=meeting)
    source = SourceFactory(meeting=meeting)
    EvidenceFactory(meeting=meeting, article=source.article)
    EvidenceFactory(meeting=meeting, article=source.article, participation=part, fact="participant", quote="فؤاد حسين")
    return meeting


def changes(record) -> list[str]:
    """What happened to a record, the earliest first."""
    return [version.change for version in select_versions(record)][::-1]


def test_what_is_saved_outside_leaves_no_version(meeting):
    meeting.save()
    assert not Version.objects.exists()


def test_the_first_change_keeps_what_was_before(meeting, editor):
    with recorded(editor, "The source says so", way=Way.FORM):
        meeting.kind = "visit"
        meeting.save()
    kept, changed = select_versions(meeting).order_by("number")
    assert (kept.change, kept.user, kept.note, kept.state["fields"]["kind"]) == ("kept", None, "", "in-person")
    assert (changed.change, changed.user, changed.way) == ("changed", editor, "form")
    assert changed.note == "The source says so"
    assert changed.facts == ["kind"]
    assert changed.user_name == "سلمى العبيدي"
    assert len(kept.state["parts"]["evidence"]) == 2


def test_an_action_that_changes_nothing_is_not_kept(meeting, editor):
    with recorded(editor):
        meeting.save()
    assert not Version.objects.exists()


def test_one_action_is_one_version_however_often_it_saves(meeting, editor):
    with recorded(editor):
        for headline in ("one", "two"):
            meeting.headline_en = headline
            meeting.save()
        meeting.participations.get().delete()
        Participation.objects.create(meeting=meeting, official=OfficialFactory())
    assert changes(meeting) == ["kept", "changed"]
    assert select_versions(meeting)[0].facts == ["headline_en", "participations", "evidence"]


def test_a_part_that_is_changed_is_a_version_of_the_whole(editor):
    official = OfficialFactory()
    name, appointment = OfficialNameFactory(official=official), AppointmentFactory(official=official)
    with recorded(editor):
        name.kind = "alias"
        name.save()
    with recorded(editor):
        appointment.end = datetime.date(2024, 1, 1)
        appointment.save()
    assert [version.facts for version in select_versions(official)] == [["appointments"], ["names"], []]
    assert list(select_versions(appointment)) == list(select_versions(name)) == list(select_versions(official))
    assert not select_versions(appointment.position)


def test_a_part_that_moves_is_a_version_of_both(meeting, editor):
    other = MeetingFactory()
    with recorded(editor):
        source = meeting.sources.get()
        meeting.evidence.all().delete()
        source.meeting = other
        source.save()
    assert select_versions(meeting)[0].facts == ["sources", "evidence"]
    assert select_versions(other)[0].facts == ["sources"]
    assert select_versions(meeting)[0].action == select_versions(other)[0].action


def test_what_is_entered_begins_its_history(editor):
    with recorded(editor):
        meeting = MeetingFactory()
        ParticipationFactory(meeting=meeting)
        position = PositionFactory()
    assert changes(meeting) == ["entered"]
    assert len(select_versions(meeting)[0].state["parts"]["participations"]) == 1
    assert changes(position) == ["entered"]


def test_what_is_deleted_is_kept_with_all_its_parts(meeting, editor):
    pk = meeting.pk
    with recorded(editor):
        meeting.delete()
    deleted = select_versions_of("meeting", pk)[0]
    assert deleted.gone
    assert len(deleted.state["parts"]["participations"]) == 1
    assert len(deleted.state["parts"]["evidence"]) == 2


def test_a_queryset_that_is_deleted_is_kept(meeting, editor):
    pk = meeting.pk
    with recorded(editor):
        Meeting.objects.all().delete()
    assert [version.change for version in select_versions_of("meeting", pk)] == ["deleted"]


def save_twice(meeting, editor):
    with recorded(editor):
        meeting.save()
        MeetingFactory(slug=meeting.slug)


def test_an_error_takes_everything_back(meeting, editor):
    meeting.headline_en = "Never"
    with pytest.raises(IntegrityError):
        save_twice(meeting, editor)
    assert not Version.objects.exists()
    assert Meeting.objects.get().headline_en != "Never"


def test_an_inner_action_that_fails_takes_only_its_own_back(meeting, editor):
    meeting.headline_en = "Never"
    with recorded(editor):
        with pytest.raises(IntegrityError):
            save_twice(meeting, editor)
        meeting = Meeting.objects.get()
        meeting.kind = "visit"
        meeting.save()
    assert select_versions(meeting)[0].facts == ["kind"]


@pytest.mark.parametrize(
    ("outer", "inner", "way"),
    [(Way.OTHER, Way.REVIEW, "review"), (Way.FORM, Way.REVIEW, "form"), (Way.FORM, Way.OTHER, "form")],
)
def test_an_inner_action_belongs_to_the_outer_one(meeting, editor, outer, inner, way):
    with recorded(editor, "My reason", way=outer), recorded(None, "Twice in the archive", way=inner):
        meeting.kind = "visit"
        meeting.save()
    version = select_versions(meeting)[0]
    assert (version.user, version.way, version.note) == (editor, way, "My reason\nTwice in the archive")


def test_accepting_a_finding_leaves_the_way_of_the_action(meeting, editor):
    finding = Finding("same-side", ("meeting", meeting.pk))
    with recorded(editor, "As the agency corrected", way=Way.FORM):
        meeting.kind = "visit"
        meeting.save()
        accept([finding], "They met their own ministry", None)
    version = select_versions(meeting)[0]
    assert version.way == "form"
    assert version.note == "As the agency corrected\nThey met their own ministry [same-side]"


# --- Bulk operations --------------------------------------------------------------------------------------------------
def test_bulk_changes_are_kept_when_they_are_named_before(editor):
    meetings = [MeetingFactory() for _ in range(3)]
    with recorded(editor, way=Way.REVIEW):
        keep(Meeting.objects.all())
        Meeting.objects.update(review_state="rejected")
    for meeting in meetings:
        assert changes(meeting) == ["kept", "changed"]
        assert select_versions(meeting)[0].facts == ["review_state"]
    assert Version.objects.filter(change="changed").values("action").distinct().count() == 1


def test_keeping_many_costs_the_same_number_of_queries(editor, django_assert_max_num_queries):
    for _ in range(12):
        ParticipationFactory(meeting=MeetingFactory())
    with django_assert_max_num_queries(30), recorded(editor):
        keep(Meeting.objects.all())
        Meeting.objects.update(review_state="rejected")
    assert Version.objects.count() == 24


def test_bulk_changes_of_parts(meeting, editor):
    with recorded(editor):
        keep(Evidence.objects.filter(fact="date"))
        Evidence.objects.filter(fact="date").update(inferred=True)
    assert select_versions(meeting)[0].facts == ["evidence"]


def test_what_bulk_operations_made_is_named_after(editor):
    with recorded(editor):
        made = Meeting.objects.bulk_create(MeetingFactory.build_batch(2))
        keep(made)
    assert [changes(meeting) for meeting in made] == [["entered"], ["entered"]]


def test_what_is_named_too_late_is_kept_all_the_same(meeting, editor):
    with recorded(editor):
        meeting.kind = "visit"
        meeting.save()
    with recorded(editor, "late"):
        Meeting.objects.update(review_state="rejected")
        keep(meeting)
    assert changes(meeting) == ["kept", "changed", "changed"]
    assert (select_versions(meeting)[0].facts, select_versions(meeting)[0].note) == (["review_state"], "late")


def test_topics_given_as_a_list(meeting, editor):
    with recorded(editor):
        meeting.topics.add(TopicFactory(code="energy"))
    assert select_versions(meeting)[0].facts == ["ranked_topics"]
    with recorded(editor):
        TopicFactory(code="energy").meeting_set.clear()
    assert select_versions(meeting)[0].facts == ["ranked_topics"]
    assert MeetingTopic.objects.count() == 1


def test_a_change_by_other_means_is_told_apart(meeting, editor):
    with recorded(editor):
        meeting.kind = "visit"
        meeting.save()
    Meeting.objects.update(venue_en="By SQL")
    with recorded(editor):
        meeting.refresh_from_db()
        meeting.kind = "phone"
        meeting.save()
    _kept, _first, outside, second = select_versions(meeting).order_by("number")
    assert (outside.change, outside.user, outside.facts) == ("outside", None, ["venue_en"])
    assert (second.change, second.facts) == ("changed", ["kind"])


def test_nothing_is_kept_outside(meeting):
    with pytest.raises(RuntimeError):
        keep(meeting)


def test_kinds_without_history_are_passed_over(editor):
    with recorded(editor):
        keep(editor)
        editor.save()
    assert not Version.objects.exists()
    assert not select_versions(editor).exists()


def test_the_name_of_an_editor_outlives_the_account(meeting, editor):
    with recorded(editor):
        meeting.kind = "visit"
        meeting.save()
    editor.delete()
    assert select_versions(meeting)[0].user is None
    assert select_versions(meeting)[0].user_name == "سلمى العبيدي"


def test_every_kind_of_record_has_a_history(editor):
    made = [PositionFactory(), PlaceFactory(), TopicFactory(), ArticleFactory()]
    with recorded(editor):
        for record in made:
            record.save()
        Source.objects.create(meeting=MeetingFactory(), article=made[-1])
        Position.objects.filter(pk=made[0].pk).first().save()
    assert Version.objects.filter(kind="meeting").count() == 1
    assert Version.objects.exclude(kind="meeting").count() == 0
    with recorded(editor):
        for record, field in zip(made, ("title_en", "city_en", "name_en", "headline"), strict=True):
            setattr(record, field, "Anew")
            record.save()
    assert [changes(record) for record in made] == [["kept", "changed"]] * 4
    assert Official.objects.exists() is False


# --- Rows, for what is undone exactly ---------------------------------------------------------------------------------
def test_rows_are_kept_with_the_record_they_belong_to(meeting, editor):
    other = MeetingFactory()
    source = meeting.sources.get()
    with recorded(editor) as action:
        keep_rows(other, Source.objects.filter(meeting__in=(meeting, other)))
        Source.objects.filter(pk=source.pk).update(meeting=other, order=7)
        made = SourceFactory(meeting=other, article=ArticleFactory())
    assert {version.action for version in Version.objects.filter(change="changed")} == {action}
    (moved,) = select_versions(meeting)[0].rows
    assert (moved["model"], moved["pk"]) == ("meetings.source", source.pk)
    assert (moved["before"]["meeting_id"], moved["before"]["order"]) == (meeting.pk, 0)
    assert (moved["after"]["meeting_id"], moved["after"]["order"]) == (other.pk, 7)
    (new,) = select_versions(other)[0].rows
    assert (new["pk"], new["before"], new["after"]["article_id"]) == (made.pk, None, made.article_id)


def test_rows_of_no_record_with_a_history_are_kept_with_the_last_version(meeting, editor):
    with recorded(editor):
        keep_rows(OldAddress.objects.all())
        OldAddress.objects.create(kind="meeting", slug="before", record_id=meeting.pk)
        meeting.headline_en = "Another"
        meeting.save()
    assert [row["model"] for row in select_versions(meeting)[0].rows] == ["meetings.oldaddress"]


@recorded(None)
def note_an_old_address():
    keep_rows(OldAddress.objects.all())
    OldAddress.objects.create(kind="meeting", slug="before", record_id=1)


def test_rows_without_any_version_would_be_lost_and_are_refused():
    with pytest.raises(RuntimeError, match="Undo would not find them"):
        note_an_old_address()
    assert not OldAddress.objects.exists()


def test_other_actions_keep_no_rows(meeting, editor):
    with recorded(editor):
        keep(meeting)
        meeting.delete()
    assert [version.rows for version in Version.objects.all()] == [[]]


def test_a_separate_action_within_another_has_its_own_versions(meeting, editor):
    with recorded(editor, "Outer", way=Way.FORM) as outer:
        meeting.headline_en = "One"
        meeting.save()
        with recorded(None, "Inner", way=Way.MERGE, is_separate=True) as inner:
            meeting.headline_en = "Two"
            meeting.save()
        meeting.headline_en = "Three"
        meeting.save()
    told = [
        (one.action, one.way, one.note, one.user, one.state["fields"]["headline_en"])
        for one in select_versions(meeting)
    ]
    assert told[:3] == [
        (outer, "form", "Outer", editor, "Three"),
        (inner, "merge", "Outer\nInner", editor, "Two"),
        (outer, "form", "Outer", editor, "One"),
    ]
    assert [one.change for one in select_versions(meeting)] == ["changed", "changed", "changed", "kept"]


def test_a_separate_action_that_fails_takes_only_its_own_back(meeting, editor):
    with recorded(editor):
        meeting.kind = "visit"
        meeting.save()
        with pytest.raises(IntegrityError), recorded(editor, is_separate=True):
            MeetingFactory(slug=meeting.slug)
    assert select_versions(meeting)[0].facts == ["kind"]
    assert Meeting.objects.get().kind == "visit"


def test_a_column_that_is_newer_than_the_version_is_no_change(meeting, editor):
    with recorded(editor):
        meeting.kind = "visit"
        meeting.save()
    latest = select_versions(meeting)[0]
    del latest.state["fields"]["venue_en"]
    with erasing():
        latest.save()
    with recorded(editor):
        keep(Meeting.objects.all())
    assert select_versions(meeting)[0] == latest


def test_what_followed_within_an_action_is_no_statement_of_the_editor(meeting, editor):
    meeting.participations.update(role="host")
    with recorded(editor, way=Way.FORM):
        meeting.kind = "phone"
        meeting.save()
        follow_facts_now()
        assert meeting.participations.get().role == "party"
    assert set(meeting.edited_facts.values_list("fact", flat=True)) == {"kind"}
