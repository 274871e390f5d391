"""Whom and what a query names, completions, and when two words are one name."""

import pytest

from meetings.search.query.entity_names import Directory, NamedEntry, is_same_name
from meetings.text.fold import fold

KINDS = ("official", "country", "organisation")
ENTRIES = [
    NamedEntry("official", "nechirvan", 1, ["نيجيرفان بارزاني", "Nechirvan Barzani"], weight=5),
    NamedEntry("official", "masrour", 2, ["مسرور بارزاني", "Masrour Barzani"], weight=3),
    NamedEntry("country", "IT", 3, ["إيطاليا", "Italy"], ["إيطالي", "إيطالية"], weight=2),
    NamedEntry("organisation", "UN", 4, ["الأمم المتحدة", "United Nations", "UN"], weight=1),
    NamedEntry("organisation", "BOOK", 5, ["نادي الكتاب"]),
    NamedEntry("country", "US", 6, ["الولايات المتحدة", "United States"]),
]
DIRECTORY = Directory(ENTRIES)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("نيجيرفان", ["nechirvan"]),
        ("بارزاني", ["nechirvan", "masrour"]),
        ("بارزاني وزير", ["nechirvan", "masrour"]),
        ("nechervan", ["nechirvan"]),
        ("barzany", ["nechirvan", "masrour"]),
        ("المتحدة", ["UN", "US"]),
        ("الأمم المتحدة", ["UN", "US"]),
        ("الولايات المتحدة", ["US", "UN"]),
        ("الإيطالي", ["IT"]),
        ("Italy", ["IT"]),
        ("زار بارزاني إيطاليا أمس في روما", ["IT"]),
        ("من", []),
        ("طقس", []),
    ],
)
def test_what_a_query_names(query, keys):
    assert [entry.key for entry in DIRECTORY.named([fold(word) for word in query.split()], KINDS)] == keys


def test_only_entries_of_the_wanted_kinds_are_named():
    assert DIRECTORY.named(["بارزاني"], ("country",)) == []


@pytest.mark.parametrize(("sharers", "named"), [(6, True), (7, False)])
def test_a_word_that_very_many_share_names_nobody(sharers, named):
    directory = Directory(NamedEntry("official", f"p{n}", n, [f"بارزاني رقم{n}"]) for n in range(sharers))
    assert bool(directory.named(["بارزاني"], ("official",))) is named


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("ال", ["UN", "US"]),
        ("الكت", ["BOOK"]),
        ("كت", ["BOOK"]),
        ("bar", ["nechirvan", "masrour"]),
        ("بارز", ["nechirvan", "masrour"]),
        ("netch", ["nechirvan"]),
        ("nec", ["nechirvan"]),
        ("masro", ["masrour"]),
        ("masror", ["masrour"]),
        ("msro", []),  # four letters are too few to go by the sound
        ("و", ["US"]),
        ("un", ["UN", "US"]),
        ("united s", ["US"]),
        ("x", []),
        ("", []),
        ("إيطالية", []),
    ],
)
def test_completions(typed, keys):
    assert [entry.key for entry, _ in DIRECTORY.completing(typed, KINDS, 5)] == keys


def test_completions_are_limited_and_of_the_wanted_kinds():
    assert [entry.key for entry, _ in DIRECTORY.completing("bar", KINDS, 1)] == ["nechirvan"]
    assert DIRECTORY.completing("bar", ("country",), 5) == []


def test_the_main_name_completes_before_another_one():
    entry = NamedEntry("official", "nechirvan", 1, ["نيجيرفان بارزاني", "Nechirvan Barzani", "نجيرفان بارزاني"])
    assert Directory([entry]).completing("بارز", KINDS, 5) == [(entry, "نيجيرفان بارزاني")]


def test_a_name_that_sounds_like_too_little_of_the_letters_is_no_completion():
    directory = Directory([NamedEntry("official", "elbrus", 1, ["ألبروس كوتراشيف", "Elbrus Kutrashev"], weight=5)])
    assert directory.completing("بارز", KINDS, 5) == []
    assert directory.completing("بارزا", KINDS, 5) == []
    assert len(directory.completing("كتراشيف", KINDS, 5)) == 1
    directory = Directory([NamedEntry("official", "mark", 1, ["مارك برايسون", "Mark Bryson"], weight=5)])
    assert directory.completing("paris", KINDS, 5) == []
    assert [name for _, name in directory.completing("brayson", KINDS, 5)] == ["Mark Bryson"]


