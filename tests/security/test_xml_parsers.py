"""Every parser of XML and HTML in the product reads no file and unfolds no entity.

Packed bombs are tried beside the readers: tests/ingest/documents/test_zips.py (archives in archives, sizes that lie),
test_documents.py (Word and OpenDocument), tests/ingest/test_fetch.py (packed answers of the web, and all ways to a
private machine: redirects, names that resolve twice, spellings of addresses), tests/services/attachments and
tests/services/backup/test_hostile.py.
"""

import io
import re
import zipfile

import pytest
from openpyxl import Workbook

from meetings.ingest.page_text import find_article, parse_page
from tests.conftest import ROOT
from tests.ingest.documents.builders import read

SECRET = "kept-by-the-server"
# Module with a parser -> the test that asks it for files and bombs.
PARSERS = {
    "meetings/ingest/documents/xml_parts.py": "tests/ingest/documents/test_documents.py",
    "meetings/ingest/site_lists.py": "tests/ingest/test_site_lists.py",
    "meetings/ingest/feed_reading.py": "tests/ingest/test_feeds.py",
    "meetings/ingest/documents/sheets.py": "tests/security/test_xml_parsers.py",
    "meetings/ingest/page_text.py": "tests/security/test_xml_parsers.py",
    "meetings/ingest/feed_entries.py": "tests/ingest/test_feeds.py",  # HTML, which has no entities of its own
    "meetings/ingest/page_dates/json_ld.py": "tests/security/test_xml_parsers.py",  # HTML, one line
}
_PARSES = re.compile(
    r"etree\.(?:fromstring|parse|iterparse|XML\b|HTML\b)|load_workbook\(|feedparser\.parse|html\.(?:document_)?fromstring"
    r"|HTMLParser\(|minidom|\bexpat\b|xml\.sax"
)


def test_every_parser_has_a_test_with_entities():
    found = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "meetings").rglob("*.py")
        if _PARSES.search(path.read_text(encoding="utf-8"))
    }
    assert found == set(PARSERS), "a parser of XML or HTML needs a test with external entities and with a bomb"
    assert all("ENTITY" in (ROOT / test).read_text(encoding="utf-8") for test in PARSERS.values())


def make_workbook(doctype: str, cell: str) -> bytes:
    """A workbook whose first sheet has this document type and, in one cell, this text."""
    plain, made = io.BytesIO(), io.BytesIO()
    book = Workbook()
    book.active.append(["headline", "text"])
    book.active.append(["A meeting", "MARK"])
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if b"MARK" in data:
                data = data.replace(b"MARK", cell.encode())
                data = re.sub(rb"^(<\?xml[^>]*\?>)?", lambda m: m[0] + doctype.encode(), data, count=1)
            new.writestr(name, data)
    return made.getvalue()


def bomb() -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE d [<!ENTITY l0 "lollollol">{levels}]>'


@pytest.mark.parametrize("entity", ["file", "bomb"])
def test_a_workbook(entity, tmp_path):
    (tmp_path / "secret").write_text(SECRET)
    doctype = bomb() if entity == "bomb" else f'<!DOCTYPE d [<!ENTITY l9 SYSTEM "file://{tmp_path}/secret">]>'
    items = read("a.xlsx", make_workbook(doctype, "&l9;"))
    assert SECRET not in repr(items)
    assert len(repr(items)) < 100_000


@pytest.mark.parametrize("entity", ["file", "bomb"])
def test_a_page(entity, tmp_path):
    (tmp_path / "secret").write_text(SECRET)
    doctype = bomb() if entity == "bomb" else f'<!DOCTYPE d [<!ENTITY l9 SYSTEM "file://{tmp_path}/secret">]>'
    page = (
        f"{doctype}<html><body><article><p>{'The minister met his counterpart. ' * 9}&l9;</p></article></body></html>"
    )
    found = repr((getattr(find_article(page), "text", ""), parse_page(page).text_content()))
    assert SECRET not in found
    assert len(found) < 10_000
