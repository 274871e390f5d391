"""Completions lead to pages that exist, in the language of the page."""

import time
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.search import rebuild_index
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    MeetingTopicFactory,
    OfficialFactory,
    OrganisationFactory,
    ParticipationFactory,
    PositionFactory,
    TopicFactory,
)


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


def rows(client, words: str, page: str = "/en") -> dict[str, dict[str, str]]:
    """The rows for `words` by their names, in their order."""
    response = client.get(f"{page}/suggest/", {"q": words})
    return {result["label"]: result for result in response.json()["results"]}


def test_an_official_is_offered_with_the_office_of_today(client, named):
    AppointmentFactory(official=named.nechirvan, start=date(2012, 1, 1), end=date(2019, 6, 1))
    row = rows(client, "Nech")["Nechirvan Barzani"]
    assert (row["kind"], row["about"]) == ("Official", "Former Minister of Foreign Affairs – Iraq")
    position = PositionFactory(code="krg", title_en="President of the Kurdistan Region")
    AppointmentFactory(official=named.nechirvan, position=position, start=date(2019, 6, 10))
    row = rows(client, "Nech")["Nechirvan Barzani"]
    assert row["about"] == "President of the Kurdistan Region – Iraq"


def test_each_row_has_its_kind_and_the_number_of_its_meetings(client, named):
    assert rows(client, "Nech")["Nechirvan Barzani"]["count"] == "2 meetings", "the draft does not count"
    assert rows(client, "نيجي", page="")["نيجيرفان بارزاني"]["count"] == "لقاءان"
    assert {row["kind"]: (row["label"], row["count"]) for row in rows(client, "Ital").values()} == {
        "country": ("Italy", "2 meetings")
    }
    topic = rows(client, "Securi")["Security"]
    assert (topic["kind"], topic["about"], topic["count"]) == ("Topic", "", "2 meetings")


def test_places_are_offered_with_their_country(client, named):
    place = rows(client, "روما", page="")["روما"]
    assert (place["kind"], place["about"], place["count"]) == ("مكان", "إيطاليا", "لقاءان")
    assert client.get(place["address"]).status_code == 200


def test_the_name_of_an_office_offers_its_holders_the_present_one_first(client, named):
    named.italy.demonyms = {"masculine": ["إيطالي"], "feminine": ["إيطالية"]}
    named.italy.save()
    office = PositionFactory(
        code="it-premier",
        country=named.italy,
        title_ar="رئيس مجلس الوزراء الإيطالي",
        title_en="Prime Minister of Italy",
    )
    renzi, conte, later = (
        OfficialFactory(slug=slug, name_ar=arabic, name_en=english)
        for slug, arabic, english in (
            ("renzi", "ماتيو رينزي", "Matteo Renzi"),
            ("conte", "جوزيبي كونتي", "Giuseppe Conte"),
            ("later", "أنطونيو تاياني", "Antonio Tajani"),
        )
    )
    for meeting in (named.meeting, named.second):
        ParticipationFactory(meeting=meeting, official=conte, country=named.italy)
        ParticipationFactory(meeting=meeting, official=later, country=named.italy)
    AppointmentFactory(official=renzi, position=office, start=date(2014, 2, 22), end=date(2016, 12, 12))
    AppointmentFactory(official=conte, position=office, start=date(2018, 6, 1), end=date(2021, 2, 13))
    AppointmentFactory(official=named.meloni, position=office, start=date(2022, 10, 22))
    AppointmentFactory(official=later, position=office, start=date(2999, 1, 1))
    rebuild_index()
    for typed in ("رئيس وزراء إيطاليا", "رئيسة الحكومة الإيطالية", "Italian prime min", "prime minister of Italy"):
        found = rows(client, typed)
        assert {label: row["about"] for label, row in found.items()} == {
            "Giorgia Meloni": "Prime Minister of Italy",
            "Giuseppe Conte": "Former Prime Minister of Italy",
        }, typed
        assert next(iter(found)) == "Giorgia Meloni"
        assert found["Giorgia Meloni"]["matched"] == ""
    assert rows(client, "رئيس وزراء فرنسا") == {}


def test_a_record_without_published_meetings_is_not_offered(client, named):
    OrganisationFactory(code="HABITAT", name_ar="برنامج المستوطنات البشرية", name_en="UN-Habitat")
    OfficialFactory(slug="elbrus", name_ar="ألبروس كوتراشيف", name_en="Elbrus Kutrashev")
    ParticipationFactory(meeting=named.draft, official=OfficialFactory(slug="fuad", name_ar="فؤاد حسين"))
    rebuild_index()
    assert [rows(client, words) for words in ("البش", "ألبروس", "فؤاد")] == [{}, {}, {}]


def test_names_that_only_sound_alike_need_five_letters(client, named):
    elbrus = OfficialFactory(slug="elbrus", name_ar="ألبروس كوتراشيف", name_en="Elbrus Kutrashev")
    ParticipationFactory(meeting=named.meeting, official=elbrus)
    rebuild_index()
    assert list(rows(client, "بارز")) == ["Nechirvan Barzani"]
    assert list(rows(client, "كتراشيف")) == ["Elbrus Kutrashev"]


def test_the_number_of_queries_does_not_grow_with_the_rows(client, named, monkeypatch):
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)  # no look at whether names have changed in between
    office = PositionFactory(code="it-minister", country=named.italy, title_ar="وزير مفوض", title_en="Minister")

    def count() -> int:
        rows(client, "مو")  # reads the names
        with CaptureQueriesContext(connection) as queries:
            kinds = [row["kind"] for row in rows(client, "مو").values()]
        assert len(set(kinds)) == 5
        return len(queries)

    def add(number: int) -> None:
        official = OfficialFactory(slug=f"mo-{number}", name_ar=f"موفد {number}")
        AppointmentFactory(official=official, position=office)
        country = CountryFactory(code=f"Q{number}", name_ar=f"موطن {number}")
        body = OrganisationFactory(code=f"MO{number}", name_ar=f"مؤسسة {number}", kind="party")
        ParticipationFactory(meeting=named.meeting, official=official, country=country)
        ParticipationFactory(meeting=named.meeting, country=None, organisation=body)
        MeetingTopicFactory(meeting=named.meeting, topic=TopicFactory(code=f"mo-{number}", name_ar=f"موضوع {number}"))

    monkeypatch.setattr("meetings.views.suggest.MAX_SUGGESTIONS", 20)
    named.place.city_ar = "موناكو"
    named.place.save()
    add(0)
    rebuild_index()
    before = count()
    for number in (1, 2, 3):
        add(number)
    rebuild_index()
    assert count() == before <= 5


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


@pytest.mark.parametrize("words", ["", "ا", "؟؟", "x" * 5000, "\x00", "%", "<b", "<i>N</i>", "٢"])
def test_nothing_is_offered_for_what_is_no_name(client, named, words):
    assert offered(client, "/suggest/", words) == []
