"""What can be taken from a page: its formats, its citation in both languages."""

import html
import re

import pytest
from django.utils import timezone

from tests import factories

PAGES = ["/meetings/in-rome/", "/officials/nechirvan-barzani/", "/sides/it/", "/topics/security/", "/places/it-rome/",
         "/outlets/ina/", "/between/iq-kri/it/", "/meetings/", "/officials/", "/sides/", "/topics/", "/places/",
         "/outlets/", "/articles/a-report/"]  # fmt: skip


def page(client, address: str) -> str:
    return html.unescape(client.get(address).content.decode())


def exports(text: str) -> list[str]:
    section = re.search(r'<section[^>]*id="export".*?</section>', text, re.DOTALL)
    return re.findall(r'<li><a href="([^"]*)"', section.group()) if section else []


def cited(text: str) -> dict[str, str]:
    found = re.findall(r'<p class="cite"\s+lang="(\w+)"[^>]*>(.*?)</p>', text, re.DOTALL)
    return {language: " ".join(re.sub(r"<[^>]*>", "", words).split()) for language, words in found}


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_leads_to_its_exports_and_all_of_them_are_there(client, archive, address, prefix):
    text = page(client, f"{prefix}{address}")
    offered = exports(text)
    assert len(offered) >= 4
    in_head = re.findall(r'<link href="([^"]*)"\s+rel="alternate"\s+type="([^"]*)"', text)
    assert [place for place, _ in in_head] == offered
    for place, media_type in in_head:
        response = client.head(place)
        assert response.status_code == 200, place
        assert response["Content-Type"].startswith(media_type)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_cited_in_both_languages_with_one_permanent_address(client, archive, address, prefix):
    citations = cited(page(client, f"{prefix}{address}"))
    assert list(citations) == ["ar", "en"]
    year = str(timezone.localdate().year)
    for words in citations.values():
        assert f" http://testserver{address} " in words
        assert year in words
    assert "محضر" in citations["ar"]
    assert "Mahdar" in citations["en"]


def test_a_meeting_is_cited_by_its_headline_and_date(client, archive):
    citations = cited(page(client, "/meetings/in-rome/"))
    assert citations["ar"].startswith("«لقاء في روما» (3 تشرين الثاني/نوفمبر 2023).")
    assert citations["en"].startswith("“A meeting in Rome” (3 November 2023).")


def test_an_export_of_a_search_has_its_query_but_not_its_page(client, archive):
    found = exports(page(client, "/en/search/?q=Rome&kind=in-person&page=1&more=country")) or exports(
        page(client, "/en/search/?kind=in-person&page=1")
    )
    assert all("page=" not in place and "more=" not in place for place in found)


def test_links_of_a_search_have_what_was_read_of_it_and_nothing_else(client, archive):
    text = page(client, "/search/?q=بغداد&country=ZZ&utm_source=mail&fbclid=1&sort=oldest&page=3")
    named = [
        *exports(text),
        *re.findall(r"http://testserver/search/[^ <]*", text),
        *re.findall(r'href="(/en/search/[^"]*)"', text),
    ]
    assert named
    for place in named:
        assert "utm_" not in place
        assert "fbclid" not in place
        assert "ZZ" not in place
        assert "sort=oldest" in place


def test_a_page_for_editors_alone_offers_nothing(client, archive, editor):
    client.force_login(editor)
    text = page(client, "/meetings/not-yet/")
    assert "مسودة لم تنشر" in text
    assert exports(text) == []
    assert cited(text) == {}
    assert 'type="application/ld+json"' not in re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)


def test_the_same_page_on_the_same_day_is_the_same(client, archive):
    first = client.get("/meetings/in-rome/")
    again = client.get("/meetings/in-rome/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_a_title_with_signs_of_html_is_shown_and_not_run(client, archive):
    factories.MeetingFactory(slug="odd", headline_ar='<b>"لقاء"</b> & %(when)s {}')
    text = client.get("/meetings/odd/").content.decode()
    assert "&lt;b&gt;&quot;لقاء&quot;&lt;/b&gt; &amp; %(when)s {}" in text


def test_a_table_with_a_row_for_each_participant_is_offered_where_there_are_any(client, archive):
    for address in ("/officials/nechirvan-barzani/", "/en/meetings/in-rome/"):
        assert f'href="{address.rstrip("/")}.csv?rows=people"' in page(client, address)
    assert "rows=people" not in page(client, "/officials/")
