"""The whole sample archive leaves, and comes back equal: byte for byte, record for record, and to the search."""

from meetings.models import IndexChange, Meeting
from meetings.search import SearchRequest, rebuild_index, search
from tests.commands.archives import contents, empty_the_archive, export, read_in

QUERIES = ["بارزاني", "الدفاع الإيطالي", "Macron", ""]


def found() -> list[list[str]]:
    slugs = dict(Meeting.objects.values_list("pk", "slug"))
    return [[slugs[hit.meeting_id] for hit in search(SearchRequest(query, page_size=100)).hits] for query in QUERIES]


def test_what_is_read_back_is_equal(sample_archive, index, tmp_path):

    rebuild_index()
    before, found_before = contents(), found()
    first = export(tmp_path / "first.zip")
    empty_the_archive()
    assert not Meeting.objects.exists()

    said = read_in(tmp_path / "first.zip")

    assert "96  meetings" in said
    after = contents()
    public_only = ("places", "outlets", "organisations", "positions")
    for name, rows in after.items():
        if name in public_only:  # those that no published record needs stay behind
            assert all(row in before[name] for row in rows), name
            assert rows
        else:
            assert rows == before[name], name
    assert export(tmp_path / "second.zip") == first
    assert found() == found_before
    assert not IndexChange.objects.exists()
    assert list(Meeting.objects.order_by("pk").values_list("slug", flat=True))


def test_reading_it_a_second_time_changes_nothing(sample_archive, index, tmp_path):
    first = export(tmp_path / "first.zip")
    before = contents()
    said = read_in(tmp_path / "first.zip")
    assert "0  meetings, 96 already there" in said
    assert "differ" not in said
    assert contents() == before
    assert export(tmp_path / "second.zip") == first
