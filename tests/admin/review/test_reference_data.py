"""The first page of an archive without countries says so, and its button loads them."""

import pytest

from meetings.models import Country
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address
from tests.factories import CountryFactory

pytestmark = pytest.mark.django_db
BUTTON, HEADING = "Load the reference data", "Missing reference data"


@pytest.mark.parametrize("page", ["index", "meetings_incoming_add"])
def test_the_page_says_what_is_missing_until_it_is_loaded(desk, page):
    shown = desk.get(address(page)).content.decode()
    assert HEADING in shown
    assert BUTTON in shown
    response = desk.post(address("load-reference"), follow=True)
    assert "countries 251" in str(*response.context["messages"])
    assert Country.objects.count() == 251
    assert HEADING not in desk.get(address(page)).content.decode()


def test_an_editor_reads_whom_to_ask_and_cannot_load(client, django_user_model):
    user = django_user_model.objects.create(username="the-editor")
    give_role(user, UserRole.EDITOR)
    client.force_login(user)
    shown = client.get(address("index")).content.decode()
    assert "Ask an administrator" in shown
    assert BUTTON not in shown
    assert client.post(address("load-reference")).status_code == 403
    assert not Country.objects.exists()


def test_it_takes_a_button_not_a_link(desk):
    assert desk.get(address("load-reference")).status_code == 405


def test_an_archive_with_countries_has_no_such_block(desk):
    CountryFactory()
    assert HEADING not in desk.get(address("index")).content.decode()
