"""The choice of look is a cookie, and leads back to the page it was made on."""

import pytest


def test_the_choice_is_kept_and_leads_back(client, archive):
    response = client.post("/theme/", {"theme": "dark", "next": "/meetings/?page=1"})
    assert (response.status_code, response["Location"]) == (302, "/meetings/?page=1")
    assert 'data-theme="dark"' in client.get("/").content.decode()
    client.post("/theme/", {"theme": "auto", "next": "/"})
    assert "data-theme" not in client.get("/").content.decode()


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_it_leads_nowhere_else(client, back):
    assert client.post("/theme/", {"theme": "dark", "next": back})["Location"] == "/"


def test_looking_changes_nothing(client):
    assert client.get("/theme/").status_code == 405
