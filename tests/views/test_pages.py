"""Every page answers in both languages, with published records only."""

import datetime
import re

import pytest

from meetings.search import rebuild_index
from tests import factories

PAGES = [
    "/",
    "/meetings/",
    "/meetings/in-rome/",
    "/officials/",
    "/officials/nechirvan-barzani/",
    "/sides/",
    "/sides/it/",
    "/sides/iq-kri/",
    "/topics/",
    "/topics/security/",
    "/places/",
    "/places/it-rome/",
    "/outlets/",
    "/outlets/ina/",
    "/articles/a-report/",
    "/activity/",
    "/between/",
    "/between/iq-kri/it/",
]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_in_its_language(client, archive, path, prefix):
    response = client.get(prefix + path)
    assert response.status_code == 200
    root = " ".join(re.search(r"<html[^>]*>", response.content.decode()).group().split())
    assert root == ('<html lang="en" dir="ltr">' if prefix else '<html lang="ar" dir="rtl">')


@pytest.mark.parametrize("path", PAGES)
def test_drafts_are_on_no_public_page(client, archive, path):
    page = client.get(path).content.decode()
    assert "مسودة لم تنشر" not in page
    assert "/officials/hidden/" not in page


@pytest.mark.parametrize("path", ["/meetings/not-yet/", "/officials/hidden/"])
def test_a_draft_is_404_for_the_public_and_bannered_for_staff(client, archive, editor, path):
    assert client.get(path).status_code == 404
    client.force_login(editor)
    response = client.get(path)
    assert response.status_code == 200
    assert 'class="draft"' in response.content.decode()


@pytest.mark.parametrize("path", ["/meetings/in-rome/", "/officials/giorgia-meloni/", "/articles/a-report/"])
def test_editors_are_led_to_the_form_of_a_record(client, archive, editor, path):
    assert "/change/" not in client.get(path).content.decode()
    client.force_login(editor)
    page = client.get(path).content.decode()
    assert "/change/" in page
    assert "/history/" in page


def test_a_report_of_drafts_only_is_hidden_from_the_public(client, archive, editor):
    report = factories.ArticleFactory(slug="only-drafts")
    factories.SourceFactory(meeting=archive.draft, article=report)
    assert client.get("/articles/only-drafts/").status_code == 404
    client.force_login(editor)
    assert client.get("/articles/only-drafts/").status_code == 200


def test_a_topic_of_drafts_only_is_hidden_from_the_public(client, archive, editor):
    factories.MeetingTopicFactory(meeting=archive.draft, topic=factories.TopicFactory(code="energy"))
    assert client.get("/topics/energy/").status_code == 404
    client.force_login(editor)
    assert client.get("/topics/energy/").status_code == 200


def test_other_names_of_an_official_are_those_that_the_page_is_not_headed_with(client, archive):
    for name in (archive.nechirvan.name_ar, "نێچیرڤان بارزانی"):
        factories.OfficialNameFactory(official=archive.nechirvan, name=name)
    names = client.get("/officials/nechirvan-barzani/").context["other_names"]
    assert [name.name for name in names] == ["نێچیرڤان بارزانی"]


def test_long_tables_and_lists_of_a_page_end(client, archive):
    for number in range(12):  # 66 pairs
        side = factories.CountryFactory(code=f"X{number}", name_ar=f"دولة {number}")
        factories.ParticipationFactory(meeting=archive.meeting, country=side)
    assert len(client.get("/activity/").context["pairs"]) == 60
    for _ in range(31):
        factories.SourceFactory(meeting=archive.meeting)
    assert len(client.get("/outlets/ina/").context["reports"]) == 30


def test_a_participant_who_is_not_published_is_named_but_not_linked(client, archive):
    factories.ParticipationFactory(meeting=archive.meeting, official=archive.hidden, country=archive.italy)
    page = client.get("/meetings/in-rome/").content.decode()
    assert archive.hidden.name_ar in page
    assert "/officials/hidden/" not in page


def test_the_address_of_a_side_has_one_spelling(client, archive):
    response = client.get("/sides/IT/")
    assert response.status_code == 301
    assert response["Location"] == "/sides/it/"


def test_records_link_to_their_pages_in_the_language_of_the_page(client, archive):
    assert 'href="/en/officials/nechirvan-barzani/"' in client.get("/en/meetings/in-rome/").content.decode()
    assert 'href="/officials/nechirvan-barzani/"' in client.get("/meetings/in-rome/").content.decode()


def test_the_language_switch_keeps_page_and_query(client, archive):
    assert (
        'href="/en/meetings/?page=1&amp;x=%D8%A7"' in client.get("/meetings/", {"page": 1, "x": "ا"}).content.decode()
    )
    assert 'href="/meetings/in-rome/"' in client.get("/en/meetings/in-rome/").content.decode()


def test_an_empty_archive_says_so(client, db, index):
    for path in ("/", "/search/", "/search/?q=بغداد"):
        shown = client.get(path).content.decode()
        assert "الأرشيف فارغ" in shown, path
        assert "بهذه المرشّحات" not in shown
    for path in ("/meetings/", "/officials/", "/sides/", "/topics/", "/places/", "/outlets/"):
        assert client.get(path).status_code == 200


