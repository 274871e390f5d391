"""The stages of a draft: who may move it where. docs/decisions/editorial-states.md has the whole state machine.

A stage never decides what the public sees: `services/review` publishes, rejects and returns to draft.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from meetings.models import Comment, DeskNotice, DraftStage, Meeting, ReviewState, Stage
from meetings.queries.editorial import get_stage
from meetings.services.editorial.comments import EmptyCommentError, check_text, write_comment
from meetings.services.editorial.notices import send_notices
from meetings.services.roles import may_edit, may_publish, require


class StageMove(TextChoices):
    """The moves between the stages."""

    SUBMIT = "submit", _("Submit for review")
    TAKE_BACK = "take-back", _("Take back")
    SEND_BACK = "send-back", _("Send back")


@dataclass(frozen=True, slots=True)
class MoveRule:
    """From which stages a move leads to which one, and the entry that it leaves among the comments."""

    origins: tuple[Stage, ...]
    target: Stage
    entry: Comment.Move
    is_of_editors: bool = False  # else of those who may change the draft


MOVES = {
    StageMove.SUBMIT: MoveRule((Stage.DRAFT, Stage.NEEDS_WORK), Stage.IN_REVIEW, Comment.Move.SUBMITTED),
    StageMove.TAKE_BACK: MoveRule((Stage.IN_REVIEW,), Stage.DRAFT, Comment.Move.TAKEN_BACK),
    StageMove.SEND_BACK: MoveRule((Stage.DRAFT, Stage.IN_REVIEW), Stage.NEEDS_WORK, Comment.Move.SENT_BACK, True),
}


class NotPossibleError(Exception):
    """The draft is not in a stage from which the move leads, because another user moved or decided it."""


def list_moves(meeting: Meeting, user: Any, stage: Stage | None = None) -> list[StageMove]:
    """Return the moves that `user` may make with `meeting` now; `stage` saves the query for it."""
    if meeting.review_state != ReviewState.DRAFT:
        return []
    stage = stage or get_stage("meeting", meeting.pk)
    return [one for one, rule in MOVES.items() if stage in rule.origins and _may_move(user, meeting, rule)]


def move(meeting: Meeting, wanted: StageMove, user: Any, text: str = "") -> Comment:
    """Move a draft to another stage and return the entry of the move among the comments.

    The author of the draft gets a notice when an editor sends it back; the editor who sent it back gets one when it is
    submitted again.

    Args:
        meeting: The draft.
        wanted: The move.
        user: Who moves it.
        text: A comment; an editor who sends a draft back has to say what it needs.

    Raises:
        PermissionDenied: The role of `user` does not allow it.
        NotPossibleError: The draft was moved or decided in the meantime.
        EmptyCommentError: A draft is sent back without a comment.
        CommentTooLongError: The comment is too long.
    """
    rule = MOVES[wanted]
    require(_may_move(user, meeting, rule))
    if wanted == StageMove.SEND_BACK and not text.strip():
        raise EmptyCommentError
    text = check_text(text, may_be_empty=True)
    with transaction.atomic():
        state = Meeting.objects.select_for_update().values_list("review_state", flat=True).get(pk=meeting.pk)
        if state != ReviewState.DRAFT or get_stage("meeting", meeting.pk) not in rule.origins:
            raise NotPossibleError
        sender = _find_sender(meeting) if wanted == StageMove.SUBMIT else None
        DraftStage.objects.update_or_create(
            kind="meeting", record_id=meeting.pk, defaults={"stage": rule.target, "moved_by": user}
        )
        entry = write_comment("meeting", meeting.pk, user, text, move=rule.entry)
        if wanted == StageMove.SEND_BACK and meeting.created_by:
            send_notices([meeting.created_by], DeskNotice.Reason.SENT_BACK, entry, user)
        if sender is not None:
            send_notices([sender], DeskNotice.Reason.SUBMITTED, entry, user)
    return entry


def _may_move(user: Any, meeting: Meeting, rule: MoveRule) -> bool:
    return may_publish(user) if rule.is_of_editors else may_edit(user, meeting)


def _find_sender(meeting: Meeting) -> Any:
    """Return the user who sent the draft back last; None if it was not sent back."""
    entries = Comment.objects.about("meeting", meeting.pk).filter(move=Comment.Move.SENT_BACK)
    last = entries.select_related("author").order_by("-id").first()
    return last.author if last else None
