"""Entries of lists are kept until the archive changes, and never a moment longer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Meeting, Official

LISTS = ["/", "/meetings/", "/officials/giorgia-meloni/", "/sides/it/", "/topics/security/", "/places/it-rome/",
         "/between/iq-kri/it/"]  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
def test_a_list_shows_what_was_changed_a_moment_ago(client, archive, address):
    assert "لقاء في روما" in client.get(address).content.decode()
    Meeting.objects.filter(slug="in-rome").update(headline_ar="لقاء في قصر كيجي")
    Official.objects.filter(slug="nechirvan-barzani").update(name_ar="نيچيرڤان بارزاني")
    page = client.get(address).content.decode()
    assert "لقاء في روما" not in page
    assert "لقاء في قصر كيجي" in page
    assert "نيچيرڤان" in page


@pytest.mark.parametrize("address", LISTS)
def test_what_is_no_longer_public_leaves_every_list(client, archive, address):
    assert "/meetings/in-rome/" in client.get(address).content.decode()
    Meeting.objects.filter(slug="in-rome").update(review_state="draft")
    assert "/meetings/in-rome/" not in client.get(address).content.decode()


def test_each_language_has_its_own_entries(client, archive):
    for _again in range(2):
        assert "A meeting in Rome" not in client.get("/meetings/").content.decode()
        page = client.get("/en/meetings/").content.decode()
        assert "A meeting in Rome" in page
        assert "/en/meetings/in-rome/" in page


def test_a_list_that_is_read_again_asks_for_its_ids_alone(client, archive):
    client.get("/meetings/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/meetings/")
    assert not [query["sql"] for query in queries if "headline" in query["sql"]]


def test_titles_and_names_with_signs_of_html_are_shown_and_not_run(client, archive):
    Meeting.objects.filter(slug="in-rome").update(headline_ar="<script>alert(1)</script> لقاء")
    Official.objects.filter(slug="giorgia-meloni").update(name_ar="<b>ميلوني</b>")
    page = client.get("/meetings/").content.decode()
    assert "<script>alert(1)" not in page
    assert "<b>ميلوني" not in page
    assert "&lt;b&gt;ميلوني&lt;/b&gt;" in page
