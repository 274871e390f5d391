"""Storing an archive: its batches, the quotes that another text has elsewhere, and the addresses that are free."""

import datetime
from types import SimpleNamespace

import pytest

from meetings.models import OldAddress, Publication
from meetings.services.interchange import import_storing
from meetings.services.interchange.existing_records import ExistingRecords
from meetings.services.interchange.import_storing import StoredRows, _publish, _Storer
from meetings.services.interchange.tables import BY_NAME, TABLES
from tests.factories import ArticleFactory

NOON = datetime.datetime(2025, 3, 13, 12, tzinfo=datetime.UTC)
TEXT = "التقيا اليوم في بغداد، ثم اليوم في أربيل."


@pytest.fixture
def storer():
    """A storer of an archive without rows, into one without records."""
    existing = ExistingRecords({table.name: {} for table in TABLES})
    return _Storer(SimpleNamespace(lines=lambda table: iter(())), existing, None)


# -------------------------------------------------------------------------------------------------------------- batches
@pytest.mark.parametrize(
    ("rows", "sizes"),
    [
        ([], []),
        ([None], [1]),
        ([None, None], [2]),
        ([None, None, None], [2, 1]),
        (["IQ"], [1]),
        ([None, "IQ"], [1, 1]),
        ([None, "IQ", "IQ", None], [1, 1, 2]),
    ],
)
def test_rows_come_in_batches_and_a_state_before_its_regions(storer, monkeypatch, rows, sizes):
    monkeypatch.setattr(import_storing, "MAX_BATCH_ROWS", 2)
    monkeypatch.setattr(import_storing, "clean_row", lambda table, line: (line, []))
    storer.archive = SimpleNamespace(lines=lambda table: iter([{"parent": parent} for parent in rows]))
    batches = list(storer._batches(BY_NAME["countries"]))
    assert [len(some) for some in batches] == sizes
    assert [row["parent"] for some in batches for row in some] == rows


@pytest.mark.django_db
def test_progress_counts_all_rows_of_a_table_and_parts_of_known_records(storer, monkeypatch):
    told = []
    storer.progress = lambda name, done: told.append((name, done))
    batches = [[{"meeting": "a"}, {"meeting": "b"}], [{"meeting": "b"}]]
    monkeypatch.setattr(storer, "_batches", lambda table: iter(batches))
    stored = storer._table(BY_NAME["sources"])
    assert told == [("sources", 2), ("sources", 3)]
    assert (stored.known, stored.added) == (3, 0)


# --------------------------------------------------------------------------------------------------------------- quotes
def mark(start: int, quote: str = "اليوم", article: str = "a", **more) -> dict:
    row = {"article": article, "start": start, "end": start + len(quote), "quote": quote}
    return {**dict.fromkeys(BY_NAME["evidence"].key), **row, **more}


@pytest.fixture
def replaced(storer, db):
    """The storer of an archive of which one report has another text here, and one is new."""
    storer.pks["articles"] = {"a": ArticleFactory(raw_text=TEXT).pk, "new": ArticleFactory(raw_text="نص").pk}
    storer.replaced = {"a"}
    return storer


@pytest.mark.parametrize(
    ("rows", "starts", "not_found"),
    [
        ([mark(TEXT.index("اليوم"))], [TEXT.index("اليوم")], 0),
        ([mark(TEXT.rindex("اليوم"))], [TEXT.rindex("اليوم")], 0),
        ([mark(1)], [TEXT.index("اليوم")], 0),
        ([mark(1, "البارحة")], [], 1),
        ([mark(1, "أربيل"), mark(2, "أربيل")], [TEXT.index("أربيل")], 0),
        ([mark(1, "أربيل"), mark(2, "بغداد"), mark(2, "البارحة")], [TEXT.index("أربيل"), TEXT.index("بغداد")], 1),
        ([mark(1, "اربيل")], [], 1),
        ([mark(99, article="new")], [99], 0),
    ],
)
def test_quotes_are_found_again_in_the_text_that_is_here(replaced, rows, starts, not_found):
    stored = StoredRows()
    found = list(replaced._found_again(rows, stored))
    assert [row["start"] for row in found] == starts
    assert all(row["end"] - row["start"] == len(row["quote"]) for row in found)
    assert stored.not_found == not_found


def test_two_reports_of_one_page_are_a_source_once(replaced):
    pk = replaced.pks["articles"]["a"]
    replaced.pks["articles"] |= {"b": pk}
    replaced.replaced = {"a", "b"}
    names = ["a", "b", "new", "new", "a"]
    key = dict.fromkeys(BY_NAME["sources"].key, "m")
    kept = list(replaced._once(BY_NAME["sources"], [{**key, "article": name} for name in names]))
    assert [row["article"] for row in kept] == ["a", "new", "new"]
    other = [{**key, "meeting": "other", "article": "b"}]
    assert list(replaced._once(BY_NAME["sources"], other)) == other


# ------------------------------------------------------------------------------------------------------------ addresses
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "slug", "record", "is_kept"),
    [
        ("official", "former", "new", True),
        ("official", "former", "known", False),
        ("official", "new", "new", False),
        ("official", "there", "new", False),
        ("official", "elsewhere", "new", True),
        ("position", "iq-fm", "IQ-PM", False),
        ("position", "iq-dm", "IQ-PM", True),
    ],
)
def test_an_old_address_is_kept_where_it_is_free(storer, kind, slug, record, is_kept):
    OldAddress.objects.create(kind="official", slug="there", record_id=1)
    OldAddress.objects.create(kind="meeting", slug="elsewhere", record_id=1)
    storer.pks["officials"] = {"known": 5, "new": 6}
    storer.pks["positions"] = {"IQ-FM": 7, "IQ-PM": 8}
    storer.new = {"officials": {"new"}, "positions": {"IQ-PM"}}
    stored = StoredRows()
    storer._keep_addresses([{"kind": kind, "slug": slug, "record": record, "created_at": NOON}], stored)
    assert (stored.added, stored.known) == ((1, 0) if is_kept else (0, 1))
    kept = OldAddress.objects.filter(kind=kind, slug=slug, created_at=NOON).values_list("record_id", flat=True)
    assert list(kept) == ([storer.pks[f"{kind}s"][record]] if is_kept else [])


@pytest.mark.django_db
def test_the_time_of_publication_is_that_of_the_file():
    for pk in (901, 902, 903):
        Publication.objects.create(meeting_id=pk)
    _publish([({"published_at": NOON}, SimpleNamespace(pk=901)), ({"published_at": None}, SimpleNamespace(pk=902))])
    assert list(Publication.objects.filter(published_at=NOON).values_list("pk", flat=True)) == [901]
    assert set(Publication.objects.filter(pk__gte=901).values_list("pk", flat=True)) == {901, 903}
