"""manage.py search, as it is typed."""

import io

import pytest
from django.core.management import CommandError, call_command

from meetings.models import Meeting
from meetings.search import SearchRequest, search


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("search", *words, stdout=out)
    return out.getvalue()


def test_it_finds_what_the_site_finds(sample_archive):
    found = search(SearchRequest(query="بارزاني ماكرون"))
    addresses = [
        line.strip() for line in run("بارزاني", "ماكرون").splitlines() if line.strip().startswith("/meetings/")
    ]
    first = Meeting.objects.in_bulk([hit.meeting_id for hit in found.hits])
    assert addresses == [first[hit.meeting_id].get_absolute_url() for hit in found.hits]


def test_filters_narrow_the_results(sample_archive):
    wanted = Meeting.objects.public().filter(participations__country__code="FR", date__year=2023).distinct()
    shown = run("--country", "fr", "--from", "1/1/2023", "--to", "31 كانون الأول ٢٠٢٣")
    assert shown.count("/meetings/") == wanted.count() > 0


def test_pages_and_orders(sample_archive):
    assert "الصفحة 2 من" in run("--page", "2", "--sort", "oldest")
    oldest = Meeting.objects.public().filter(date__isnull=False).order_by("date").first()
    assert oldest.get_absolute_url() in run("--sort", "oldest")


def test_in_english(sample_archive):
    shown = run("barzani", "--language", "en", "--facets")
    assert " meetings" in shown
    assert "/en/meetings/" in shown
    assert "Country or region" in shown


def test_what_cannot_be_read_is_told(sample_archive):
    assert "2023-45-99" in run("--from", "2023-45-99")
    shown = run("--country", "IT", "--country", "FR", "--any", "countries")
    assert "any=countries" in shown
    assert "/meetings/" not in shown
    with pytest.raises(CommandError, match="from 1 up"):
        run("--page", "0")


def test_a_misspelling_is_asked_about(sample_archive):
    shown = run("ققققققق")
    assert "/meetings/" not in shown
