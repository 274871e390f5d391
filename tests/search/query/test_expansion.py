"""Which words of an index a word of a query means, and why."""

import pytest

from meetings.search.query.expansion import Vocabulary
from meetings.text.fold import fold


def vocabulary(words: dict[str, int], names: tuple[str, ...] = ()) -> Vocabulary:
    made = Vocabulary()
    made.know_names(fold(name) for name in names)
    made.add({fold(word): documents for word, documents in words.items()})
    return made


def meanings(query: str, words: dict[str, int], names: tuple[str, ...] = ()) -> dict[str, str]:
    """The words that `query` means with the reason; those that only add to a document in brackets."""
    found = vocabulary(words, names).expand(fold(query))
    return {word: relation.how if relation.strong else f"({relation.how})" for word, relation in found.items()}


def once(*words: str) -> dict[str, int]:
    return dict.fromkeys(words, 1)


@pytest.mark.parametrize(
    ("query", "words", "expected"),
    [
        # Forms: particles, articles and endings, but no first letter of the word itself.
        ("وزير", once("الوزير", "وزيرا", "ووزير", "زير"), {"الوزير": "form", "وزيرا": "form", "ووزير": "form"}),
        ("زير", once("وزير", "زير"), {"زير": "exact"}),
        ("والوزير", once("وزير", "الوزير"), {"وزير": "form", "الوزير": "form"}),
        ("وفد", once("فد", "والوفد", "الوفد", "وفود"), {"والوفد": "form", "الوفد": "form", "وفود": "lexicon"}),
        ("كويت", once("كويتي", "الكويت"), {"كويتي": "form", "الكويت": "form"}),
        ("2021", once("2021", "20210"), {"2021": "exact"}),
        # Spellings: more vowels or fewer in foreign names, another shape in Arabic words.
        ("اردوغان", once("اردغان", "اوردوغان"), {"اردغان": "spelling", "اوردوغان": "spelling"}),
        ("كردي", once("كوردي", "الكرد"), {"الكرد": "form", "كوردي": "spelling"}),
        ("تنس", once("تونس"), {}),
        ("تونس", once("تنس"), {}),
        ("مقابلة", once("مقبلة"), {"مقبله": "(root)"}),
        ("بلجيكا", once("بلجكا", "بليجيكا"), {"بلجكا": "spelling", "بليجيكا": "spelling"}),
        ("أوكرانيا", once("أقرانه"), {}),
        # Kin: plurals, demonyms, verbs and their nouns; words of one root only add.
        ("وزير", once("وزراء", "وزارة"), {"وزراء": "lexicon", "وزاره": "(root)"}),
        ("كتاب", once("كتب", "مكتوب"), {"كتب": "lexicon", "مكتوب": "(root)"}),
        ("محفظة", once("محافظ", "محافظات"), {"محافظ": "(root)", "محافظات": "(root)"}),
        ("مشاركة", once("شارك", "شركة"), {"شارك": "lexicon", "شركه": "(root)"}),
        ("أمن", once("أمانة", "آمنة"), {"امنه": "form", "امانه": "(root)"}),
        ("البحرين", once("بحر", "بحرين"), {"بحرين": "form"}),
        ("إيطاليا", once("ايطالي", "الإيطالية"), {"ايطالي": "form", "الايطاليه": "lexicon"}),
        ("Doha", once("الدوحة"), {"الدوحه": "lexicon"}),
        # Scripts.
        ("Barzani", once("بارزاني", "Berzani"), {}),  # the table of aliases finds it
        ("Lavrentyev", once("لافرينتييف", "Lavrentiev"), {"لافرينتييف": "script"}),
        ("Vogelbach", once("فوغلباخ"), {"فوغلباخ": "script"}),
        ("Villemont", once("فيلمون"), {"فيلمون": "script"}),
        ("Ali", once("علي"), {}),
        # Slips.
        ("بغذاد", {"بغداد": 50}, {"بغداد": "typo"}),
        ("بغداد", {"بغذاد": 2}, {"بغذاد": "typo"}),
        ("الكويت", {"الكويت": 50, "الكوبت": 1}, {"الكويت": "exact", "الكوبت": "typo"}),
        ("روما", {"روما": 50, "رومل": 1}, {"روما": "exact", "رومل": "typo"}),
        ("وزير", {"وزير": 50, "وزيز": 1}, {"وزير": "exact"}),
        ("بغداد", {"بغداد": 50, "بغاد": 1}, {"بغداد": "exact"}),
        ("مقابل", {"مقابل": 50, "مقابر": 1, "مقاتل": 1}, {"مقابل": "exact"}),
        ("ايلول", {"ايلول": 9, "ايلون": 1, "نيسان": 5}, {"ايلول": "exact"}),
        ("lnies", {"lines": 6}, {"lines": "typo"}),
        ("tellls", {"tells": 6}, {"tells": "typo"}),
        ("الجزاايري", {"الجزايريه": 5, "الجزايري": 15}, {"الجزايري": "typo", "الجزايريه": "spelling"}),
        # A country with its people, and words that only share a light stem.
        ("السنغال", once("السنغال", "السنغالي", "السنغالية"),
         {"السنغال": "exact", "السنغالي": "form", "السنغاليه": "lexicon"}),
        ("عنان", once("عنان", "عن", "عنه"), {"عنان": "exact"}),
        # Verbs and their nouns, and what is too far from each other.
        ("وتعاونهما", once("تعاون"), {"تعاون": "root"}),
        ("اتفق", once("اتفاق"), {"اتفاق": "spelling"}),
        ("افتتاح", once("افتتح"), {"افتتح": "spelling"}),
        ("ضيافة", once("ضيوفه"), {"ضيوفه": "(root)"}),
        ("أقرانه", once("أوكرانيا"), {}),
        ("لبن", once("Liban"), {}),
        ("تونس", once("Tunis"), {}),
    ],
)  # fmt: skip
def test_what_a_word_means(query, words, expected):
    assert meanings(query, words) == expected


