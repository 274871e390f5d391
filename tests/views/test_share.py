"""Sharing a page: a permanent address to copy and an e-mail, without scripts and without anyone else knowing."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

PAGES = [
    "/meetings/in-rome/",
    "/officials/nechirvan-barzani/",
    "/sides/it/",
    "/between/iq-kri/it/",
    "/topics/security/",
]


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_gives_its_permanent_address(client, archive, path, prefix):
    page = client.get(f"{prefix}{path}?utm=x").content.decode()
    address = f"http://testserver{prefix}{path}"
    assert re.search(rf'<input[^>]*value="{address}"[^>]*readonly', page)
    mail = urlsplit(unescape(re.search(r'href="(mailto:[^"]+)"', page)[1]))
    words = parse_qs(mail.query)
    title = unescape(re.search(r'data-share\s+data-title="([^"]+)"', page)[1])
    assert words["subject"] == [title]
    assert words["body"] == [f"{title}\n{address}"]


def test_buttons_that_need_a_script_are_not_there_without_it(client, archive):
    page = client.get("/meetings/in-rome/").content.decode()
    buttons = re.findall(r"<button[^>]*data-(?:copy|hand-on) [^>]*>", page)
    assert len(buttons) == 2
    assert all("hidden" in button for button in buttons)
