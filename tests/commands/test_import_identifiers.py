"""`manage.py import_identifiers`: a dry run changes nothing, and problems stop the import unless they are left out."""

import io

import pytest
from django.core.management import CommandError, call_command

from meetings.models import Identifier
from tests.factories import OfficialFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture
def table(tmp_path):
    OfficialFactory(slug="fuad-hussein", name_ar="فؤاد حسين")
    path = tmp_path / "matched.csv"
    path.write_text("id,wikidata\nfuad-hussein,Q3318231\nunknown,Q5\n", encoding="utf-8-sig")
    return path


def run(*words):
    said = io.StringIO()
    call_command("import_identifiers", *words, stdout=said, stderr=said)
    return said.getvalue()


def test_a_dry_run_says_what_would_be_set(table):
    said = run(table, "--dry-run")
    assert "wikidata Q3318231" in said
    assert "Row 3: The archive has no record “unknown”" in said
    assert "1 new, 0 on record already, 1 problems. Nothing was changed." in said
    assert not Identifier.objects.exists()


def test_problems_stop_it_unless_they_are_left_out(table):
    with pytest.raises(CommandError, match="Nothing was changed"):
        run(table)
    assert not Identifier.objects.exists()
    assert "1 new" in run(table, "--leave-out")
    assert Identifier.objects.get().value == "Q3318231"
    assert "0 new, 1 on record already" in run(table, "--leave-out")


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "none.csv")
    (tmp_path / "a.csv").write_text("id\nx\n")
    with pytest.raises(CommandError, match="No column has identifiers"):
        run(tmp_path / "a.csv")
