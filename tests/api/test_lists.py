"""Lists: conditions, order, chosen fields, and errors that name the parameter."""

import datetime

import pytest

from meetings.models import Meeting
from tests import factories


def slugs(page):
    return [record["slug"] for record in page["results"]]


def test_published_meetings_the_latest_first(get, archive):
    page = get("meetings/")
    assert slugs(page) == ["in-rome", "by-phone"]
    assert page["count"] == 2
    assert page["next"] is page["previous"] is None


def test_a_meeting_is_given_as_it_is_recorded(get, archive):
    [meeting] = [record for record in get("meetings/")["results"] if record["slug"] == "in-rome"]
    assert meeting["headline_ar"] == "لقاء في روما"
    assert meeting["headline_en"] == "A meeting in Rome"
    assert meeting["date"] == "2023-11-03"
    assert [side["code"] for side in meeting["sides"]] == ["IQ-KRI", "IT"]
    assert [part["official"]["slug"] for part in meeting["participations"]] == ["nechirvan-barzani", "giorgia-meloni"]
    assert meeting["place"]["slug"] == "it-rome"
    assert meeting["address"] == "http://testserver/meetings/in-rome/"
    assert "evidence" not in meeting


def test_a_date_is_given_no_more_exactly_than_it_is_known(get, archive):
    Meeting.objects.filter(slug="in-rome").update(date_precision="month")
    assert get("meetings/in-rome/")["date"] == "2023-11"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"date_from": "2022-01-01"}, ["in-rome"]),
        ({"date_to": "2021-06-09"}, ["by-phone"]),
        ({"date_from": "2021-06-09", "date_to": "2023-11-03"}, ["in-rome", "by-phone"]),
        ({"kind": "phone"}, ["by-phone"]),
        ({"kind": ["phone", "in-person"]}, ["in-rome", "by-phone"]),
        ({"side": "it"}, ["in-rome", "by-phone"]),
        ({"side": ["FR", "IQ-KRI"]}, ["in-rome", "by-phone"]),
        ({"side": "FR"}, []),
        ({"organisation": "UN"}, []),
        ({"official": "nechirvan-barzani"}, ["in-rome", "by-phone"]),
        ({"official": "nobody"}, []),
        ({"topic": "security"}, ["in-rome", "by-phone"]),
        ({"topic": "energy"}, []),
        ({"place": "it-rome", "kind": "phone"}, ["by-phone"]),
        ({"outlet": "ina"}, ["in-rome", "by-phone"]),
        ({"outlet": "bbc"}, []),
        ({"updated_since": "2000-01-01T00:00:00Z"}, ["in-rome", "by-phone"]),
        ({"updated_since": "2999-01-01T00:00:00+03:00"}, []),
        ({"order": "date"}, ["by-phone", "in-rome"]),
    ],
)
def test_conditions(get, archive, query, found):
    page = get("meetings/", **query)
    assert slugs(page) == found
    assert page["count"] == len(found)


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ({"date_from": "2023-02-30"}, "date_from", ""),
        ({"date_from": "٢٠٢٣"}, "date_from", ""),
        ({"limit": "0"}, "limit", "1"),
        ({"limit": "101"}, "limit", "100"),
        ({"limit": "9" * 400}, "limit", ""),
        ({"kind": "dinner"}, "kind", "dinner"),
        ({"side": "I Q"}, "side", "Latin"),
        ({"official": "a\0b"}, "official", ""),
        ({"side": ["IQ"] * 21}, "side", "20"),
        ({"updated_since": "0001-01-01T00:00:00+14:00"}, "updated_since", ""),
        ({"updated_since": "yesterday"}, "updated_since", ""),
        ({"order": "headline"}, "order", "-updated_at"),
        ({"order": "date,-date"}, "order", "one"),
        ({"fields": "slug,secrets"}, "fields", "secrets"),
        ({"expand": "everything"}, "expand", "evidence"),
        ({"date_form": "2023-01-01"}, "date_form", "date_from"),
        ({"review_state": "draft"}, "review_state", ""),
        ({"limit": ["5", "6"]}, "limit", "once"),
        ({"place": ""}, "place", "empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_name(client, archive, query, parameter, words):
    response = client.get("/api/v1/meetings/", query, headers={"Accept-Language": "en"})
    assert response.status_code == 400
    assert "no-store" in response["Cache-Control"]
    body = response.json()
    assert [error["parameter"] for error in body["errors"]] == [parameter]
    assert words in body["errors"][0]["detail"]
    assert parameter in body["detail"]


def test_all_parameters_at_fault_are_named_at_once(problem, archive):
    body = problem("meetings/", 400, date_from="x", limit="-1", kind="dinner")
    assert {error["parameter"] for error in body["errors"]} == {"date_from", "limit", "kind"}


def test_chosen_fields_and_the_key(get, archive):
    page = get("meetings/", fields="date,sides")
    assert [set(record) for record in page["results"]] == [{"slug", "date", "sides"}] * 2
    assert set(get("officials/nechirvan-barzani/", fields="name_en")) == {"slug", "name_en"}
    assert set(get("sides/it/", fields="meetings_count")) == {"code", "meetings_count"}


def test_evidence_where_it_is_asked_for(get, archive):
    factories.EvidenceFactory(meeting=archive.meeting, article=archive.article)
    [words] = get("meetings/in-rome/")["evidence"]
    assert words["quote"] == "يوم الجمعة"
    assert archive.article.raw_text[words["start"] : words["end"]] == words["quote"]
    lists = [get("meetings/", expand="evidence"), get("meetings/", fields="slug,evidence")]
    for page in lists:
        assert {record["slug"]: len(record["evidence"]) for record in page["results"]} == {"in-rome": 1, "by-phone": 0}
    assert get("articles/a-report/")["evidence"] == [words]


def test_texts_of_outlets_are_not_given(client, archive):
    for path in ("articles/", "articles/a-report/", "meetings/?expand=evidence", "meetings/in-rome/"):
        assert archive.article.raw_text not in client.get(f"/api/v1/{path}").content.decode()
        assert "raw_text" not in client.get(f"/api/v1/{path}").content.decode()


def test_officials_by_any_spelling_of_their_names(get, archive):
    factories.OfficialNameFactory(official=archive.nechirvan, name="نێچیرڤان بارزانی", kind="alias")
    for name in ("نيجيرفان", "نێچیرڤان", "BARZANI", "بارزانى"):
        factories.OfficialNameFactory(official=archive.nechirvan, name=f"{name} Nechirvan Barzani", kind="alias")
        assert slugs(get("officials/", name=name)) == ["nechirvan-barzani"]


def test_officials_of_a_side_and_by_their_meetings(get, archive):
    assert slugs(get("officials/", side="it")) == ["giorgia-meloni"]
    quiet = factories.OfficialFactory(slug="quiet", name_ar="بدر عبد العاطي")
    factories.AppointmentFactory(official=quiet)
    assert slugs(get("officials/", side="IQ")) == ["quiet"]
    counts = [record["meetings_count"] for record in get("officials/", order="-meetings")["results"]]
    assert counts == [2, 2, 0]


def test_an_office_tells_who_held_it(get, archive):
    factories.AppointmentFactory(official=archive.nechirvan, start=datetime.date(2022, 10, 1), start_precision="month")
    factories.AppointmentFactory(official=archive.hidden)
    [office] = get("positions/", side="IQ")["results"]
    assert [(holder["official"]["slug"], holder["start"]) for holder in office["holders"]] == [
        ("nechirvan-barzani", "2022-10")
    ]


def test_articles_by_outlet_day_and_meeting(get, archive):
    assert [article["meetings"] for article in get("articles/")["results"]] == [["in-rome", "by-phone"]]
    assert get("articles/", outlet="ina", meeting="in-rome", date_from="2023-11-04")["count"] == 1
    assert get("articles/", date_to="2023-11-03")["count"] == 0
    assert get("articles/", text_kind="reference")["count"] == 0


def test_sides_in_either_case_and_with_what_belongs_to_them(get, archive):
    iraq = factories.CountryFactory(code="IQ")
    archive.kurdistan.parent = iraq
    archive.kurdistan.save()
    assert get("sides/iq-kri/") == get("sides/IQ-KRI/")
    assert get("sides/iq-kri/")["parent"] == "IQ"
    assert [side["code"] for side in get("sides/")["results"]] == ["IQ-KRI", "IT"]