@pytest.mark.parametrize(
    ("slips", "of", "is_slip"), [(2, 30, True), (3, 30, False), (5, 100, True), (6, 100, False)]
)  # fmt: skip
def test_a_slip_is_rare_beside_the_word_that_is_meant(slips, of, is_slip):
    assert ("بغذاد" in meanings("بغداد", {"بغداد": of, "بغذاد": slips})) is is_slip


@pytest.mark.parametrize(
    ("typed", "words", "has_own"),
    [
        ("وزير", (), True),
        ("ملاعبهم", (), True),  # a word of the lexicon with an ending
        ("مناديلهم", (), False),
        ("مناديلهم", ("مناديل",), True),
        ("مناديلهم", ("المناديل",), True),
        ("معاطفكم", ("مناديل",), False),
        ("بارزاني", ("بارزان",), False),  # no shape of the language
    ],
)
def test_a_word_with_an_ending_is_no_mistake_where_the_word_is_known(typed, words, has_own):
    assert vocabulary(once(*words) or {"x": 1})._has_own_shape(fold(typed)) is has_own


def test_a_known_name_or_word_is_not_a_slip():
    words = {"بغداد": 50, "بغذاد": 1}
    assert meanings("بغداد", words) == {"بغداد": "exact", "بغذاد": "typo"}
    assert meanings("بغداد", words, ("بغذاد",)) == {"بغداد": "exact"}


@pytest.mark.parametrize(
    ("query", "words", "expected"),
    [
        ("لبنان", once("لبنانية", "لبن", "لبناني"), {"لبناني": "form", "لبنانيه": "lexicon"}),
        ("حسن", once("حسن", "حسين", "محسن", "احسان"), {"حسن": "exact"}),
        ("باريس", once("اريس", "باريس"), {"باريس": "exact"}),
        ("بارزاني", once("لبارزاني", "وبارزاني", "باران"), {"لبارزاني": "form", "وبارزاني": "form"}),
        ("ماكرون", once("Macron", "مكرون", "مقرن"), {"مكرون": "spelling", "مقرن": "spelling"}),
    ],
)
def test_a_name_is_not_taken_apart(query, words, expected):
    assert meanings(query, words, names=(query,)) == expected


@pytest.mark.parametrize(
    ("query", "words", "names", "expected"),
    [
        ("أيمن", once("اليمن"), ("أيمن",), {}),
        ("حسين", once("حسن"), ("حسين", "حسن"), {}),
        ("مصطفى", once("مستفا"), ("مصطفى", "مستفا"), {"مستفا": "spelling"}),
        ("باراك", once("بارك"), ("باراك",), {}),  # a name is not written with one vowel less
        ("الصدر", once("صدران", "صدري"), ("صدر",), {"صدري": "form"}),  # with an article in the query, none in the name
    ],
)
def test_two_names_are_one_where_they_sound_alike_and_are_not_words(query, words, names, expected):
    assert meanings(query, words, names) == expected


