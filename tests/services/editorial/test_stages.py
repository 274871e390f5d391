"""Who may move a draft where, what it leaves, and who hears of it."""

import pytest
from django.core.exceptions import PermissionDenied

from meetings.models import Comment, DeskNotice, Meeting, Stage, Withdrawal
from meetings.queries import desk
from meetings.queries.editorial import describe_state, describe_states, get_stage, select_in_stage
from meetings.services import decisions, review
from meetings.services.editorial import stages
from meetings.services.editorial.comments import CommentTooLongError, EmptyCommentError
from meetings.services.editorial.stages import NotPossibleError, StageMove, list_moves
from meetings.services.roles import UserRole, give_role
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


def make_user(django_user_model, name, role):
    user = django_user_model.objects.create(username=name)
    give_role(user, role)
    return django_user_model.objects.get(pk=user.pk)


@pytest.fixture
def author(django_user_model):
    return make_user(django_user_model, "amal", UserRole.CONTRIBUTOR)


@pytest.fixture
def editor(django_user_model):
    return make_user(django_user_model, "huda", UserRole.EDITOR)


@pytest.fixture
def draft(author):
    return MeetingFactory(review_state="draft", created_by=author, sound=True)


def notices(user):
    return list(DeskNotice.objects.filter(user=user).order_by("pk").values_list("reason", flat=True))


def test_a_draft_goes_back_with_a_comment_and_comes_again(draft, author, editor):
    assert describe_state(draft).key == "draft"
    stages.move(draft, StageMove.SUBMIT, author)
    assert describe_state(draft).key == "in-review"
    entry = stages.move(draft, StageMove.SEND_BACK, editor, "  Which day was it?\r\nThe report says Friday. ")
    assert (entry.text, entry.move) == ("Which day was it?\nThe report says Friday.", "sent-back")
    assert describe_state(draft).key == "needs-work"
    assert (notices(author), notices(editor)) == (["sent-back"], [])
    stages.move(draft, StageMove.SUBMIT, author, "Friday, now entered.")
    assert get_stage("meeting", draft.pk) == Stage.IN_REVIEW
    assert notices(editor) == ["submitted"]
    moves = Comment.objects.about("meeting", draft.pk).values_list("move", flat=True)
    assert list(moves) == ["submitted", "sent-back", "submitted"]


def test_a_stage_shows_nothing_to_the_public_and_outlasts_a_publication(draft, author, editor):
    stages.move(draft, StageMove.SUBMIT, author)
    assert not Meeting.objects.public().exists()
    decision = decisions.decide(draft, "published", editor)
    draft.refresh_from_db()
    assert describe_state(draft).key == "published"
    decisions.undo_decision(decision, editor)
    draft.refresh_from_db()
    assert describe_state(draft).key == "in-review"
    review.reject(Meeting.objects.all(), editor)
    draft.refresh_from_db()
    assert describe_state(draft).key == "rejected"


def test_a_withdrawn_record_is_withdrawn_until_it_is_public_again(draft):
    withdrawal = Withdrawal.objects.create(kind="meeting", record_id=draft.pk, key=draft.slug)
    assert describe_state(draft).key == "withdrawn"
    withdrawal.delete()
    assert describe_state(draft).key == "draft"


def test_the_author_takes_back_what_was_submitted(draft, author):
    stages.move(draft, StageMove.SUBMIT, author)
    stages.move(draft, StageMove.TAKE_BACK, author)
    assert get_stage("meeting", draft.pk) == Stage.DRAFT


def test_each_role_has_its_moves(draft, author, editor, django_user_model):
    other = make_user(django_user_model, "zaid", UserRole.CONTRIBUTOR)
    assert list_moves(draft, author) == [StageMove.SUBMIT]
    assert list_moves(draft, editor) == [StageMove.SUBMIT, StageMove.SEND_BACK]
    assert list_moves(draft, other) == []
    stages.move(draft, StageMove.SUBMIT, author)
    assert list_moves(draft, author) == [StageMove.TAKE_BACK]
    assert list_moves(draft, editor) == [StageMove.TAKE_BACK, StageMove.SEND_BACK]
    for user, wanted in ((other, StageMove.TAKE_BACK), (author, StageMove.SEND_BACK)):
        with pytest.raises(PermissionDenied):
            stages.move(draft, wanted, user, "words")
    Meeting.objects.update(review_state="published")
    draft.refresh_from_db()
    assert list_moves(draft, editor) == []


def test_a_move_that_came_too_late_changes_nothing(draft, author, editor):
    stages.move(draft, StageMove.SUBMIT, author)
    with pytest.raises(NotPossibleError):
        stages.move(draft, StageMove.SUBMIT, author)
    Meeting.objects.update(review_state="rejected")
    with pytest.raises(NotPossibleError):
        stages.move(draft, StageMove.SEND_BACK, editor, "words")
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(("text", "error"), [("  ", EmptyCommentError), ("x" * 4001, CommentTooLongError)])
def test_a_draft_is_sent_back_with_a_comment_that_can_be_saved(draft, editor, text, error):
    with pytest.raises(error):
        stages.move(draft, StageMove.SEND_BACK, editor, text)
    assert get_stage("meeting", draft.pk) == Stage.DRAFT


def test_what_was_sent_back_waits_for_its_author_and_not_for_editors(draft, author, editor):
    submitted = MeetingFactory(review_state="draft", confidence=0.9)
    stages.move(submitted, StageMove.SUBMIT, editor)
    stages.move(draft, StageMove.SEND_BACK, editor, "The day is missing.")
    plain = MeetingFactory(review_state="draft", confidence=0.4)
    meetings = Meeting.objects.all()
    assert list(desk.select_queue(meetings)) == [submitted, plain]
    assert list(desk.select_queue(meetings, "submitted")) == [submitted]
    assert list(desk.select_queue(meetings, "needs-work")) == [draft]
    assert list(desk.select_queue(meetings, "low")) == [plain]
    counts = {"high": 1, "middle": 0, "low": 1, "hand": 0, "all": 2, "submitted": 1, "needs_work": 1}
    assert desk.count_by_confidence(meetings) == counts
    for stage, found in ((Stage.DRAFT, plain), (Stage.IN_REVIEW, submitted), (Stage.NEEDS_WORK, draft)):
        assert list(select_in_stage(meetings, stage)) == [found]


def test_states_of_many_records_take_two_queries(draft, django_assert_num_queries):
    MeetingFactory()
    meetings = list(Meeting.objects.order_by("pk"))
    with django_assert_num_queries(2):
        assert [one.key for one in describe_states(meetings).values()] == ["draft", "published"]
    assert describe_states([]) == {}
