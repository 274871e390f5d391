"""The pages about the archive: counted, found by query, linked, and the same licence everywhere."""

import re

import pytest
from django.utils import translation

from meetings.models import Article, Meeting, MeetingTopic, Participation
from meetings.queries.coverage import measure_coverage
from meetings.queries.examples import find_examples
from meetings.queries.licence import DATA_LICENCE
from meetings.queries.report_languages import REPORT_LANGUAGES, get_report_language_name
from meetings.text.scripts import get_first_script
from tests import factories


@pytest.mark.parametrize("path", ["/about/", "/about/method/", "/about/coverage/", "/corrections/"])
@pytest.mark.django_db
def test_an_empty_archive_has_the_pages_too(client, path):
    for prefix in ("", "/en"):
        assert client.get(prefix + path).status_code == 200


def test_the_pages_are_linked_from_the_foot_and_the_sitemap(client, archive):
    page = client.get("/en/").content.decode()
    sitemap = client.get("/sitemap-lists.xml").content.decode()
    for path in ("/en/about/", "/en/about/method/", "/en/about/coverage/", "/en/corrections/"):
        assert f'href="{path}"' in page
        assert f"http://testserver{path}<" in sitemap
    assert 'href="/en/corrections/new/"' in page


def test_every_form_of_a_record_names_the_licence(client, archive, index):
    url = DATA_LICENCE.url
    assert url in client.get("/meetings/in-rome/").content.decode()
    assert client.get("/api/v1/").json()["licence"] == url
    assert client.get("/api/v1/meetings/in-rome/").json()["licence"] == url
    for ending in ("json", "jsonld", "csv"):
        response = client.get(f"/meetings/in-rome.{ending}")
        body = b"".join(response) if response.streaming else response.content
        assert url in body.decode(), ending
    assert url in client.get("/meetings.atom").content.decode()
    assert f'"license":"{url}"' in client.get("/meetings/in-rome/").content.decode()


def gaps() -> dict[str, tuple[int, int]]:
    return {str(gap.label): (gap.number, gap.total) for gap in measure_coverage().gaps}


def test_a_gap_counts_each_meeting_once(archive):
    factories.MeetingTopicFactory(meeting=archive.meeting, topic=factories.TopicFactory(code="energy"))
    factories.SourceFactory(meeting=archive.meeting)
    MeetingTopic.objects.filter(meeting=archive.second).delete()
    Meeting.objects.filter(pk=archive.second.pk).update(date=None, date_precision="unknown", place=None)
    found = gaps()
    assert found["لقاءات بلا تاريخ"] == (1, 2)
    assert found["لقاءات بلا مكان"] == (1, 2)
    assert found["لقاءات بلا موضوع"] == (1, 2)
    assert found["لقاءات لها مصدر واحد فقط"] == (1, 2)
    assert found["لقاءات بلا عنوان بالإنجليزية"] == (1, 2)


def test_the_figures_count_only_what_is_public(archive):
    covered = measure_coverage()
    assert covered.overview.meetings == 2
    assert covered.years[0] == (2021, 1)
    assert covered.empty_years == [2022]
    assert [(outlet.code, number) for outlet, number in covered.outlets] == [("ina", 1)]
    assert covered.languages == {"": 1}
    assert covered.text_kinds == {"original": 1}
    assert [number for _side, number in covered.sides] == [2, 2]


def test_the_most_come_first(archive):
    for code, language, kind, number in (("aaa", "en", "excerpt", 1), ("zzz", "kmr", "retold", 2)):
        outlet = factories.OutletFactory(code=code)
        for _again in range(number):
            article = factories.ArticleFactory(outlet=outlet, language=language, text_kind=kind)
            factories.SourceFactory(meeting=archive.meeting, article=article)
    covered = measure_coverage()
    assert [outlet.code for outlet, _number in covered.outlets] == ["zzz", "aaa", "ina"]
    assert list(covered.languages.items()) == [("kmr", 2), ("", 1), ("en", 1)]
    assert list(covered.text_kinds) == ["retold", "excerpt", "original"]


@pytest.mark.parametrize("code", ["ckb", "kmr", "el"])
def test_languages_have_names_in_arabic(client, archive, code):
    Article.objects.update(language=code)
    page = client.get("/about/coverage/").content.decode()
    names = re.findall(r"<li><span>(.*?)</span>", page.partition('id="texts"')[2].partition("</section>")[0])
    assert len(names) == 2
    assert not any(letter.isascii() and letter.isalpha() for name in names for letter in name)


@pytest.mark.parametrize("code", sorted(REPORT_LANGUAGES))
def test_each_language_has_a_name_in_both_languages(code):
    for language in ("ar", "en"):
        with translation.override(language):
            assert get_first_script(get_report_language_name(code)) == language


def test_a_language_that_no_table_has_shows_its_code():
    assert get_report_language_name("qqq") == "qqq"
    with translation.override("ar"):
        assert get_report_language_name("es") == "الإسبانيّة"


def test_a_sample_says_so(client, archive):
    assert "This archive is a sample" not in client.get("/en/about/coverage/").content.decode()
    Article.objects.update(text_kind="retold")
    assert "This archive is a sample: 1 of 1 reports" in client.get("/en/about/coverage/").content.decode()


def test_the_examples_are_found_in_public_records(client, archive):
    factories.EvidenceFactory(meeting=archive.draft, article=archive.article)
    assert find_examples().stated is None
    Meeting.objects.update(date_basis="stated")
    factories.EvidenceFactory(meeting=archive.meeting, article=archive.article, quote="يوم الجمعة")
    Participation.objects.filter(meeting=archive.second).update(basis="inferred")
    found = find_examples()
    assert found.stated.meeting == archive.meeting
    assert found.inferred_person.meeting == archive.second
    assert found.by_editor is None
    page = client.get("/en/about/method/").content.decode()
    assert "In the words of the outlet:" in page
    assert "يوم الجمعة" in page
    assert "The archive has no example of this at present." in page


def test_the_words_of_the_archive_are_not_shown_as_an_outlets(client, archive):
    Article.objects.update(text_kind="retold")
    Meeting.objects.update(date_basis="stated")
    factories.EvidenceFactory(meeting=archive.meeting, article=archive.article)
    page = client.get("/en/about/method/").content.decode()
    assert "<p>Summarised by the archive: <a" in page
    assert "summarised by the archive" not in page  # said once
    assert "In the words of the outlet:" not in page
    assert "<q" not in page
