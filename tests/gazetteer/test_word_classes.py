"""The tables of word classes: each with its provenance, each class in one table, used, and folded."""

import pytest

from meetings.gazetteer import word_classes
from meetings.gazetteer.word_classes import FOLDER, load_word_class, load_word_list
from meetings.text.fold import fold
from meetings.text.tables import TableError, read_table, split_values
from tests.conftest import ROOT

TABLES = sorted(FOLDER.glob("*.tsv"))
ROWS = [(path.stem, row) for path in TABLES for row in read_table(path)]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_begins_with_its_provenance(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# Words")
    assert "ompilation" in path.read_text(encoding="utf-8").partition("\nclass\t")[0]


def test_each_row_has_words_and_says_what_they_are_for():
    assert [(table, row["class"]) for table, row in ROWS if not split_values(row["words"]) or not row["note"]] == []


def test_each_class_is_asked_for():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "meetings").rglob("*.py"))
    assert [f"{table}: {row['class']}" for table, row in ROWS if f'"{row["class"]}"' not in code] == []


def test_words_are_folded_and_keep_their_order():
    words = load_word_list("objects_of_on")
    assert words[:3] == ("ال", "ان", "هامش")
    assert all(word == fold(word) for word in words)
    assert load_word_class("objects_of_on") == frozenset(words)


def test_a_class_that_no_table_has():
    with pytest.raises(KeyError, match="no_such_class"):
        load_word_class("no_such_class")


def test_a_class_in_two_tables_is_refused(tmp_path, monkeypatch):
    for name in ("one", "two"):
        (tmp_path / f"{name}.tsv").write_text("class\twords\tnote\nkin\tابن\t\n", encoding="utf-8")
    monkeypatch.setattr(word_classes, "FOLDER", tmp_path)
    with pytest.raises(TableError, match="has the class kin too"):
        word_classes._classes.__wrapped__()
