"""The name of a public function begins with a verb and its object (docs/writing.md).

Named otherwise: pages, template tags, rules and contexts.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from meetings.text.tables import read_table

ROOT = Path(__file__).parents[1]
VERBS = frozenset(row["verb"] for row in read_table(Path(__file__).with_name("verbs.tsv")))
# Template tags are named by what they print, rules of the archive by the fault that they find.
NAMED_BY_NOUN = ("meetings/templatetags/", "meetings/queries/checks/", "meetings/migrations/")
# Migrations refer to the first five; the others make types, in rows that read as a table.
NOUNS = {
    "main",  # as every command line calls it
    "address_triggers", "affected_meetings", "basis_field", "new_key", "statements_field",
    "choice", "many", "one", "gettext_noop",
}  # fmt: skip
PACKAGES = ["config", *sorted(f"meetings/{path.name}" for path in (ROOT / "meetings").iterdir() if path.is_dir())]


def list_functions(source: str) -> Iterator[ast.FunctionDef]:
    """Yield the public functions of a module, without pages (their first argument is a request) and contexts."""
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        is_context = any("contextmanager" in ast.unparse(decorator) for decorator in node.decorator_list)
        if not is_context and not is_page(node):
            yield node


def is_page(node: ast.FunctionDef) -> bool:
    """Return whether a function answers a request."""
    returned = ast.unparse(node.returns) if node.returns else ""
    return "Response" in returned and any(argument.arg == "request" for argument in node.args.args)


def find_names_without_verb(source: str) -> list[str]:
    """Return the names of functions that begin with no verb of the table, or use one as a noun: name_of."""
    names = [node.name for node in list_functions(source)]
    return [name for name in names if name not in NOUNS and not (has_verb(name) and has_object(name))]


def has_verb(name: str) -> bool:
    return name.split("_")[0] in VERBS


def has_object(name: str) -> bool:
    """Return whether a verb has its object; "is" and "has" need none."""
    verb, _, rest = name.partition("_")
    return verb in ("is", "has") or rest.split("_")[0] not in ("of", "for")


@pytest.mark.parametrize("package", PACKAGES)
def test_each_function_begins_with_a_verb(package: str):
    found = {}
    for module in sorted((ROOT / package).rglob("*.py")):
        name = module.relative_to(ROOT).as_posix()
        if not name.startswith(NAMED_BY_NOUN) and (names := find_names_without_verb(module.read_text("utf-8"))):
            found[name] = names
    assert not found, "Begin the name with a verb; a verb that is missing is added to tests/verbs.tsv."


def test_a_noun_is_found():
    source = "def topics():\n    ...\n\n\ndef list_topics():\n    ...\n\n\ndef _topics():\n    ...\n"
    assert find_names_without_verb(source) == ["topics"]


@pytest.mark.parametrize("name", ["name_of", "notice_for", "page_of_topic"])
def test_a_verb_that_is_used_as_a_noun_is_found(name: str):
    assert find_names_without_verb(f"def {name}():\n    ...\n") == [name]


@pytest.mark.parametrize("name", ["is_of_city", "find_pairs_of"])
def test_a_verb_with_its_object_passes(name: str):
    assert find_names_without_verb(f"def {name}():\n    ...\n") == []


def test_each_verb_is_used():
    used = {
        node.name.split("_")[0]
        for module in (ROOT / "meetings").rglob("*.py")
        for node in list_functions(module.read_text("utf-8"))
    }
    assert used >= VERBS, "These verbs begin no name; take them out of tests/verbs.tsv."
