"""The whole sample archive leaves, and comes back equal: byte for byte, record for record, and to the search."""

from meetings.models import Identifier, IndexChange, Meeting
from meetings.search import SearchRequest, rebuild_index, search
from tests.commands.archives import contents, empty_the_archive, export, read_in
from tests.factories import IdentifierFactory, OfficialFactory

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


def test_identifiers_leave_and_come_back(sample_archive, index, tmp_path):
    part = Meeting.objects.public().first().participations.exclude(official=None).exclude(country=None).first()
    IdentifierFactory(official=part.official, value="Q3318231")
    IdentifierFactory(official=part.official, scheme="isni", value="0000 0001 2103 2683")
    IdentifierFactory(country=part.country, value="Q796")
    IdentifierFactory(official=OfficialFactory(review_state="draft"), value="Q99")
    first = export(tmp_path / "first.zip")
    empty_the_archive()
    said = read_in(tmp_path / "first.zip")
    assert "3  identifiers" in said
    kept = Identifier.objects.order_by("pk").values_list("value", "official__slug", "country__code")
    assert set(kept) == {
        ("Q3318231", part.official.slug, None),
        ("0000000121032683", part.official.slug, None),
        ("Q796", None, part.country.code),
    }
    assert export(tmp_path / "second.zip") == first


def test_an_identifier_of_another_record_stays_there(sample_archive, index, tmp_path):
    """Two archives may have one person under two addresses: the second gets no identifier, and the import says so."""
    official = Meeting.objects.public().first().participations.exclude(official=None).first().official
    IdentifierFactory(official=official, value="Q3318231")
    export(tmp_path / "first.zip")
    empty_the_archive()
    mine = OfficialFactory(slug="mine", name_ar="هاكان فيدان")
    IdentifierFactory(official=mine, value="Q3318231")
    said = read_in(tmp_path / "first.zip")
    assert list(Identifier.objects.values_list("official__slug", flat=True)) == ["mine"]
    assert "Q3318231" in said
