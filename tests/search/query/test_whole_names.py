"""Full names in other spellings, and which of them are other people's."""

import pytest

from meetings.search.query.entity_names import Directory, NamedEntry
from meetings.search.query.entity_runs import EntityFinder
from meetings.text.tokens import fold_words

PEOPLE = {
    "iwaya": ["تاكيشي إيوايا", "Takeshi Iwaya"],
    "tueller": ["ماثيو تولر", "Matthew Tueller"],
    "zayed": ["محمد بن زايد آل نهيان", "Mohamed bin Zayed Al Nahyan"],
    "burhan": ["عبد الفتاح البرهان", "Abdel Fattah al-Burhan"],
    "sisi": ["عبد الفتاح السيسي", "Abdel Fattah el-Sisi"],
    "salih": ["برهم صالح", "Barham Salih"],
    "fuad": ["فؤاد حسين", "Fuad Hussein"],
    "xi": ["شي جين بينغ", "Xi Jinping"],
    "thamer": ["ثامر جابر الأحمد الصباح", "Thamer Jaber Al-Ahmad Al-Sabah"],
    "vi": ["الملك محمد السادس", "King Mohammed VI"],
}
FINDER = EntityFinder(
    Directory(NamedEntry("official", key, at, names, weight=9) for at, (key, names) in enumerate(PEOPLE.items()))
)


def find(query: str) -> tuple[list[str], int] | None:
    """The people whom the beginning of a query names, and how many of its words are the name."""
    run = FINDER.find(fold_words(query), 0)
    return ([entry.key for entry in run.entries], run.end) if run else None


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("takeshi ivaya", "iwaya"),
        ("ماثو تولر", "tueller"),
        ("mohamed byn zayed al nahyan", "zayed"),
        ("abdelfattah el-burhan", "burhan"),
        ("عبدالفتاح البرهن", "burhan"),
        ("xy jinping", "xi"),
        ("شي جين بينك", "xi"),
        ("thamer jaber el-ahmad al-sabah", "thamer"),
        ("kyng mohammed vi", "vi"),
    ],
)
def test_a_full_name_in_another_spelling(query, key):
    assert find(query) == ([key], len(fold_words(query)))


@pytest.mark.parametrize("query", ["barham salah", "برهم صلاح", "فؤاد حسن", "عبد الفتاح البرغوثي"])
def test_a_known_other_name_is_no_other_spelling(query):
    found = find(query)
    assert found is None or found[1] < len(fold_words(query))


def test_a_name_that_is_as_near_to_two_people_means_neither():
    twins = [
        NamedEntry("official", name[-2:], at, [name]) for at, name in enumerate(("Takeshi Iwaba", "Takeshi Iwada"))
    ]
    run = EntityFinder(Directory(twins)).find(["takeshi", "iwata"], 0)
    assert run is not None
    assert (run.end, len(run.entries)) == (1, 2)  # both have the first word


def test_a_query_goes_on_behind_the_name():
    assert find("takeshi ivaya 2022 tokyo") == (["iwaya"], 2)
