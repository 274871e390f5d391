"""When something breaks, the page needs neither database nor session, and shows nothing of the inside."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from meetings.views import errors, home


def test_a_fault_shows_the_page_for_it(client, archive, monkeypatch):
    def broken() -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(home.archive, "count_records", broken)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "حدث خطأ في الموقع" in response.content.decode()
    assert "secret detail" not in response.content.decode()


@pytest.mark.django_db(databases=[])
def test_the_page_for_a_fault_needs_no_database():
    assert errors.server_error(RequestFactory().get("/")).status_code == 500


def test_not_allowed_has_ways_on(rf, db):
    request = rf.get("/")
    response = errors.permission_denied(request, PermissionDenied())
    assert response.status_code == 403
    assert 'class="tag"' in response.content.decode()


def test_an_unknown_address_is_searched_for_without_its_section(client, db):
    page = client.get("/en/meetings/fuad-hussein-rome/").content.decode()
    assert 'value="fuad hussein rome"' in page
