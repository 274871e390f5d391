"""The import rules of docs/architecture.md, the length of modules and the complexity of functions.

Every import of the project is checked, also those inside functions and behind TYPE_CHECKING. The second half plants
each kind of breach in a small tree and sees it found. `python -m tests.test_architecture` prints the breaches.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from radon.complexity import cc_visit

from tests.conftest import ROOT

MAX_MODULE_LINES = 300
MAX_COMPLEXITY = 15  # McCabe, with boolean operators counted, as radon does

# Part of the project -> the other parts it may import. A part that is not named here has no place in the project.
LANGUAGE = {"text", "gazetteer"}
CORE = {"models", "matching", "ingest", "queries", "services", "search", "extraction", *LANGUAGE}
MAY_IMPORT = {
    "text": set(),
    "gazetteer": {"text"},
    "extraction": LANGUAGE,
    "models": LANGUAGE,
    "matching": {"models", "extraction", *LANGUAGE},
    "ingest": {"matching", "models", "extraction", *LANGUAGE},
    "queries": {"matching", "models", *LANGUAGE},
    "search": {"models", *LANGUAGE},
    "services": {"ingest", "matching", "models", "queries", "search", "extraction", *LANGUAGE},
    "search_indexes": {"models", "search"},
    "apps": {"models", "services", "admin"},
    "views": CORE,
    "api": CORE,
    "admin": CORE,
    "exports": CORE,
    "management": CORE,
    "templatetags": CORE,
}
# Inside a part: layers from the lowest to the highest; a module imports its own layer and those below it.
# A tuple holds layers that do not know each other.
LAYERS: dict[str, list[tuple[str, ...]]] = {
    "extraction": [
        ("readings", "rules"),
        ("raw_offsets", "english_phrases"),
        ("document",),
        ("mentions",),
        ("entities",),
        ("events",),
        ("meeting",),
        ("pipeline", "phrases", "receptions_in_texts"),
        ("explanation", "json_output", "extractors", "listed_person"),
    ],
    "search": [
        ("budget", "gc_pause", "facets"),
        ("types",),
        ("engines",),
        ("query",),
        ("documents", "results"),
        ("searcher",),
        ("site_search",),
        ("autocomplete", "url_state", "index"),
        ("haystack_backend",),
        ("__init__",),
    ],
}
# What others import of these parts is their face alone: no module inside them, by whatever way of importing.
FACES = {"search"}
# Modules that Django or Haystack name by their path in the settings; only those may be named there.
NAMED_BY_SETTINGS = {"meetings.search.haystack_backend", "meetings.search.index.signals"}
# Who may draw Arabic for what cannot shape: nobody else ever sees presentation forms.
DRAWS = {"meetings/management/terminal.py", "meetings/exports/drawing.py"}
NO_DJANGO = {"text", "gazetteer", "extraction"}
DJANGO = {"django", "haystack", "environ"}
# What writes rows; the desk leaves it to services, beside what Django's own ModelAdmin and ModelForm save.
ROW_WRITES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete", "save"}


def modules(root: Path) -> Iterator[Path]:
    """Every module of the product and its configuration, migrations left out."""
    for folder in ("meetings", "config"):
        yield from sorted(p for p in (root / folder).rglob("*.py") if "migrations" not in p.parts)


def dotted(path: Path, root: Path) -> str:
    """The name under which the module is imported."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


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
    """Every breach of the rules in the tree under `root`, as `file:line: what is wrong`."""
    found: list[str] = []
    reshapers = set()
    for path in modules(root):
        name, part = path.relative_to(root).as_posix(), part_of(path, root)
        found += _size_breaches(path, name)
        if part == "admin":
            found += _write_breaches(path, name)
        if name.startswith("meetings/") and part not in MAY_IMPORT and part != "__init__":
            found.append(f"{name}:1: {part} has no place in the project")
            continue
        for line, target in imported(path, root):
            top, *rest = target.split(".")
            if top == "arabic_reshaper":
                reshapers.add(f"{name}:{line}")
            if wrong := _forbidden(name, part, top, rest) or _wrong_layer(path, root, part, rest):
                found.append(f"{name}:{line}: {wrong} ({target})")
    if len({place.partition(":")[0] for place in reshapers}) > 1:
        found += [f"{place}: arabic_reshaper belongs in one module of text only" for place in sorted(reshapers)]
    return found + circles(root)


def _size_breaches(path: Path, name: str) -> Iterator[str]:
    """The module is too long, or a function in it is too complex."""
    code = path.read_text(encoding="utf-8")
    if (lines := len(code.splitlines())) > MAX_MODULE_LINES:
        yield f"{name}:{lines}: longer than {MAX_MODULE_LINES} lines"
    for block in cc_visit(code):
        if block.letter != "C" and block.complexity > MAX_COMPLEXITY:
            yield f"{name}:{block.lineno}: {block.fullname} has complexity {block.complexity}"


