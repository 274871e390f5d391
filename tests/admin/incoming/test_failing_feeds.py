"""Feeds that fail are on the desk's first page, with the reason, until they work again."""

import pytest
from django.urls import reverse

from meetings.ingest.errors import SourceError
from meetings.models import Feed
from meetings.services.roles import UserRole, give_role

pytestmark = pytest.mark.django_db


def test_a_failing_feed_is_on_the_first_page_with_its_reason(desk):
    error = SourceError(
        "%(address)s: there is no such site. Check the address.", address="https://example.org"
    ).packed()
    failing = Feed.objects.create(address="https://example.org/feed", name="أخبار", error=error, failures=3)
    Feed.objects.create(address="https://example.org/other", name="غيرها")
    shown = desk.get(reverse("admin:index")).content.decode()
    assert "https://example.org: there is no such site" in shown
    assert reverse("admin:meetings_feed_change", args=[failing.pk]) in shown
    assert "غيرها" not in shown
    Feed.objects.update(error="", failures=0)
    assert "No feed fails." in desk.get(reverse("admin:index")).content.decode()


def test_only_those_who_manage_feeds_see_them(client, django_user_model):
    user = django_user_model.objects.create(username="contributor")
    give_role(user, UserRole.CONTRIBUTOR)
    client.force_login(user)
    Feed.objects.create(address="https://example.org/feed", error="x", failures=3)
    assert "block-feeds" not in client.get(reverse("admin:index")).content.decode()
