"""Old addresses of records lead to the present ones, also for programs."""

import pytest

from tests import factories


@pytest.fixture
def moved(archive):
    archive.nechirvan.slug = "nechirvan-idris-barzani"
    archive.nechirvan.save()
    archive.meeting.slug = "rome-2023"
    archive.meeting.save()
    return archive


@pytest.mark.parametrize(
    ("old", "present"),
    [
        ("officials/nechirvan-barzani/", "officials/nechirvan-idris-barzani/"),
        ("meetings/in-rome/?fields=date", "meetings/rome-2023/?fields=date"),
        ("between/it/nechirvan-barzani/?limit=1", "between/it/nechirvan-idris-barzani/?limit=1"),
    ],
)
def test_an_old_address(client, moved, old, present):
    response = client.get(f"/api/v1/{old}")
    assert (response.status_code, response["Location"]) == (301, f"/api/v1/{present}")
    assert client.get(response["Location"]).status_code == 200


def test_an_old_address_of_a_draft_leads_nowhere(problem, moved):
    moved.draft.slug = "still-not-yet"
    moved.draft.save()
    problem("meetings/not-yet/", 404)


def test_a_record_comes_before_an_old_address(get, moved):
    factories.OfficialFactory(slug="nechirvan-barzani", name_ar="نيجيرفان آخر")
    assert get("officials/nechirvan-barzani/")["name_ar"] == "نيجيرفان آخر"
