"""Arabic words belong in the tables of the gazetteer, with their provenance; code asks for classes of words."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "meetings/extraction"
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff]")
# Strings that are still to go into tables, by stage; a stage that is not named here has none.
MAX_STRINGS_LEFT = {"document": 38, "mentions": 451, "entities": 5, "events": 38}


def arabic_strings(code: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of the string literals with Arabic letters, without docstrings and examples of rules."""
    tree = ast.parse(code)
    free = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            free.add(id(node.value))  # a docstring
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Rule":
            examples = [*node.args[1:2], *(word.value for word in node.keywords if word.arg == "example")]
            free |= {id(part) for example in examples for part in ast.walk(example)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in free
        if is_text and _ARABIC.search(node.value):
            yield node.lineno, node.value


STAGES = sorted(path for path in FOLDER.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists())


@pytest.mark.parametrize("stage", STAGES, ids=lambda path: path.name)
def test_arabic_words_are_not_in_code(stage):
    paths = sorted(stage.rglob("*.py")) if stage.is_dir() else [stage]
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in paths
        for line, text in arabic_strings(path.read_text(encoding="utf-8"))
    ]
    assert len(found) <= MAX_STRINGS_LEFT.get(stage.name, 0), "\n".join(found)


def test_the_walk_sees_words_and_passes_over_docstrings_and_examples():
    code = '''
"""قبل"""
def f(word):
    """بعد"""
    return word in ("مع", f"ال{word}")
RULES = (Rule("one", "التقى", f), Rule("two", example="زار" "بغداد", decide=lambda s: "عند"))
'''
    assert [text for _, text in arabic_strings(code)] == ["مع", "ال", "عند"]
