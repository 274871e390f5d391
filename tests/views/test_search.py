"""The page of results over a real index: found, filtered, sorted, told why, and never an error page."""

import datetime
import re
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest

from meetings.search import rebuild_index
from tests import factories


@pytest.fixture
def found(archive, index):
    """The archive of the pages with its index, and a few meetings more."""
    france = factories.CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
    macron = factories.OfficialFactory(slug="emmanuel-macron", name_ar="إيمانويل ماكرون", name_en="Emmanuel Macron")
    paris = factories.MeetingFactory(
        slug="in-paris",
        headline_ar="ماكرون يستقبل نيجيرفان بارزاني",
        headline_en="",
        summary_ar="بحث الجانبان دعم البيشمركة والتعاون الاقتصادي.",
        date=datetime.date(2019, 7, 10),
        kind="visit",
    )
    factories.ParticipationFactory(meeting=paris, official=archive.nechirvan, country=archive.kurdistan)
    factories.ParticipationFactory(meeting=paris, official=macron, country=france)
    rebuild_index()
    return SimpleNamespace(**vars(archive), paris=paris, macron=macron, france=france)


def results(response) -> list[str]:
    """The meetings that the page lists, as its addresses name them."""
    return re.findall(r'class="entry-title"><a href="(?:/en)?/meetings/([^/"]+)/"', response.content.decode())


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("نيجيرفان بارزاني", {"in-paris", "in-rome", "by-phone"}),
        ("البيشمركه", {"in-paris"}),
        ("ماكرون", {"in-paris"}),
        ("macron", {"in-paris"}),
        ("إيطاليا", {"in-rome", "by-phone"}),
    ],
)
def test_words_find_meetings(client, found, query, expected):
    assert set(results(client.get("/search/", {"q": query}))) == expected


def test_the_query_stays_in_the_box_and_its_words_are_marked(client, found):
    response = client.get("/search/", {"q": "البيشمركه"})
    page = response.content.decode()
    assert 'value="البيشمركه"' in page
    assert "<mark>البيشمركة</mark>" in page
    assert "لقاء واحد" in text(response)


def test_a_person_of_the_name_stands_above_the_results(client, found):
    response = client.get("/search/", {"q": "ماكرون"})
    assert [official.slug for official in response.context["officials"]] == ["emmanuel-macron"]
    assert 'class="match"' in response.content.decode()


def test_a_country_of_the_name_stands_above_the_results(client, found):
    assert [side.code for side in client.get("/search/", {"q": "إيطاليا"}).context["countries"]] == ["IT"]


def test_choosing_a_facet_keeps_the_query_and_becomes_a_chip(client, found):
    response = client.get("/search/", {"q": "بارزاني"})
    countries = next(facet for facet in response.context["facets"] if facet.name == "country")
    italy = next(link for link in countries.links if link.label == "إيطاليا")
    assert italy.count == 2
    chosen = client.get(italy.address)
    assert set(results(chosen)) == {"in-rome", "by-phone"}
    chip = chosen.context["chips"][0]
    assert (chip.label, chip.value) == ("الدولة أو الإقليم", "إيطاليا")
    assert parse_qs(urlsplit(chip.address).query) == {"q": ["بارزاني"]}
    assert set(results(client.get(chip.address))) == {"in-rome", "by-phone", "in-paris"}


def test_several_filters_narrow_and_can_be_removed_together(client, found):
    response = client.get("/search/", {"country": "it", "kind": "phone", "year": "2021"})
    assert results(response) == ["by-phone"]
    assert len(response.context["chips"]) == 3
    assert "إزالة كل المرشّحات" in response.content.decode()


@pytest.mark.parametrize(("sort", "first"), [("newest", "in-rome"), ("oldest", "in-paris")])
def test_results_are_sorted_by_date(client, found, sort, first):
    assert results(client.get("/search/", {"sort": sort}))[0] == first


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"from": "2020"}, {"in-rome", "by-phone"}),
        ({"to": "2019"}, {"in-paris"}),
        ({"from": "10 تموز 2019", "to": "9 June 2021"}, {"in-paris", "by-phone"}),
        ({"from": "١٠/٠٧/٢٠١٩", "to": "9/6/2021"}, {"in-paris", "by-phone"}),
        ({"from": "2021-06-09", "to": "2019-07-10"}, {"in-paris", "by-phone"}),
    ],
)
def test_dates_are_read_as_people_write_them(client, found, dates, expected):
    assert set(results(client.get("/search/", dates))) == expected


