"""extract and evaluate_extraction, as they are typed."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from meetings.extraction.rules import list_rulesets
from tests.conftest import ROOT

SAMPLES = ROOT / "tests/samples/extraction"
REPORT = SAMPLES / "texts/summit-astana.txt"


def run(*arguments: object, **options: object) -> str:
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_json_is_what_the_scorer_reads():
    (article,) = json.loads(run("extract", REPORT, "--json"))
    (meeting,) = article["meetings"]
    assert article["id"] == "summit-astana"
    assert (meeting["date"], meeting["kind"], meeting["place"]) == (
        "2022-07-19",
        "summit",
        {"city": "طهران", "country": "IR"},
    )
    assert {person["country"] for person in meeting["participants"]} == {"IR", "RU", "TR"}


def test_a_region_is_its_state_with_a_body():
    (article,) = json.loads(run("extract", SAMPLES / "texts/regional-erbil.txt", "--json"))
    sides = {(person["country"], person["body"]) for person in article["meetings"][0]["participants"]}
    assert sides == {("IQ", "Kurdistan Region"), (None, "UN")}


def test_a_folder_of_articles():
    answers = json.loads(run("extract", SAMPLES / "texts", "--json"))
    assert len(answers) == len(list((SAMPLES / "texts").glob("*.txt")))


def test_plain_output_says_when_there_is_nothing():
    assert "no meeting" in run("extract", SAMPLES / "texts/not-sport.txt")


def test_a_path_that_does_not_exist():
    with pytest.raises(CommandError, match="no such file"):
        run("extract", "nowhere.txt")


def test_one_bad_file_does_not_stop_the_rest(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "good.txt").write_text(REPORT.read_text(encoding="utf-8"), encoding="utf-8")
    errors = io.StringIO()
    answers = json.loads(run("extract", tmp_path, "--json", stderr=errors))
    assert [answer["id"] for answer in answers] == ["good"]
    assert "empty" in errors.getvalue()


def test_explain_marks_the_facts_and_gives_the_reasons():
    shown = run("extract", SAMPLES / "texts/several-new-york.txt", "--explain", force_color=True)
    assert "\x1b[1;31mالتقى\x1b[0m" in shown
    assert "\x1b[34mنيويورك\x1b[0m" in shown
    assert "19.09.2023، أمس الثلاثاء، قبل تاريخ النشر 20.09.2023" in shown
    assert "متروك: «يجتمع» مخطط له ولم يُعقد بعد" in shown


def test_explain_without_colours_is_the_report_itself():
    shown = run("extract", REPORT, "--explain", no_color=True)
    assert "\x1b" not in shown
    assert REPORT.read_text(encoding="utf-8").strip() in shown


def test_explain_names_the_rules_that_decided_in_each_sentence(tmp_path):
    (tmp_path / "a.txt").write_text(
        "أكد متحدث أن المحادثات تقدمت. واستقبل الرئيس الفرنسي إيمانويل ماكرون في باريس الرئيس العراقي عبد اللطيف رشيد.",
        encoding="utf-8",
    )
    shown = run("extract", tmp_path, "--explain")
    (line,) = [line for line in shown.splitlines() if "roles.host.receiver" in line]
    assert line.startswith("قواعد الجملة 2 «واستقبل الرئيس الفرنسي")
    assert "meeting_place.told.own_sentence" in line
    assert "ومثالها" not in shown


def test_rules_come_with_their_examples_on_demand():
    shown = run("extract", REPORT, "--explain", "--rules")
    (rule,) = [rule for rule in list_rulesets()["place_leads.lead"].rules if rule.name == "preposition"]
    assert f"place_leads.lead.preposition، ومثالها: «{rule.example}»" in shown


def test_rules_belong_to_an_explanation():
    with pytest.raises(CommandError, match="--explain"):
        run("extract", REPORT, "--rules")


def evaluation(*more: str) -> str:
    return run("evaluate_extraction", SAMPLES / "gold.json", SAMPLES / "texts", *more)


def test_evaluate_prints_quality_and_speed():
    names = [line.split()[0] for line in evaluation().splitlines()]
    assert {"meeting_f1", "side_accuracy", "articles_per_second", "times_the_tokeniser"} <= set(names)


def test_evaluate_fails_below_a_floor():
    with pytest.raises(CommandError, match="meeting_f1"):
        evaluation("--at-least", "meeting_f1=1.01")


@pytest.mark.parametrize("floor", ["meeting_f1", "nothing=0.5"])
def test_a_floor_that_makes_no_sense(floor):
    with pytest.raises(CommandError):
        evaluation("--at-least", floor)


def test_a_gold_file_that_is_none(tmp_path):
    (tmp_path / "gold.json").write_text("[]")
    with pytest.raises(CommandError, match="gold"):
        run("evaluate_extraction", tmp_path / "gold.json", tmp_path)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("The minister met his counterpart in the capital and discussed the situation.", "in English. Mahdar reads"),
        ("وەزیری دەرەوەی عێراق لە هەولێر لەگەڵ هاوتا تورکییەکەی کۆبووەوە.", "in Kurdish (Sorani). Mahdar reads"),
        ("وزیر خارجه ایران در تهران با همتای خود دیدار و گفتگو کرد.", "in Persian. Mahdar reads"),
        ("Dışişleri Bakanı mevkidaşı ile bir araya geldi ve konuyu görüştü.", "in Turkish. Mahdar reads"),
        ("استقبل الوزير نظيره في بغداد".encode().decode("latin-1"), "Arabic in a wrong encoding"),
        ("فاز الفريق في المباراة.", ""),
    ],
)
def test_a_text_that_is_not_read_says_what_it_is(tmp_path, text, note):
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    errors = io.StringIO()
    run("extract", tmp_path / "report.txt", stderr=errors)
    assert note in errors.getvalue()
    assert bool(errors.getvalue()) == bool(note)
