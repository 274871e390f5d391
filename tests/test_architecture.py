"""The house keeps its plan: who imports whom, what stays free of Django, and how long a module may grow.

The plan itself is told in CONTRIBUTING; here it is a table, and every import of the project, also those inside
functions, is held against it. The second half plants each kind of breach in a small tree and sees it found.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

LONGEST_MODULE = 350  # lines

# Part of the project -> the other parts it may import. Whoever is not named here is not imported by anyone.
LANGUAGE = {"text", "gazetteer"}
DESK_AND_PAGES = {"models", "queries", "services", "search", "ingest", "extraction", "forms", *LANGUAGE}
MAY_IMPORT = {
    "text": set(),
    "gazetteer": {"text"},
    "extraction": LANGUAGE,
    "models": {"text"},
    "ingest": {"models", "extraction", *LANGUAGE},
    "queries": {"models", *LANGUAGE},
    "search": {"models", *LANGUAGE},
    "services": {"models", "queries", "search", *LANGUAGE},  # a change that signals cannot see must reach the index
    "forms": {"models", "queries", *LANGUAGE},
    "search_indexes": {"models", "search"},
    "apps": {"models", "services", "admin"},
    "views": DESK_AND_PAGES,
    "api": DESK_AND_PAGES,
    "admin": DESK_AND_PAGES,
    "exports": DESK_AND_PAGES,
    "management": DESK_AND_PAGES,
    "templatetags": DESK_AND_PAGES,
}
# Who may draw Arabic for what cannot shape: nobody else ever sees presentation forms.
DRAWS = {"meetings/management/terminal.py", "meetings/exports/drawing.py"}
NO_DJANGO = {"text", "gazetteer", "extraction"}
DJANGO = {"django", "haystack", "environ"}


def modules(root: Path) -> Iterator[Path]:
    """Every module of the app and its configuration, migrations left out."""
    for folder in ("meetings", "config"):
        yield from sorted(p for p in (root / folder).rglob("*.py") if "migrations" not in p.parts)


def imported(path: Path, root: Path) -> Iterator[tuple[int, str]]:
    """(line, absolute dotted name) of everything the module imports, wherever in it the import stands.

    `from a import b` is `a.b`, since b may be a module.
    """
    package = path.relative_to(root).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            source = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)


def part_of(path: Path, root: Path) -> str:
    """The part of the project a module belongs to: the package or module right under meetings/."""
    names = path.relative_to(root).with_suffix("").parts
    return names[1] if names[0] == "meetings" and len(names) > 1 else names[0]


def breaches(root: Path) -> list[str]:
    """Every breach of the plan in the tree under `root`, as `file:line: what is wrong`."""
    found = []
    reshapers = set()
    for path in modules(root):
        name, part = path.relative_to(root).as_posix(), part_of(path, root)
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_MODULE:
            found.append(f"{name}:{lines}: longer than {LONGEST_MODULE} lines")
        if name.startswith("meetings/") and part not in MAY_IMPORT and part != "__init__":
            found.append(f"{name}:1: {part} has no place in the plan")
            continue
        for line, target in imported(path, root):
            top, *rest = target.split(".")
            if top == "arabic_reshaper":
                reshapers.add(f"{name}:{line}")
            if wrong := _forbidden(name, part, top, rest):
                found.append(f"{name}:{line}: {wrong} ({target})")
    if len({place.partition(":")[0] for place in reshapers}) > 1:
        found += [f"{place}: arabic_reshaper belongs in one module of text only" for place in sorted(reshapers)]
    return found


def _forbidden(name: str, part: str, top: str, rest: list[str]) -> str:
    """Why a module of `part` may not import `top.rest`; empty when it may."""
    if top in DJANGO and part in NO_DJANGO:
        return f"{part} knows no Django"
    if top == "whoosh" and not name.startswith("meetings/search/engines/whoosh"):
        return "only the Whoosh engine imports whoosh"
    if top == "arabic_reshaper" and part != "text":
        return "presentation forms are made in text only"
    if [top, *rest[:2]] == ["meetings", "text", "canvas"] and name not in DRAWS:
        return "only a terminal or an image is drawn on"
    if top == "bidi" and part != "text":
        return "lines are turned around in text only"
    if top == "tests" or (top == "config" and part not in ("config", "management")):
        return f"{part} must not import {top}"
    if top == "meetings" and rest and part in MAY_IMPORT and rest[0] != part and rest[0] not in MAY_IMPORT[part]:
        return f"{part} must not import {rest[0]}"
    return ""


def test_the_project_keeps_the_plan():
    assert breaches(ROOT) == []


def test_there_is_something_to_hold_against_it():
    """A walk that found no module or no import would find no breach either."""
    paths = list(modules(ROOT))
    assert len(paths) > 30
    assert any(target == "meetings.text.fold.fold" for path in paths for _, target in imported(path, ROOT))


def plant(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("meetings/text/fold.py", "from django.utils.text import slugify"),
        ("meetings/gazetteer/__init__.py", "import django"),
        ("meetings/extraction/pipeline.py", "def read():\n    from haystack import indexes"),
        ("meetings/text/dates.py", "from meetings.extraction.records import When"),
        ("meetings/text/dates.py", "from meetings import extraction"),
        ("meetings/extraction/pipeline.py", "from ..models import Meeting"),
        ("meetings/models/people.py", "from meetings.queries import people"),
        ("meetings/queries/people.py", "import meetings.views.people"),
        ("meetings/ingest/write.py", "from meetings.admin import site"),
        ("meetings/services/review.py", "from meetings.management.commands import ingest"),
        ("meetings/search/site_search.py", "from meetings.services.review import publish"),
        ("meetings/views/pages.py", "from meetings.admin.meetings import MeetingAdmin"),
        ("meetings/admin/records/meetings.py", "from meetings.views import pages"),
        ("meetings/api/urls.py", "from meetings.exports import csv"),
        ("meetings/exports/csv.py", "if True:\n    from meetings.api import urls"),
        ("meetings/management/commands/ingest.py", "from meetings.views.urls import urlpatterns"),
        ("meetings/search/haystack_backend.py", "from whoosh.fields import TEXT"),
        ("meetings/views/pages.py", "import whoosh.index"),
        ("meetings/exports/image.py", "import arabic_reshaper"),
        ("meetings/exports/csv.py", "from meetings.text.canvas import shape"),
        ("meetings/views/search.py", "from meetings.text import canvas"),
        ("meetings/search/documents/analysis.py", "from bidi.algorithm import get_display"),
        ("meetings/models/people.py", "from tests.factories import OfficialFactory"),
        ("meetings/queries/people.py", "from config import settings"),
        ("meetings/utils.py", ""),
        ("meetings/views/long.py", "x = 1\n" * (LONGEST_MODULE + 1)),
    ],
)
def test_a_breach_is_found_and_its_place_is_named(tmp_path, name, text):
    plant(tmp_path, name, text)
    found = breaches(tmp_path)
    assert len(found) == 1
    assert found[0].startswith(f"{name}:")


def test_two_modules_that_reshape_are_one_too_many(tmp_path):
    plant(tmp_path, "meetings/text/bidi.py", "import arabic_reshaper")
    assert breaches(tmp_path) == []
    plant(tmp_path, "meetings/text/fold.py", "from arabic_reshaper import reshape")
    assert len(breaches(tmp_path)) == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("meetings/models/people.py", "from meetings.text.fold import fold"),
        ("meetings/extraction/pipeline.py", "from meetings import gazetteer\nfrom .records import Report"),
        ("meetings/search/engines/whoosh/engine.py", "from whoosh.index import open_dir"),
        (
            "meetings/admin/records/meetings.py",
            "from meetings.services import review\nfrom django.contrib import admin",
        ),
        ("meetings/views/pages.py", "from meetings.search import search"),
        ("config/urls.py", "from meetings.views.urls import urlpatterns"),
        ("meetings/migrations/0001_initial.py", "from meetings.views import anything\n" + "x = 1\n" * 1000),
    ],
)
def test_what_the_plan_allows_is_not_reported(tmp_path, name, text):
    plant(tmp_path, name, text)
    assert breaches(tmp_path) == []