def test_pages_go_on_and_keep_the_query(client, found):
    for _ in range(25):
        meeting = factories.MeetingFactory(headline_ar="اجتماع في بغداد")
        factories.ParticipationFactory(meeting=meeting, official=found.macron, country=found.france)
    rebuild_index()
    first = client.get("/search/", {"q": "بغداد"})
    assert first.context["result"].total == 25
    second = client.get(first.context["pages"]["next"])
    assert second.context["asked"].query == "بغداد"
    assert len(results(second)) == 5
    assert not set(results(first)) & set(results(second))
    assert (first.context["pages"]["previous"], second.context["pages"]["next"]) == ("", "")
    assert results(client.get(second.context["pages"]["previous"])) == results(first)
    assert second.context["kept"] == []
    assert second.context["kept_for_dates"] == [("q", "بغداد")]


def test_the_chart_of_the_years_of_the_results_needs_two(client, found):
    assert client.get("/search/", {"q": "ماكرون"}).context["years"] is None
    years = client.get("/search/", {"q": "إيطاليا"}).context["years"]
    assert [(bar.label, bar.number) for bar in years.bars] == [(2021, 1), (2022, 0), (2023, 1)]


@pytest.mark.parametrize(
    ("asked", "orders"),
    [
        ({"q": "ماكرون"}, ["relevance", "newest", "oldest"]),
        ({"q": "ماكرون", "sort": "oldest"}, ["oldest", "relevance", "newest"]),
        ({}, ["newest", "oldest"]),
    ],
)
def test_the_present_order_is_marked_among_those_offered(client, found, asked, orders):
    response = client.get("/search/", asked)
    sorts = response.context["sorts"]
    assert response.context["asked"].sort == orders[0]
    assert len(sorts) == len(orders)
    assert [is_present for _, _, is_present in sorts].count(True) == 1
    (address,) = [address for _, address, is_present in sorts if is_present]
    assert client.get(address).context["asked"].sort == orders[0]


def test_unfolded_facets_stay_in_the_address(client, found):
    response = client.get("/search/", {"q": "ماكرون", "more": ["year", "nothing"], "page": "1"})
    assert parse_qs(urlsplit(response.context["here"]).query) == {"q": ["ماكرون"], "more": ["year"]}


def test_four_at_most_of_those_that_a_query_names_stand_above_the_results(client, found):
    for number, of in enumerate(("النفط", "المياه", "الطاقة", "التجارة", "الحدود")):
        body = factories.OrganisationFactory(code=f"C{number}", name_ar=f"لجنة {of}", name_en="")
        factories.ParticipationFactory(meeting=found.paris, country=None, organisation=body)
    rebuild_index()
    assert len(client.get("/search/", {"q": "لجنة"}).context["organisations"]) == 4


def test_drafts_are_not_found_even_by_staff(client, found, editor):
    client.force_login(editor)
    assert results(client.get("/search/", {"q": "مسودة"})) == []


def test_where_nothing_is_found_a_filter_that_hides_something_is_named(client, found):
    response = client.get("/search/", {"q": "ماكرون", "country": "IT"})
    assert response.context["result"].total == 0
    assert [(chip.value, chip.total) for chip in response.context["worth_dropping"]] == [("إيطاليا", 1)]
    assert "لا نتائج عن «ماكرون»" in text(response)


def test_a_mistyped_name_is_answered_or_put_right(client, found):
    response = client.get("/search/", {"q": "ماكرونن"})
    assert results(response) == ["in-paris"] or any("ماكرون" in words for words, _ in response.context["suggestions"])


@pytest.mark.parametrize(
    "query", ["؟", "...", "!!! ؛ ،", '"', "''", "*", "()", "-", "\u200f\u200e", "\x00", "%", "AND OR"]
)
def test_a_query_without_words_is_answered(client, found, query):
    assert client.get("/search/", {"q": query}).status_code == 200


