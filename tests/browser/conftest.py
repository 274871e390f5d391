"""A real browser on the real site: Debian's Chromium, and the sample archive served as `make run` serves it."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
MANAGE = [sys.executable, str(ROOT / "manage.py")]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

# The first preview of a report loads the gazetteer, which takes seconds where other tests run beside.
expect.set_options(timeout=20_000)

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


@dataclass(frozen=True)
class Served:
    """An archive that is being served: its address, without a slash at the end, and the way to its commands."""

    address: str
    environment: dict[str, str]

    def manage(self, *words: str) -> None:
        """Run `manage.py` with `words` on this archive."""
        _manage(self.environment, *words)


def _manage(environment: dict[str, str], *words: str) -> None:
    done = subprocess.run([*MANAGE, *words], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """The sample archive in `folder`, served as `make run` serves it."""
    environment = {
        **{key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DEBUG")},
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MAHDAR_DATA_DIR": str(folder),
        "PYTHONUNBUFFERED": "1",
    }
    for words in (["migrate", "-v0"], ["load_sample"], ["sync_index"], ["collectstatic", "--noinput", "-v0"]):
        _manage(environment, *words)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*MANAGE, "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        said = server.stdout.readline()  # its first line comes when it listens
        assert str(port) in said, said
        yield Served(f"http://127.0.0.1:{port}", environment)
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the served sample archive, without a slash at the end. Nothing is changed in it."""
    with served(tmp_path_factory.mktemp("archive")) as archive:
        yield archive.address


@pytest.fixture
def told(page: Page) -> list[str]:
    """What the console says while the test runs: errors, warnings, and exceptions of scripts."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def sign_in(page: Page, name: str, password: str) -> None:
    """Fill and send the form of the sign-in page that the browser shows."""
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(password)
    press(page, "Enter")


def keep_session(browser: Browser, archive: "Served", name: str, password: str) -> list:
    """Sign in at the desk of an archive; return the cookies, for other contexts."""
    page = browser.new_page()
    page.goto(f"{archive.address}/admin/")
    sign_in(page, name, password)
    expect(page.locator("#user-tools")).to_be_visible()
    cookies = page.context.cookies()
    page.close()
    return cookies


def press(page: Page, key: str) -> None:
    """Press `key` once the scripts of the page that came last have run: before that nobody listens to it."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)
