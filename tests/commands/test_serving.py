"""`manage.py serve`: several processes, a proxy in front, and static files that a killed run left half-written."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from prometheus_client.parser import text_string_to_metric_families

from meetings.management import processes, static_files
from meetings.management.commands.serve import count_processes
from tests.conftest import ROOT


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return {**kept, "DJANGO_SETTINGS_MODULE": "config.settings", "MAHDAR_DATA_DIR": str(tmp_path)}


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """An empty archive, served by two processes; with its port."""
    with serve_empty_archive(environment, processes=2) as served:
        yield served


@contextlib.contextmanager
def serve_empty_archive(
    environment: dict[str, str], *, processes: int
) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*manage, "serve", "--port", str(port), "--processes", str(processes)]
    started = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert started.stdout is not None
        assert str(port) in started.stdout.readline()
        yield started, port
    finally:
        started.kill()
        started.communicate()


def read_metrics(port: int) -> dict[tuple[str, str], float]:
    """Return the samples of /metrics by their name and route."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60) as answer:
        families = list(text_string_to_metric_families(answer.read().decode()))
    return {(one.name, one.labels.get("route", "")): one.value for family in families for one in family.samples}


def list_children(process: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@pytest.mark.skipif(not processes.can_fork(), reason="this system serves with one process")
class TestProcesses:
    def test_two_processes_answer_and_end_together(self, server):
        started, port = server
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/about/", timeout=60) as answer:
            assert answer.status == 200
        assert len(list_children(started.pid)) == 2
        started.send_signal(signal.SIGTERM)
        said, errors = started.communicate(timeout=60)
        assert started.returncode == 0
        assert said == "Stopped.\n"
        assert errors == ""

    def test_a_process_that_dies_is_replaced_and_the_site_answers(self, server):
        started, port = server
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/about/", timeout=60):
            pass
        before = list_children(started.pid)
        os.kill(before[0], signal.SIGKILL)
        assert started.stderr is not None
        assert re.search(r"ended \(code -9\). Another one took its place", started.stderr.readline())
        for _request in range(8):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/about/", timeout=60) as answer:
                assert answer.status == 200
        after = list_children(started.pid)
        assert before[1] in after
        assert len(after) == 2

    def test_no_process_outlives_the_one_that_started_it(self, server):
        started, port = server
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/about/", timeout=60):
            pass
        started.kill()
        assert started.communicate(timeout=60)[1] == "", "its processes have closed the pipe: they have ended"

    def test_metrics_sum_what_all_processes_have_answered(self, environment, tmp_path):
        temporary = tmp_path / "temporary"
        temporary.mkdir()
        settings = {"MAHDAR_METRICS_ALLOWED": "127.0.0.1", "TMPDIR": str(temporary)}
        with serve_empty_archive({**environment, **settings}, processes=2) as (started, port):
            read_metrics(port)  # it answers
            both = list_children(started.pid)
            for stopped, answered in ((both[0], 3), (both[1], 4)):
                os.kill(stopped, signal.SIGSTOP)  # the other one answers
                for _request in range(answered):
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=60):
                        pass
                os.kill(stopped, signal.SIGCONT)
            asked = [read_metrics(port)["mahdar_requests_total", "robots.txt"] for _time in range(4)]
            assert asked == [7.0] * 4
            assert read_metrics(port)["mahdar_request_seconds_count", "robots.txt"] == 7.0
            assert not any(name.startswith("process_") for name, _route in read_metrics(port)), "of one process alone"
            started.send_signal(signal.SIGTERM)
            started.communicate(timeout=60)
        assert list(temporary.glob("mahdar-metrics-*")) == []

    def test_as_many_processes_as_processors_within_a_limit(self, monkeypatch):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(2)))
        assert count_processes() == 2
        monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(64)))
        assert count_processes() == processes.MAX_DEFAULT_PROCESSES
        monkeypatch.setattr("meetings.management.commands.serve.can_fork", lambda: False)
        assert count_processes() == 1


class TestProxy:
    """Behind a proxy with TLS on the same machine, as deploy/nginx has it."""

    @pytest.fixture
    def port(self, environment: dict[str, str]) -> Iterator[int]:
        proxied = {"HTTPS": "1", "MAHDAR_PROXIES": "1", "MAHDAR_API_RATE": "1/h"}
        with serve_empty_archive({**environment, **proxied}, processes=1) as (_started, port):
            yield port

    def ask(self, port: int, address: str, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", address, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def test_the_server_hears_of_tls_and_of_the_address_of_the_reader(self, port):
        assert self.ask(port, "/en/about/").status == 301, "a reader without TLS is led to https"
        answer = self.ask(port, "/en/about/", X_Forwarded_Proto="https")
        assert answer.status == 200
        assert "max-age=" in (answer.getheader("Strict-Transport-Security") or "")
        asked = [
            self.ask(port, "/api/v1/meetings/", X_Forwarded_Proto="https", X_Forwarded_For=address).status
            for address in ("198.51.100.7", "198.51.100.8", "203.0.113.1, 198.51.100.7")
        ]
        assert asked == [200, 200, 429], "each reader has a limit; an address that the reader wrote does not count"


class TestStaticFiles:
    @pytest.fixture
    def collected(self, settings, tmp_path) -> Iterator[Path]:
        """One style sheet, collected as a release does it."""
        settings.STATICFILES_DIRS = [tmp_path / "static"]
        settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
        settings.STATIC_ROOT = tmp_path / "collected"
        (tmp_path / "static").mkdir()
        (tmp_path / "static" / "base.css").write_text("body { color: green }\n" * 20)
        (tmp_path / "static" / "name.txt").write_text("محضر\n")
        finders.get_finder.cache_clear()
        settings.STORAGES = {
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
        }
        static_files.collect_static_files()
        yield tmp_path / "collected"
        finders.get_finder.cache_clear()

    def get_files(self, folder: Path) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "staticfiles.json"}

    @pytest.mark.parametrize("name", [r"base\.css", r"base\.\w{12}\.css", r"name\.\w{12}\.txt"])
    def test_a_file_that_is_cut_off_is_collected_again(self, collected: Path, name: str):
        whole = self.get_files(collected)
        assert len(whole) == 4
        (path,) = [one for one in collected.iterdir() if re.fullmatch(name, one.name)]
        path.write_bytes(path.read_bytes()[:5])
        if path.name == "base.css":  # as a run that was killed while it wrote it leaves it: without a manifest
            (collected / "staticfiles.json").unlink()
        static_files.collect_static_files()
        assert self.get_files(collected) == whole

    def test_a_damaged_manifest_is_made_again(self, collected: Path):
        whole = self.get_files(collected)
        (collected / "staticfiles.json").write_text('{"paths": {')
        static_files.collect_static_files()
        assert self.get_files(collected) == whole
        assert (collected / "staticfiles.json").read_text().startswith('{"paths"')

    def test_what_is_whole_is_left_alone(self, collected: Path, monkeypatch):
        monkeypatch.setattr(static_files, "call_command", lambda *words, **options: pytest.fail("collected again"))
        static_files.collect_static_files()
