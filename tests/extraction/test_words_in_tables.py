"""Arabic words belong in the tables of the gazetteer, with their provenance; code asks for classes of words."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "meetings/extraction"
# One Arabic letter is a mark (م behind a year), a particle or part of a pattern ("س[يت]"); a word has two and more.
_ARABIC = "[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff]"
_WORD = re.compile(f"{_ARABIC}{{2,}}")
# Letters and affixes stay in code: they are parts of words, which rules of spelling and inflection take off or add.
AFFIXES = {
    "the article, alone and with a particle": {"ال", "لل", "بال", "بأ"},
    "endings of number and gender": {"ان", "ين", "ات", "اء", "وا"},
    "pronouns": {"ها", "هم", "هما"},
    "prefixes of the future, of the present with ل": {"سي", "ست", "سن", "لي", "لت", "يت"},
}
# Patterns, and strings as the press spells them: the words of tables are folded, and these tell apart what
# folding makes one.
SPELLINGS = {
    " على ": "with ى it is the preposition, with ي a name",
    "باسم": "a name, or ب with اسم, that takes no article",
    "(?:است[^ي].ا.(?:ات)?|ا.ت.ا.(?:ات)?|ان..ا.(?:ات)?|[اتم].{4,}ات|م.ا..ه)": "a pattern of letters: verbal nouns",
    "[لب](?:است..ا.|ا.ت.ا.|ان..ا.|ا..ا[^ن]|ت..ي[^نر]|م.ا.[^ي]ه|م.ا..ت|ا.ا.[هت]|ت..ي[هت])(?:ه|ها|هم|هما)?": (
        "a pattern of letters: verbal nouns behind a particle"
    ),
    "[لب][^ا].{2,4}ت(?:ه|ها|هم|هما)": "a pattern of letters: feminine verbal nouns behind a particle",
    "ت[^اوي][^اوي]ي[^اوي]|ت.ا.[^اوي]|ت[^اوي]{2}[^اويه]|ا.ت.ا.|ان..ا.|است..ا.|ا[^ل].ا.": (
        "a pattern of letters: verbal nouns behind a whole name"
    ),
    "ت[^اوي].ي[^رسكي]": "a pattern of letters: verbal nouns of the intensive form",
    "اٱﺍ": "the letters with which an article is spelled, unlike ألكسندر",
}


def arabic_words(code: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of the string literals with Arabic words, without docstrings and examples of rules."""
    tree = ast.parse(code)
    free: set[int] = set()
    names: set[str] = set()  # constants that examples are made of
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            free.add(id(node.value))  # a docstring
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Rule":
            examples = [*node.args[1:2], *(word.value for word in node.keywords if word.arg == "example")]
            parts = [part for example in examples for part in ast.walk(example)]
            free |= {id(part) for part in parts}
            names |= {part.id for part in parts if isinstance(part, ast.Name)}
    for node in tree.body:
        targets = {name.id for name in ast.walk(node) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)}
        if isinstance(node, ast.Assign) and targets and targets <= names:
            free |= {id(part) for part in ast.walk(node.value)}
    allowed = set().union(SPELLINGS, *AFFIXES.values())
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in free
        if is_text and _WORD.search(node.value) and node.value not in allowed:
            yield node.lineno, node.value


STAGES = sorted(path for path in FOLDER.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists())


@pytest.mark.parametrize("stage", STAGES, ids=lambda path: path.name)
def test_arabic_words_are_not_in_code(stage):
    paths = sorted(stage.rglob("*.py")) if stage.is_dir() else [stage]
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in paths
        for line, text in arabic_words(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_walk_sees_words_and_passes_over_docstrings_examples_and_affixes():
    code = '''
"""قبل"""
SUBJECT = "الرئيس"
OTHER = "الوزير"
def f(word):
    """بعد"""
    return word in ("مع", f"ال{word}", f"من {word}")
RULES = (Rule("one", f"التقى {SUBJECT}", f), Rule("two", example="زار" "بغداد", decide=lambda s: "عند"))
'''
    assert [text for _, text in arabic_words(code)] == ["الوزير", "مع", "من ", "عند"]
