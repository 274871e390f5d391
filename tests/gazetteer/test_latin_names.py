"""Names in Latin letters: the table of leaders where it is sure, and readable letters elsewhere."""

import pytest

from meetings.gazetteer.latin_names import find_english_name, write_in_latin


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("نيجيرفان بارزاني", "Nechirvan Barzani"),
        ("نيجيرفان البارزاني", "Nechirvan Barzani"),
        ("نێچیرڤان بارزانی", "Nechirvan Barzani"),
        ("محمد بن سلمان", "Mohammed bin Salman"),
        ("محمود عباس", "Mahmoud Abbas"),
        ("محمد عباس", ""),
        ("بارزاني", ""),
        ("هوشيار زيباري", "Hoshyar Zebari"),
        ("", ""),
    ],
)
def test_only_a_full_name_of_one_leader_is_sure(name, english):
    assert find_english_name(name) == english


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("دارا جلال", "Dara Jalal"),
        ("عثمان الغانمي", "Othman al-Ghanmi"),
        ("خلف الدليمي", "Khalaf al-Dalimi"),
        ("فهد بن تركي", "Fahd bin Turki"),
        ("غسان المصري", "Ghassan al-Masri"),
        ("ريبوار طه", "Rebwar Taha"),
        ("گۆران شێرکۆ", "Goran Sherko"),
        ("وليد يحيى", "Walid Yahya"),
        ("Hakan  Fidan", "Hakan Fidan"),
    ],
)
def test_other_names_are_readable(name, latin):
    assert write_in_latin(name) == latin
