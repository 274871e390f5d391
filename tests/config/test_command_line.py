"""What the command line says where something is missing or wrong: one line that says what to do, in a real process."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "MAHDAR_DATA_DIR": str(folder), **more}


def manage(folder: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def migrated(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("migrated")
    assert manage(folder, "migrate", "--verbosity", "0").returncode == 0
    return folder


@pytest.mark.parametrize(
    "arguments",
    [("serve",), ("load_sample",), ("search", "بارزاني"), ("sync_index",)],
)
def test_a_command_before_migrate(tmp_path: Path, arguments: tuple[str, ...]):
    done = manage(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Run manage.py migrate first. ")
    assert len(done.stderr.splitlines()) == 1


def test_a_command_of_django_before_migrate(tmp_path: Path):
    done = manage(tmp_path, "changepassword", "editor")
    assert done.returncode == 1
    assert done.stderr.startswith("Run manage.py migrate first. ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [("search", "--help"), ("extract", "README.md"), ("help", "serve")])
def test_what_needs_no_archive_runs_before_migrate(tmp_path: Path, arguments: tuple[str, ...]):
    assert manage(tmp_path, *arguments).returncode == 0


def test_a_database_that_cannot_be_read(tmp_path: Path):
    (tmp_path / "mahdar.sqlite3").write_text("not a database, but a text " * 100)
    done = manage(tmp_path, "search", "x")
    assert done.returncode == 1
    assert done.stderr == (
        "The database cannot be read: file is not a database. "
        "Check DATABASE_URL, and that the server of the database runs.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("serve", "--port", "99999"), "--port takes a number from 1 to 65535"),
        (("serve", "--port", "0"), "--port takes a number from 1 to 65535"),
        (("serve", "--threads", "10000"), "--threads takes a number from 1 to 256"),
        (("serve", "--host", "host.invalid"), "Give --host 127.0.0.1"),
        (("ingest", "/dev/zero"), "neither a file nor a folder. Check the path."),
        (("ingest", "--workers", "10000", "README.md"), "--workers takes a number from 1 to 64"),
    ],
)
def test_a_wrong_option_is_one_line(migrated: Path, arguments: tuple[str, ...], words: str):
    done = manage(migrated, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def listen_to_ctrl_c() -> None:
    """Undo what a shell does to the programs that it starts in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=listen_to_ctrl_c,
    )


def test_the_address_of_the_server_reaches_a_pipe_at_once_and_ctrl_c_ends_it(migrated: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with start(migrated, "serve", "--port", str(port)) as server:
        assert server.stdout
        assert f"http://127.0.0.1:{port}/" in server.stdout.readline()  # waits for ever if it is not flushed
        os.killpg(server.pid, signal.SIGINT)
        _rest, errors = server.communicate()
    assert errors == ""
    assert server.returncode in (0, 130)  # 130 where it was not ready yet


def test_ctrl_c_in_a_command_is_quiet(migrated: Path):
    with start(migrated, "shell", "--verbosity", "0", "-c", "print('ready', flush=True); input()") as command:
        assert command.stdout
        assert command.stdout.readline() == "ready\n"
        os.killpg(command.pid, signal.SIGINT)
        rest, errors = command.communicate()
    assert (rest, errors) == ("", "")
    assert command.returncode == 130


def test_ctrl_c_while_processes_read_reports_is_quiet(migrated: Path, tmp_path: Path):
    for number in range(150):
        (tmp_path / f"{number:03}.txt").write_text(
            f"استقبل رئيس الوزراء وزير الخارجية الفرنسي في بغداد {number}. " * 20
        )
    with start(migrated, "ingest", "--workers", "2", str(tmp_path)) as command:
        assert command.stdout
        for line in command.stdout:
            if line.startswith("[1/150]"):
                break
        os.killpg(command.pid, signal.SIGINT)
        _rest, errors = command.communicate()
    assert errors == ""
    assert command.returncode == 130


def test_a_password_is_asked_for_in_a_terminal_only(migrated: Path):
    done = subprocess.run(
        [sys.executable, "manage.py", "give_role", "salma", "editor", "--create"],
        cwd=ROOT,
        env=environment(migrated),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # without the terminal of the one who runs the tests
    )
    assert done.returncode == 1
    assert "Run the command in a terminal" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_other_users_of_the_machine_cannot_read_a_new_archive(tmp_path: Path):
    folder = tmp_path / "data"
    before = os.umask(0o022)
    try:
        assert manage(folder, "migrate", "--verbosity", "0").returncode == 0
    finally:
        os.umask(before)
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in [folder, *folder.iterdir()]}
    locks = {f"mahdar.sqlite3-{name}.lock": "0o600" for name in ("next", "turn") if sys.platform != "win32"}
    assert modes == {"data": "0o700", "mahdar.sqlite3": "0o600", "secret_key": "0o600", **locks}


def test_a_database_that_cannot_be_opened_says_whose_it_has_to_be(tmp_path: Path):
    (tmp_path / "mahdar.sqlite3").mkdir()
    done = manage(tmp_path, "sync_index")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("The database cannot be read: unable to open database file. ")
    assert "chown" in line
