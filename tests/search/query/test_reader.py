"""What a query is read as, over a small directory of names."""

from datetime import date

import pytest

from meetings.search.query.entity_names import Directory, NamedEntry
from meetings.search.query.entity_runs import EntityFinder
from meetings.search.query.parser import Word, parse
from meetings.search.query.reader import QueryReader, find_describing_words

NAMES = [
    NamedEntry("official", "nechirvan", 1, ["نيجيرفان بارزاني", "Nechirvan Barzani", "نێچیرڤان بارزانی"], weight=21),
    NamedEntry("official", "masoud", 2, ["مسعود بارزاني", "Masoud Barzani"], weight=18),
    NamedEntry("official", "macron", 3, ["إيمانويل ماكرون", "Emmanuel Macron"], weight=6),
    NamedEntry("official", "saied", 4, ["قيس سعيد", "Kais Saied"], weight=1),
    NamedEntry("country", "FR", 1, ["فرنسا", "الجمهورية الفرنسية", "France"], ["فرنسي", "فرنسية"], weight=14),
    NamedEntry("country", "OM", 2, ["عمان", "سلطنة عمان", "Oman"], ["عماني"]),
    NamedEntry("country", "IQ", 3, ["العراق", "Iraq"], ["عراقي", "عراقية"]),
    NamedEntry("organisation", "UN", 1, ["الأمم المتحدة", "United Nations"]),
    NamedEntry("place", "amman", 1, ["عمّان", "Amman"]),
    NamedEntry("place", "iraq", 2, ["العراق", "Iraq"]),
    NamedEntry("place", "paris", 3, ["باريس", "Paris"]),
    NamedEntry("topic", "energy", 1, ["الطاقة", "Energy"]),
    *(NamedEntry("official", f"ali-{n}", 10 + n, [f"علي اسم{n}"]) for n in range(8)),
]
READER = QueryReader(EntityFinder(Directory(NAMES)), date(2026, 3, 15))


def read(query: str) -> list[tuple[str, str, list[str]]]:
    words = [clause.item for clause in parse(query).tree.sequences[0] if isinstance(clause.item, Word)]
    return [(one.part.kind, one.part.typed, [v for _, v in one.part.values]) for one in READER.read(words, query)]


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("نيجيرفان بارزاني", [("person", "نيجيرفان بارزاني", ["nechirvan"])]),
        ("Netchirvan Barzani", [("person", "Netchirvan Barzani", ["nechirvan"])]),
        ("بارزاني", [("person", "بارزاني", ["nechirvan", "masoud"])]),
        ("بارزاني نيجيرفان", [("person", "بارزاني", ["nechirvan", "masoud"]), ("person", "نيجيرفان", ["nechirvan"])]),
        ("إيمانويل", [("person", "إيمانويل", ["macron"])]),
        ("ايمانويل ماكرو", [("person", "ايمانويل", ["macron"])]),
        ("لقاء بارزاني وماكرون", [("person", "بارزاني", ["nechirvan", "masoud"]), ("person", "وماكرون", ["macron"])]),
        ("فرنسا والعراق", [("side", "فرنسا", ["FR"]), ("side", "والعراق", ["IQ"])]),
        ("United Nations", [("side", "United Nations", ["UN"])]),
        ("عمان", [("side", "عمان", ["OM", "amman"])]),
        ("رئيس فرنسا", [("role", "رئيس فرنسا", ["president:FR"])]),
        ("الرئيس الفرنسي ماكرون", [("person", "ماكرون", ["macron"])]),
        (
            "ماكرون في باريس 2022",
            [("person", "ماكرون", ["macron"]), ("place", "باريس", ["paris"]), ("period", "2022", [])],
        ),
        ("الطاقة", [("topic", "الطاقة", ["energy"])]),
        ("علي", []),
        ("سعيد", [("person", "سعيد", ["saied"])]),
        ("قيس سعيد", [("person", "قيس سعيد", ["saied"])]),
        ("النفط والغاز", []),
        ("من هو", []),
    ],
)
def test_what_is_read(query, parts):
    assert read(query) == parts


def test_a_part_knows_its_place_in_the_query():
    query = "لقاء  Emmanuel Macron  أمس"
    words = [clause.item for clause in parse(query).tree.sequences[0] if isinstance(clause.item, Word)]
    for one in READER.read(words, query):
        assert query[one.part.start : one.part.end] == one.part.typed


def test_titles_before_a_name_only_describe_it():
    words = ["الرييس", "ماكرون", "وزير"]
    query = "الرئيس ماكرون وزير"
    run = [clause.item for clause in parse(query).tree.sequences[0] if isinstance(clause.item, Word)]
    assert find_describing_words(words, READER.read(run, query)) == {0}
