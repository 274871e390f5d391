"""Completions lead to pages that exist, in the language of the page."""

from datetime import date

import pytest

from meetings.search import rebuild_index
from tests.factories import AppointmentFactory, OrganisationFactory, ParticipationFactory, PositionFactory


@pytest.fixture
def named(archive, index):
    rebuild_index()
    return archive


def offered(client, path: str, words: str) -> list[tuple[str, str]]:
    response = client.get(path, {"q": words})
    assert response.status_code == 200
    return [(result["label"], result["address"]) for result in response.json()["results"]]


def test_names_lead_to_their_pages(client, named):
    assert ("جورجا ميلوني", "/officials/giorgia-meloni/") in offered(client, "/suggest/", "جورج")
    assert "/en/sides/it/" in dict(map(reversed, offered(client, "/en/suggest/", "Ital")))
    for _, address in offered(client, "/suggest/", "إيط"):
        assert client.get(address).status_code == 200


def test_an_official_is_offered_with_the_office_of_today(client, named):
    AppointmentFactory(official=named.nechirvan, start=date(2012, 1, 1), end=date(2019, 6, 1))
    kinds = {result["label"]: result["kind"] for result in client.get("/en/suggest/", {"q": "Nech"}).json()["results"]}
    assert kinds["Nechirvan Barzani"] == "Former Minister of Foreign Affairs"
    position = PositionFactory(code="krg", title_en="President of the Kurdistan Region")
    AppointmentFactory(official=named.nechirvan, position=position, start=date(2019, 6, 10))
    kinds = {result["label"]: result["kind"] for result in client.get("/en/suggest/", {"q": "Nech"}).json()["results"]}
    assert kinds["Nechirvan Barzani"] == "President of the Kurdistan Region"


def test_the_name_that_matched_is_told_where_it_is_not_the_one_shown(client, named):
    def matched(words: str) -> list[str]:
        return [result["matched"] for result in client.get("/suggest/", {"q": words}).json()["results"]]

    assert matched("جورجا") == [""]
    assert matched("Giorg") == ["Giorgia Meloni"]
    assert matched("جو") == [""], "two letters are enough"


def test_eight_are_offered_at_most(client, named):
    for number in range(9):
        body = OrganisationFactory(code=f"C{number}", name_ar=f"لجنة {number}")
        ParticipationFactory(meeting=named.meeting, country=None, organisation=body)
    rebuild_index()
    assert len(offered(client, "/suggest/", "لجنة")) == 8


def test_drafts_are_not_offered(client, named):
    assert offered(client, "/suggest/", "هاكان") == []


@pytest.mark.parametrize("words", ["", "ا", "؟؟", "x" * 5000, "\x00", "%"])
def test_nothing_is_offered_for_what_is_no_name(client, named, words):
    assert offered(client, "/suggest/", words) == []
