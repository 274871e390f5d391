"""Identifiers from a matched table: what would be set, what stands against it, and nothing half-written."""

import pytest
import xlsxwriter
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.utils import translation

from meetings.models import Identifier
from meetings.services.identifier_files import (
    IdentifierFileError,
    list_problems,
    plan_identifiers,
    set_identifiers,
)
from meetings.services.roles import UserRole, give_role
from meetings.services.undoing import undo_action
from tests.factories import (
    CountryFactory,
    IdentifierFactory,
    OfficialFactory,
    OfficialNameFactory,
    PlaceFactory,
    PositionFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def fuad():
    official = OfficialFactory(slug="fuad-hussein", name_ar="فؤاد حسين", name_en="Fuad Hussein")
    OfficialNameFactory(official=official, name="فؤاد حسين")
    return official


def read(text, **more):
    return plan_identifiers("table.csv", text.encode(), **more)


def planned(text, **more):
    plan = read(text, **more)
    return [(one.row, one.kind, one.scheme, one.value) for one in plan.new], list(list_problems(plan))


@pytest.mark.parametrize(
    "cell",
    [
        "official:fuad-hussein",
        "https://mahdar.example/en/officials/fuad-hussein/",
        "http://mahdar.example/officials/fuad-hussein/?page=2",
        "fuad-hussein",
        "Fuad Hussein",
        "فؤاد حسين",
    ],
)
def test_a_cell_names_a_record_in_many_ways(fuad, cell):
    assert planned(f"\ufeffid,QID\n{cell},Q3318231\n") == ([(2, "official", "wikidata", "Q3318231")], [])


def test_a_file_of_several_kinds_and_schemes(fuad):
    CountryFactory(code="IQ")
    PlaceFactory(slug="iq-baghdad")
    PositionFactory(code="iq-foreign-minister")
    text = (
        "type\tcode\tWikidata ID\tISNI\n"
        "official\tfuad-hussein\thttps://www.wikidata.org/wiki/Q3318231\t0000 0001 2103 2683\n"
        "Country\tIQ\tQ796\t\n"
        "place\tiq-baghdad\tQ1530\t\n"
        "position\tiq-foreign-minister\tQ6866135\t\n"
        "\t\t\t\n"
    )
    new, problems = planned(text)
    assert [(row, kind, value) for row, kind, _scheme, value in new] == [
        (2, "official", "Q3318231"), (2, "official", "0000000121032683"), (3, "country", "Q796"),
        (4, "place", "Q1530"), (5, "position", "Q6866135"),
    ]  # fmt: skip
    assert problems == []


def test_conflicts_are_named_and_the_others_are_set(fuad, admin_user):
    hakan = OfficialFactory(slug="hakan-fidan", name_ar="هاكان فيدان", name_en="Hakan Fidan")
    IdentifierFactory(official=hakan, value="Q1")
    IdentifierFactory(official=fuad, scheme="viaf", value="113230702")
    text = (
        "slug,wikidata,viaf\n"
        "fuad-hussein,Q1,\n"
        "hakan-fidan,Q2,\n"
        "fuad-hussein,Q3,113230702\n"
        "fuad-hussein,Q4,\n"
        "hakan-fidan,Q1,Q9\n"
        "unknown,Q5,\n"
    )
    plan = read(text)
    assert [(one.record, one.value) for one in plan.new] == [(fuad, "Q3")]
    assert plan.known == 2
    problems = [(one.row, one.message) for one in plan.problems]
    assert [row for row, _message in problems] == [2, 3, 5, 6, 7]
    for (_row, message), words in zip(problems, ("belongs to", "Q1", "Q3", "“Q9”", "“unknown”"), strict=True):
        assert words in message
    action = set_identifiers(plan, admin_user)
    assert fuad.identifiers.get(scheme="wikidata").value == "Q3"
    undo_action(action, admin_user)
    assert not fuad.identifiers.filter(scheme="wikidata").exists()


def test_two_people_of_one_name_are_not_chosen(fuad):
    other = OfficialFactory(slug="other", name_ar="فؤاد حسين", name_en="")
    OfficialNameFactory(official=other, name="فؤاد حسين")
    new, (problem,) = planned("name,wikidata\nفؤاد حسين,Q3318231\n")
    assert new == []
    assert "or several of this name" in problem


def test_an_unknown_kind_is_told(fuad):
    assert "is not a kind of record" in planned("kind,id,viaf\ntopic,security,113230702\n")[1][0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("id,wikidata\n", "no rows below the heading"),
        ("id,name\nx,y\n", "No column has identifiers"),
        ("wikidata\nQ1\n", "No column names the records"),
        ('id,wikidata\n"x,\0Q1\n', "neither a CSV file nor an Excel workbook"),
    ],
)
def test_a_file_that_is_not_such_a_table_is_refused(text, message):
    with pytest.raises(IdentifierFileError, match=message):
        read(text)


def test_too_many_rows_are_refused():
    with pytest.raises(IdentifierFileError, match="more than 1 rows"):
        read("id;viaf\na;1\nb;2\n", most_rows=1)
    assert read("id;viaf\na;1\nb;2\n", most_rows=None).problems


def test_a_workbook_and_an_old_encoding_are_read(fuad, tmp_path):
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "Wikidata-QID"])
        sheet.write_row(1, 0, ["فؤاد حسين", "Q3318231"])
    found = [(2, "official", "wikidata", "Q3318231")]
    old_csv = "name;wikidata\nفؤاد حسين;Q3318231\nهاكان فيدان;\nعباس عراقجي;\n"
    for source in (path, path.read_bytes(), old_csv.encode("cp1256")):
        plan = plan_identifiers("table", source)
        assert [(one.row, one.kind, one.scheme, one.value) for one in plan.new] == found


def test_a_contributor_sets_none(fuad):
    user = get_user_model().objects.create(username="c")
    give_role(user, UserRole.CONTRIBUTOR)
    with pytest.raises(PermissionDenied):
        set_identifiers(read("id,viaf\nfuad-hussein,113230702\n"), user)
    assert not Identifier.objects.exists()