def test_a_query_of_punctuation_says_what_is_shown(client, found):
    assert "ليس في نص البحث كلمة، بل رموز فقط" in text(client.get("/search/", {"q": "؟!"}))


def test_a_very_long_query_is_cut_and_says_so(client, found):
    response = client.get("/search/", {"q": "كلمة " * 2000})
    assert response.status_code == 200
    assert "نص البحث طويل جدًا" in text(response)
    assert len(response.content) < 200_000


@pytest.mark.parametrize(
    ("params", "said", "total"),
    [
        ({"from": "31/02/2024"}, "«31/02/2024» تاريخ غير موجود", 0),
        ({"to": "غدا"}, "تعذّرت قراءة «غدا» تاريخًا", 0),
        ({"from": "0000"}, "تعذّرت قراءة «0000» تاريخًا", 0),
        ({"country": "ZZ"}, "«الدولة أو الإقليم: ZZ» غير معروف", 0),
        ({"person": "nobody"}, "«الشخص: nobody» غير معروف", 0),
        ({"person": "hidden"}, "«الشخص: hidden» غير معروف", 0),
        ({"kind": "duel"}, "«نوع اللقاء: duel» غير معروف", 0),
        ({"country": ["IT", "FR"], "any": "countries"}, "«any=countries» لا يسمّي أي مرشّح", 0),
        ({"year": "soon"}, "«السنة: soon» غير معروف", 0),
        ({"year": "99999999999999999999"}, "غير معروف", 0),
        ({"sort": "best"}, "«best» ليس ترتيبًا معروفًا", 3),
        ({"page": "abc"}, "«abc» ليس رقم صفحة", 3),
        ({"page": "7"}, "عدد الصفحات أقل من ذلك", 3),
    ],
)
def test_what_cannot_be_read_is_told_and_a_filter_finds_nothing(client, found, params, said, total):
    response = client.get("/search/", params)
    assert response.status_code == 200
    assert said in text(response)
    assert response.context["result"].total == total


def test_what_was_typed_wrongly_stays_in_its_field(client, found):
    assert 'value="31/02/2024"' in client.get("/search/?from=31/02/2024").content.decode()


def test_markup_in_the_query_is_shown_and_not_obeyed(client, found):
    page = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_without_an_index_the_page_says_so(client, archive, index):
    response = client.get("/search/", {"q": "ماكرون"})
    assert response.status_code == 503
    assert "لم يُبنَ فهرس البحث بعد" in text(response)


def test_the_number_of_queries_does_not_grow_with_the_results(client, found, django_assert_max_num_queries):
    for number in range(30):
        side = factories.CountryFactory(code=f"Y{number}", name_ar=f"دولة {number}")
        meeting = factories.MeetingFactory(headline_ar="ماكرون في زيارة", date=f"20{number % 20:02}-01-01")
        factories.ParticipationFactory(meeting=meeting, official=found.macron, country=found.france)
        factories.ParticipationFactory(meeting=meeting, country=side)
    rebuild_index()
    client.get("/search/", {"q": "ماكرون"})  # the names of the archive are read now and then
    with django_assert_max_num_queries(18):
        client.get("/search/", {"q": "ماكرون", "country": "FR", "year": "2001"})


@pytest.fixture
def oman_and_amman(found):
    """A side and a city of one Arabic name, each with a meeting."""
    oman = factories.CountryFactory(code="OM", name_ar="عُمان", name_en="Oman")
    jordan = factories.CountryFactory(code="JO", name_ar="الأردن", name_en="Jordan")
    amman = factories.PlaceFactory(slug="jo-amman", city_ar="عمّان", city_en="Amman", country=jordan)
    of_oman = factories.MeetingFactory(slug="of-oman", headline_ar="لقاء في الأليزيه")
    factories.ParticipationFactory(meeting=of_oman, official=found.macron, country=oman)
    in_amman = factories.MeetingFactory(slug="in-amman", headline_ar="لقاء ثنائي", place=amman)
    factories.ParticipationFactory(meeting=in_amman, official=found.macron, country=found.france)
    rebuild_index()
    return found


