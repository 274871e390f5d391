"""The parts of `manage.py serve`, without a server: the address, the number of processes, their start and end."""

import gc
import io
import os
import signal
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import waitress
from django.core.management import CommandError, call_command

from meetings.management import processes
from meetings.management.commands import serve


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(autouse=True)
def no_static_files(monkeypatch):
    monkeypatch.setattr(serve, "collect_static_files", lambda: None)


@pytest.fixture(autouse=True)
def handlers(monkeypatch):
    """The handlers of signals as they were, after each test."""
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    monkeypatch.setattr(processes, "_is_answering", False)
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


def run(*options: str) -> str:
    said = io.StringIO()
    call_command("serve", *options, stdout=said)
    return said.getvalue()


class TestAddress:
    def test_one_process_serves_here_and_says_where(self, db, port, monkeypatch):
        served = []
        monkeypatch.setattr(serve, "_serve", lambda *words, **options: served.append((words[2], options)))
        said = run("--port", str(port), "--processes", "1", "--threads", "3")
        assert f"http://127.0.0.1:{port}/" in said
        assert said.endswith("Stopped.\n")
        assert served == [(3, {"does_schedule": True})]

    def test_of_several_processes_the_first_publishes_what_is_scheduled(self, db, port, monkeypatch):
        served, started = [], []

        def run_all(count: int, serve_in: Any, tell: Any) -> None:
            started.append(count)
            for place in range(count):
                serve_in(place)

        monkeypatch.setattr(serve, "_serve", lambda *words, **options: served.append(options["does_schedule"]))
        monkeypatch.setattr(serve, "run_processes", run_all)
        run("--port", str(port), "--processes", "3")
        assert (started, served) == ([3], [True, False, False])

    def test_a_system_that_cannot_fork_serves_with_one(self, db, port, monkeypatch):
        monkeypatch.setattr(serve, "can_fork", lambda: False)
        with pytest.raises(CommandError, match="Leave --processes out"):
            run("--port", str(port), "--processes", "2")

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            (("--port", "0"), "--port takes a number from 1 to 65535, such as 8000."),
            (("--threads", "0"), "--threads takes a number from 1 to 256."),
            (("--processes", "65"), "--processes takes a number from 1 to 64."),
            (("--host", "host.invalid"), "this is not an address of this machine"),
        ],
    )
    def test_wrong_options(self, db, options, words):
        with pytest.raises(CommandError, match=words):
            run(*options)

    def test_a_port_that_is_taken(self, db, port):
        with socket.create_server(("127.0.0.1", port)), pytest.raises(CommandError, match=f"--port {port + 1}"):
            run("--port", str(port))

    def test_an_address_that_may_not_be_used(self, db, monkeypatch):
        def refuse(*words: Any, **options: Any) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(serve.socket, "create_server", refuse)
        with pytest.raises(CommandError, match=r"Cannot listen on 127\.0\.0\.1:80: Permission denied"):
            run("--port", "80")

    def test_an_archive_into_which_a_backup_is_restored(self, db, port, monkeypatch):
        class Busy:
            @property
            def application(self) -> None:
                raise serve.SiteBusyError("A backup is being restored.")

        monkeypatch.setitem(sys.modules, "config.wsgi", Busy())
        with pytest.raises(CommandError, match="A backup is being restored"):
            run("--port", str(port))


@pytest.fixture
def collector() -> Iterator[tuple[int, int, int]]:
    """The limits of the garbage collector, which the test may change."""
    before = gc.get_threshold()
    yield before
    gc.unfreeze()
    gc.set_threshold(*before)


def test_a_process_leaves_what_stays_out_of_garbage_collection(db, index, monkeypatch, collector):
    class Server:
        def run(self) -> None:
            assert gc.get_freeze_count() > 100_000
            assert gc.get_threshold()[0] > collector[0]

        def close(self) -> None: ...

    monkeypatch.setattr(waitress, "create_server", lambda *words, **options: Server())
    serve._serve(None, [], 4, does_schedule=False)
    assert gc.isenabled()


