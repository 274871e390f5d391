"""Every fact has its words, and they stand where it says."""

import textwrap

import pytest

from meetings.extraction.pipeline import read
from meetings.services.facts.words import CONTRADICTS, judge_kind
from meetings.text.repair.repair import repair
from tests.conftest import ROOT, SHARED

TEXTS = sorted((ROOT / "tests/samples/extraction/texts").glob("*.txt"))
FACTS = {"meeting", "kind", "date", "place", "participant", "title", "side", "role", "topic"}


def all_evidence(report):
    for meeting in report.meetings:
        yield from meeting.evidence
        for person in meeting.participants:
            yield from person.evidence


def check(raw: str) -> None:
    report = read(raw)
    for evidence in all_evidence(report):
        assert 0 <= evidence.start < evidence.end <= len(raw)
        assert evidence.fact in FACTS
        assert evidence.rule
        quote = raw[evidence.start : evidence.end]
        assert quote == quote.strip()
    for dismissed in report.dismissed:
        assert 0 <= dismissed.start < dismissed.end <= len(raw)
    for meeting in report.meetings:
        assert any(evidence.fact == "meeting" for evidence in meeting.evidence)
        for person in meeting.participants:
            assert {evidence.fact for evidence in person.evidence} >= {"participant", "role"}
            if person.name:
                assert any(_plain(raw[e.start : e.end]) == _plain(person.name) for e in person.evidence)


def _plain(words: str) -> str:
    return " ".join(repair(words).text.replace("#", "").replace("_", " ").split())


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_own_reports(path):
    check(path.read_text(encoding="utf-8"))


@pytest.mark.shared
def test_the_articles_the_project_began_with():
    for path in sorted((SHARED / "articles/seeds").glob("*.txt")):
        check(path.read_bytes().decode("utf-8"))


def test_the_words_of_a_fact():
    sentence = "التقى الرئيس الفرنسي إيمانويل ماكرون، أمس الأربعاء، في باريس رئيس الوزراء العراقي محمد شياع السوداني."
    raw = f"14/03/2024\n{sentence}"
    (meeting,) = read(raw).meetings
    quotes = {evidence.fact: raw[evidence.start : evidence.end] for evidence in meeting.evidence}
    assert (quotes["meeting"], quotes["date"], quotes["place"]) == ("التقى", "أمس الأربعاء", "باريس")
    macron = {e.fact: raw[e.start : e.end] for e in meeting.participants[0].evidence if e.rule != "mention:title-name"}
    assert (macron["participant"], macron["title"], macron["side"]) == (
        "إيمانويل ماكرون",
        "الرئيس الفرنسي",
        "الفرنسي",
    )


@pytest.mark.parametrize(
    ("raw", "kind", "words", "inferred"),
    [
        ("تلقى رئيس إقليم كردستان نيجيرفان بارزاني اتصالا هاتفيا من رئيس الوزراء العراقي محمد شياع السوداني.", "phone",
         "اتصالا هاتفيا", False),
        ("بحث الرئيس الفرنسي إيمانويل ماكرون هاتفيا مع الرئيس العراقي عبد اللطيف رشيد التعاون.", "phone", "هاتفيا",
         False),
        ("أجرى الرئيس الفرنسي إيمانويل ماكرون اتصالات هاتفية. فتحدث أمس مع الرئيس العراقي عبد اللطيف رشيد.", "phone",
         "اتصالات هاتفية", False),
        ("اجتمع الرئيس الفرنسي إيمانويل ماكرون عبر تقنية الفيديو مع الرئيس العراقي عبد اللطيف رشيد.", "video",
         "عبر تقنية الفيديو", False),
        ("التقى الرئيس الفرنسي إيمانويل ماكرون في باريس الرئيس العراقي عبد اللطيف رشيد.", "in-person", "التقى", False),
        ("زار وزير الخارجية التركي هاكان فيدان الرئيس العراقي عبد اللطيف رشيد في بغداد.", "in-person", "زار", True),
        ("بحث الرئيس الفرنسي إيمانويل ماكرون مع الرئيس العراقي عبد اللطيف رشيد التعاون.", "in-person", None, False),
    ],
)  # fmt: skip
def test_the_words_of_a_kind(raw, kind, words, inferred):
    (meeting,) = read(raw).meetings
    assert meeting.kind == kind
    stated = [(raw[one.start : one.end], one.inferred) for one in meeting.evidence if one.fact == "kind"]
    assert stated == ([(words, inferred)] if words else [])


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_words_of_a_kind_state_no_other(path):
    raw = path.read_text(encoding="utf-8")
    for meeting in read(raw).meetings:
        for one in meeting.evidence:
            if one.fact == "kind":
                assert judge_kind(raw[one.start : one.end], meeting.kind) != CONTRADICTS, raw[one.start : one.end]


