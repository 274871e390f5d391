"""Attachments on the pages of meetings and articles, and their files: for the public only of what it sees."""

import html
import json
import re

import pytest

from meetings.models import Attachment
from meetings.services.attachments.inspection import inspect_content
from meetings.services.attachments.storing import attach
from meetings.services.withdrawals import publish_again, withdraw
from tests.factories import ArticleFactory, AttachmentFactory, make_image
from tests.services.attachments.test_inspection import make_pdf

FACTS = {"title_ar": "صورة اللقاء", "title_en": "Photo: the <meeting>", "creator": "Salma Reporter"}


@pytest.fixture
def photo(archive) -> Attachment:
    return attach(
        archive.meeting, inspect_content("photo.jpg", make_image("JPEG", (1600, 900))), **FACTS, alt_en="Two men",
        licence="cc-by-4.0", source_url="https://example.org/photo",
    )  # fmt: skip


@pytest.fixture
def letter(archive) -> Attachment:
    file = inspect_content("letter.pdf", make_pdf())
    return attach(archive.article, file, title_en="Letter", licence="public-domain")


def linked(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def test_the_page_of_a_meeting_shows_its_photo_with_credit_and_licence(client, photo):
    page = client.get("/en/meetings/in-rome/").content.decode()
    [figure] = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert html.escape("Photo: the <meeting>") in figure
    assert "Salma Reporter" in figure
    assert 'href="https://creativecommons.org/licenses/by/4.0/" rel="license' in figure
    assert 'href="https://example.org/photo"' in figure
    image = re.search(r"<img[^>]*>", figure)[0]
    for attribute in ('alt="Two men"', 'width="1600"', 'height="900"', 'loading="lazy"'):
        assert attribute in image
    assert f'src="{photo.thumbnail_url}"' in image
    assert f'href="{photo.file_url}"' in figure


def test_the_page_of_an_article_offers_its_document(client, letter):
    page = client.get("/en/articles/a-report/").content.decode()
    assert f'href="{letter.file_url}"' in page
    assert "<img" not in re.search(r"<figure.*?</figure>", page, re.DOTALL)[0]


def test_a_page_without_attachments_has_no_section_of_them(client, archive):
    for path in ("/en/meetings/in-rome/", "/en/articles/a-report/"):
        assert 'id="attachments"' not in client.get(path).content.decode()


def test_they_are_in_the_order_of_their_numbers(client, archive):
    for order, title in ((2, "Second"), (1, "First")):
        AttachmentFactory(meeting=archive.meeting, order=order, title_en=title)
    page = client.get("/en/meetings/in-rome/").content.decode()
    assert re.findall(r"<bdi>(First|Second)</bdi>", page) == ["First", "Second"]


def test_linked_data_names_creator_and_licence(client, photo, letter):
    [image] = linked(client.get("/en/meetings/in-rome/").content.decode())["image"]
    assert image["@type"] == "ImageObject"
    assert image["contentUrl"] == f"http://testserver{photo.file_url}"
    assert image["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert (image["creditText"], image["encodingFormat"], image["width"]) == ("Salma Reporter", "image/jpeg", 1600)
    [document] = linked(client.get("/en/articles/a-report/").content.decode())["associatedMedia"]
    assert (document["@type"], document["url"]) == (
        "DigitalDocument",
        f"http://testserver{letter.file_url}",
    )
    for path in ("meetings/in-rome", "articles/a-report"):
        assert "/attachments/" in b"".join(client.get(f"/{path}.jsonld")).decode()


def test_an_image_is_sent_with_headers_that_let_nothing_run(client, photo):
    response = client.get(photo.file_url)
    assert b"".join(response) == photo.public_file.file.read()
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Disposition"].startswith("inline; filename")
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert response["ETag"] == f'"{photo.sha256}"'
    again = client.get(photo.file_url, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, b"".join(again)) == (304, b"")
    assert client.post(photo.file_url).status_code == 405


def test_the_small_image_is_small(client, photo):
    response = client.get(photo.thumbnail_url)
    assert response["Content-Type"] == "image/webp"
    assert response["ETag"] != f'"{photo.sha256}"'
    assert len(b"".join(response)) < photo.size


def test_a_document_is_a_download_with_a_safe_name(client, letter):
    Attachment.objects.update(title_en='../../etc/"passwd"\r\nX: y', title_ar="")
    response = client.get(letter.file_url)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="etc passwd X y.pdf"'
    assert client.get(letter.thumbnail_url).status_code == 404


def test_an_arabic_title_is_the_name_of_the_file(client, photo):
    Attachment.objects.update(title_en="")
    assert "filename*=utf-8''%D8%B5" in client.get(photo.file_url)["Content-Disposition"]


def test_an_image_without_alternative_text_is_not_public(client, photo):
    Attachment.objects.update(alt_en="")
    assert "<figure" not in client.get("/en/meetings/in-rome/").content.decode()
    assert client.get(photo.file_url).status_code == 404
    assert client.get("/api/v1/meetings/in-rome/").json()["attachments"] == []


def test_the_file_of_a_draft_is_for_the_desk_only(client, archive, editor):
    one = AttachmentFactory(meeting=archive.draft)
    for path in (one.file_url, one.thumbnail_url, "/meetings/not-yet/"):
        assert client.get(path).status_code == 404
    client.force_login(editor)
    response = client.get(one.file_url)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert one.thumbnail_url in client.get("/meetings/not-yet/").content.decode()


def test_an_article_that_reports_no_public_meeting_hides_its_files(client, archive):
    one = AttachmentFactory(meeting=None, article=ArticleFactory())
    assert client.get(one.file_url).status_code == 404


def test_a_file_that_a_public_record_has_too_is_public(client, archive):
    hidden = AttachmentFactory(meeting=archive.draft, title_en="Hidden")
    shown = AttachmentFactory(meeting=archive.meeting, data=hidden.original.file.read(), title_en="Shown")
    assert shown.file_url == hidden.file_url
    response = client.get(shown.file_url, headers={"accept-language": "en"})
    assert response.status_code == 200
    assert "Hidden" not in response["Content-Disposition"]


def test_withdrawing_hides_the_files_and_publishing_again_shows_them(client, archive, photo, letter):
    for record, one in ((archive.meeting, photo), (archive.article, letter)):
        assert client.get(one.file_url).status_code == 200
        withdraw(record, None, "wrong", rule_reason="A test of withdrawing")
        for headers in ({}, {"if-none-match": f'"{one.sha256}"'}):
            assert client.get(one.file_url, headers=headers).status_code == 404
        publish_again(record, None, reason="A test of publishing again")
        assert client.get(one.file_url).status_code == 200


def test_the_original_is_never_public(client, photo):
    assert photo.original.sha256 != photo.sha256
    assert client.get(f"/attachments/{photo.original.sha256}/file").status_code == 404


def test_a_missing_file_is_a_page_that_says_so(client, photo):
    photo.public_file.file.storage.delete(photo.public_file.file.name)
    assert client.get(photo.file_url).status_code == 404


def test_the_api_has_them_with_address_and_licence(client, photo, letter):
    [one] = client.get("/api/v1/meetings/in-rome/").json()["attachments"]
    assert one["address"] == f"http://testserver{photo.file_url}"
    assert one["thumbnail"] == f"http://testserver{photo.thumbnail_url}"
    assert (one["licence"], one["creator"]) == ("cc-by-4.0", "Salma Reporter")
    assert one["licence_url"] == "https://creativecommons.org/licenses/by/4.0/"
    [other] = client.get("/api/v1/articles/a-report/").json()["attachments"]
    assert (other["media_type"], other["thumbnail"], other["source_url"]) == ("application/pdf", None, None)
    assert "attachments" not in client.get("/api/v1/meetings/").json()["results"][0]


@pytest.mark.parametrize("path", ["/meetings/in-rome/", "/api/v1/meetings/in-rome/", "/articles/a-report/"])
def test_many_attachments_cost_no_more_queries_than_one(
    client, archive, photo, letter, path, django_assert_max_num_queries
):
    client.get(path)
    with django_assert_max_num_queries(1000) as few:
        client.get(path)
    count = len(few)
    for record in ("meeting", "article"):
        for _number in range(4):
            AttachmentFactory(**{"meeting": None, record: getattr(archive, record)})
    client.get(path)
    with django_assert_max_num_queries(count):
        client.get(path)
