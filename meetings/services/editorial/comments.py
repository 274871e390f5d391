"""Comments on records at the desk. They are internal: no page, feed, export or API shows them."""

import re
from typing import Any

from django.db import transaction
from django.utils import timezone

from meetings.models import Comment, DeskNotice
from meetings.queries.editorial import select_desk_users
from meetings.services.editorial.notices import send_notices
from meetings.services.roles import may_import, may_publish, require

MAX_COMMENT_CHARACTERS = 4000
DISCUSSED = ("meeting", "official", "incoming")  # the kinds of record that have comments
# A user name as Django allows it; a full stop or the like at the end belongs to the sentence.
_MENTION = re.compile(r"(?<![\w@.+-])@([\w.@+-]*\w)")


class CommentError(ValueError):
    """The comment cannot be saved."""


class EmptyCommentError(CommentError):
    """There are no words."""


class CommentTooLongError(CommentError):
    """There are more than MAX_COMMENT_CHARACTERS characters."""


def may_discuss(user: Any, kind: str) -> bool:
    """Return whether `user` may read and write the comments on records of `kind`: those who see them at the desk."""
    if kind not in DISCUSSED:
        return False
    return may_import(user) if kind == "incoming" else bool(user.has_perm(f"meetings.view_{kind}"))


def check_text(text: str, *, may_be_empty: bool = False) -> str:
    """Return the text of a comment as it is saved.

    Raises:
        EmptyCommentError: It has no words.
        CommentTooLongError: It is too long.
    """
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not text and not may_be_empty:
        raise EmptyCommentError
    if len(text) > MAX_COMMENT_CHARACTERS:
        raise CommentTooLongError
    return text


def find_mentioned(text: str) -> list[Any]:
    """Return the desk users whom `@username` in a text mentions, in any case of Latin letters."""
    names = {name.casefold() for name in _MENTION.findall(text)}
    return [user for user in select_desk_users() if user.username.casefold() in names] if names else []


def write_comment(
    kind: str, record_id: int, user: Any, text: str, *, parent: Comment | None = None, move: str = ""
) -> Comment:
    """Save a comment on a record or a reply, notify those whom it mentions or answers, and return it.

    A reply to a resolved thread opens it again.

    Args:
        kind: The kind of record.
        record_id: Its id.
        user: The author.
        text: The words; a move may be without words.
        parent: The comment of the same record that it replies to; a reply to a reply joins the thread.
        move: What the author did with the draft (Comment.Move).

    Raises:
        PermissionDenied: `user` may not see such records at the desk.
        EmptyCommentError: The text has no words.
        CommentTooLongError: The text is too long.
    """
    require(may_discuss(user, kind))
    text = check_text(text, may_be_empty=bool(move))
    root = parent.parent or parent if parent else None
    with transaction.atomic():
        comment: Comment = Comment.objects.create(
            kind=kind, record_id=record_id, author=user, author_name=user.get_username(), text=text,
            parent=root, move=move,
        )  # fmt: skip
        send_notices(find_mentioned(text), DeskNotice.Reason.MENTION, comment, user)
        if root is not None:
            Comment.objects.filter(pk=root.pk).update(resolved_at=None, resolved_by=None)
            others = root.replies.exclude(pk=comment.pk).select_related("author")
            send_notices([root.author, *(one.author for one in others)], DeskNotice.Reason.REPLY, comment, user)
    return comment


def change_comment(comment: Comment, user: Any, text: str) -> None:
    """Change the words of the user's comment; users whom it mentions only now get a notice.

    Raises:
        PermissionDenied: Another user wrote the comment.
        EmptyCommentError: The text has no words.
        CommentTooLongError: The text is too long.
    """
    require(comment.author_id == user.pk and may_discuss(user, comment.kind))
    text = check_text(text)
    if text == comment.text:
        return
    with transaction.atomic():
        comment.text, comment.edited_at = text, timezone.now()
        comment.save(update_fields=["text", "edited_at"])
        send_notices(find_mentioned(text), DeskNotice.Reason.MENTION, comment, user)


def resolve_thread(comment: Comment, user: Any, *, is_resolved: bool = True) -> None:
    """Mark a thread as resolved, or open it again: its author or an editor.

    Raises:
        PermissionDenied: `user` is neither.
    """
    require(may_discuss(user, comment.kind) and (may_publish(user) or comment.author_id == user.pk))
    comment.resolved_at = timezone.now() if is_resolved else None
    comment.resolved_by = user if is_resolved else None
    comment.save(update_fields=["resolved_at", "resolved_by"])