def test_offsets_are_those_of_the_raw_text_with_its_marks():
    raw = "\u200fالتقى الرئيسُ الفرنسيّ إيمانويل مـاكـرون، في بــاريس، رئيسَ الوزراء العراقيّ محمّد شياع السّوداني."
    (meeting,) = read(raw).meetings
    place = next(evidence for evidence in meeting.evidence if evidence.fact == "place")
    assert raw[place.start : place.end] == "بــاريس"
    assert [person.name for person in meeting.participants] == ["إيمانويل ماكرون", "محمّد شياع السّوداني"]


def test_quotes_of_a_damaged_text_are_what_stands_in_it():
    sentence = (
        "استقبل وزير الخارجية العراقي فؤاد حسين، يوم الاثنين 14 نيسان 2025، في بغداد نظيره الأردني أيمن الصفدي، وبحثا "
        "العلاقات الثنائية بين البلدين."
    )
    raw = "> " + "\n> ".join(textwrap.wrap(sentence, 48)).replace("فؤاد حسين", "[فؤاد حسين](https://example.org/1)")
    (meeting,) = read(raw).meetings
    quotes = {evidence.fact: raw[evidence.start : evidence.end] for evidence in meeting.evidence}
    assert quotes["date"] == "يوم\n> الاثنين 14 نيسان 2025"
    assert quotes["place"] == "بغداد"
    assert [person.name for person in meeting.participants] == ["فؤاد حسين", "أيمن الصفدي"]
    names = [next(raw[e.start : e.end] for e in person.evidence if e.rule == "name") for person in meeting.participants]
    assert names == ["فؤاد حسين", "أيمن الصفدي"]


def test_what_the_page_says_of_itself():
    raw = (
        "وزير الخارجية العماني يستقبل نظيره القطري\n13/02/2016\nاستقبل وزير الخارجية العماني نظيره القطري في مسقط أمس."
    )
    report = read(raw)
    assert report.headline == "وزير الخارجية العماني يستقبل نظيره القطري"
    assert raw[slice(*report.headline_span)] == report.headline
    assert raw[slice(*report.published_span)] == "13/02/2016"
    assert [raw[slice(*span)] for span in report.body_spans] == [
        "استقبل وزير الخارجية العماني نظيره القطري في مسقط أمس."
    ]


def test_the_caller_knows_the_date_better():
    import datetime as dt

    report = read("13/02/2016\nاستقبل وزير الخارجية العماني نظيره القطري في مسقط أمس.", published=dt.date(2020, 1, 2))
    assert report.published == dt.date(2020, 1, 2)
    assert report.meetings[0].when.day == dt.date(2020, 1, 1)


def test_the_outlet_s_own_mark_is_read():
    report = read(
        "بغداد/الأناضول\nاستقبل الرئيس التركي رجب طيب أردوغان في أنقرة رئيس الوزراء العراقي محمد شياع السوداني."
    )
    assert report.outlet_code == "anadolu"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (
            "دبي، الإمارات (CNN) -- أعلنت وزارة الخارجية اليوم عن برنامج جديد، وفق وكالة الأنباء السعودية (واس).",
            "cnn-arabic",
        ),
        ("أعلنت وزارة الخارجية اليوم عن برنامج جديد للتعاون مع دول الجوار.\nالمصدر: الأناضول", "anadolu"),
        ("الرياض 10 أغسطس 2015 م\nأعلنت وزارة الخارجية اليوم عن برنامج جديد للتعاون مع دول الجوار.", None),
        ("قال الوزير إن الحياة في العاصمة عادت إلى طبيعتها بعد العاصفة.", None),
        ("آخر الأخبار\nأعلنت وزارة الخارجية اليوم عن برنامج جديد للتعاون مع دول الجوار.", None),
    ],
)
def test_an_outlet_is_named_by_its_mark_and_not_by_a_word_like_it(raw, code):
    assert read(raw).outlet_code == code
