"""A search that takes too long is stopped, with the same words on the page, in the API and in exports."""

import pytest

from meetings.search import SearchRequest, SearchTooLongError, budget, find_ids, rebuild_index, search
from meetings.search.budget import check_search_time, limited_search
from tests.factories import MeetingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
WORDS = "This search took too long and was stopped."


@pytest.fixture
def stopped(monkeypatch) -> int:
    """An archive whose searches have no time; the id of its meeting."""
    meeting = MeetingFactory(headline_ar="لقاء عن النفط", review_state="published")
    rebuild_index()
    monkeypatch.setattr(budget, "MAX_SEARCH_SECONDS", -1.0)
    return int(meeting.pk)


@pytest.mark.parametrize("query", ["النفط", "نف*", '"عن النفط"', "-النفط", "year:2019-2021", ""])
def test_every_kind_of_query_is_stopped(stopped, query):
    for find in (search, find_ids):
        with pytest.raises(SearchTooLongError):
            find(SearchRequest(query))


@pytest.mark.parametrize("path", ["/en/search/?q=النفط", "/en/search.pdf?q=النفط", "/en/search.xlsx?q=النفط"])
def test_the_page_says_so_and_what_to_do(stopped, client, path):
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == 422
    assert int(response["Retry-After"]) > 0
    assert "no-store" in response["Cache-Control"]
    assert WORDS in page
    assert "Search for fewer words" in page


@pytest.mark.parametrize("path", ["/api/v1/search/?q=النفط", "/en/search.json?q=النفط"])
def test_programs_get_a_problem(stopped, client, path):
    response = client.get(path, headers={"accept-language": "en"})
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert int(response["Retry-After"]) > 0
    assert response.json()["detail"].startswith(WORDS)


def test_what_a_stopped_search_has_read_does_not_change_the_next(stopped, monkeypatch):
    with pytest.raises(SearchTooLongError):
        search(SearchRequest("النفط"))
    monkeypatch.undo()
    assert [hit.meeting_id for hit in search(SearchRequest("النفط")).hits] == [stopped]


def test_a_search_inside_another_has_the_time_of_that_one(monkeypatch):
    with limited_search():
        monkeypatch.setattr(budget, "MAX_SEARCH_SECONDS", -1.0)
        with limited_search():
            check_search_time()
    check_search_time()  # outside of a search
    with pytest.raises(SearchTooLongError), limited_search():
        check_search_time()