def test_an_english_page_names_who_met_where_no_english_headline_is_recorded(client, archive):
    assert "Nechirvan Barzani – Giorgia Meloni: telephone call" in client.get("/en/meetings/by-phone/").content.decode()


def test_dates_carry_both_names_of_the_month(client, archive):
    assert "3 تشرين الثاني/نوفمبر 2023" in client.get("/meetings/in-rome/").content.decode()
    assert "3 November 2023" in client.get("/en/meetings/in-rome/").content.decode()


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"date_precision": "month"}, '<time datetime="2023-11">تشرين الثاني/نوفمبر 2023</time>'),
        ({"date_precision": "year"}, '<time datetime="2023">2023</time>'),
        ({"date": None, "date_precision": "unknown"}, "التاريخ غير مذكور في النص"),
        ({"date_end": "2023-11-05"}, 'من <time datetime="2023-11-03">3</time> إلى'),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_known(client, archive, fields, shown):
    for name, value in fields.items():
        setattr(archive.meeting, name, value)
    archive.meeting.save()
    assert shown in client.get("/meetings/in-rome/").content.decode()


def test_what_sources_say_otherwise_is_shown_until_an_editor_settles_it(client, archive):
    factories.DisagreementFactory(
        meeting=archive.meeting, article=archive.article, fact="place", recorded="روما", said="ميلانو"
    )
    factories.DisagreementFactory(
        meeting=archive.meeting, article=archive.article, fact="kind", said="اتصال حُسم أمره", settled=True
    )
    page = client.get("/meetings/in-rome/").content.decode()
    assert "ميلانو" in page
    assert "<td>مكان</td>" in page
    assert "اتصال حُسم أمره" not in page


def test_an_outlet_lists_reports_without_a_headline_with_their_meeting(client, archive):
    report = factories.ArticleFactory(slug="bare", headline="", raw_text="", text_kind="reference")
    factories.SourceFactory(meeting=archive.second, article=report)
    page = client.get("/outlets/ina/").content.decode()
    assert '<a href="/articles/bare/"><bdi>[خبر بلا عنوان]</bdi></a>' in page
    assert "عن: <bdi>اتصال هاتفي</bdi>" in page


def test_what_sources_say_otherwise_is_in_words(client, archive):
    factories.CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
    for fact, recorded, said in (
        ("date", "2023-11-03", "2023-11-04"),
        ("kind", "in-person", "phone"),
        ("city", "روما", "ميلانو"),
        ("country", "IT", "FR"),
    ):
        factories.DisagreementFactory(
            meeting=archive.meeting, article=archive.article, fact=fact, recorded=recorded, said=said
        )
    arabic = client.get("/meetings/in-rome/").content.decode()
    english = client.get("/en/meetings/in-rome/").content.decode()
    assert "<td>4 تشرين الثاني/نوفمبر 2023</td>" in arabic
    assert "<td>4 November 2023</td>" in english
    for words in ("المدينة", "<bdi>اتصال هاتفي</bdi>", "<bdi>فرنسا</bdi>"):
        assert words in arabic
    for words in ("<td>City</td>", "<bdi>telephone call</bdi>", "<bdi>Rome</bdi>", "<bdi>France</bdi>"):
        assert words in english


def test_examples_are_in_the_language_of_the_page(client, archive, index):
    rebuild_index()
    for path in ("/", "/search/?q=زززززز"):
        arabic = re.findall(r"search/\?q=[^>]*>\s*<bdi>([^<]+)</bdi>", client.get(path).content.decode())
        english = re.findall(r"search/\?q=[^>]*>\s*<bdi>([^<]+)</bdi>", client.get(f"/en{path}").content.decode())
        assert "نيجيرفان بارزاني" in arabic
        assert "Nechirvan Barzani" in english


@pytest.mark.parametrize(("prefix", "heading"), [("", "في مثل هذا اليوم"), ("/en", "On this day")], ids=["ar", "en"])
def test_the_day_s_meetings_of_other_years_are_on_the_front_page(client, archive, prefix, heading, monkeypatch):
    day = datetime.date(2024, 6, 9)
    monkeypatch.setattr("meetings.views.home.timezone.localdate", lambda: day)
    page = client.get(f"{prefix}/").content.decode()
    assert heading in page
    section = page[page.index(heading) :]
    assert "/meetings/by-phone/" in section
    assert "/meetings/in-rome/" not in section
    monkeypatch.setattr("meetings.views.home.timezone.localdate", lambda: day.replace(day=10))
    assert heading not in client.get(f"{prefix}/").content.decode()


def test_the_front_page_shows_a_change_at_once(client, archive):
    assert "لقاء في روما" in client.get("/").content.decode()
    archive.meeting.headline_ar = "لقاء بعنوان آخر"
    archive.meeting.save()
    assert "لقاء بعنوان آخر" in client.get("/").content.decode()
    type(archive.meeting).objects.filter(pk=archive.meeting.pk).update(review_state="draft")
    assert "لقاء بعنوان آخر" not in client.get("/").content.decode()
