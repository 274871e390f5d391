"""Several records of one meeting become one without loss; taking that back brings every row back as it was."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied

from meetings.models import Disagreement, Evidence, Meeting, Merge, Official, Participation, Version
from meetings.queries.old_addresses import find_by_old_address
from meetings.services.merging.merge_meetings import merge_meetings
from meetings.services.merging.merge_meetings_plan import list_conflicts, plan_merge, suggest_choices
from meetings.services.merging.merge_officials import MergeRefusedError
from meetings.services.merging.undo import undo
from meetings.services.merging.undo_plan import list_touched_rows
from meetings.services.roles import UserRole, give_role
from tests.factories import (
    ArticleFactory,
    CountryFactory,
    DisagreementFactory,
    EvidenceFactory,
    MeetingFactory,
    MeetingTopicFactory,
    OfficialFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
    SourceFactory,
    TopicFactory,
)
from tests.services.dump import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    user = get_user_model().objects.create(username="salma")
    give_role(user, UserRole.EDITOR)
    return get_user_model().objects.get(pk=user.pk)


@pytest.fixture
def people():
    fuad = OfficialFactory(slug="fuad", name_ar="فؤاد حسين", name_en="Fuad Hussein")
    fidan = OfficialFactory(slug="fidan", name_ar="هاكان فيدان", name_en="Hakan Fidan")
    safadi = OfficialFactory(slug="safadi", name_ar="أيمن الصفدي", name_en="Ayman Safadi", review_state="draft")
    return fuad, fidan, safadi


@pytest.fixture
def kept(people):
    """What one agency reported: the Turkish minister by his office only, the date to the month."""
    fuad, _fidan, _safadi = people
    turkey = CountryFactory(code="TR", name_ar="تركيا", name_en="Türkiye")
    minister = PositionFactory(code="tr-foreign-minister", title_ar="وزير الخارجية التركي", country=turkey)
    meeting = MeetingFactory(
        slug="2023-11-iq-tr", date=datetime.date(2023, 11, 1), date_precision="month", summary_ar="", notes="One."
    )
    ParticipationFactory(meeting=meeting, official=fuad, order=0)
    ParticipationFactory(meeting=meeting, official=None, position=minister, country=turkey, order=1)
    source = SourceFactory(meeting=meeting)
    MeetingTopicFactory(meeting=meeting)
    EvidenceFactory(meeting=meeting, article=source.article)
    return meeting


@pytest.fixture
def other(people, kept):
    """What another did: both by name, the day, a place, a third participant."""
    fuad, fidan, safadi = people
    turkey, jordan = CountryFactory(code="TR"), CountryFactory(code="JO", name_ar="الأردن", name_en="Jordan")
    meeting = MeetingFactory(
        slug="2023-11-03-iq-tr", summary_ar="بحث الوزيران التعاون.", place=PlaceFactory(), review_state="draft",
        notes="Two.", kind="phone",
    )  # fmt: skip
    ParticipationFactory(meeting=meeting, official=fuad, title_ar="وزير الخارجية", order=0)
    second = ParticipationFactory(
        meeting=meeting, official=fidan, country=turkey, title_ar="وزير الخارجية التركي", order=1
    )
    ParticipationFactory(meeting=meeting, official=safadi, country=jordan, order=2)
    article = SourceFactory(meeting=meeting).article
    SourceFactory(meeting=meeting, article=kept.sources.get().article, order=1)
    MeetingTopicFactory(meeting=meeting)
    MeetingTopicFactory(meeting=meeting, topic=TopicFactory(code="oil", name_ar="النفط"), rank=1)
    EvidenceFactory(meeting=meeting, article=article, participation=second, fact="participant", quote="نظيره الفرنسي")
    twice = kept.evidence.get()
    EvidenceFactory(meeting=meeting, article=twice.article, quote=twice.quote)
    DisagreementFactory(meeting=meeting, article=article)
    return meeting


class TestMerging:
    def test_everything_comes_together_each_once(self, kept, other, people, editor):
        (merge,) = merge_meetings(kept.pk, [other.pk], editor, note="One call, two reports")
        meeting = Meeting.objects.get()
        assert meeting.pk == kept.pk
        fuad, fidan, safadi = people
        parts = list(meeting.participations.all())
        assert [part.official for part in parts] == [fuad, fidan, safadi]
        assert [part.order for part in parts] == [0, 1, 2]
        assert parts[0].title_ar == "وزير الخارجية"
        assert parts[1].position.code == "tr-foreign-minister"
        assert meeting.sources.count() == 2
        assert sorted(topic.topic.code for topic in meeting.ranked_topics.all()) == ["oil", "security"]
        assert meeting.evidence.count() == 2
        assert meeting.evidence.get(fact="participant").participation == parts[1]
        assert (merge.kept_id, merge.other_id, merge.kind) == (kept.pk, other.pk, "meeting")

    def test_what_is_more_exact_or_said_at_all_is_taken(self, kept, other, editor):
        place = other.place
        merge_meetings(kept.pk, [other.pk], editor)
        meeting = Meeting.objects.get()
        assert (meeting.date, meeting.date_precision) == (datetime.date(2023, 11, 3), "day")
        assert (meeting.place, meeting.summary_ar) == (place, "بحث الوزيران التعاون.")
        assert (meeting.review_state, meeting.kind) == ("published", "in-person")
        assert meeting.notes == "One.\n\nTwo."

    def test_the_editor_chooses_by_field(self, kept, other, editor):
        merge_meetings(kept.pk, [other.pk], editor, {"date": kept.pk, "kind": other.pk, "review_state": other.pk})
        meeting = Meeting.objects.get()
        assert (meeting.date_precision, meeting.kind, meeting.review_state) == ("month", "phone", "draft")

    def test_what_a_losing_source_said_is_kept_as_a_settled_disagreement(self, kept, other, editor):
        article = other.sources.order_by("order").first().article
        merge_meetings(kept.pk, [other.pk], editor, {"kind": kept.pk})
        found = Disagreement.objects.get(fact="kind")
        assert (found.meeting, found.article, found.recorded, found.said, found.settled) == (
            kept, article, "in-person", "phone", True,
        )  # fmt: skip

    def test_a_visit_and_a_meeting_in_person_are_no_contradiction(self, kept, other, editor):
        Meeting.objects.filter(pk=other.pk).update(kind="visit")
        assert "kind" not in list_conflicts([kept, Meeting.objects.get(pk=other.pk)])
        merge_meetings(kept.pk, [other.pk], editor)
        assert Meeting.objects.get().kind == "in-person"
        assert not Disagreement.objects.filter(fact="kind").exists()

    def test_the_old_address_leads_to_the_kept_record(self, kept, other, editor):
        merge_meetings(kept.pk, [other.pk], editor)
        assert find_by_old_address(Meeting, "2023-11-03-iq-tr") == kept

    def test_who_takes_part_in_what_is_published_is_published(self, kept, other, people, editor):
        merge_meetings(kept.pk, [other.pk], editor)
        assert Official.objects.get(slug="safadi").review_state == "published"

    def test_it_is_one_action_in_the_history(self, kept, other, editor):
        merge_meetings(kept.pk, [other.pk], editor, note="One call")
        versions = Version.objects.exclude(change__in=("kept", "outside"))
        assert {(one.user, one.way, one.note) for one in versions} == {(editor, "merge", "One call")}
        assert len({one.action for one in versions}) == 1
        assert {(one.kind, one.change) for one in versions if one.kind == "meeting"} == {
            ("meeting", "changed"), ("meeting", "deleted"),
        }  # fmt: skip

    def test_two_named_ministers_of_one_side_stay_two(self, editor, people):
        fuad, fidan, _safadi = people
        one, two = MeetingFactory(), MeetingFactory()
        for meeting, official in ((one, fuad), (two, fidan)):
            ParticipationFactory(meeting=meeting, official=official, title_ar="وزير الخارجية")
        merge_meetings(one.pk, [two.pk], editor)
        assert one.participations.count() == 2

    def test_three_records_become_one(self, kept, other, people, editor):
        third = MeetingFactory(slug="third", headline_ar="لقاء ثالث")
        ParticipationFactory(meeting=third, official=people[2], country=CountryFactory(code="JO"))
        merges = merge_meetings(kept.pk, [other.pk, third.pk], editor, {"headline_ar": third.pk})
        assert len(merges) == 2
        assert Meeting.objects.get().headline_ar == "لقاء ثالث"
        assert Meeting.objects.get().participations.count() == 3


class TestPlan:
    def test_conflicts_are_what_both_say_otherwise(self, kept, other):
        assert list_conflicts([kept, other]) == ["date", "kind", "review_state"]

    def test_the_plan_writes_nothing(self, kept, other, django_assert_max_num_queries):
        before = everything()
        with django_assert_max_num_queries(14):
            plan = plan_merge(kept, other)
        assert everything() == before
        assert (len(plan.joined), len(plan.participations)) == (2, 1)
        assert (len(plan.sources), len(plan.sources_twice), len(plan.evidence_twice)) == (1, 1, 1)
        assert suggest_choices(kept, [other])["date"] == other.pk


class TestUndoing:
    def test_every_row_is_as_before(self, kept, other, editor):
        before = everything()
        (merge,) = merge_meetings(kept.pk, [other.pk], editor)
        assert everything() != before
        undo(merge, editor)
        assert everything() == before

    @pytest.mark.parametrize("choice", ["kept", "other"])
    def test_whatever_was_chosen(self, kept, other, editor, choice):
        before = everything()
        every = list_conflicts([kept, other])
        (merge,) = merge_meetings(
            kept.pk, [other.pk], editor, dict.fromkeys(every, {"kept": kept, "other": other}[choice].pk)
        )
        undo(merge, editor)
        assert everything() == before

    def test_it_reads_the_history(self, kept, other, editor):
        (merge,) = merge_meetings(kept.pk, [other.pk], editor)
        versions = Version.objects.filter(action=merge.history_action)
        assert [row for version in versions.order_by("pk") for row in version.rows] == list_touched_rows(merge)
        mine = versions.get(kind="meeting", record_id=kept.pk).rows
        assert {row["model"] for row in mine} >= {"meetings.meeting", "meetings.participation"}
        assert all(row["before"] != row["after"] for row in list_touched_rows(merge))

    def test_three_are_taken_back_one_after_the_other(self, kept, other, editor):
        third = MeetingFactory(slug="third")
        SourceFactory(meeting=third)
        before = everything()
        merges = merge_meetings(kept.pk, [other.pk, third.pk], editor)
        for merge in reversed(merges):
            undo(merge, editor)
        assert everything() == before

    def test_what_was_added_since_stays_with_the_kept_record(self, kept, other, editor):
        (merge,) = merge_meetings(kept.pk, [other.pk], editor)
        added = SourceFactory(meeting=kept, article=ArticleFactory(), order=9)
        undo(merge, editor)
        assert added in kept.sources.all()
        assert Meeting.objects.count() == 2


class TestRefusing:
    def test_a_contributor_merges_nothing(self, kept, other):
        user = get_user_model().objects.create(username="amal")
        give_role(user, UserRole.CONTRIBUTOR)
        before = everything()
        with pytest.raises(PermissionDenied):
            merge_meetings(kept.pk, [other.pk], user)
        assert everything() == before

    def test_one_record_with_itself(self, kept, editor):
        with pytest.raises(MergeRefusedError):
            merge_meetings(kept.pk, [kept.pk], editor)

    def test_a_record_that_is_gone(self, kept, editor):
        before = everything()
        with pytest.raises(MergeRefusedError):
            merge_meetings(kept.pk, [kept.pk + 1000], editor)
        assert everything() == before
        assert not Merge.objects.exists()


def test_evidence_of_the_kept_record_is_not_touched(kept, other, editor):
    mine = Evidence.objects.get(meeting=kept)
    before = Evidence.objects.filter(pk=mine.pk).values().get()
    merge_meetings(kept.pk, [other.pk], editor)
    assert Evidence.objects.filter(pk=mine.pk).values().get() == before
    assert Participation.objects.filter(meeting=other.pk).count() == 0
