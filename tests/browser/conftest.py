"""A real browser on the real site: Debian's Chromium, and the sample archive served as `make run` serves it."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

# Playwright's loop runs in the thread of the tests; Django then refuses plain database calls unless told otherwise.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM and not os.environ.get("MAHDAR_REQUIRE_BROWSER"):
                item.add_marker(pytest.mark.skip(reason="no Chromium: install Debian's chromium or set CHROMIUM"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the served sample archive, without a slash at the end."""
    environment = {
        **{key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DEBUG")},
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MAHDAR_DATA_DIR": str(tmp_path_factory.mktemp("archive")),
        "PYTHONUNBUFFERED": "1",
    }

    def manage(*words: str) -> list[str]:
        return [sys.executable, str(ROOT / "manage.py"), *words]

    for words in (["migrate", "-v0"], ["load_sample"], ["sync_index"], ["collectstatic", "--noinput", "-v0"]):
        done = subprocess.run(manage(*words), env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(manage("serve", "--port", str(port)), env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        said = server.stdout.readline()  # its first line comes when it listens
        assert str(port) in said, said
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)
