"""The documents, the units of systemd and the nginx file name commands, options and headers that exist."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandParser
from django.http import HttpResponse
from django.test import RequestFactory

from meetings.ingest.documents.limits import MAX_UPLOAD_BYTES
from meetings.services.clients import find_client_address
from meetings.views.request_log import RequestIds
from tests.conftest import ROOT

DOCUMENTS = sorted(path for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")] if path.name != "CHANGELOG.md")
UNITS = ROOT / "deploy" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
TIMERS = sorted(UNITS.glob("*.timer"))
NGINX = (ROOT / "deploy" / "nginx" / "mahdar.conf").read_text(encoding="utf-8")
ENVIRONMENT = (ROOT / "deploy" / "environment.example").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
# In code: `manage.py serve --port 8001` or a line of a block; it ends at a comment, a pipe or the next command.
NAMED = re.compile(r"(?:manage\.py|mahdar-manage) ([a-z]\w*)([^`|&;#\n]*)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def make_parser(command: str) -> CommandParser:
    app = get_commands()[command]
    loaded = app if not isinstance(app, str) else load_command_class(app, command)
    return loaded.create_parser("manage.py", command)


def list_code(document: Path) -> Iterator[str]:
    """Yield the blocks and spans of code in a document."""
    for number, part in enumerate(document.read_text(encoding="utf-8").split("```")):
        yield from [part] if number % 2 else re.findall(r"`([^`\n]+)`", part)


def read_unit(unit: Path, key: str) -> list[str]:
    return re.findall(rf"^{key}=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_that_a_document_names_exists_with_its_options(document):
    wrong = []
    for code in list_code(document):
        for command, words in NAMED.findall(code):
            if command not in get_commands():
                wrong.append(command)
                continue
            known = make_parser(command)._option_string_actions
            wrong += [f"{command} {option}" for option in OPTION.findall(words) if option not in known]
    assert wrong == []


class TestUnits:
    @pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.name)
    def test_a_service_runs_a_command_with_words_that_it_takes(self, service):
        lines = [line for key in ("ExecStartPre", "ExecStart") for line in read_unit(service, key)]
        assert lines
        for line in lines:
            program, script, command, *words = shlex.split(line)
            assert (program, script) == ("/opt/mahdar/.venv/bin/python", "manage.py")
            make_parser(command).parse_args(words)  # raises where a word is wrong

    @pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.name)
    def test_services_have_the_user_the_settings_and_the_folders_of_the_documents(self, service):
        assert read_unit(service, "User") == ["mahdar"]
        assert read_unit(service, "EnvironmentFile") == ["-/etc/mahdar/environment"]
        assert read_unit(service, "WorkingDirectory") == ["/opt/mahdar"]
        assert read_unit(service, "UMask") == ["0077"]
        (writable,) = read_unit(service, "ReadWritePaths")
        assert all(f"`{path}`" in OPERATIONS for path in writable.split())

    def test_each_timer_has_its_service_and_is_in_the_documents(self):
        assert {path.stem for path in SERVICES} == {path.stem for path in TIMERS} | {"mahdar"}
        assert [path.name for path in TIMERS if f"`{path.name}`" not in OPERATIONS] == []


class TestProxy:
    def read_headers(self) -> dict[str, str]:
        return dict(re.findall(r"proxy_set_header ([\w-]+) (\S+);", NGINX))

    def test_nginx_sets_the_headers_that_the_settings_read(self, settings, tmp_path):
        headers = self.read_headers()
        names = "s.SECURE_PROXY_SSL_HEADER[0], s.REST_FRAMEWORK['NUM_PROXIES']"
        code = f"from django.conf import settings as s; print({names})"
        read = dict(re.findall(r"^(\w+)=(.*)$", ENVIRONMENT, re.MULTILINE)) | {"MAHDAR_DATA_DIR": str(tmp_path)}
        environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", **read}
        told = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        ).stdout.split()
        assert told == ["HTTP_X_FORWARDED_PROTO", "1"]
        assert headers["X-Forwarded-Proto"] == "$scheme"
        assert headers["X-Forwarded-For"] == "$proxy_add_x_forwarded_for", "it appends the address of the reader"
        settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": int(told[1])}
        request = RequestFactory().get("/", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
        assert find_client_address(request) == "198.51.100.7"

    def test_an_identifier_of_nginx_is_that_of_the_log(self):
        assert self.read_headers()["X-Request-ID"] == "$request_id"
        given = "0123456789abcdef0123456789abcdef"  # as nginx makes it
        request = RequestFactory().get("/health/live", headers={"X-Request-ID": given})
        answer = RequestIds(lambda _request: HttpResponse())(request)
        assert answer["X-Request-ID"] == given

    def test_nginx_leads_to_the_port_of_the_service_and_lets_uploads_through(self):
        (line,) = read_unit(UNITS / "mahdar.service", "ExecStart")
        words = shlex.split(line)
        host, port = (words[words.index(name) + 1] for name in ("--host", "--port"))
        assert re.findall(r"server ([\d.]+):(\d+);", NGINX) == [(host, port)]
        (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", NGINX)
        assert int(megabytes) * 1024 * 1024 >= MAX_UPLOAD_BYTES
        assert re.findall(r"server_name (\S+);", NGINX) == re.findall(r"^ALLOWED_HOSTS=(.*)$", ENVIRONMENT, re.M) * 2

    def test_every_variable_of_the_example_is_in_the_readme(self):
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        named = re.findall(r"^(?:# )?([A-Z_]+)=", ENVIRONMENT, re.MULTILINE)
        assert [name for name in named if f"`{name}`" not in readme] == []


class TestManageScript:
    """deploy/mahdar-manage, run as the user of the tests, with their folder and settings in place of the real ones."""

    def run(self, tmp_path: Path, *words: str, python: str = sys.executable) -> "subprocess.CompletedProcess[str]":
        project, settings = tmp_path / "project", tmp_path / "environment"
        (project / ".venv" / "bin").mkdir(parents=True)
        if python:
            (project / ".venv" / "bin" / "python").symlink_to(python)
        (project / "manage.py").write_text("import os, sys; print(os.getcwd(), os.environ['NAME'], sys.argv[1:])")
        settings.write_text('# a comment\nNAME="two words"\n')
        script = (ROOT / "deploy" / "mahdar-manage").read_text(encoding="utf-8")
        user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        for real, put in (("/opt/mahdar", project), ("/etc/mahdar/environment", settings), ("!= mahdar", f"!= {user}")):
            assert real in script
            script = script.replace(real, str(put))
        (tmp_path / "mahdar-manage").write_text(script)
        here = tmp_path / "here"
        here.mkdir()
        return subprocess.run(
            ["sh", tmp_path / "mahdar-manage", *words], cwd=here, capture_output=True, text=True, check=False
        )

    def test_it_stays_in_the_folder_of_the_caller_so_that_names_of_files_mean_there(self, tmp_path):
        done = self.run(tmp_path, "restore", "backup file.tar.gz")
        assert done.stdout == f"{tmp_path / 'here'} two words ['restore', 'backup file.tar.gz']\n"

    def test_a_python_that_the_user_may_not_run_is_one_line_with_what_to_do(self, tmp_path):
        done = self.run(tmp_path, "doctor", python="")
        assert done.returncode == 1
        assert "/usr/bin/python3 -m venv" in done.stderr
