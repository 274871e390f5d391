"""Search over the archive's own records: documents, following changes, Haystack, completions."""

from datetime import date
from threading import Event, Thread

import pytest
from django.db import connection
from filelock import FileLock
from haystack.inputs import AutoQuery
from haystack.query import SQ, SearchQuerySet

from meetings.models import IndexChange, Meeting, OfficialName
from meetings.search import SearchRequest, find_related, search, site_search, suggest
from meetings.search.documents.documents import make_meeting_document
from meetings.search.index import updating
from tests.factories import CountryFactory, OfficialFactory, OfficialNameFactory
from tests.search.conftest import request_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(index):
    """Two published meetings and a draft, indexed."""
    italy = CountryFactory(code="IT", name_ar="إيطاليا", name_en="Italy", demonyms={"masculine": ["إيطالي"]})
    iraq = CountryFactory()
    barzani = OfficialFactory(slug="nechirvan", name_ar="نيجيرفان بارزاني", name_en="Nechirvan Barzani")
    meloni = OfficialFactory(slug="meloni", name_ar="جورجا ميلوني", name_en="Giorgia Meloni")
    OfficialNameFactory(official=barzani, name="نێچیرڤان بارزانی")
    made = []
    for number, (state, headline) in enumerate(
        [("published", "لقاء في روما عن تدريب البيشمركة"), ("published", "اتصال عن النفط"), ("draft", "مسودة في روما")]
    ):
        meeting = Meeting.objects.create(
            slug=f"m{number}", headline_ar=headline, date=date(2021 + number, 5, 1), review_state=state
        )
        meeting.participations.create(official=barzani, country=iraq, order=0)
        meeting.participations.create(official=meloni, country=italy, order=1)
        made.append(meeting)
    updating.update_index()
    yield made
    site_search.forget()


def found(query: str = "", **more) -> list[int]:
    return [hit.meeting_id for hit in search(request_of(query, **more)).hits]


def test_a_meeting_is_found_by_its_words_people_sides_and_demonyms(archive):
    first, second, _ = archive
    assert found("البيشمركه") == [first.pk]
    assert set(found("Neçîrvan")) == set(found("إيطاليا")) == set(found("ايطالية")) == {first.pk, second.pk}
    assert found("بارزاني", year=(2022,)) == [second.pk]
    assert set(found(country=("IT",), person=("meloni",))) == {first.pk, second.pk}


def test_a_draft_is_not_in_the_index_until_it_is_published(archive):
    draft = archive[2]
    assert draft.pk not in found("روما")
    assert draft.pk not in found("روما", public=False)
    draft.review_state = "published"
    draft.save()
    updating.update_index()
    assert draft.pk in found("روما")
    draft.review_state = "rejected"
    draft.save()
    updating.update_index()
    assert draft.pk not in found("روما", public=False)


def test_matches_among_people_and_sides(archive):
    result = search(SearchRequest("نيجيرفان بارزاني وايطاليا"))
    assert [official.slug for official in archive[0].participations.get(order=0).official.__class__.objects.filter(
        pk__in=result.officials)] == ["nechirvan"]  # fmt: skip
    assert result.countries == ["IT"]


def test_a_document_holds_every_spelling_of_its_people(archive):
    words = make_meeting_document(archive[0]).words
    assert {"نيجيرفان", "nechirvan", "بارزاني", "ايطالي", "italy"} <= words.keys()


def test_changes_of_every_kind_reach_the_index(archive, django_assert_max_num_queries):
    first, second, _ = archive
    Meeting.objects.filter(pk=first.pk).update(headline_ar="لقاء عن المياه")  # no signal
    OfficialName.objects.create(official=first.participations.get(order=1).official, name="La Meloni")
    second.delete()
    assert IndexChange.objects.exists()
    assert updating.update_index() == 3
    assert not IndexChange.objects.exists()
    assert found("المياه") == [first.pk]
    assert found("النفط") == []
    assert updating.update_index() == 0


def test_notes_are_kept_while_another_writer_is_at_work(archive, index):
    archive[0].headline_ar = "لقاء في البندقية"
    archive[0].save()
    held, release = Event(), Event()

    def other_writer() -> None:
        with FileLock(index / updating.LOCK_FILE):
            held.set()
            release.wait(10)

    thread = Thread(target=other_writer)
    thread.start()
    held.wait(10)
    assert updating.update_index() == 0
    assert IndexChange.objects.exists()
    release.set()
    thread.join()
    assert updating.update_index() == 1
    assert found("البندقية") == [archive[0].pk]