def test_an_entry_without_a_page_of_meetings_is_named_but_completes_nothing():
    directory = Directory([NamedEntry("organisation", "HABITAT", 1, ["موئل الأمم"], is_suggested=False)])
    assert directory.completing("موئل", KINDS, 5) == []
    assert [entry.key for entry in directory.named(["مويل"], KINDS)] == ["HABITAT"]


def test_names_that_only_sound_alike_fill_what_is_left():
    """A name that begins with the letters comes before one that sounds like them, as long as there is room."""
    directory = Directory(
        [
            NamedEntry("official", "begins", 1, ["Netcher"], weight=1),
            NamedEntry("official", "sounds", 2, ["Nechirvan"], weight=9),
        ]
    )

    def completed(limit: int) -> list[str]:
        return [entry.key for entry, _ in directory.completing("netch", KINDS, limit)]

    assert completed(1) == ["begins"]
    assert set(completed(2)) == {"begins", "sounds"}


def test_words_of_names_are_those_of_people_and_the_single_ones_of_places():
    assert DIRECTORY.name_words() == {
        "barzani", "italy", "masrour", "nechirvan", "ايطاليا", "بارزاني", "مسرور", "نيجيرفان"
    }  # fmt: skip


def test_a_word_of_a_name_has_three_letters():
    names = ["علي بو محمد", "Ali"]
    assert Directory([NamedEntry("official", "ali", 1, names)]).name_words() == {"علي", "محمد", "ali"}
    assert Directory([NamedEntry("place", "ny", 1, ["نيويورك الكبرى"])]).name_words() == set()
    assert Directory([NamedEntry("topic", "war", 1, ["الحرب"])]).name_words() == set()


def test_an_entry_that_two_words_name_excludes_those_that_one_names():
    query = "زار نيجيرفان بارزاني"
    assert [entry.key for entry in DIRECTORY.named([fold(word) for word in query.split()], KINDS)] == ["nechirvan"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("بارزاني", "بارزني", True),
        ("كرد", "كورد", True),
        ("نيجيرفان", "نيجرفان", True),
        ("اردوغان", "اردوجان", True),
        ("barzani", "بارزاني", True),
        ("macron", "ماكرون", True),
        ("ali", "علي", True),
        ("merkel", "ميركل", True),
        ("بوتين", "بوتن", True),
        ("شولتز", "شولتس", True),
        ("علي", "عالي", False),
        ("حسن", "حسين", False),
        ("barzani", "barzany", False),
        ("بارزاني", "بازراني", False),
        ("روما", "رومي", False),
        ("macron", "بارزاني", False),
    ],
)
def test_when_two_words_are_one_name(one, other, same):
    assert is_same_name(one, other) is same
    assert is_same_name(other, one) is same


PREMIER = NamedEntry("official", "sudani", 1, ["محمد شياع صبار السوداني", "Mohammed Shia al-Sudani"], weight=4)
LEAGUE = NamedEntry("organisation", "ARAB_LEAGUE", 2, ["جامعة الدول العربية"])
OTHERS = Directory([PREMIER, LEAGUE, NamedEntry("organisation", "OF", 3, ["من"])])


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("شياع السوداني", ["sudani"]),
        ("والسوداني", ["sudani"]),
        ("السوداني قديم", ["sudani"]),
        ("السوداني قديم جديد", []),  # less than half of the query
        ("شياع السوداني قديم جديد", ["sudani"]),
        ("شياع صبار السوداني قديم جديد", []),  # of five words, only a whole name counts
        ("محمد شياع صبار السوداني كل شيء قديم جديد", ["sudani"]),
        ("الدول العربية", ["ARAB_LEAGUE"]),
        ("من", []),  # a name of stop words is no name
    ],
)
def test_how_much_of_a_query_a_part_of_a_name_must_be(query, keys):
    assert [entry.key for entry in OTHERS.named([fold(word) for word in query.split()], KINDS)] == keys


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("محم", ["sudani"]),
        ("سودا", ["sudani"]),
        ("السودا", ["sudani"]),
        ("صبار السو", ["sudani"]),
        ("صبار سو", []),  # of a later word the article counts
        ("mohamed", ["sudani"]),
        ("sudany", ["sudani"]),
        ("sudany m", []),  # the sound of single words only
        ("الدول", ["ARAB_LEAGUE"]),
        ("zz", []),
    ],
)
def test_what_a_beginning_completes(typed, keys):
    assert [entry.key for entry, _ in OTHERS.completing(typed, KINDS, 5)] == keys
