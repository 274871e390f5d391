"""The history is written once: the database refuses every other way of changing it."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from meetings.models import ErasurePermit, Meeting, Version
from meetings.services.erasure import delete_old_versions, erasing
from meetings.services.history import recorded
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def versions(django_user_model):
    user = django_user_model.objects.create(username="amal")
    with recorded(user):
        meeting = MeetingFactory()
    with recorded(user):
        meeting.venue_ar = "دار الضيافة"
        meeting.save()
    return Version.objects.order_by("number")


@pytest.mark.parametrize(
    "deed",
    [
        lambda: Version.objects.all().delete(),
        lambda: Version.objects.update(note="another"),
        lambda: Version.objects.update(user_name="another", user=None),
        lambda: Version.objects.first().delete(),
        lambda: connection.cursor().execute("UPDATE meetings_version SET state = '{}'"),
        lambda: connection.cursor().execute("DELETE FROM meetings_version"),
    ],
)
def test_no_version_is_changed_or_deleted(versions, deed):
    before = list(versions.values())
    with pytest.raises(DatabaseError, match="cannot be changed or deleted"), transaction.atomic():
        deed()
    assert list(versions.values()) == before


def test_a_deleted_user_leaves_their_name(versions, django_user_model):
    django_user_model.objects.all().delete()
    assert set(versions.values_list("user", "user_name")) == {(None, "amal")}


def test_the_retention_deletes_old_versions_but_the_latest(versions, capsys):
    assert versions.count() == 2
    assert delete_old_versions(timezone.now() - timedelta(days=1)) == 0
    with pytest.raises(CommandError, match="--yes"):
        call_command("delete_history", "--before", "2999-01-01")
    with pytest.raises(CommandError, match="is not a day"):
        call_command("delete_history", "--before", "soon", "--yes")
    call_command("delete_history", "--before", "2999-01-01", "--yes")
    assert "Deleted 1 versions" in capsys.readouterr().out
    assert list(versions.values_list("number", flat=True)) == [2]
    assert Meeting.objects.exists()
    assert not ErasurePermit.objects.exists()


def test_a_permit_ends_with_what_it_was_for(versions):
    with pytest.raises(RuntimeError), erasing():
        raise RuntimeError
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.all().delete()