def test_words_with_several_meanings_offer_each(client, oman_and_amman):
    response = client.get("/en/search/", {"q": "عمان ماكرون"})
    assert set(results(response)) >= {"of-oman", "in-amman"}
    assert "Side / Place:" in text(response)
    (choice,) = response.context["choices"]
    meanings = {one.value: one for one in choice.meanings}
    assert choice.typed == "عمان"
    assert {value: (one.label, one.total) for value, one in meanings.items()} == {
        "Oman": ("Country or region", 1),
        "Amman, Jordan": ("Place", 1),
    }
    for value, slug in (("Oman", "of-oman"), ("Amman, Jordan", "in-amman")):
        chosen = client.get(meanings[value].address)
        assert set(results(chosen)) == {slug}
        assert chosen.context["choices"] == []


def test_people_of_one_name_are_a_choice_where_no_card_shows_them(client, found):
    masoud = factories.OfficialFactory(slug="masoud", name_ar="مسعود بارزاني", name_en="Masoud Barzani")
    factories.ParticipationFactory(meeting=found.meeting, official=masoud, country=found.kurdistan)
    rebuild_index()
    alone = client.get("/search/", {"q": "بارزاني"})
    assert len(alone.context["officials"]) == 2
    assert alone.context["choices"] == []
    response = client.get("/search/", {"q": "بارزاني ماكرون 2030"})
    if not response.context["officials"]:
        (choice,) = response.context["choices"]
        assert {one.value for one in choice.meanings} == {"مسعود بارزاني", "نيجيرفان بارزاني"}
        assert [one.total for one in choice.meanings] == [None, None], "nothing was found, so nothing was counted"


def test_in_english_the_arabic_title_that_matched_is_shown_beside_the_english_one(client, found):
    page = client.get("/en/search/", {"q": "ماكرون"}).content.decode()
    assert "<bdi>Nechirvan Barzani – <mark>Emmanuel Macron</mark>: visit</bdi>" in page
    assert re.search(r'<bdi lang="ar" dir="rtl"><mark>ماكرون</mark>', page)


def test_in_english_the_words_of_an_arabic_report_are_marked_as_arabic(client, found):
    page = client.get("/en/search/", {"q": "Macron Peshmerga"}).content.decode()
    assert "<mark>Emmanuel Macron</mark>: visit" in page
    assert re.search(r'<p class="snippet" lang="ar" dir="rtl">[^<]*<mark>[^<]*البيشمركة', page)


def ways_in(response) -> dict[str, dict[str, tuple[int, str]]]:
    """Facet -> label -> (number, address) of the ways from a record's page into the search."""
    return {
        facet.name: {link.label: (link.count, link.address) for link in facet.links}
        for facet in response.context["facets"]
    }


def test_the_page_of_an_official_leads_into_the_search_by_side_topic_year_and_kind(client, found):
    ways = ways_in(client.get("/officials/nechirvan-barzani/"))
    assert {label: number for label, (number, _) in ways["country"].items()} == {"إيطاليا": 2, "فرنسا": 1}
    number, address = ways["year"]["2019"]
    assert address in client.get("/officials/nechirvan-barzani/").content.decode().replace("&amp;", "&")
    assert parse_qs(urlsplit(address).query) == {"person": ["nechirvan-barzani"], "year": ["2019"]}
    assert results(client.get(address)) == ["in-paris"]
    assert number == 1
    assert {"country", "topic", "year", "kind"} <= set(ways)


def test_each_way_in_counts_what_the_search_then_finds(client, found):
    for page in ("/officials/emmanuel-macron/", "/officials/nechirvan-barzani/", "/sides/it/", "/sides/iq-kri/"):
        for links in ways_in(client.get(page)).values():
            for number, address in links.values():
                assert client.get(address).context["result"].total == number


def test_the_page_of_a_side_leads_into_the_search_without_its_own_facet(client, found):
    ways = ways_in(client.get("/sides/iq-kri/"))
    assert "country" not in ways
    assert set(ways["kind"])
    assert ways_in(client.get("/officials/emmanuel-macron/")) == {}, "one meeting has nothing to narrow down"
