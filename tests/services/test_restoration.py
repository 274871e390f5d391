"""Restoring: the whole record as it was, row by row, or nothing."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.forms.models import model_to_dict

from meetings.models import (
    Appointment,
    Article,
    Evidence,
    IndexChange,
    Meeting,
    Official,
    OfficialName,
    OldAddress,
    Participation,
    Version,
)
from meetings.models.history import WHOLES
from meetings.queries.withdrawals import get_current_withdrawal
from meetings.services import review
from meetings.services.checks import accept, group_errors_by_record, list_unique_findings
from meetings.services.history import recorded, select_versions, select_versions_of
from meetings.services.history.states import load_states
from meetings.services.restoration import CannotRestoreError, restore
from meetings.services.withdrawals import withdraw
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    DisagreementFactory,
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
def editor():
    return get_user_model().objects.create(username="salma", is_superuser=True)


@pytest.fixture
def meeting(editor):
    """A meeting with two parts of every kind."""
    meeting = MeetingFactory(created_by=editor, place=PlaceFactory())
    for number, side in enumerate(("IQ", "FR")):
        article = ArticleFactory()
        part = ParticipationFactory(meeting=meeting, country__code=side)
        MeetingTopicFactory(meeting=meeting, topic=TopicFactory(code=f"topic-{number}"), rank=number)
        SourceFactory(meeting=meeting, article=article, order=number)
        EvidenceFactory(meeting=meeting, article=article, participation=part, fact="participant", quote="فؤاد حسين")
        EvidenceFactory(meeting=meeting, article=article)
        DisagreementFactory(meeting=meeting, article=article)
    return meeting


def whole(record) -> dict:
    """Every row of a record, numbers and moments included."""
    kind = record._meta.model_name
    return load_states(kind, [record.pk])[record.pk]


def spoil(meeting, editor) -> None:
    """Change something in every kind of part, and the order of the participants."""
    with recorded(editor):
        first, second = meeting.participations.all()
        first.delete()  # and its evidence with it
        second.order = 0
        second.save()
        ParticipationFactory(meeting=meeting)
        meeting.topics.clear()
        meeting.sources.last().delete()
        meeting.disagreements.update(settled=True)
        meeting.headline_ar, meeting.place, meeting.slug = "شيء آخر", None, "something-else"
        meeting.save()


def test_everything_is_as_before_row_by_row(meeting, editor):
    before = whole(meeting)
    spoil(meeting, editor)
    assert whole(meeting) != before
    kept = select_versions(meeting).last()
    restored = restore(kept, editor, "It was right")
    assert whole(restored) == before
    latest = select_versions(meeting)[0]
    assert (latest.change, latest.way, latest.user, latest.note) == ("restored", "restore", editor, "It was right")
    assert latest.state == kept.state
    assert OldAddress.objects.get().slug == "something-else"


def test_a_restoration_can_be_taken_back(meeting, editor):
    spoil(meeting, editor)
    spoilt = whole(meeting)
    restore(select_versions(meeting).last(), editor)
    restore(select_versions(meeting)[1], editor)
    assert whole(meeting) == spoilt


def test_what_is_restored_already_makes_no_version(meeting, editor):
    spoil(meeting, editor)
    restore(select_versions(meeting)[0], editor)
    assert select_versions(meeting).count() == 2


def test_participants_who_changed_places_change_back(meeting, editor):
    before = whole(meeting)
    first, second = meeting.participations.all()
    with recorded(editor):
        for part, order in ((first, 9), (second, 0), (first, 1)):
            part.order = order
            part.save()
    restore(select_versions(meeting).last(), editor)
    assert whole(meeting) == before


def test_a_deleted_meeting_comes_back_with_everything(meeting, editor):
    before, pk = whole(meeting), meeting.pk
    with recorded(editor):
        meeting.delete()
    assert OldAddress.objects.filter(kind="meeting").exists()
    restore(select_versions_of("meeting", pk)[0], editor)
    restored = Meeting.objects.get(pk=pk)
    assert whole(restored) == before
    assert [version.change for version in select_versions(restored)] == ["restored", "deleted"]
    assert not OldAddress.objects.filter(kind="meeting").exists()


def test_a_deleted_official_comes_back_and_is_found_by_all_names(editor):
    official = OfficialFactory()
    OfficialNameFactory(official=official, name="نِيجيرفان بارزانى")
    AppointmentFactory(official=official)
    before, pk = whole(official), official.pk
    with recorded(editor):
        official.delete()
    assert not OfficialName.objects.exists()
    restore(select_versions_of("official", pk)[0], editor)
    assert whole(Official.objects.get(pk=pk)) == before
    assert Official.objects.named("نيجيرفان بارزاني").exists(), "folded names are made anew"
    assert Appointment.objects.get().official_id == pk


@pytest.mark.parametrize("kind", sorted(set(WHOLES) - {"meeting", "official"}))
def test_every_other_kind_comes_back(kind, editor):
    from tests import factories

    record = getattr(factories, f"{kind.capitalize()}Factory")()
    record.refresh_from_db()
    before, pk = model_to_dict(record), record.pk
    with recorded(editor):
        record.delete()
    restored = restore(select_versions_of(kind, pk)[0], editor)
    assert model_to_dict(restored) == before


def test_the_index_is_told(meeting, editor, index):
    spoil(meeting, editor)
    IndexChange.objects.all().delete()
    restore(select_versions(meeting).last(), editor)
    assert IndexChange.objects.filter(meeting_id=meeting.pk).exists()


def test_the_moment_of_entry_comes_back(meeting, editor):
    entered, pk = meeting.created_at, meeting.pk
    with recorded(editor):
        meeting.delete()
    restored = restore(select_versions_of("meeting", pk)[0], editor)
    assert restored.created_at == entered
    assert restored.updated_at > entered


# --- The review state, which is not a fact ----------------------------------------------------------------------------
@pytest.mark.parametrize("decide", [review.reject, review.return_to_draft])
def test_a_record_that_the_public_no_longer_sees_stays_hidden(meeting, editor, decide):
    spoil(meeting, editor)
    decide(Meeting.objects.filter(pk=meeting.pk), editor)
    state = Meeting.objects.get().review_state
    kept = select_versions(meeting).last()
    restored = restore(kept, editor)
    assert restored.review_state == state
    assert restored.headline_ar == kept.state["fields"]["headline_ar"] != "شيء آخر"


def test_a_withdrawal_stays_in_force(meeting, editor):
    spoil(meeting, editor)
    withdraw(Meeting.objects.get(), editor, "wrong")
    restore(select_versions(meeting).last(), editor)
    assert get_current_withdrawal("meeting", meeting.pk) is not None
    assert Meeting.objects.get().review_state == "rejected"


def test_a_public_record_stays_public(editor):
    draft = MeetingFactory(review_state="draft", kind="visit")
    with recorded(editor):
        draft.kind = "in-person"
        draft.save()
    Meeting.objects.update(review_state="published")
    restored = restore(select_versions(draft).last(), editor)
    assert (restored.kind, restored.review_state) == ("visit", "published")


def test_a_deleted_record_that_breaks_a_rule_comes_back_as_a_draft(editor):
    """Publishing it would need a reason; with an exception that an editor made, it needs none."""
    meeting = MeetingFactory()  # without participants and sources
    pk = meeting.pk
    findings = list_unique_findings(group_errors_by_record("meeting", [pk]))
    for reason, state in (("", "draft"), ("A test", "published")):
        if reason:
            accept(findings, reason, None)
        with recorded(editor):
            Meeting.objects.update(review_state="published")
            Meeting.objects.get().delete()
        assert restore(select_versions_of("meeting", pk)[0], editor).review_state == state


def test_a_record_that_was_deleted_as_withdrawn_stays_hidden(meeting, editor):
    spoil(meeting, editor)
    withdraw(Meeting.objects.get(), editor, "person")
    pk = meeting.pk
    with recorded(editor):
        Meeting.objects.get().delete()
    restored = restore(select_versions_of("meeting", pk).last(), editor)
    assert restored.review_state == "rejected"
    assert get_current_withdrawal("meeting", pk) is not None


# --- What is in its way -----------------------------------------------------------------------------------------------
def refused(version, editor) -> list[str]:
    """The reasons, after which nothing may have changed."""
    before = Version.objects.count(), list(Meeting.objects.values()), list(Participation.objects.values())
    with pytest.raises(CannotRestoreError) as error:
        restore(version, editor)
    assert before == (Version.objects.count(), list(Meeting.objects.values()), list(Participation.objects.values()))
    return error.value.reasons


def test_an_address_that_another_record_has_by_now(meeting, editor):
    address = meeting.slug
    with recorded(editor):
        meeting.slug = "something-else"
        meeting.save()
    other = MeetingFactory(slug=address, headline_ar="لقاء آخر", headline_en="")
    (reason,) = refused(select_versions(meeting).last(), editor)
    assert address in reason
    assert str(other) in reason


def test_an_official_and_a_place_that_are_gone(meeting, editor):
    part = meeting.participations.first()
    official, place = part.official, meeting.place
    with recorded(editor):
        part.delete()
        meeting.place = None
        meeting.save()
        official.delete()
        place.delete()
    reasons = "\n".join(refused(select_versions(meeting).last(), editor))
    assert str(official) in reasons
    assert str(place) in reasons
    restore(select_versions_of("official", _gone("official"))[0], editor)
    restore(select_versions_of("place", _gone("place"))[0], editor)
    restore(select_versions(meeting).last(), editor)
    assert meeting.participations.count() == 2


def _gone(kind: str) -> int:
    return Version.objects.get(kind=kind, change="deleted").record_id


def test_an_account_that_is_gone_is_not_in_its_way(meeting, editor):
    helper = get_user_model().objects.create(username="gone")
    Evidence.objects.update(author=helper)
    spoil(meeting, editor)
    helper.delete()
    restore(select_versions(meeting).last(), editor)
    assert meeting.evidence.count() == 4
    assert not meeting.evidence.exclude(author=None).exists()


def test_a_participant_whose_number_another_meeting_took(meeting, editor):
    part = meeting.participations.first()
    Evidence.objects.filter(participation=part).delete()
    EvidenceFactory(
        meeting=meeting, article=meeting.sources.first().article, participation=part, fact="title", quote="وزير"
    )
    other = MeetingFactory()
    with recorded(editor):
        part.evidence.all().delete()
        part.meeting, part.order = other, 0
        part.save()
    restore(select_versions(meeting).last(), editor)
    assert other.participations.get() == part, "the other meeting keeps what is its own by now"
    anew = meeting.participations.get(official=part.official)
    assert anew.pk != part.pk
    assert anew.evidence.get().quote == "وزير"


def test_a_role_that_may_not_restore(meeting, editor):
    spoil(meeting, editor)
    with pytest.raises(PermissionDenied):
        restore(select_versions(meeting).last(), get_user_model().objects.create(username="contributor"))
    assert select_versions(meeting).count() == 2


def test_the_raw_text_of_an_article_stays(editor):
    article = ArticleFactory(raw_text="", headline="Before")
    with recorded(editor):
        article.raw_text, article.headline, article.published_on = "The text", "After", datetime.date(2024, 1, 1)
        article.save()
    restored = restore(select_versions(article).last(), editor)
    assert (restored.headline, restored.raw_text) == ("Before", "The text")
    assert Article.objects.get().sha256


def test_an_office_with_its_holders(editor):
    """Holders are parts of officials: an office that comes back is theirs to be given anew."""
    position = PositionFactory()
    appointment = AppointmentFactory(position=position)
    with recorded(editor):
        appointment.delete()
        position.delete()
    official = appointment.official
    assert len(refused(select_versions(official).last(), editor)) == 1
    restore(select_versions_of("position", _gone("position"))[0], editor)
    restore(select_versions(official).last(), editor)
    assert official.appointments.count() == 1
