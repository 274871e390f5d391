"""Records that people judged, compared with what is read now."""

from collections import Counter

import pytest

from benchmarks.judged_records import JudgedRecord, judged_records, kept, run


def person(name, title="", side=""):
    return {"name": name, "title": title, "country": side}


def test_the_table_names_people_and_verdicts():
    verdicts = Counter(record.verdict for record in judged_records())
    assert set(verdicts) == {"right", "partly", "false", "missed"}
    assert min(verdicts.values()) > 10


def test_an_answer_serves_one_record_and_the_right_one_first():
    pair = (person("سيرغي لافروف"), person("هاكان فيدان"))
    records = [JudgedRecord("a", "false", pair), JudgedRecord("a", "right", pair), JudgedRecord("b", "right", pair)]
    found, total = kept(records, {"a": [{"participants": list(pair)}]})
    assert (found, total) == (Counter(right=1), Counter(right=2, false=1))


def test_people_without_a_name_agree_by_title_and_side():
    record = JudgedRecord("a", "missed", (person("", "وزير الخارجية", "RU"), person("", "وزير الخارجية", "TR")))
    other = {"participants": [person(None, "وزير الخارجية", "FR"), person(None, "وزير الدفاع", "DE")]}
    same = {"participants": [person(None, "وزير الخارجية", "RU"), person(None, "وزير الخارجية", "TR")]}
    assert not kept([record], {"a": [other]})[0]
    assert kept([record], {"a": [same]})[0] == Counter(missed=1)


def test_the_command_says_how_it_is_used(tmp_path, capsys):
    with pytest.raises(SystemExit) as left:
        run(["--help"])
    assert left.value.code == 0
    assert "the folder of the texts" in capsys.readouterr().out
    with pytest.raises(SystemExit) as left:
        run([])
    assert left.value.code == 2
    with pytest.raises(SystemExit, match="articles are missing"):
        run([str(tmp_path)])
