"""The public log of corrections shows what changed in public records, and nothing that is private."""

import datetime
import re
from urllib.parse import urljoin

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from meetings.models import CorrectionRequest, Meeting, Version
from meetings.services import review
from meetings.services.history import Way, recorded
from meetings.services.history import corrections as log
from meetings.services.history.corrections import list_corrections
from meetings.services.history.public_states import FIELDS, PARTS
from meetings.services.history.states import get_model, list_kept_fields
from meetings.services.merging.merge_officials import merge_officials
from meetings.services.withdrawals import withdraw
from tests import factories

pytestmark = pytest.mark.django_db

PRIVATE = "لا يراه إلا المحررون"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create(username="sirwan", first_name="Sirwan", is_staff=True, is_superuser=True)


@pytest.fixture
def meeting():
    record = factories.MeetingFactory(slug="in-rome", headline_en="A meeting in Rome")
    factories.ParticipationFactory(meeting=record, official__slug="first")
    factories.SourceFactory(meeting=record, article__slug="a-report")
    return record


def change(record, user, *, way=Way.FORM, **values):
    with recorded(user, PRIVATE, way=way):
        for name, value in values.items():
            setattr(record, name, value)
        record.save()


def facts(entry) -> list[tuple[str, str, str]]:
    return [(fact.label, fact.before, fact.after) for fact in entry.differences.facts]


def test_a_corrected_date(meeting, editor):
    change(meeting, editor, date=datetime.date(2023, 11, 4))
    [entry] = list_corrections().entries
    assert entry.record == meeting
    assert facts(entry) == [("Date", "3 November 2023", "4 November 2023")]
    assert str(entry.reason) == "An editor corrected the record."
    assert not entry.by_reader


@pytest.mark.parametrize(
    "values",
    [
        {"notes": PRIVATE},
        {"confidence": 0.5},
        {"slug": "another-address"},
        {"summary_ar": "خلاصة جديدة"},  # only added
        {"created_by": None},
    ],
)
def test_what_is_private_or_only_added_is_not_listed(meeting, editor, values):
    change(meeting, editor, **values)
    assert list_corrections().entries == []


def test_a_private_fact_beside_a_public_one_does_not_show(client, meeting, editor):
    change(meeting, editor, headline_en="Another headline", notes=PRIVATE, slug="changed")
    page = client.get("/en/corrections/").content.decode()
    assert "Another headline" in page
    for hidden in (PRIVATE, "Sirwan", "sirwan"):
        assert hidden not in page
        assert hidden not in client.get("/en/corrections.atom").content.decode()


def test_changes_of_drafts_and_of_what_the_public_never_saw(meeting, editor):
    draft = factories.MeetingFactory(review_state="draft")
    change(draft, editor, headline_ar="مسودة أخرى")
    review.publish(Meeting.objects.filter(pk=draft.pk), editor, reason="a test")  # publishing corrects nothing
    place = factories.PlaceFactory(slug="it-rome", city_ar="روما")
    change(place, editor, city_ar="روما الكبرى")
    assert list_corrections().entries == []


def test_a_place_that_the_public_saw(meeting, editor):
    place = factories.PlaceFactory(slug="it-rome", city_ar="روما", city_en="Roma")
    Meeting.objects.filter(pk=meeting.pk).update(place=place)
    change(place, editor, city_en="Rome")
    [entry] = list_corrections().entries
    assert facts(entry) == [("City in English", "Roma", "Rome")]


def test_a_report_that_was_joined_to_a_public_meeting_after_it_was_changed(meeting, editor):
    """The public never saw the former headline, which only a draft had."""
    draft = factories.SourceFactory(meeting__review_state="draft", article__headline="The draft's headline")
    change(draft.article, editor, headline="The public headline")
    with recorded(editor):
        factories.SourceFactory(meeting=meeting, article=draft.article)
    assert list_corrections().entries == []
    change(draft.article, editor, headline="A better headline")
    [entry] = list_corrections().entries
    assert facts(entry) == [("Headline", "The public headline", "A better headline")]


def test_a_report_of_a_public_meeting(meeting, editor):
    """The meeting has no history at first; then one that began after the change."""
    article = meeting.sources.get().article
    change(article, editor, headline="A better headline")
    assert [entry.record for entry in list_corrections().entries] == [article]
    change(meeting, editor, notes=PRIVATE)
    assert [entry.record for entry in list_corrections().entries] == [article]


def test_a_report_that_is_changed_and_joined_at_once(meeting, editor):
    article = factories.ArticleFactory(headline="Before")
    with recorded(editor):
        factories.SourceFactory(meeting=meeting, article=article)
        article.headline = "After"
        article.save()
    assert list_corrections().entries == []


def test_a_removed_participant_and_a_changed_title(meeting, editor):
    part = meeting.participations.get()
    gone = factories.ParticipationFactory(meeting=meeting, official__name_en="Hakan Fidan", official__slug="second")
    with recorded(editor, way=Way.REVIEW):
        part.title_en = "Prime Minister"
        part.save()
        gone.delete()
    [entry] = list_corrections().entries
    [group] = entry.differences.groups
    assert [change.change for change in group.changes] == ["changed", "removed"]
    assert str(entry.reason) == "An editor corrected it during review."


def test_a_person_who_is_no_longer_public_is_not_named(client, meeting, editor):
    part = meeting.participations.get()
    other = factories.OfficialFactory(slug="other", name_ar="هاكان فيدان", name_en="Hakan Fidan")
    with recorded(editor):
        part.name_as_written = "فيدان"
        part.official = other
        part.save()
    with recorded(editor):
        part.name_as_written = ""
        part.official = factories.OfficialFactory(slug="third", name_en="Badr Abdelatty")
        part.save()
    assert "Hakan Fidan" in client.get("/en/corrections/").content.decode()
    withdraw(other, editor, "person")
    for path in ("/en/corrections/", "/en/corrections.atom", "/corrections/"):
        text = client.get(path).content.decode()
        assert "Fidan" not in text
        assert "فيدان" not in text


