"""`make mutants`: which changes are made, which tests run, and that the checkout stays as it is."""

import subprocess

import pytest

from benchmarks.mutant_making import find_mutants
from benchmarks.mutant_runs import nearest_tests
from benchmarks.mutants import draw, main
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("source", "mutants"),
    [
        ("x = a == b", ["x = a != b"]),
        ("x = a < b", ["x = a <= b"]),
        ("x = a >= 3", ["x = a > 3", "x = a >= 4"]),
        ("x = a in b", ["x = a not in b"]),
        ("x = a is not None", ["x = a is None"]),
        ("x = a and b", ["x = a or b"]),
        ("x = not a", ["x = a"]),
        ("x = f(not a, b)", ["x = f(a, b)"]),
        ("MAX_WORDS = 12", ["MAX_WORDS = 13"]),
        ("MAX_WORDS: int = 12", ["MAX_WORDS: int = 13"]),
        ("WORDS = 12", []),
        ("x = a < b < c", ["x = a <= b < c", "x = a < b <= c"]),
        ('if __name__ == "__main__":\n    pass', []),
    ],
)
def test_one_condition_changes_at_a_time(source, mutants):
    assert sorted(mutant.source for mutant in find_mutants(source)) == sorted(mutants)


def test_the_line_of_the_change_is_named():
    (mutant,) = find_mutants("def f(a):\n    # why\n    return not a", "meetings/f.py")
    assert (mutant.file, mutant.line, mutant.change) == ("meetings/f.py", 3, "not removed")


def test_the_same_seed_draws_the_same_mutants():
    modules = [ROOT / "meetings" / "text" / "fold.py", ROOT / "meetings" / "text" / "names.py"]
    assert draw(ROOT, modules, 5, seed=1) == draw(ROOT, modules, 5, seed=1)
    assert draw(ROOT, modules, 5, seed=1) != draw(ROOT, modules, 5, seed=2)


def test_the_nearest_tests_run_first():
    tests = nearest_tests(ROOT, "meetings/text/fold.py")
    assert tests[0] == "tests/text/test_fold_sorani.py"
    assert tests[-1] == "tests/text"
    assert not any("browser" in test for test in tests)


def test_tests_that_import_the_module_by_its_package_concern_it():
    assert "tests/matching/test_similar_officials.py" in nearest_tests(ROOT, "meetings/queries/duplicates.py")


@pytest.mark.parametrize(
    ("module", "test", "concerns"),
    [
        ("meetings/views/corrections.py", "tests/services/test_correction_requests.py", True),
        ("meetings/api/base.py", "tests/services/test_withdrawals.py", True),
        ("meetings/views/charts.py", "tests/services/test_withdrawals.py", False),
        ("meetings/queries/withdrawals.py", "tests/services/test_correction_requests.py", False),
    ],
)
def test_tests_that_fetch_a_page_for_its_service_concern_the_page(module, test, concerns):
    assert (test in nearest_tests(ROOT, module)) is concerns


@pytest.fixture
def project(tmp_path):
    """A small project in git with one condition that a test checks and one that none does."""
    files = {
        "meetings/__init__.py": "",
        "meetings/text/age.py": "def is_old(age):\n    return age >= years\n\n\nyears = 60\n",
        "meetings/text/name.py": "def is_short(name, rest):\n    return name or rest\n",
        "tests/text/test_age.py": "from meetings.text.age import is_old\n\ndef test_age():\n    assert is_old(60)\n",
        "pytest.ini": "[pytest]\nmarkers = browser\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    return tmp_path


def snapshot(folder):
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path: path.read_bytes() for path in files}


def test_what_no_test_notices_is_named_and_the_checkout_is_not_touched(project, capsys):
    before = snapshot(project)
    assert main(["meetings/text", "--jobs", "1"], project) == 1
    printed = capsys.readouterr().out
    assert "meetings/text/age.py:2: GtE -> Gt: noticed by tests/text/test_age.py::test_age" in printed
    assert "meetings/text/name.py:2: or -> and: UNNOTICED" in printed
    assert "noticed 1 of 2 (50%)" in printed
    assert snapshot(project) == before


def test_tests_that_fail_without_a_change_measure_nothing(project):
    (project / "tests/text/test_age.py").write_text("def test_age():\n    assert False\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match="without any change"):
        main(["meetings/text", "--jobs", "1"], project)


def test_an_endless_loop_counts_as_noticed(project, monkeypatch, capsys):
    monkeypatch.setattr("benchmarks.mutant_runs.MIN_WAIT_SECONDS", 5)
    (project / "meetings/text/age.py").write_text(
        "def is_old(age):\n    while age is None:\n        pass\n    return True\n", encoding="utf-8"
    )
    (project / "meetings/text/name.py").unlink()
    assert main(["meetings/text/age.py", "--jobs", "1"], project) == 0
    assert "time limit" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["/nonexistent"], "/nonexistent has no module of this checkout"),
        (["meetings/nowhere"], "Name one, or a package"),
        (["--since", "no-such-revision"], "git does not know no-such-revision"),
        ([], "Name a package or a revision"),
    ],
)
def test_a_wrong_argument_ends_with_2_and_says_what_to_name(project, arguments, words, capsys):
    with pytest.raises(SystemExit) as left:
        main(arguments, project)
    assert left.value.code == 2
    assert words in capsys.readouterr().err
