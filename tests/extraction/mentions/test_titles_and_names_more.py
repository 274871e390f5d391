"""Titles and names in words that ended them too early or too late."""

import pytest

from tests.extraction.helpers import mentions, only_meeting, people

SISI = "الرئيس المصري عبد الفتاح السيسي"


def named(raw: str) -> list[str]:
    text, found = mentions(raw)
    return [text.quote(*mention.name) for mention in found if mention.name]


@pytest.mark.parametrize(
    ("guest", "name", "side"),
    [
        ("رئيس الدورة الـ75 للجمعية العامة فولكان بوزكير", "فولكان بوزكير", "UN"),
        ("رئيس الدورة السادسة والسبعين للجمعية العامة عبدالله شاهد", "عبدالله شاهد", "UN"),
        ("رئيس الاتحاد البرلماني الدولي دوارتي باشيكو", "دوارتي باشيكو", "IPU"),
        ("السيد ألفا كوندي رئيس جمهورية غينيا", "ألفا كوندي", "GN"),
    ],
)
def test_guests_with_their_names_and_sides(guest, name, side):
    found = people(only_meeting(f"استقبل {SISI} {guest} في القاهرة."))
    assert found[name] == (side, "guest")


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        (
            "حضر اللقاء السيدان صلاح الدين مزوار وزير الخارجية وأحمد توفيق وزير الأوقاف.",
            ["صلاح الدين مزوار", "وأحمد توفيق"],
        ),
        ("ونوه الشيخ ناصر بعراقة الروابط بين البلدين.", ["ناصر"]),
        ("وأشاد الأمير تركي بن محمد بصلابة الموقف العربي.", ["تركي بن محمد"]),
        ("وأشاد الشيخ ناصر بوخمسين أمس.", ["ناصر بوخمسين"]),
        ("وتحدث متحدثا باسم البرلمانات العربية.", []),
        ("التقى باسم عوض الله أمس.", ["باسم عوض الله"]),
    ],
)
def test_where_names_begin_and_end(raw, names):
    assert named(raw) == names


def test_a_relative_clause_is_no_part_of_the_office():
    text, found = mentions("استقبل نائب وزير الخارجية الأمريكي المكلف بالشؤون الإفريقية الذي يزور تونس.")
    assert [text.quote(m.title.start, m.title.end) for m in found] == [
        "نائب وزير الخارجية الأمريكي المكلف بالشؤون الإفريقية"
    ]


def test_companions_inserted_between_the_parties():
    raw = (
        "اجتمع وزير الداخلية الليبي فتحي باشاغا أمس بديوان رئاسة الوزراء، وكان برفقته وزير الخارجية محمد سيالة، "
        "مع وزير خارجية إيطاليا لويدجي دي مايو."
    )
    found = people(only_meeting(raw))
    assert {name: side for name, (side, _) in found.items()} == {
        "فتحي باشاغا": "LY",
        "محمد سيالة": "LY",
        "لويدجي دي مايو": "IT",
    }
    assert found["محمد سيالة"][1] == "attendee"


def test_the_subject_of_a_plan_is_that_of_the_main_verb():
    raw = (
        "غادر الرئيس المصري عبد الفتاح السيسي القاهرة إلى باريس على أن يلتقي الرئيس الفرنسي إيمانويل ماكرون غدا. "
        "والتقى في المطار أمس رئيس الوزراء اليوناني كيرياكوس ميتسوتاكيس."
    )
    assert set(people(only_meeting(raw))) == {"عبد الفتاح السيسي", "كيرياكوس ميتسوتاكيس"}
