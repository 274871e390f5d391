"""What the public reads about a meeting: the quotes beside its facts, and the texts about them, wherever they leave."""

import html
import json
import re

import pypdfium2
from django.test import Client

from meetings.models import Meeting

_TAG = re.compile(r"<[^>]+>")
_QUOTES = re.compile(
    r'<q\b[^>]*>(.*?)</q>|<span class="summary-words"[^>]*>(.*?)</span>|<mark\b[^>]*>(.*?)</mark>', re.S
)
_TEXTS = re.compile(
    r'<title>(.*?)</title>|<h1>(.*?)</h1>|<meta [^>]*content="(.*?)"|<p class="lead"[^>]*>(.*?)</p>', re.S
)
_FORMATS = ("json", "jsonld", "csv", "ics", "bib", "ris", "pdf")


def public_words(meeting: Meeting) -> str:
    """Every quote and text about `meeting` that its page, the API and the exports give, without its sources' texts."""
    reader = Client()
    found = []
    for language in ("", "/en"):
        page = reader.get(f"{language}{meeting.get_absolute_url()}").content.decode()
        found += [text for pattern in (_QUOTES, _TEXTS) for groups in pattern.findall(page) for text in groups if text]
    found.append(json.dumps(_record(reader, meeting), ensure_ascii=False))
    for extension in _FORMATS:
        response = reader.get(f"{meeting.get_absolute_url().rstrip('/')}.{extension}")
        assert response.status_code == 200, extension
        content = response.getvalue()
        found.append(_text_of_pdf(content) if extension == "pdf" else content.decode())
    return html.unescape(_TAG.sub(" ", "\n".join(found)))


def api_record(meeting: Meeting) -> dict:
    """The record of `meeting` in the API."""
    return _record(Client(), meeting)


def _record(reader: Client, meeting: Meeting) -> dict:
    response = reader.get(f"/api/v1/meetings/{meeting.slug}/")
    assert response.status_code == 200
    record = response.json()
    # What a source says of itself is no statement of the archive.
    return {name: value for name, value in record.items() if name != "sources"}


def _text_of_pdf(content: bytes) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