def _write_breaches(path: Path, name: str) -> Iterator[str]:
    """A module of the desk writes rows itself."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
        if isinstance(node, ast.Call) and (write := _row_write(node)):
            yield f"{name}:{node.lineno}: admin leaves writing to services ({write})"


def _row_write(call: ast.Call) -> str:
    """What the call writes rows with; empty where it writes none."""
    name = ast.unparse(call.func)
    if name == "find_or_make_place":  # makes the record of a place that it does not find
        return name
    if not isinstance(call.func, ast.Attribute) or name.startswith("super()."):
        return ""
    # A dict or the attributes of a widget are updated by a mapping, rows by the columns' names.
    by_column = call.func.attr == "update" and call.keywords and not call.args
    return name if call.func.attr in ROW_WRITES or by_column else ""


def _forbidden(name: str, part: str, top: str, rest: list[str]) -> str:
    """Why a module of `part` may not import `top.rest`; empty when it may."""
    return (
        _forbidden_library(name, part, top, rest)
        or _forbidden_tool(name, part, top, rest)
        or _forbidden_part(part, top, rest)
    )


def _forbidden_library(name: str, part: str, top: str, rest: list[str]) -> str:
    if top in DJANGO and part in NO_DJANGO:
        return f"{part} knows no Django"
    if top == "django" and rest[:1] == ["forms"] and part != "admin":
        return "only admin has forms"
    if top == "whoosh" and not name.startswith("meetings/search/engines/whoosh/"):
        return "only the Whoosh engine imports whoosh"
    return ""


def _forbidden_tool(name: str, part: str, top: str, rest: list[str]) -> str:
    if top == "arabic_reshaper" and part != "text":
        return "presentation forms are made in text only"
    if [top, *rest[:2]] == ["meetings", "text", "canvas"] and name not in DRAWS:
        return "only a terminal or an image is drawn on"
    if top == "bidi" and part != "text":
        return "lines are turned around in text only"
    return ""


def _forbidden_part(part: str, top: str, rest: list[str]) -> str:
    if top in ("tests", "benchmarks") or (top == "config" and part not in ("config", "management")):
        return f"{part} must not import {top}"
    if top != "meetings" or not rest or part not in MAY_IMPORT or rest[0] == part:
        return ""
    if rest[0] not in MAY_IMPORT[part]:
        return f"{part} must not import {rest[0]}"
    if rest[0] in FACES and (len(rest) > 2 or rest[1:2] in [[name] for layer in LAYERS[rest[0]] for name in layer]):
        return f"{part} imports {rest[0]} by its face only"
    return ""


def _wrong_layer(path: Path, root: Path, part: str, rest: list[str]) -> str:
    """Why a module of a layered part may not import `meetings.rest` of the same part; empty when it may."""
    if part not in LAYERS or rest[:1] != [part]:
        return ""
    names = path.relative_to(root).with_suffix("").parts
    here, there = names[2], rest[1] if len(rest) > 1 else "__init__"
    places = {name: place for place, layer in enumerate(LAYERS[part]) for name in layer}
    there = there if there in places else "__init__"
    if here == there:
        return ""
    if here not in places:
        return f"{here} has no layer in {part}"
    return "" if places[there] < places[here] else f"{here} must not import {there}, which does not lie below it"


def circles(root: Path) -> list[str]:
    """Modules that import each other in a circle, each circle once. `apps` is left out: Django makes it import late."""
    names = {dotted(path, root): path for path in modules(root) if path.name != "apps.py"}
    edges = {name: {_module(target, names) for _, target in imported(path, root)} for name, path in names.items()}
    found, done = [], set()
    for start in sorted(edges):
        trail = _way_back(start, edges)
        if trail and not set(trail) <= done:
            done |= set(trail)
            found.append(f"{names[start].relative_to(root).as_posix()}:1: circle of imports: {' -> '.join(trail)}")
    return found


def _module(target: str, names: dict[str, Path]) -> str:
    return target if target in names else target.rpartition(".")[0]


def _way_back(start: str, edges: dict[str, set[str]]) -> list[str]:
    """The shortest way from `start` over imports back to it; empty where there is none."""
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop(0)
        for target in sorted(edges.get(way[-1], ())):
            if target == start and len(way) > 1:
                return [*way, start]
            if target in edges and target not in seen and target != start:
                seen.add(target)
                ways.append([*way, target])
    return []


def test_the_project_keeps_the_rules():
    assert breaches(ROOT) == []


def test_no_two_classes_have_one_name():
    """One name means one thing. Django finds commands and the scripts of a form by the names that it gives them.

    Classes inside a class are named after it: `Meeting.Kind` and `Organisation.Kind` are the kinds of each.
    """
    found: dict[str, list[str]] = {}
    for path in modules(ROOT):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name not in ("Command", "Migration"):
                found.setdefault(node.name, []).append(path.relative_to(ROOT).as_posix())
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_there_is_something_to_check():
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
        ("meetings/text/dates.py", "from meetings.extraction.readings import When"),
        ("meetings/text/dates.py", "from meetings import extraction"),
        ("meetings/extraction/pipeline.py", "from ..models import Meeting"),
        ("meetings/extraction/document/lexicon.py", "from meetings.extraction.mentions.title import Title"),
        ("meetings/extraction/events/event.py", "from meetings.extraction.pipeline import read"),
        ("meetings/extraction/events/event.py", "def f():\n    from meetings.extraction.meeting import drafts"),
        ("meetings/extraction/utils.py", "from meetings.extraction.document import lexicon"),
        ("meetings/matching/officials.py", "from meetings.ingest.write import Writer"),
        ("meetings/models/people.py", "from meetings.queries import people"),
        ("meetings/queries/people.py", "import meetings.views.people"),
        ("meetings/ingest/write.py", "from meetings.admin import site"),
        ("meetings/services/review.py", "from meetings.management.commands import ingest"),
        ("meetings/search/site_search.py", "from meetings.services.review import publish"),
        ("meetings/search/engines/scoring.py", "from meetings.search.query.parser import parse"),
        ("meetings/search/query/parser.py", "from meetings.search.searcher import Searcher"),
        ("meetings/search/query/parser.py", "from meetings.search import search"),
        ("meetings/views/search.py", "from meetings.search.site_search import engine"),
        ("meetings/views/search.py", "from meetings.search import site_search"),
        ("meetings/views/search.py", "import meetings.search.url_state"),
        ("meetings/views/pages.py", "from meetings.admin.meetings import MeetingAdmin"),
        ("meetings/views/pages.py", "from django import forms"),
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
        ("meetings/queries/people.py", "from benchmarks.search_speed import bench"),
        ("meetings/queries/people.py", "from config import settings"),
        ("meetings/utils.py", ""),
        ("meetings/views/long.py", "x = 1\n" * (MAX_MODULE_LINES + 1)),
        ("meetings/admin/records/topics.py", "def save_model(self, obj):\n    obj.save()"),
        ("meetings/admin/records/topics.py", "def f():\n    Topic.objects.create(code='x')"),
        ("meetings/admin/records/topics.py", "def f(queryset):\n    queryset.update(settled=True)"),
        ("meetings/admin/records/topics.py", "def f(topic):\n    topic.meetings.all().delete()"),
        ("meetings/views/complex.py", "def f(x):\n    return " + " or ".join(f"x == {n}" for n in range(MAX_COMPLEXITY + 1))),  # noqa: E501
    ],
)  # fmt: skip
def test_a_breach_is_found_and_its_place_is_named(tmp_path, name, text):
    plant(tmp_path, name, text)
    found = breaches(tmp_path)
    assert len(found) == 1
    assert found[0].startswith(f"{name}:")


@pytest.mark.parametrize(
    "back",
    ["from meetings.views.a import f", "def g():\n    from meetings.views import a", "if TYPE_CHECKING:\n    import meetings.views.a"],  # noqa: E501
)  # fmt: skip
def test_a_circle_is_found_also_where_it_hides(tmp_path, back):
    plant(tmp_path, "meetings/views/a.py", "from meetings.views.b import g")
    plant(tmp_path, "meetings/views/b.py", back)
    assert breaches(tmp_path) == [
        "meetings/views/a.py:1: circle of imports: meetings.views.a -> meetings.views.b -> meetings.views.a"
    ]


def test_two_modules_that_reshape_are_one_too_many(tmp_path):
    plant(tmp_path, "meetings/text/bidi.py", "import arabic_reshaper")
    assert breaches(tmp_path) == []
    plant(tmp_path, "meetings/text/fold.py", "from arabic_reshaper import reshape")
    assert len(breaches(tmp_path)) == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("meetings/models/people.py", "from meetings.text.fold import fold"),
        ("meetings/admin/records/topics.py", "def save_model(self, r, obj):\n    super().save_model(r, obj)"),
        ("meetings/admin/records/topics.py", "def save(self):\n    attrs.update({'a': 1})\n    super().save()"),
        ("meetings/extraction/pipeline.py", "from meetings import gazetteer\nfrom .readings import Report"),
        ("meetings/extraction/meeting/drafts.py", "from meetings.extraction.events.event import Event"),
        ("meetings/search/engines/whoosh/engine.py", "from whoosh.index import open_dir"),
        ("meetings/search/__init__.py", "from meetings.search.site_search import search"),
        ("meetings/admin/records/meetings.py", "from meetings.services import review\nfrom django import forms"),
        ("meetings/views/pages.py", "from meetings.search import search"),
        ("config/urls.py", "from meetings.views.urls import urlpatterns"),
        ("meetings/migrations/0001_initial.py", "from meetings.views import anything\n" + "x = 1\n" * 1000),
    ],
)
def test_what_the_rules_allow_is_not_reported(tmp_path, name, text):
    plant(tmp_path, name, text)
    assert breaches(tmp_path) == []


if __name__ == "__main__":
    print("\n".join(breaches(ROOT)))
