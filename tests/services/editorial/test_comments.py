"""Comments on records: threads, mentions, notices, and that the public never reads them."""

import pytest
from django.core.exceptions import PermissionDenied

from meetings.models import DeskNotice, Merge
from meetings.queries.editorial import complete_users, list_threads, list_unseen_notices
from meetings.services.editorial.comments import (
    CommentTooLongError,
    EmptyCommentError,
    change_comment,
    find_mentioned,
    may_discuss,
    resolve_thread,
    write_comment,
)
from meetings.services.editorial.notices import mark_seen
from meetings.services.roles import UserRole, give_role
from tests.factories import MeetingFactory, OfficialFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def users(django_user_model):
    made = {}
    for name, role in (("amal", UserRole.CONTRIBUTOR), ("huda", UserRole.EDITOR), ("زيد", UserRole.CONTRIBUTOR)):
        user = django_user_model.objects.create(username=name, first_name=f"Name of {name}")
        give_role(user, role)
        made[name] = django_user_model.objects.get(pk=user.pk)
    django_user_model.objects.create(username="reader")
    return made


@pytest.fixture
def meeting():
    return MeetingFactory()


def reasons(user):
    return list(DeskNotice.objects.filter(user=user).order_by("pk").values_list("reason", flat=True))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@huda, which day?", ["huda"]),
        ("Ask @HUDA.", ["huda"]),
        ("(@huda)،@زيد", ["huda", "زيد"]),
        ("@huda @زيد: please", ["huda", "زيد"]),
        ("mail huda@example.org", []),
        ("@reader @unknown", []),
        ("no name", []),
    ],
)
def test_names_after_an_at_sign_are_mentions_of_desk_users(users, text, names):
    assert sorted(user.username for user in find_mentioned(text)) == sorted(names)


def test_mentions_and_replies_give_one_notice_each(users, meeting):
    amal, huda, zaid = users.values()
    first = write_comment("meeting", meeting.pk, amal, "@huda is this the right day? @amal")
    answer = write_comment("meeting", meeting.pk, huda, "Yes, @amal.", parent=first)
    write_comment("meeting", meeting.pk, zaid, "Not quite.", parent=answer)
    assert (reasons(amal), reasons(huda), reasons(zaid)) == (["mention", "reply"], ["mention", "reply"], [])
    (thread,) = list_threads("meeting", meeting.pk)
    assert thread.comment == first
    assert [one.author_name for one in thread.replies] == ["huda", "زيد"]


def test_only_their_author_edits_a_comment_and_only_new_mentions_are_told(users, meeting):
    amal, huda, zaid = users.values()
    comment = write_comment("meeting", meeting.pk, amal, "@huda look")
    change_comment(comment, amal, "@huda look")
    assert comment.edited_at is None
    change_comment(comment, amal, "@huda and @زيد, look")
    assert (reasons(huda), reasons(zaid)) == (["mention"], ["mention"])
    assert comment.edited_at
    with pytest.raises(PermissionDenied):
        change_comment(comment, huda, "other words")
    with pytest.raises(EmptyCommentError):
        change_comment(comment, amal, " \n ")


def test_a_thread_is_resolved_by_its_author_or_an_editor_and_a_reply_opens_it(users, meeting):
    amal, huda, zaid = users.values()
    comment = write_comment("meeting", meeting.pk, amal, "Which place?")
    other = write_comment("meeting", meeting.pk, amal, "And the topic?")
    with pytest.raises(PermissionDenied):
        resolve_thread(comment, zaid)
    resolve_thread(comment, huda)
    assert comment.resolved_by == huda
    assert [thread.comment for thread in list_threads("meeting", meeting.pk)] == [other, comment]
    resolve_thread(comment, amal, is_resolved=False)
    assert comment.resolved_at is None
    resolve_thread(comment, amal)
    write_comment("meeting", meeting.pk, zaid, "Baghdad", parent=comment)
    comment.refresh_from_db()
    assert comment.resolved_at is None


def test_what_cannot_be_saved_is_refused(users, meeting):
    amal = users["amal"]
    for text, error in (("", EmptyCommentError), ("\0 ", EmptyCommentError), ("x" * 4001, CommentTooLongError)):
        with pytest.raises(error):
            write_comment("meeting", meeting.pk, amal, text)


def test_those_who_see_a_kind_of_record_at_the_desk_discuss_it(users, django_user_model):
    amal, reader = users["amal"], django_user_model.objects.get(username="reader")
    assert [may_discuss(amal, kind) for kind in ("meeting", "official", "incoming", "country")] == [True] * 3 + [False]
    assert not any(may_discuss(reader, kind) for kind in ("meeting", "official", "incoming"))
    with pytest.raises(PermissionDenied):
        write_comment("meeting", 1, reader, "words")


def test_a_merged_record_brings_its_comments(users):
    kept, other = OfficialFactory(), OfficialFactory()
    write_comment("official", other.pk, users["amal"], "Is this he?")
    merge = Merge.objects.create(kind="official", kept_id=kept.pk, other_id=other.pk, kept_name="a", other_name="b")
    assert len(list_threads("official", kept.pk)) == 1
    merge.undone_at = merge.done_at
    merge.save()
    assert list_threads("official", kept.pk) == []


def test_notices_name_their_record_and_are_seen_once(users, meeting, django_assert_num_queries):
    amal, huda, _zaid = users.values()
    official = OfficialFactory()
    write_comment("meeting", meeting.pk, amal, "@huda one")
    write_comment("official", official.pk, amal, "@huda two")
    write_comment("official", 999_999, amal, "@huda three")
    with django_assert_num_queries(4):
        found = list_unseen_notices(huda)
    assert found.count == 3
    assert [row.record for row in found.rows] == [None, official, meeting]
    assert mark_seen(huda, "official", official.pk) == 1
    assert mark_seen(huda) == 2
    assert list_unseen_notices(huda).count == 0


def test_user_names_complete_by_either_name(users):
    assert [user.username for user in complete_users("hu")] == ["huda"]
    assert [user.username for user in complete_users("name of am")] == ["amal"]
    assert [user.username for user in complete_users("read")] == []