@pytest.mark.parametrize(
    ("query", "words", "expected"),
    [
        # Two names of the table of aliases are two things, however alike they look or sound.
        ("طالباني", once("طالبان", "الطالباني"), {"الطالباني": "form"}),
        ("بيرو", once("لبيروت", "البيرو"), {"البيرو": "form"}),
        ("برازيليا", once("البرازيلية"), {}),
        ("hama", once("hamas"), {}),
        # A name is not a spelling or a slip of an Arabic word, or of a longer name.
        ("سليمان", once("سليماني", "لسليمان", "سليمانا"), {"لسليمان": "form", "سليمانا": "form"}),
        ("البصرة", once("بسرعة"), {}),
        ("أنقرة", once("أنكرا", "إنكار"), {"انكرا": "spelling"}),
        ("الأقصر", once("والأكثر"), {}),
        ("بنجشير", once("بنشر"), {}),
        ("عرسال", once("أرسل"), {}),
        ("تشيلي", once("تشيلسي", "تشيللي", "تيشلي"), {"تشيللي": "typo", "تيشلي": "typo"}),
        ("جونسون", once("جونستون"), {}),
        ("أوكلاند", once("أوكلان"), {}),
        # A name with an article has it always; the adjective of a body's name is of the word.
        ("الفيوم", once("بالفيوم", "فيوم", "لفيوم"), {"بالفيوم": "form", "فيوم": "(form)", "لفيوم": "(form)"}),
        ("العراق", once("عراقي"), {"عراقي": "form"}),
        ("حماس", once("حماسي", "لحماس"), {"لحماس": "form"}),
        # Only particles of names come before one, and no shorter word is made of it.
        ("يلين", once("كيليني"), {}),
        ("أندرسون", once("ساندرسون"), {}),
        ("بوتان", once("بوت"), {}),
        # Words for a people are names too, and take the endings of other words.
        ("فيتنامية", once("تنامي"), {}),
        ("سعودي", once("السعوديات"), {"السعوديات": "form"}),
        ("ماليين", once("المالية"), {}),
        ("بطرسبورغ", once("بطرسبرج", "بطرسبرغ"), {"بطرسبرج": "spelling", "بطرسبرغ": "spelling"}),
    ],
)
def test_a_known_name_is_not_another_name_or_a_word_like_it(query, words, expected):
    assert meanings(query, words) == expected


def test_a_word_of_the_language_or_of_a_title_is_not_a_name():
    made = vocabulary(once("وزير"), names=("وزير", "نيجيرفان", "الرئيس"))
    assert made.is_name("نيجيرفان")
    assert not made.is_name("وزير")


def test_completions_have_the_most_frequent_first_with_or_without_article():
    made = vocabulary({"دبلوماسي": 1, "الدبلوماسية": 5, "دبلوم": 9, "الوزير": 7, "لادبلوماسي": 3})
    assert made.beginning("دبلوماس") == ["الدبلوماسيه", "دبلوماسي"]


def test_common_words_are_of_the_script_and_about_the_length():
    made = vocabulary({"بغداد": 5, "بغداديه": 5, "كركوك": 1, "Basra": 9, "نفط": 1, "من": 99, "دبلوماسيون": 3})
    assert made.common("بغداث") == ["بغداد", "بغداديه", "كركوك", "نفط"]


@pytest.mark.parametrize(("words", "common"), [(4_999, ["بغداد", "كركوك"]), (5_000, ["بغداد"])])
def test_in_a_large_index_a_word_of_one_document_is_not_common(words, common):
    numbers = {str(10**6 + n): 1 for n in range(words - 2)}
    made = vocabulary({**numbers, "بغداد": 2, "كركوك": 1})
    assert made.common("بغداث") == common


def test_a_kept_vocabulary_is_read_back_and_a_stale_one_is_not(tmp_path, monkeypatch):
    made = vocabulary(once("الوزير", "ماكرون"))
    made.save(tmp_path / "kept")
    again = Vocabulary()
    assert again.load(tmp_path / "kept")
    assert again.expand("وزير") == made.expand("وزير") != {}
    monkeypatch.setattr(Vocabulary, "_stamp", lambda self: "made by other rules")
    assert not Vocabulary().load(tmp_path / "kept")
    assert not Vocabulary().load(tmp_path / "absent")