def test_a_process_reads_the_vocabulary_before_it_answers_and_stops_its_scheduler(db, index, monkeypatch, collector):
    done: list[str] = []

    class Server:
        def run(self) -> None:
            done.append("answers" if processes._is_answering else "too early")

        def close(self) -> None:
            done.append("closed")

    class Stop:
        def set(self) -> None:
            done.append("scheduler stopped")

    monkeypatch.setattr(waitress, "create_server", lambda *words, **options: Server())
    monkeypatch.setattr(serve, "search", lambda request: done.append("search"))
    monkeypatch.setattr(serve, "start_scheduler", Stop)
    serve._serve(None, [], 4, does_schedule=True)
    assert done == ["search", "answers", "scheduler stopped", "closed"]
    done.clear()
    serve._serve(None, [], 4, does_schedule=False)
    assert done == ["search", "answers", "closed"]


class FakeProcess:
    """A process of which the test decides when it ends."""

    def __init__(self, target: Any, args: tuple[Any, ...]) -> None:
        self.args, self.sentinel, self.exitcode, self.calls = args, object(), -9, list[str]()
        self.stubborn = False

    def start(self) -> None:
        self.calls.append("start")

    def join(self, timeout: float | None = None) -> None:
        self.calls.append("join")

    def is_alive(self) -> bool:
        return "kill" not in self.calls and ("terminate" not in self.calls or self.stubborn)

    def terminate(self) -> None:
        self.calls.append("terminate")

    def kill(self) -> None:
        self.calls.append("kill")


class TestProcesses:
    @pytest.fixture
    def made(self, monkeypatch) -> list[FakeProcess]:
        made: list[FakeProcess] = []

        class Context:
            def Process(self, target: Any, args: tuple[Any, ...]) -> FakeProcess:  # noqa: N802
                made.append(FakeProcess(target, args))
                return made[-1]

        monkeypatch.setattr(processes.multiprocessing, "get_context", lambda kind: Context())
        monkeypatch.setattr(processes, "SECONDS_BETWEEN_STARTS", 0)
        monkeypatch.setattr(processes.connections, "close_all", lambda: None)
        return made

    def test_one_that_ends_is_replaced_at_its_place_until_the_end(self, made, monkeypatch):
        ended = iter([[0], KeyboardInterrupt()])

        def wait(sentinels: list[object]) -> list[object]:
            now = next(ended)
            if isinstance(now, BaseException):
                raise now
            return [sentinels[place] for place in now]

        monkeypatch.setattr(processes, "wait", wait)
        said: list[str] = []
        processes.run_processes(2, lambda place: None, said.append)
        assert [one.args[1] for one in made] == [0, 1, 0]
        assert said == ["A process of the server ended (code -9). Another one took its place."]
        assert made[0].calls == ["start", "join"]
        assert [one.calls for one in made[1:]] == [["start", "terminate", "join"]] * 2

    def test_one_that_does_not_end_is_killed(self, made, monkeypatch):
        def wait(sentinels: list[object]) -> list[object]:
            made[0].stubborn = True
            raise SystemExit

        monkeypatch.setattr(processes, "wait", wait)
        processes.run_processes(1, lambda place: None, print)
        assert made[0].calls == ["start", "terminate", "join", "kill", "join"]

    def test_a_process_ends_at_once_until_it_answers(self, monkeypatch):
        ended = []
        monkeypatch.setattr(processes.os, "_exit", ended.append)
        monkeypatch.setattr(processes.sys, "exit", lambda code: ended.append(f"exit {code}"))
        processes._end_server(signal.SIGTERM, None)
        processes.mark_answering()
        processes._end_server(signal.SIGTERM, None)
        assert ended == [0, "exit 0", "exit 0"]
        processes._stop(signal.SIGTERM, None)
        assert ended[-1] == "exit 0"

    def test_a_process_has_handlers_of_its_own(self, monkeypatch):
        places = []
        monkeypatch.setattr(processes, "_end_with_parent", lambda: None)
        monkeypatch.setattr(processes.connections, "close_all", lambda: places.append("closed"))
        processes._run(places.append, 3)
        assert places == [3, "closed"]
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
        assert signal.getsignal(signal.SIGTERM) == processes._end_server

    def test_it_ends_with_its_parent(self, monkeypatch):
        killed = []

        class Parent:
            def join(self) -> None:
                killed.append("waited")

        monkeypatch.setattr(processes.os, "kill", lambda *words: killed.append(words))
        processes._end_with_parent()  # a process without a parent of this kind
        monkeypatch.setattr(processes.multiprocessing, "parent_process", Parent)
        processes._end_with_parent()
        assert killed == ["waited", (os.getpid(), signal.SIGTERM)]
