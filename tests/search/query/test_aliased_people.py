"""People of the archive by the names that only the table of aliases has."""

import pytest

from meetings.search.query.entity_names import Directory, NamedEntry
from meetings.search.query.entity_runs import EntityFinder
from meetings.text.tokens import fold_words

BIDEN = NamedEntry("official", "biden", 1, ["جو بايدن", "Joe Biden"], weight=9)
SHARAA = NamedEntry("official", "sharaa", 2, ["أحمد الشرع"], weight=4)
TAMIM = NamedEntry("official", "tamim", 3, ["تميم بن حمد آل ثاني", "Tamim bin Hamad Al Thani"])
FATHER = NamedEntry("official", "bush-1", 4, ["جورج بوش الأب", "George Bush"])
SON = NamedEntry("official", "bush-2", 5, ["جورج دبليو بوش", "George W. Bush"])


def find(query: str, *people: NamedEntry) -> tuple[list[str], int] | None:
    """The people whom the beginning of a query names, and how many of its words are the name."""
    run = EntityFinder(Directory(people)).find(fold_words(query), 0)
    return ([entry.key for entry in run.entries], run.end) if run else None


@pytest.mark.parametrize(
    ("query", "key", "words"),
    [
        ("joseph biden 2022", "biden", 2),
        ("جوزيف بايدن", "biden", 2),
        ("abu mohammed al jolani", "sharaa", 4),
        ("الجولاني وبايدن", "sharaa", 1),
        ("والجولاني", "sharaa", 1),
        ("Ahmed al-Charaa", "sharaa", 3),
        ("tamim ben hamad 2017", "tamim", 3),
    ],
)
def test_a_name_of_the_table_is_the_person_of_the_archive(query, key, words):
    assert find(query, BIDEN, SHARAA, TAMIM) == ([key], words)


def test_a_name_that_two_people_share_is_not_resolved():
    both = find("Bush", FATHER, SON)
    assert both is not None
    assert sorted(both[0]) == ["bush-1", "bush-2"]
    assert find("Golani", BIDEN) is None


def test_an_ordinary_word_is_no_name_of_a_person():
    powell = NamedEntry("official", "truss", 6, ["ليز تراس", "Liz Truss"])
    assert find("key talks", powell) is None
