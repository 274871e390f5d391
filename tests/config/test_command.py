"""The command line and the applications that web servers load."""

import importlib
import os
import sys

import pytest
from django import get_version
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError

from config import __version__, command


@pytest.mark.parametrize("said", ["--version", "version"])
def test_the_version_names_mahdar_and_django(monkeypatch, capsys, said: str):
    monkeypatch.setattr(sys, "argv", ["mahdar", said])
    command.main()
    assert capsys.readouterr().out == f"Mahdar {__version__} (Django {get_version()})\n"


def test_a_command_of_django_runs(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["mahdar", "check"])
    command.main()
    assert "no issues" in capsys.readouterr().out


def refuse(argv: list[str]) -> None:
    raise ImproperlyConfigured("TIME_ZONE is 'x'. Give a name.")


def test_a_wrong_setting_is_one_line(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["mahdar", "check"])
    monkeypatch.setattr("django.core.management.execute_from_command_line", refuse)
    with pytest.raises(SystemExit, match=r"^Error in the settings: TIME_ZONE is 'x'\. Give a name\.$"):
        command.main()


def test_a_wrong_setting_shows_its_traceback_on_request(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["mahdar", "check", "--traceback"])
    monkeypatch.setattr("django.core.management.execute_from_command_line", refuse)
    with pytest.raises(ImproperlyConfigured):
        command.main()


def test_ctrl_c_is_quiet(monkeypatch):
    def interrupt(argv: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "argv", ["mahdar", "check"])
    monkeypatch.setattr("django.core.management.execute_from_command_line", interrupt)
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == 130


def test_a_closed_pipe_ends_the_command_quietly(monkeypatch):
    def write(argv: list[str]) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(sys, "argv", ["mahdar", "check"])
    monkeypatch.setattr("django.core.management.execute_from_command_line", write)
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as output:
        monkeypatch.setattr(sys, "stdout", output)
        with pytest.raises(SystemExit) as ended:
            command.main()
        os.write(output.fileno(), b"lost")  # goes to the null device now
    assert ended.value.code == 1
    with os.fdopen(reading, "rb") as pipe:
        assert pipe.read() == b""


@pytest.mark.parametrize(("module", "handler"), [("config.wsgi", WSGIHandler), ("config.asgi", ASGIHandler)])
def test_web_servers_find_an_application(module: str, handler: type):
    assert isinstance(importlib.import_module(module).application, handler)


def test_a_full_disk_is_one_line(monkeypatch, db):
    def fill(argv: list[str]) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(sys, "argv", ["mahdar", "ingest"])
    monkeypatch.setattr("django.core.management.execute_from_command_line", fill)
    with pytest.raises(SystemExit, match=r"^The database cannot be written: database or disk is full\. Free space"):
        command.main()
    monkeypatch.setattr(sys, "argv", ["mahdar", "ingest", "--traceback"])
    with pytest.raises(OperationalError):
        command.main()
