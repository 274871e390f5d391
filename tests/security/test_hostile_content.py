"""Hostile texts in every text column: no address of the site answers with an error or with markup of theirs."""

import csv
import io
import json
from itertools import chain

import pytest
from lxml import etree
from openpyxl import load_workbook

from benchmarks.site_routes import list_routes
from tests.security.addresses import fill
from tests.security.archive import NOT_PLANTED, is_planted, list_text_columns
from tests.security.payloads import find_faults_of_markup

pytestmark = pytest.mark.django_db

ROUTES = list_routes()
DRAWN = ("/meetings/", "/officials/", "/between/")  # records of which the PDF and the card are asked
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def test_each_text_column_is_planted_or_named_with_the_reason(hostile):
    columns = [(field.name, f"{model._meta.label_lower}.{field.name}") for model, field in list_text_columns()]
    gone = set(NOT_PLANTED) - set(chain.from_iterable(columns))
    assert not gone, f"columns that no longer exist: {gone}"
    empty = [
        f"{model._meta.label_lower}.{field.name}"
        for model, field in list_text_columns()
        if is_planted(model, field) and not model._base_manager.exists()
    ]
    assert not empty, "tables without a row: add one to make_archive"


def ask(client, address):
    """The answer and its body; faults of the server are answers, too."""
    client.raise_request_exception = False
    response = client.get(address)
    try:
        return response, b"".join(response) if response.streaming else response.content
    except Exception as error:
        return response, error


def find_faults(response, body) -> list[str]:
    if isinstance(body, Exception):
        return [f"breaks off: {body!r}"]
    found = [f"answers {response.status_code}"] if response.status_code >= 500 else []
    for name, value in response.items():
        if name.lower() == "x-zqx" or "\n" in value or "\r" in value:
            found.append(f"header {name}: {value!r}")
    kind = response.get("Content-Type", "")
    if kind.startswith("text/html"):
        found += find_faults_of_markup(body.decode())
    elif kind.startswith("text/csv"):
        rows = csv.reader(io.StringIO(body.decode("utf-8-sig")))
        found += [f"formula in CSV: {cell[:40]!r}" for row in rows for cell in row if cell.startswith(FORMULA_STARTS)]
    elif "spreadsheetml" in kind:
        for sheet in load_workbook(io.BytesIO(body)):
            found += [f"formula in Excel: {c.value[:40]!r}" for r in sheet for c in r if c.data_type == "f"]
    elif kind.partition(";")[0].endswith(("xml", "json")):
        found += find_faults_of_structure(body, kind)
    elif kind.startswith(("text/calendar", "application/x-research-info-systems")):
        found += [f"a line of its own: {line}" for line in body.decode().splitlines() if line.startswith("X-Zqx")]
    return found


def find_faults_of_structure(body: bytes, kind: str) -> list[str]:
    try:
        if "json" in kind:
            json.loads(body)
            return []
        tree = etree.fromstring(body)
    except (ValueError, etree.XMLSyntaxError) as error:
        return [f"not well-formed: {error}"]
    links = (value for one in tree.iter() for name, value in one.items() if name == "href")
    return [f"a link runs a script: {link}" for link in links if link.strip().startswith("javascript:")]


def test_public_addresses(hostile, client, settings):
    faults = {}
    for route in ROUTES:
        if route.is_desk:
            continue
        for address in fill(route):
            for prefix in ("", "/en"):
                if prefix and (not address.endswith("/") or address.startswith("/api/")):
                    continue  # one language is enough for what is not a page
                if address.endswith((".pdf", ".png")) and not address.startswith(DRAWN):
                    continue  # drawing takes long, and all kinds of record share it
                if found := find_faults(*ask(client, prefix + address)):
                    faults[prefix + address] = found
    assert not faults, "\n".join(f"{address}: {found}" for address, found in faults.items())


def test_desk_addresses(hostile, client):
    client.force_login(hostile)
    faults = {}
    for route in ROUTES:
        if route.is_desk:
            for address in fill(route):
                if found := find_faults(*ask(client, "/en" + address)):
                    faults[address] = found
                client.force_login(hostile) if "logout" in address or "login" in address else None
    assert not faults, "\n".join(f"{address}: {found}" for address, found in faults.items())
