"""Search, suggestions, between: the same answers as on the pages, for programs."""

import pytest

from meetings.models import Meeting, Official, Participation
from meetings.search import SearchRequest, search


@pytest.mark.parametrize(
    ("query", "request_"),
    [
        ({"q": "العراق"}, SearchRequest(query="العراق")),
        (
            {"q": "نيجيرفان بارزاني", "year": ["2024", "2025"]},
            SearchRequest("نيجيرفان بارزاني", chosen={"year": ("2024", "2025")}),
        ),
        ({"country": "iq", "sort": "oldest"}, SearchRequest(chosen={"country": ("IQ",)}, sort="oldest")),
        ({"q": "barzani -paris", "kind": "phone"}, SearchRequest("barzani -paris", chosen={"kind": ("phone",)})),
        ({"topic": "energy"}, SearchRequest(chosen={"topic": ("energy",)}, sort="newest")),
    ],
)
def test_the_search_of_the_site(get, sample_archive, query, request_):
    answer = get("search/", limit=100, **query)
    expected = search(SearchRequest(**{**vars(request_), "page_size": 100}))
    assert answer["count"] == expected.total
    slugs = [result["meeting"]["slug"] for result in answer["results"]]
    assert slugs == [Meeting.objects.get(pk=hit.meeting_id).slug for hit in expected.hits]
    for facet, values in answer["facets"].items():
        assert [(v["value"], v["count"]) for v in values] == [(v.value, v.count) for v in expected.facets[facet]]


def test_pages_lead_through_all_results(get, sample_archive):
    page, found = get("search/", q="اجتماع", limit=7, fields="slug"), []
    while True:
        found += [result["meeting"]["slug"] for result in page["results"]]
        if not page["next"]:
            break
        page = get(page["next"].partition("/api/v1/")[2])
    assert len(found) == len(set(found)) == page["count"]
    assert page["page"] == page["pages"]
    assert "page=" in page["previous"]


def test_the_first_page_has_none_before_it_and_an_empty_query_finds_everything(get, sample_archive):
    first = get("search/", q="", limit=7)
    second = get(first["next"].partition("/api/v1/")[2])
    assert (first["previous"], first["page"], second["page"]) == (None, 1, 2)
    assert get(second["previous"].partition("/api/v1/")[2])["results"] == first["results"]
    assert first["count"] == Meeting.objects.public().count()
    assert get("search/", limit=100, page=first["count"] // 100 + 1)["next"] is None


def test_labels_and_notices_are_in_the_language_of_the_reader(client, sample_archive):
    def ask(language):
        query = {"q": "ضريبة:العراق", "country": "ZZ", "to": "sometime"}
        return client.get("/api/v1/search/", query, headers={"Accept-Language": language}).json()

    def ask_all(language):
        return client.get("/api/v1/search/", headers={"Accept-Language": language}).json()

    arabic, english = ask("ar"), ask("en")
    assert [notice["code"] for notice in english["notices"]] == ["address", "address", "unknown-field"]
    assert "ZZ" in english["notices"][0]["message"]
    assert english["notices"][2]["message"] != arabic["notices"][2]["message"]
    assert english["count"] == 0, "a filter that cannot be read finds nothing"
    labels = [
        {value["label"] for value in answer["facets"]["country"] if value["value"] == "IQ"}
        for answer in (ask_all("ar"), ask_all("en"))
    ]
    assert labels == [{"العراق"}, {"Iraq"}]


def test_marked_pieces_are_the_text(get, sample_archive):
    for result in get("search/", q="بارزاني", sort="newest")["results"]:
        title = "".join(piece["text"] for piece in result["title"])
        assert title in (result["meeting"]["headline_ar"], result["meeting"]["headline_en"])
        assert any(piece["marked"] for piece in [*result["title"], *result["snippet"]]) or result["why"]


def test_who_is_named(get, sample_archive):
    named = get("search/", q="نيجيرفان بارزاني")["named"]
    assert named["officials"][0]["slug"] == "nechirvan-barzani"
    assert get("search/", q="فرنسا")["named"]["sides"][0]["code"] == "FR"


def test_an_official_who_is_a_draft_is_no_value_of_a_facet(get, sample_archive):
    slug = get("search/")["facets"]["person"][0]["value"]
    Official.objects.filter(slug=slug).update(review_state="draft")
    answer = get("search/", person=slug)
    assert slug not in {value["value"] for value in answer["facets"]["person"]}
    assert answer["notices"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [({"sort": "best"}, "sort"), ({"page": "0"}, "page"), ({"year": "soon"}, "year"), ({"q": "a\0"}, "q"),
     ({"q": "س" * 501}, "q"), ({"query": "x"}, "query"), ({"kind": "dinner"}, "kind"), ({"limit": "٠"}, "limit")],
)  # fmt: skip
def test_what_cannot_be_asked(problem, sample_archive, query, parameter):
    assert problem("search/", 400, **query)["errors"][0]["parameter"] == parameter


def test_without_an_index_the_search_is_not_ready(problem, index, db):
    problem("search/", 503, q="x")


def test_suggestions(get, sample_archive):
    [first, *_] = get("suggestions/", q="نيجير")["results"]
    assert (first["kind"], first["key"]) == ("official", "nechirvan-barzani")
    assert first["address"] == "http://testserver/officials/nechirvan-barzani/"
    assert get("suggestions/", q="ن")["results"] == []
    assert get("suggestions/", q="ني")["results"] != []
    assert len(get("suggestions/", q="ال", limit=3)["results"]) == 3


def test_between_two_sides(get, client, sample_archive):
    both = Meeting.objects.public().filter(participations__country__code="FR")
    both = both.filter(participations__country__code="IQ").distinct()
    answer = get("between/fr/iq/", limit=100)
    assert {meeting["slug"] for meeting in answer["results"]} == set(both.values_list("slug", flat=True))
    assert answer["count"] == both.count() == sum(year["meetings_count"] for year in answer["years"]) > 0
    assert [party["side"]["code"] for party in answer["parties"]] == ["FR", "IQ"]
    spoke = Participation.objects.filter(meeting__in=both, country__code="FR", official__isnull=False)
    assert {person["slug"] for person in answer["parties"][0]["people"]} <= set(
        spoke.values_list("official__slug", flat=True)
    )
    assert get("between/fr/iq/", kind="phone")["count"] == both.filter(kind="phone").count()
    moved = client.get("/api/v1/between/IQ/fr/?limit=1")
    assert (moved.status_code, moved["Location"]) == (301, "/api/v1/between/fr/iq/?limit=1")


def test_between_one_and_the_same(problem, sample_archive):
    assert problem("between/fr/fr/", 400)["errors"][0]["parameter"] == "second"
    problem("between/fr/nobody/", 404)
