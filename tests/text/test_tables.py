"""Tables: rows of text cells, comments and empty lines left out."""

import pytest

from meetings.text.tables import TableError, read_table, split_values


def test_rows_are_read_by_the_names_of_the_columns(tmp_path):
    path = tmp_path / "one.tsv"
    path.write_text("# where it is from\n\na\tb\tc\n1\t 2 \n \n# more\n3\t4\t5|6| \n", encoding="utf-8")
    rows = read_table(path)
    assert rows == ({"a": "1", "b": "2", "c": ""}, {"a": "3", "b": "4", "c": "5|6|"})
    assert split_values(rows[1]["c"]) == ["5", "6"]
    assert split_values("") == []


def test_a_line_with_too_many_cells_is_named(tmp_path):
    path = tmp_path / "two.tsv"
    path.write_text("a\tb\n1\t2\n1\t2\t3\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"two\.tsv, line 3: 3 cells for 2 columns"):
        read_table(path)
