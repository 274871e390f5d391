"""The language of a text, judged by its letters."""

import pytest

from meetings.text import scripts


@pytest.mark.parametrize(
    ("text", "language", "begins"),
    [
        ("لقاء في باريس", "ar", "ar"),
        ("A meeting in Paris", "en", "en"),
        ("Paris: لقاء وزاري في باريس", "ar", "en"),
        ("لقاء: a meeting in Paris", "en", "ar"),
        ("اب ab", "ar", "ar"),  # as many of each
        ("ab اب", "ar", "en"),
        ("نێچیرڤان", "ar", "ar"),
        ("2023 – 11", "", ""),
        ("", "", ""),
        ("2023 لقاء", "ar", "ar"),
    ],
)
def test_the_language_of_the_letters(text, language, begins):
    assert scripts.guess_language(text) == language
    assert scripts.get_first_script(text) == begins


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("نێچیرڤان بارزانی لە هەولێر", "ckb"),
        ("بارزاني في باريس", "ar"),
        ("دیدار کابینه در تهران", "fa"),
        ("A meeting in Paris", "en"),
        ("2023", ""),
        ("Dışişleri Bakanı ile bir araya geldi ve görüştü", "tr"),
        ("Serokê herêmê li Hewlêrê bi wezîrê derve re civiya û axivî", "kmr"),
        ("Le ministre a reçu son homologue dans la capitale", "fr"),
        ("Xyz", "en"),
        ("Der Minister traf den Kollegen mit der Delegation", "de"),
        # A tenth of the words may have such a letter, as foreign names in Arabic reports do.
        ("گ " + "كلمة " * 9, "ar"),
        ("گ " + "كلمة " * 8, "fa"),
        ("ێ " + "كلمة " * 9, "ar"),
        ("ێ " + "كلمة " * 8, "ckb"),
    ],
)
def test_the_language_of_a_report(text, language):
    assert scripts.guess_report_language(text) == language


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_arabic_in_a_wrong_encoding_is_noticed(encoding):
    assert scripts.is_garbled("استقبل الوزير نظيره".encode().decode(encoding, errors="replace"))
    assert scripts.is_garbled("استقبل الوزير نظيره".encode("cp1256").decode(encoding, errors="replace"))
    assert not scripts.is_garbled("استقبل الوزير نظيره")
    assert not scripts.is_garbled("Le ministre a reçu son homologue à Paris")


def test_half_of_the_letters_are_not_most_of_them():
    assert not scripts.is_garbled("éa")
    assert scripts.is_garbled("éaé")
    assert not scripts.is_garbled("a" * 10_000 + "é" * 10_001)  # only the beginning is looked at


def test_languages_have_english_names_in_messages():
    assert scripts.get_english_name("kmr") == "Kurdish (Kurmanji)"
    assert scripts.get_english_name("xx") == "xx"
