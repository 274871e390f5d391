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


def read(query: str, *entries: NamedEntry) -> list[tuple[str, str, list[str]]]:
    """What is read of a query, over these entries instead of the usual ones if there are some."""
    reader = QueryReader(EntityFinder(Directory(entries)), date(2026, 3, 15)) if entries else READER
    words = [clause.item for clause in parse(query).tree.sequences[0] if isinstance(clause.item, Word)]
    return [(one.part.kind, one.part.typed, [v for _, v in one.part.values]) for one in reader.read(words, query)]


def official(key: str, *names: str) -> NamedEntry:
    return NamedEntry("official", key, len(key), list(names))


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("نيجيرفان بارزاني", [("person", "نيجيرفان بارزاني", ["nechirvan"])]),
        ("Netchirvan Barzani", [("person", "Netchirvan Barzani", ["nechirvan"])]),
        ("بارزاني", [("person", "بارزاني", ["nechirvan", "masoud"])]),
        ("بارزاني نيجيرفان", [("person", "بارزاني", ["nechirvan", "masoud"]), ("person", "نيجيرفان", ["nechirvan"])]),
        ("إيمانويل", [("person", "إيمانويل", ["macron"])]),
        ("ايمانويل ماكرو", [("person", "ايمانويل ماكرو", ["macron"])]),
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
        ("ماكرون مع رئيس العراق", [("person", "ماكرون", ["macron"]), ("role", "رئيس العراق", ["president:IQ"])]),
        ("العراقية", []),
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


@pytest.mark.parametrize(
    ("query", "names", "typed"),
    [
        ("عوض", ["باسم عوض الله"], "عوض"),
        ("باسم", ["باسم عوض الله"], ""),  # also a word of titles: "الناطق باسم"
        ("باسم عوض الله", ["باسم عوض الله"], "باسم عوض الله"),
        ("الرئيس", ["إيمانويل ماكرون", "الرئيس ماكرون"], ""),
        ("التقى الوزير", ["محمد تقي"], ""),  # "التقى" is a word of the lexicon, although it could be "ال" and "تقي"
        ("محمد على هامش القمة", ["محمد علي الحكيم"], "محمد"),
        ("تشيانغ", ["لي تشيانغ"], "تشيانغ"),
        ("لي", ["لي تشيانغ"], ""),  # two letters are too few
        ("قيس", ["قيس سعيد"], "قيس"),
        ("tmim", ["تميم بن حمد"], "tmim"),
        ("hasn", ["حسن روحاني"], "hasn"),
        ("hsn", ["حسن روحاني"], ""),  # three letters are too few for another spelling
    ],
)
def test_which_parts_of_a_name_mean_a_person(query, names, typed):
    assert [one[1] for one in read(query, official("x", *names))] == ([typed] if typed else [])


@pytest.mark.parametrize(("words", "is_read"), [(8, True), (9, False)])
def test_in_a_question_only_exact_spellings_are_names(words, is_read):
    others = ["سؤال"] * (words - 1)
    person = official("x", "نيجيرفان بارزاني")
    assert bool(read(" ".join([*others, "Netchirvan"]), person)) is is_read
    assert read(" ".join([*others, "نيجيرفان"]), person)


@pytest.mark.parametrize(("sharers", "is_read"), [(6, True), (7, False)])
def test_a_name_of_many_people_means_none(sharers, is_read):
    entries = [official(f"p{n}", f"اسم{n} بارزاني") for n in range(sharers)]
    assert [len(values) for _, _, values in read("بارزاني", *entries)] == ([sharers] if is_read else [])


@pytest.mark.parametrize(("bearers", "read_as"), [(1, ["family"]), (59, ["family"]), (60, [])])
def test_a_word_means_a_family_rather_than_a_given_name_that_is_not_too_common(bearers, read_as):
    given = [official(f"p{n}", f"سلمان اسم{n}") for n in range(bearers)]
    found = read("سلمان", *given, official("family", "مسعود سلمان"), official("nameless", "؟"))
    assert [value for _, _, values in found for value in values] == read_as


def test_two_words_of_a_name_mean_all_who_have_both():
    both = [official("one", "سلمان بن عبدالعزيز"), official("other", "بن سلمان")]
    assert read("بن سلمان", *both) == [("person", "بن سلمان", ["other"])]
    sharers = [official(f"p{n}", f"محمد سالم اسم{n}") for n in range(5)]
    given = [official(f"q{n}", f"محمد لقب{n}") for n in range(60)]
    assert [len(values) for _, _, values in read("محمد سالم", *sharers, *given)] == [5]


@pytest.mark.parametrize(("words", "is_read"), [(7, True), (8, False)])
def test_a_name_has_seven_words_at_most(words, is_read):
    name = " ".join(["الهيئة", "العليا", "المستقلة", "لرصد", "شؤون", "الأنهار", "والبحار", "البعيدة"][:words])
    assert bool(read(name, NamedEntry("organisation", "O", 1, [name]))) is is_read


def test_a_country_as_a_place_is_its_side_and_an_outlet_is_no_part():
    country, place = NamedEntry("country", "IQ", 1, ["العراق"]), NamedEntry("place", "iraq", 2, ["العراق"])
    assert read("العراق", country, place) == [("side", "العراق", ["IQ"])]
    assert read("رووداو", NamedEntry("outlet", "rudaw", 1, ["رووداو"])) == []


def test_a_person_comes_before_a_place_of_the_same_name():
    city, person = NamedEntry("place", "clinton", 1, ["Clinton"]), official("hillary", "Clinton")
    assert read("Clinton", city, person) == [("person", "Clinton", ["hillary"])]
    topic = NamedEntry("topic", "oil", 2, ["Clinton"])
    assert read("Clinton", topic, city) == [("place", "Clinton", ["clinton"])]


@pytest.mark.parametrize(
    ("query", "asking"),
    [
        ("لقاءات ماكرون في 2023", {0}),
        ("متى التقى ماكرون", {0, 1}),
        ("meetings of macron", {0}),
        ("اجتماعات 2023", {0}),
        ("اجتماعات المياه", set()),  # nothing was read: the text must say it
        ("ماكرون الطاقة", set()),
    ],
)
def test_words_that_ask_for_meetings_need_no_text_beside_a_part(query, asking):
    words = [clause.item for clause in parse(query).tree.sequences[0] if isinstance(clause.item, Word)]
    entries = [official("macron", "إيمانويل ماكرون", "Emmanuel Macron")]
    parts = QueryReader(EntityFinder(Directory(entries)), date(2024, 5, 1)).read(words, query)
    assert find_describing_words([word.word for word in words], parts) == asking
