"""Coverage by package, against its floor."""

import pytest

from benchmarks.coverage_floors import read_floors, shares_by_package


def covered(reached, lines):
    return {"summary": {"covered_lines": reached, "num_statements": lines}}


def test_files_count_for_their_package():
    files = {
        "meetings/text/fold.py": covered(9, 10),
        "meetings/text/cells.py": covered(1, 10),
        "meetings/search/query/parser.py": covered(3, 4),
        "meetings/apps.py": covered(1, 1),
        "config/__init__.py": covered(0, 0),
    }
    assert shares_by_package({"files": files}) == {"meetings": 100, "meetings/text": 50, "meetings/search": 75}


def test_every_package_has_a_floor():
    assert read_floors()["*"] > 0


def test_a_floor_is_read_with_its_package(tmp_path):
    (tmp_path / "floors.tsv").write_text("# why\n*\t80\nmeetings/text\t95.5\n", encoding="utf-8")
    assert read_floors(tmp_path / "floors.tsv") == pytest.approx({"*": 80, "meetings/text": 95.5})