def test_a_withdrawn_record_leaves_only_the_reason(client, meeting, editor):
    change(meeting, editor, headline_en="A better headline")
    withdraw(meeting, editor, "source", ("صححت الوكالة خبرها.", "The agency corrected its report."), PRIVATE)
    [entry] = list_corrections().entries
    assert entry.record is None
    assert (str(entry.reason), entry.explanation) == (
        "The source withdrew or corrected its report.",
        "The agency corrected its report.",
    )
    for path in ("/en/corrections/", "/en/corrections.atom"):
        text = client.get(path).content.decode()
        assert "The agency corrected its report." in text
        for hidden in ("A better headline", "in-rome", "Rome", PRIVATE):
            assert hidden not in text


def test_a_deleted_record_leaves_only_the_fact(meeting, editor):
    with recorded(editor, PRIVATE):
        meeting.delete()
    [entry] = list_corrections().entries
    assert entry.record is None
    assert str(entry.reason) == "An editor deleted the record."


def test_a_merge_is_listed_once(editor, meeting):
    official = meeting.participations.get().official
    other = factories.OfficialFactory(slug="the-same", name_ar="نيجيرفان بارزاني")
    merge_officials(official.pk, other.pk, editor)
    entries = list_corrections().entries
    assert [(entry.kind.name, str(entry.reason)) for entry in entries if entry.kind.name == "official"] == [
        ("official", "Two records of the same were merged.")
    ]


def test_a_correction_that_a_reader_asked_for(meeting, editor):
    change(meeting, editor, date=datetime.date(2023, 11, 4))
    version = Version.objects.filter(kind="meeting").latest("pk")
    CorrectionRequest.objects.create(
        key="k", message="x", language="en", site="http://x/", state="accepted", correction=version
    )
    assert list_corrections().entries[0].by_reader


def test_pages_follow_each_other_without_gaps(client, meeting, editor):
    for day in range(4, 29):
        change(meeting, editor, date=datetime.date(2023, 11, day))
    first = list_corrections(limit=10)
    second = list_corrections(first.next, limit=10)
    third = list_corrections(second.next, limit=10)
    assert [len(page.entries) for page in (first, second, third)] == [10, 10, 5]
    numbers = [entry.number for page in (first, second, third) for entry in page.entries]
    assert numbers == sorted(set(numbers), reverse=True)
    assert third.next is None
    page = client.get("/corrections/")
    assert page.content.decode().count('class="entry"') == 20
    follow = client.get(f"/corrections/?before={page.context['log'].next}")
    assert follow.content.decode().count('class="entry"') == 5


def test_a_request_reads_only_so_many_versions(client, meeting, editor, monkeypatch):
    """A long time without a correction: the page is empty, and "earlier" continues; nothing is left out."""
    monkeypatch.setattr(log, "CHUNK", 2)
    monkeypatch.setattr(log, "MAX_CHUNKS", 3)
    change(meeting, editor, headline_en="Another headline")
    for number in range(14):
        change(meeting, editor, notes=f"{PRIVATE} {number}")
    assert list_corrections() == log.LogPage([], Version.objects.order_by("-pk")[5].pk)
    for path in ("/en/corrections/", "/en/corrections.atom"):
        pages = []
        while path and len(pages) < 5:
            pages.append(client.get(path).content.decode())
            assert "No published record has been corrected yet." not in pages[-1]
            [link] = re.findall(r'<(?:a|link)[^>]*rel="next"[^>]*>', pages[-1]) or [""]
            path = urljoin(path, link.split('href="')[1].split('"')[0]) if link else ""
        assert ["Another headline" in page for page in pages] == [False, False, True]


@pytest.mark.parametrize("before", ["x", "-1", "9" * 20, "٣", "0"])
def test_a_wrong_number_is_no_error(client, meeting, before):
    assert client.get("/corrections/", {"before": before}).status_code == 200
    assert client.get("/corrections.atom", {"before": before}).status_code == 200


def test_many_entries_ask_no_more_than_few(client, meeting, editor):
    change(meeting, editor, date=datetime.date(2023, 11, 4))
    client.get("/corrections/")
    with CaptureQueriesContext(connection) as few:
        client.get("/corrections/")
    for day in range(5, 20):
        change(meeting, editor, date=datetime.date(2023, 11, day))
    with CaptureQueriesContext(connection) as many:
        client.get("/corrections/")
    assert len(many) <= len(few) <= 12


def test_the_public_columns_exist():
    for kind, columns in FIELDS.items():
        assert set(columns) <= {field.attname for field in list_kept_fields(get_model(kind))}, kind
    models = {"participations": "participation", "ranked_topics": "meetingtopic", "sources": "source"}
    models |= {"names": "officialname", "appointments": "appointment", "identifiers": "identifier"}
    for parts in PARTS.values():
        for part, columns in parts.items():
            assert set(columns) <= {field.attname for field in get_model(models[part])._meta.concrete_fields}, part


def test_the_feed_is_a_feed(client, meeting, editor):
    change(meeting, editor, date=datetime.date(2023, 11, 4))
    response = client.get("/en/corrections.atom")
    text = response.content.decode()
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "Date: before: 3 November 2023; now: 4 November 2023" in text
    assert "https://creativecommons.org/licenses/by/4.0/" in text
