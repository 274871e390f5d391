"""Two meetings that one record mixed up are taken apart, and put together again row by row."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError

from meetings.models import Meeting, Version
from meetings.services.merging.split_meeting import BOTH, GOES, STAYS, Division, split_meeting
from meetings.services.merging.split_official import SplitRefusedError
from meetings.services.merging.undo import undo
from meetings.services.roles import UserRole, give_role
from tests.factories import (
    CountryFactory,
    DisagreementFactory,
    EvidenceFactory,
    MeetingFactory,
    MeetingTopicFactory,
    ParticipationFactory,
    SourceFactory,
    TopicFactory,
)
from tests.services.dump import everything

pytestmark = pytest.mark.django_db

FACTS = {"headline_ar": "فؤاد حسين يلتقي الصفدي", "date": datetime.date(2023, 11, 3), "kind": "in-person"}


@pytest.fixture
def editor(db):
    user = get_user_model().objects.create(username="salma")
    give_role(user, UserRole.EDITOR)
    return get_user_model().objects.get(pk=user.pk)


@pytest.fixture
def mixed():
    """Fuad Hussein met Fidan, said one article, and Safadi, said another: one record of both."""
    meeting = MeetingFactory(slug="mixed")
    sides = [CountryFactory(code=code) for code in ("IQ", "TR", "JO")]
    meeting.parts = [
        ParticipationFactory(meeting=meeting, country=side, order=order) for order, side in enumerate(sides)
    ]
    meeting.reports = [SourceFactory(meeting=meeting, order=order) for order in range(2)]
    first, second = [source.article for source in meeting.reports]
    meeting.themes = [
        MeetingTopicFactory(meeting=meeting),
        MeetingTopicFactory(meeting=meeting, topic=TopicFactory(code="oil")),
    ]
    meeting.words = {
        "date": EvidenceFactory(meeting=meeting, article=first),
        "date-2": EvidenceFactory(meeting=meeting, article=second),
        "host": EvidenceFactory(
            meeting=meeting, article=second, quote="فؤاد حسين", fact="participant", participation=meeting.parts[0]
        ),
        "guest": EvidenceFactory(
            meeting=meeting, article=second, quote="نظيره", fact="participant", participation=meeting.parts[2]
        ),
        "stays": EvidenceFactory(
            meeting=meeting, article=first, quote="نظيره", fact="participant", participation=meeting.parts[1]
        ),
    }
    DisagreementFactory(meeting=meeting, article=second)
    return meeting


def division(meeting, **more) -> Division:
    host, _fidan, safadi = meeting.parts
    return Division(
        **{
            "participations": {host.pk: BOTH, safadi.pk: GOES},
            "sources": {meeting.reports[1].pk: GOES},
            "topics": {meeting.themes[0].pk: BOTH, meeting.themes[1].pk: GOES},
            **more,
        }
    )


class TestSplitting:
    def test_each_part_goes_where_it_belongs(self, mixed, editor):
        host, fidan, safadi = mixed.parts
        merge = split_meeting(mixed.pk, editor, FACTS, division(mixed))
        second = Meeting.objects.get(pk=merge.other_id)
        assert set(mixed.participations.all()) == {host, fidan}
        assert [part.official for part in second.participations.all()] == [host.official, safadi.official]
        assert [source.article for source in mixed.sources.all()] == [mixed.reports[0].article]
        assert [source.article for source in second.sources.all()] == [mixed.reports[1].article]
        assert sorted(topic.topic.code for topic in second.ranked_topics.all()) == ["oil", "security"]
        assert second.disagreements.count() == 1
        assert (second.headline_ar, second.date, second.review_state) == (
            FACTS["headline_ar"],
            FACTS["date"],
            "published",
        )
        assert second.slug == "2023-11-03-iq-jo"

    def test_words_follow_their_article_and_their_participant(self, mixed, editor):
        merge = split_meeting(mixed.pk, editor, FACTS, division(mixed))
        second = Meeting.objects.get(pk=merge.other_id)
        assert {one.pk for one in mixed.evidence.all()} == {mixed.words["date"].pk, mixed.words["stays"].pk}
        host = second.evidence.get(pk=mixed.words["host"].pk)
        assert host.participation.meeting == second
        assert host.participation.official == mixed.parts[0].official

    def test_words_that_the_editor_names_go_with_their_article_as_a_source(self, mixed, editor):
        chosen = division(mixed, sources={}, evidence={mixed.words["date-2"].pk: GOES, mixed.words["date"].pk: STAYS})
        merge = split_meeting(mixed.pk, editor, FACTS, chosen)
        second = Meeting.objects.get(pk=merge.other_id)
        assert mixed.sources.count() == 2
        assert [source.article for source in second.sources.all()] == [mixed.reports[1].article]
        assert set(second.evidence.values_list("pk", flat=True)) == {
            mixed.words["date-2"].pk, mixed.words["guest"].pk,
        }  # fmt: skip

    def test_it_is_one_action_in_the_history(self, mixed, editor):
        split_meeting(mixed.pk, editor, FACTS, division(mixed), note="Two calls")
        versions = Version.objects.exclude(change__in=("kept", "outside"))
        assert {(one.user, one.way, one.note) for one in versions} == {(editor, "split", "Two calls")}
        assert len({one.action for one in versions}) == 1


@pytest.mark.parametrize("more", [{}, {"sources": {}}, {"topics": {}}, {"participations": None}, {"evidence": None}])
def test_undone_every_row_is_as_before(mixed, editor, more):
    more = dict(more)
    if "participations" in more:
        more["participations"] = {mixed.parts[2].pk: GOES, mixed.parts[1].pk: GOES}
    if "evidence" in more:
        more["evidence"] = {mixed.words["date"].pk: GOES}
    Meeting.objects.filter(pk=mixed.pk).update(review_state="draft")  # which breaks rules as it likes
    before = everything()
    merge = split_meeting(mixed.pk, editor, FACTS, division(mixed, **more))
    assert everything() != before
    undo(merge, editor)
    assert everything() == before


class TestRefusing:
    @pytest.mark.parametrize("chosen", [[], [GOES, GOES, GOES]])
    def test_nobody_or_everybody(self, mixed, editor, chosen):
        parts = dict(zip((part.pk for part in mixed.parts), chosen, strict=False))
        before = everything()
        with pytest.raises(SplitRefusedError):
            split_meeting(mixed.pk, editor, FACTS, Division(participations=parts))
        assert everything() == before

    def test_parts_of_another_meeting(self, mixed, editor):
        stranger = ParticipationFactory()
        with pytest.raises(SplitRefusedError):
            split_meeting(mixed.pk, editor, FACTS, Division(participations={stranger.pk: GOES}))

    def test_a_record_that_is_gone(self, editor):
        with pytest.raises(SplitRefusedError):
            split_meeting(10**6, editor, FACTS, Division())

    def test_facts_that_contradict_each_other(self, mixed, editor):
        before = everything()
        with pytest.raises(ValidationError):
            split_meeting(mixed.pk, editor, {**FACTS, "date": None}, division(mixed))
        assert everything() == before

    def test_a_contributor_splits_nothing(self, mixed):
        user = get_user_model().objects.create(username="amal")
        give_role(user, UserRole.CONTRIBUTOR)
        before = everything()
        with pytest.raises(PermissionDenied):
            split_meeting(mixed.pk, user, FACTS, division(mixed))
        assert everything() == before