def test_an_index_that_fails_to_write_keeps_the_notes(archive, monkeypatch):
    archive[0].save()

    def fails(*args) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(type(site_search.get_engine()), "write", fails)
    with pytest.raises(OSError, match="no space"):
        updating.update_index()
    assert IndexChange.objects.exists()


def test_the_first_write_builds_the_index(archive, index):
    import shutil

    shutil.rmtree(index)
    site_search.forget()
    assert "index-missing" in [notice.code for notice in search(SearchRequest("روما")).notices]
    archive[0].save()
    assert updating.update_index() == 2
    assert found("روما") == [archive[0].pk]


def test_documents_take_a_number_of_queries_that_does_not_grow(archive, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert len(list(updating.make_meeting_documents())) == 2


def test_a_search_asks_the_database_nothing_but_names(archive):
    search(SearchRequest("روما"))
    connection.queries_log.clear()
    connection.force_debug_cursor = True
    try:
        search(request_of("بارزاني", country=("IT",)))
        assert len(connection.queries_log) == 0
    finally:
        connection.force_debug_cursor = False


def test_related_meetings(archive):
    first, second, draft = archive
    assert find_related(first.pk) == [second.pk]
    assert find_related(draft.pk) == []
    assert find_related(10**6) == []


def test_completions_in_the_language_of_the_page(archive, settings):
    from django.utils.translation import override

    with override("ar"):
        assert [(s.kind, s.key, s.label) for s in suggest("نيج")] == [("official", "nechirvan", "نيجيرفان بارزاني")]
    with override("en"):
        assert suggest("نيج")[0].label == "Nechirvan Barzani"
        assert suggest("ital")[0].key == "IT"
    assert suggest("") == suggest("؟؟") == []
    assert suggest("kd[")[0].key == "nechirvan"  # نيج on the other keyboard


# ---------------------------------------------------------------------------------------------------------- Haystack
def test_haystack_finds_the_same(archive):
    first, second, _ = archive
    everything = SearchQuerySet()
    assert everything.count() == 2
    assert [int(result.pk) for result in everything.filter(content="البيشمركه")] == [first.pk]
    assert everything.filter(content=AutoQuery('"النفط"'))[0].object == second
    assert {int(r.pk) for r in everything.filter(state="published")} == {first.pk, second.pk}
    assert everything.exclude(content="روما").count() == 1
    assert everything.filter(SQ(content="النفط") | SQ(content="البيشمركة")).count() == 2
    assert everything.filter(date__gte=date(2022, 1, 1)).count() == 1
    assert everything.filter(date__range=(date(2021, 1, 1), date(2021, 12, 31))).count() == 1
    assert everything.filter(year__in=[2021, 2022]).filter(country="IT").count() == 2
    assert everything.narrow('person:"meloni"').count() == 2
    assert [int(r.pk) for r in everything.narrow('year_exact:"2022"')] == [second.pk]
    assert everything.narrow('person:"nobody"').count() == 0


def test_haystack_slices_facets_and_highlights(archive):
    everything = SearchQuerySet().order_by("-date")
    assert [int(result.pk) for result in everything[0:2]] == [archive[1].pk, archive[0].pk]
    assert everything.facet("country").facet_counts()["fields"]["country"] == [("IQ", 2), ("IT", 2)]
    result = SearchQuerySet().filter(content="روما").filter(state="published").highlight()[0]
    assert result.title == archive[0].headline_ar
    assert [int(r.pk) for r in SearchQuerySet().more_like_this(archive[0])] == [archive[1].pk]


def test_haystack_writes_through_the_same_engine(archive):
    from django.core.management import call_command

    call_command("clear_index", interactive=False, verbosity=0)
    assert SearchQuerySet().count() == 0
    call_command("update_index", verbosity=0)
    assert SearchQuerySet().count() == 2
    from haystack import connections

    connections["default"].get_backend().remove(archive[0])
    assert SearchQuerySet().count() == 1


def test_rebuild_index_by_command(archive, capsys):
    from django.core.management import call_command

    call_command("rebuild_index", "--noinput")
    assert "2 meetings indexed" in capsys.readouterr().out
    assert found("روما") == [archive[0].pk]


def test_the_arranged_vocabulary_is_kept_and_read_back(archive, index, monkeypatch):
    from meetings.search import searcher

    monkeypatch.setattr(searcher, "MIN_KEPT_WORDS", 0)
    updating.rebuild_index()
    assert (index / "vocabulary").exists()
    before = found("البيشمركه")
    site_search.forget()
    assert found("البيشمركه") == before
    (index / "vocabulary").write_bytes(b"damaged")
    site_search.forget()
    assert found("البيشمركه") == before
