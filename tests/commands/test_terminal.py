"""What commands print in a terminal: in a real one (a pseudo-terminal of the system) and into a file."""

import io
import os
import pty
import re
import subprocess
import sys

import pytest
from django.core.management.base import OutputWrapper

from meetings.management.terminal import Screen, is_shaping_terminal
from meetings.text import canvas
from tests.conftest import ROOT

REPORT = ROOT / "tests/samples/extraction/texts/summit-astana.txt"
FORMS = re.compile("[\ufb50-\ufd3d\ufdf0-\ufdff\ufe70-\ufefc]")
PLAIN_TERMINAL = {"TERM": "xterm-256color"}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def screen(shape: str = "auto", columns: int = 30, environment: dict[str, str] = PLAIN_TERMINAL) -> Screen:
    made = Screen(OutputWrapper(Terminal()), shape, environment)
    made.columns = columns
    return made


def lines(of: Screen) -> list[str]:
    return of.output._out.getvalue().splitlines()


@pytest.mark.parametrize(
    ("environment", "by_itself"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"VTE_VERSION": "7006"}, True),
        ({"VTE_VERSION": "5400"}, False),
        ({"VTE_VERSION": ""}, False),
        ({"KONSOLE_VERSION": "220401"}, True),
        ({"TERM": "mlterm-256color"}, True),
        ({"TERM_PROGRAM": "iTerm.app"}, False),
        ({}, False),
    ],
)
def test_terminals_that_shape_by_themselves_are_known(environment, by_itself):
    assert is_shaping_terminal(environment) is by_itself


def test_arabic_is_shaped_for_a_terminal_that_cannot():
    output = screen()
    output.line("التقى الوزيران", indent=2)
    assert lines(output) == [" " * 14 + "ﻥﺍﺮﻳﺯﻮﻟﺍ ﻰﻘﺘﻟﺍ"]


@pytest.mark.parametrize(("shape", "environment"), [("never", PLAIN_TERMINAL), ("auto", {"VTE_VERSION": "7006"})])
def test_arabic_stays_text_where_that_is_wanted(shape, environment):
    output = screen(shape, environment=environment)
    output.line("التقى الوزيران")
    assert lines(output) == ["التقى الوزيران"]


def test_a_file_gets_text_in_one_line():
    output = Screen(OutputWrapper(io.StringIO()), "auto", PLAIN_TERMINAL)
    text = "التقى الوزيران " * 30
    output.line(text.strip(), indent=2)
    output.table([("بغداد", "التقى الوزيران " * 30)])
    assert not FORMS.search(output.output._out.getvalue())
    assert lines(output)[0] == "  " + text.strip()


def test_the_columns_of_a_table_stand_under_each_other():
    output = screen(columns=40)
    output.table([("بغداد", 3, "سلام"), ("أربيل وبغداد", 12, "لقاء")], heads=("city", "n", "what"))
    places = [line.index(number) for line, number in zip(lines(output)[2:], ("3", "12"), strict=True)]
    assert len(set(places)) == 1
    assert {canvas.measure_width(line) for line in lines(output)[2:]} == {40}


def test_progress_passes():
    output = screen()
    output.progress("قراءة 1 من 10")
    output.line("تم")
    assert output.output._out.getvalue().split("\r")[-1].strip() == canvas.shape("تم")


def test_progress_is_not_written_into_files():
    output = Screen(OutputWrapper(io.StringIO()))
    output.progress("1/10")
    assert output.output._out.getvalue() == ""


def printed(*words: str, **environment: str) -> str:
    """What `manage.py` prints with `words` in a terminal of 80 columns."""
    main, side = pty.openpty()
    known = {
        key: value for key, value in os.environ.items() if key not in ("VTE_VERSION", "KONSOLE_VERSION", "NO_COLOR")
    }
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), *words],
        env={**known, "TERM": "xterm-256color", "COLUMNS": "80", **environment},
        stdin=side,
        stdout=side,
        stderr=side,
    )
    os.close(side)
    found = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not piece:
            break
        found += piece
    os.close(main)
    assert process.wait() == 0, found.decode()
    return found.decode()


def test_a_report_is_explained_readably_in_a_real_terminal():
    drawn = printed("extract", str(REPORT), "--explain")
    assert FORMS.search(drawn)
    assert not re.search("[\u0621-\u064a]", drawn)  # not a single letter is left unjoined
    assert "\x1b[" in drawn
    assert max(canvas.measure_width(line) for line in drawn.splitlines()) <= 80


def test_a_terminal_that_shapes_gets_text_from_the_same_command():
    assert not FORMS.search(printed("extract", str(REPORT), "--explain", VTE_VERSION="7006"))
    assert not FORMS.search(printed("extract", str(REPORT), "--explain", "--shape", "never"))


def test_what_is_piped_is_text():
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "extract", str(REPORT), "--explain"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | PLAIN_TERMINAL,
    )
    assert "طهران" in done.stdout
    assert not FORMS.search(done.stdout)


def test_a_reader_who_has_seen_enough_gets_no_traceback():
    command = f"{sys.executable} manage.py extract tests/samples/extraction/texts --explain | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip()
    assert "Traceback" not in done.stderr
