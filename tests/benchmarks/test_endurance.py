"""The crash bench: a few kills of quick operations, and faults that it must find."""

import json
import re
import subprocess
import sys
from datetime import datetime

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from benchmarks.endurance.checking import HALF, INDEX, LOSS, RECOVERY, LegalStates, hash_content
from benchmarks.temporary_archive import make_environment
from meetings.services.backup.table_hashes import TableHash
from tests.conftest import ROOT


def test_a_few_kills_leave_everything_whole(capfd):
    call_command("bench_endurance", kills=3, only=["rebuild_index", "export_archive"])
    said = capfd.readouterr().out
    kills, _during, losses, index, half, failed = map(int, re.findall(r"\d+", said[said.index("all ") :])[:6])
    assert kills == 3
    assert [losses, index, half, failed] == [0, 0, 0, 0]
    assert "Seed 1" in said


def test_each_planted_fault_is_found(tmp_path):
    (tmp_path / "site").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.planted_faults", str(tmp_path)],
        env=make_environment(tmp_path / "site"), cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found == {
        "sound": [],
        "sound static": [],
        "meeting": [HALF],
        "acknowledged": [LOSS],
        "document": [INDEX],
        "words": [INDEX],
        "reference": [HALF, LOSS],
        "triggers": [HALF, INDEX, LOSS],  # the doctor does not look at the index then
        "export": [HALF],
        "backup": [HALF],
        "static": [HALF],
        "kept": [HALF],
        "part": [HALF],
        "request": [RECOVERY],
        "start": [RECOVERY],
    }
    kept = tmp_path / "failed" / "meeting-0"
    assert "seed planted" in (kept / "problems.txt").read_text()
    assert (kept / "site" / "mahdar.sqlite3").exists()


def test_what_the_bench_cannot_do_is_refused_at_once():
    with pytest.raises(CommandError, match=r"no operation sleep\."):
        call_command("bench_endurance", only=["sleep"])
    with pytest.raises(CommandError, match="at least 1"):
        call_command("bench_endurance", kills=-1)


def make_states(*rows: int) -> list[dict[str, TableHash]]:
    return [{"meetings_meeting": TableHash(number, f"hash of {number}")} for number in rows]


@pytest.mark.parametrize(
    ("rows", "marks", "is_done", "kinds"),
    [
        (2, 1, False, []),  # as acknowledged
        (3, 1, False, []),  # killed between the commit and the acknowledgement
        (4, 1, False, [HALF]),  # further than the operation can be
        (1, 1, False, [LOSS]),
        (7, 1, False, [HALF]),  # a part of a transaction
        (3, 0, True, [LOSS]),  # it ended, but the last write is not there
        (4, 0, True, []),
    ],
)
def test_a_state_is_one_before_or_after_a_commit(rows: int, marks: int, is_done: bool, kinds: list[str]):
    states, (found,) = LegalStates(make_states(1, 2, 3, 4)), make_states(rows)
    assert [one.kind for one in states.find_problems(found, marks, is_done)] == kinds


def test_a_whole_workbook_is_known_whenever_it_was_made(tmp_path):
    first, second, other = (tmp_path / f"{name}.xlsx" for name in ("first", "second", "other"))
    for path, day, words in ((first, 1, "لقاء"), (second, 2, "لقاء"), (other, 1, "زيارة")):
        with xlsxwriter.Workbook(path) as book:
            book.set_properties({"created": datetime(2026, 1, day)})
            book.add_worksheet().write(0, 0, words)
    assert hash_content(first) == hash_content(second) != hash_content(other)
    first.write_bytes(first.read_bytes()[:-40])
    assert hash_content(first) == ""
