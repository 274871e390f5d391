"""Both languages, complete: six plural forms, both names of a month, mixed scripts, and pages for what went wrong."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils.translation import override

from meetings.views import errors
from meetings.views.descriptions import describe_page
from tests import factories

BOTH = pytest.mark.parametrize(("prefix", "language"), [("", "ar"), ("/en", "en")], ids=["ar", "en"])
COUNTED = {1: "لقاء واحد", 2: "لقاءان", 3: "3 لقاءات", 10: "10 لقاءات", 11: "11 لقاءً", 99: "99 لقاءً", 100: "100 لقاء"}


def root(page: str) -> str:
    return " ".join(re.search(r"<html[^>]*>", page).group().split())


def test_lists_count_as_arabic_counts(client, db):
    for number in (1, 2, 3, 11, 100):
        place = factories.PlaceFactory(slug=f"place-{number}", city_ar=f"مدينة {number}")
        factories.MeetingFactory.create_batch(number, place=place)
    page = client.get("/places/").content.decode()
    for number in (1, 2, 3, 11, 100):
        row = page[page.index(f"/places/place-{number}/") :].split("</li>")[0]
        assert re.search(rf"(?<!\w){COUNTED[number]}(?!\w)", re.sub(r"<[^>]*>", " ", row)), row


@pytest.mark.parametrize("number", [0, *COUNTED])
def test_sentences_count_as_arabic_counts(number):
    with override("ar"):
        assert {0: "لا لقاءات", **COUNTED}[number] in describe_page("الأرشيف", number)


def test_every_month_has_both_names_in_arabic(client, db):
    months = {1: "كانون الثاني/يناير", 4: "نيسان/أبريل", 8: "آب/أغسطس", 12: "كانون الأول/ديسمبر"}
    for month in months:
        factories.MeetingFactory(slug=f"in-{month}", date=f"2021-{month:02}-05")
    for month, name in months.items():
        assert (
            f'<time datetime="2021-{month:02}-05">5 {name} 2021</time>'
            in client.get(f"/meetings/in-{month}/").content.decode()
        )


def test_each_script_is_marked_where_it_meets_the_other(client, archive):
    arabic = client.get("/officials/nechirvan-barzani/").content.decode()
    english = client.get("/en/officials/nechirvan-barzani/").content.decode()
    assert "<h1><bdi>نيجيرفان بارزاني</bdi></h1>" in arabic
    assert "<h1><bdi>Nechirvan Barzani</bdi></h1>" in english
    meeting = client.get("/en/meetings/by-phone/").content.decode()
    assert '<bdi lang="ar" dir="rtl">اتصال هاتفي</bdi>' in meeting
    cited = client.get("/meetings/by-phone/").content.decode()
    assert '<bdi dir="ltr">http://testserver/meetings/by-phone/</bdi>' in cited


@pytest.mark.parametrize(
    "address", ["/meetings/?page=1", "/search/?q=%D8%A8&country=IT&sort=oldest", "/between/iq-kri/it/"]
)
def test_the_language_switch_keeps_page_and_query_both_ways(client, archive, address):
    def switch(page: str, language: str) -> str:
        links = re.findall(r'<a class="tool"\s+href="([^"]*)"[^>]*hreflang="(\w\w)"', page)
        return {there: href for href, there in links}[language].replace("&amp;", "&")

    there = switch(client.get(address).content.decode(), "en")
    assert there == f"/en{address}"
    assert switch(client.get(there).content.decode(), "ar") == address


@BOTH
def test_what_is_not_there_is_said_in_style(client, archive, prefix, language):
    response = client.get(f"{prefix}/meetings/nobody-met-nobody/")
    page = response.content.decode()
    assert response.status_code == 404
    assert f'lang="{language}"' in root(page)
    assert 'class="masthead"' in page
    assert 'value="nobody met nobody"' in page


@BOTH
def test_what_is_not_allowed_is_said_in_style(rf, db, prefix, language):
    with override(language):
        page = errors.permission_denied(rf.get(f"{prefix}/"), PermissionDenied()).content.decode()
    assert f'lang="{language}"' in root(page)
    assert 'class="masthead"' in page


@BOTH
def test_a_form_that_was_open_too_long_is_refused_in_style(db, prefix, language):
    response = Client(enforce_csrf_checks=True).post(f"{prefix}/admin/login/", {"username": "a", "password": "b"})
    page = response.content.decode()
    assert response.status_code == 403
    assert f'lang="{language}"' in root(page)
    assert 'class="masthead"' in page


@BOTH
def test_a_fault_is_told_in_style(rf, prefix, language):
    with override(language):
        response = errors.server_error(rf.get(f"{prefix}/"))
    page = response.content.decode()
    assert response.status_code == 500
    assert f'lang="{language}"' in root(page)
    assert 'class="masthead"' in page
    assert {"ar": "حدث خطأ في الموقع", "en": "The site has made an error"}[language] in page
