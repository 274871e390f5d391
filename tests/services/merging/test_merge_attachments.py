"""Attachments of merged meetings: moved behind those of the kept record, each file once, and back by undo."""

import pytest
from django.contrib.auth import get_user_model

from meetings.models import Attachment
from meetings.services.merging.merge_meetings import merge_meetings
from meetings.services.merging.merge_meetings_plan import plan_merge
from meetings.services.merging.undo import undo
from meetings.services.roles import UserRole, give_role
from tests.factories import AttachmentFactory, MeetingFactory
from tests.services.dump import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    user = get_user_model().objects.create(username="salma")
    give_role(user, UserRole.EDITOR)
    return get_user_model().objects.get(pk=user.pk)


def test_they_move_each_once_and_undo_returns_every_row(editor):
    kept, other = MeetingFactory(slug="kept"), MeetingFactory(slug="other")
    own = AttachmentFactory(meeting=kept, order=4)
    coming = AttachmentFactory(meeting=other, order=1)
    same = AttachmentFactory(meeting=other, data=own.original.file.read())
    plan = plan_merge(kept, other)
    assert (plan.attachments, plan.attachments_twice) == ([coming], [same])
    before = everything()
    [merge] = merge_meetings(kept.pk, [other.pk], editor)
    assert list(kept.attachments.values_list("pk", "order")) == [(own.pk, 4), (coming.pk, 5)]
    assert not Attachment.objects.filter(pk=same.pk).exists()
    undo(merge, editor)
    assert everything() == before
