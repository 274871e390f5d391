"""LOG_FORMAT, MAHDAR_SLOW_QUERY_MS and SENTRY_DSN."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.logs import read_logging, read_slow_query
from tests.conftest import ROOT

SENTRY = '''
"""A stand-in for the package: it writes what it is given."""
def init(**options):
    from sentry_sdk.utils import BadDsn
    if not options["dsn"].startswith("https://"):
        raise BadDsn("Unsupported scheme")
    print("sentry:", sorted(options), options["release"])
'''


def run(folder: Path, code: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {code}"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "MAHDAR_DATA_DIR": str(folder),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def check(folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "MAHDAR_DATA_DIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_lines_are_plain_or_json(tmp_path: Path):
    code = "import logging; logging.getLogger('here').warning('one line')"
    assert " WARNING [-] here: one line\n" in run(tmp_path, code).stderr
    line = json.loads(run(tmp_path, code, LOG_FORMAT="JSON").stderr)
    assert (line["level"], line["logger"], line["message"], line["request_id"]) == ("WARNING", "here", "one line", "-")


def test_a_request_that_waits_for_a_thread_is_no_warning(tmp_path: Path):
    code = (
        "import logging; logging.getLogger('waitress.queue').warning('depth'); logging.getLogger('waitress').error('e')"
    )
    assert run(tmp_path, code).stderr.splitlines()[0].endswith("ERROR [-] waitress: e")


def test_a_wrong_format(monkeypatch):
    monkeypatch.setenv("LOG_FORMAT", "xml")
    with pytest.raises(ImproperlyConfigured, match=r"^LOG_FORMAT is 'xml'\. Give plain or json"):
        read_logging()


@pytest.mark.parametrize(("said", "milliseconds"), [(None, 0), ("", 0), ("0", 0), (" 500 ", 500)])
def test_the_threshold_of_slow_queries(monkeypatch, said: str | None, milliseconds: int):
    monkeypatch.delenv("MAHDAR_SLOW_QUERY_MS", raising=False)
    if said is not None:
        monkeypatch.setenv("MAHDAR_SLOW_QUERY_MS", said)
    assert read_slow_query() == milliseconds


@pytest.mark.parametrize("said", ["fast", "-1", "1.5", "٥٠٠", "9" * 9])
def test_another_threshold(monkeypatch, said: str):
    monkeypatch.setenv("MAHDAR_SLOW_QUERY_MS", said)
    with pytest.raises(ImproperlyConfigured, match="Give a number of milliseconds"):
        read_slow_query()


def test_slow_queries_reach_the_log_of_a_process(tmp_path: Path):
    code = "from meetings.services.health.database import check_database as c; c(); print('done')"
    (tmp_path / "mahdar.sqlite3").touch()
    done = run(tmp_path, code + "; from django.db import connection as c; print(len(c.execute_wrappers))")
    assert (done.stdout, done.stderr) == ("done\n0\n", "")
    done = run(
        tmp_path, code + "; from django.db import connection as c; print(len(c.execute_wrappers))",
        MAHDAR_SLOW_QUERY_MS="60000",
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("done\n1\n", "")


@pytest.mark.skipif(bool(find_spec("sentry_sdk")), reason="it is installed")
def test_sentry_without_its_package(tmp_path: Path):
    done = check(tmp_path, SENTRY_DSN="https://secret@sentry.example.org/1")
    assert done.returncode == 1
    assert done.stderr.startswith("Error in the settings: SENTRY_DSN is set, but sentry-sdk is not installed. Run pip ")
    assert len(done.stderr.splitlines()) == 1
    assert "secret" not in done.stderr


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "packages" / "sentry_sdk"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(SENTRY)
    (folder / "utils.py").write_text("class BadDsn(ValueError):\n    pass\n")
    return folder.parent


def test_sentry_is_started_only_where_it_is_set(tmp_path: Path, package: Path):
    done = run(tmp_path, "import sys; print('sentry_sdk' in sys.modules)", PYTHONPATH=str(package))
    assert done.stdout == "False\n"
    done = run(tmp_path, "print()", PYTHONPATH=str(package), SENTRY_DSN="https://key@sentry.example.org/1")
    assert "sentry: ['dsn'" in done.stdout
    assert "mahdar@" in done.stdout


def test_a_wrong_dsn(tmp_path: Path, package: Path):
    done = check(tmp_path, PYTHONPATH=str(package), SENTRY_DSN="secret")
    assert done.stderr.startswith("Error in the settings: SENTRY_DSN cannot be read. Give the DSN of your project")
    assert len(done.stderr.splitlines()) == 1
    assert "secret" not in done.stderr


def test_a_wrong_host_is_a_line_without_a_traceback(tmp_path: Path):
    code = "from django.test import Client; Client().get('/health/x', headers={'host': 'scanner.example'})"
    lines = run(tmp_path, code).stderr.splitlines()
    (place,) = [number for number, line in enumerate(lines) if "Invalid HTTP_HOST header" in line]
    assert not "".join(lines[place + 1 : place + 2]).startswith("Traceback")
