"""The forbidden words and shapes of docs/writing.md, in documents, interface texts, docstrings and comments.

In the Arabic of the interface: the words that docs/glossary.md replaces.

`python -m tests.test_wording` prints all of them, those in the parts that are still to be rewritten too.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from meetings.gazetteer import load_rows
from meetings.text.date_reasons import list_reason_codes, write_reason
from tests.conftest import ROOT

# What is wrong -> the shape of it. An exception of a shape is part of the shape.
FORBIDDEN = {
    "be had: be available": r"\b(?:be|is|are|was|been) had\b",
    "taken along: exported, copied": r"\b(?:take|takes|taken|taking)(?: \w+)? along\b|\btake it with you\b",
    "go on: continue": r"\b(?:go|goes|went|going) on\b(?! to\b)",
    "stand: be": r"\bst(?:and|ands|ood) (?:in|on|at|there|here|where|alone|twice|beside|before|behind|below|above)\b",
    "anew: again": r"\banew\b",
    "but for: except": r"\bbut for\b",
    "otherwise than: unlike": r"\b(?:otherwise than|said? otherwise|decided otherwise)\b",
    "whoever, wherever: name them": r"\b(?:who|whom|where|what)ever\b",
    "of its own: its, separate": r"\bof (?:its|their|his|one's) own\b",
    "is no X: is not a X": r"(?<!there )\b(?:is|are|was) no\b(?! longer| more)",
    "somebody: a user, an editor": r"\b(?:some|no|every|any)body\b",
    "those that, that they: name them": r"^(?:Those|That they|What is) (?:that|who|what)?",
    "told, kept, gone without a doer": r"\b(?:is|are|am|was|were|be|been) (?:told(?! apart)|gone)\b",
    "for good: permanently": r"\bfor good\b",
    "bring in: import": r"\b(?:bring|brings|brought|bringing)(?: \w+)? in\b",
    "middling: medium": r"\bmiddling\b",
    "no doer: say who waits for what": r"\b(?:nothing|no \w+) waits?\b|\b(?:text|texts|draft|drafts) waits?\b",
}
SHAPES = {why: re.compile(shape, re.IGNORECASE if shape[0] != "^" else 0) for why, shape in FORBIDDEN.items()}
QUOTED = re.compile(
    r"```.*?```|`[^`\n]*`|\"[^\"\n]*\"|“[^”\n]*”|<!--.*?-->", re.DOTALL
)  # code, and words that are spoken of

# The parts that are still to be rewritten; this tuple gets shorter and never longer.
STILL_TO_REWRITE: tuple[str, ...] = ()


def documents() -> Iterator[tuple[str, int, str]]:
    """Yield (file, line, text) of each paragraph for people."""
    lists = ("*.md", "docs/**/*.md", ".github/**/*.md", ".github/**/*.yml")
    for path in sorted({path for pattern in lists for path in ROOT.glob(pattern)}):
        if path.name in ("writing.md", "glossary.md"):
            continue  # which name what is forbidden
        text = QUOTED.sub(lambda quoted: "\n" * quoted[0].count("\n"), path.read_text(encoding="utf-8"))
        for number, line in enumerate(text.splitlines(), start=1):
            yield path.relative_to(ROOT).as_posix(), number, line


def interface() -> Iterator[tuple[str, int, str]]:
    """Yield (file, line, text) of each message of the interface in English."""
    path = ROOT / "meetings" / "locale" / "ar" / "LC_MESSAGES" / "django.po"
    for message in read_po(io.BytesIO(path.read_bytes())):
        for text in [message.id] if isinstance(message.id, str) else message.id:
            yield path.relative_to(ROOT).as_posix(), message.lineno or 0, text


def arabic_interface() -> Iterator[tuple[str, str]]:
    """Yield (English text, Arabic text) of each message of the interface."""
    path = ROOT / "meetings" / "locale" / "ar" / "LC_MESSAGES" / "django.po"
    for message in read_po(io.BytesIO(path.read_bytes())):
        for text in [message.string] if isinstance(message.string, str) else message.string:
            yield str(message.id), text


def arabic_data() -> Iterator[tuple[str, str]]:
    """Yield (file and key, sentence) of each Arabic sentence that the archive writes and that is not in the interface.

    Of a reason for a date only the first sentence is written; the others are read in older records.
    """
    for row in load_rows("explanations"):
        yield f"explanations: {row['key']}", row["text"]
    for code in list_reason_codes():
        yield f"date_reasons: {code}", write_reason(code, "", date(2024, 1, 1))
    for row in load_rows("notes", ROOT / "fixtures" / "build"):
        yield f"notes: {row['meeting']}", f"{row['explanation']} {row['notes']}"


def arabic_shapes() -> dict[str, re.Pattern[str]]:
    """Return the shape of each Arabic word in the last column of the glossary, by the word that replaces it."""
    found = {}
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")] if line.startswith("|") else []
        for words in cells[3].split(", ") if len(cells) == 4 else ():
            if re.match("[ء-ي]", words):
                shapes = (rf"\b[وف]?[بكل]?(?:ال|لل)?{word}(?:ا|ان|ين|و|ي)?(?:ه|ها|هم)?\b" for word in words.split())
                found[f"{words}: {cells[1]}"] = re.compile(r"\s+".join(shapes))
    return found


def modules() -> Iterator[Path]:
    """Yield every module that is not a migration and not a test."""
    for folder in ("meetings", "config", "benchmarks", "fixtures/build"):
        yield from sorted(path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def docstrings() -> Iterator[tuple[str, int, str]]:
    """Yield (file, line, text) of each docstring and comment."""
    for path in modules():
        name, source = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and (
                text := ast.get_docstring(node)
            ):
                yield name, getattr(node, "lineno", 1), QUOTED.sub("", text)
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                yield name, token.start[0], QUOTED.sub("", token.string)


def findings(texts: Iterator[tuple[str, int, str]]) -> list[str]:
    """Return each forbidden shape as `file:line: what is wrong ("the words")`."""
    return [
        f"{name}:{line}: {why} ({found[0]!r})"
        for name, line, text in texts
        for why, shape in SHAPES.items()
        if (found := shape.search(text))
    ]


def has_been_rewritten(finding: str) -> bool:
    return not finding.startswith(STILL_TO_REWRITE)


@pytest.mark.parametrize("texts", [documents, interface, docstrings])
def test_plain_words(texts):
    assert [finding for finding in findings(texts()) if has_been_rewritten(finding)] == []


@pytest.mark.parametrize("texts", [arabic_interface, arabic_data])
def test_one_arabic_noun_for_one_thing(texts):
    """The words of docs/glossary.md, and not those in its last column."""
    wrong = arabic_shapes()
    found = [
        f"{why} ({name[:60]!r})"
        for name, arabic in texts()
        for why, shape in wrong.items()
        if shape.search(re.sub("[\u064b-\u0652]", "", arabic))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "ثلاثة تقارير",
        "للتقرير",
        "وبتقريرين",
        "جهات النشر",
        "لجهة نشرها",
        "الشواهد",
        "ناشروها",
        "بين أهل الجهة الواحدة",
        "لا تُعرف فيه جهتان",
        "من لا يمثل جهة",
        "عنوان الصفحة على الشبكة",
    ],
)
def test_a_noun_that_the_glossary_replaces_is_found(text):
    assert any(shape.search(text) for shape in arabic_shapes().values())


@pytest.mark.parametrize("text", ["مشاهدة", "المنشور", "جهة أخرى", "خلاصة التصحيحات (Atom)"])
def test_other_arabic_words_pass(text):
    assert not any(shape.search(text) for shape in arabic_shapes().values())


def test_there_is_something_to_read():
    assert all(len(list(texts())) > 100 for texts in (documents, interface, docstrings, arabic_interface, arabic_data))


@pytest.mark.parametrize(
    "sentence",
    [
        "This page cannot be had in that format.",
        "Everything that can be taken along.",
        "Two records stand in the way.",
        "What you changed is read anew.",
        "“X” is no date.",
        "Nobody seems to be here twice.",
        "That they met",
        "Readers are told of new meetings.",
        "Bring texts in at the desk.",
        "No draft waits.",
    ],
)
def test_a_forbidden_shape_is_found(sentence):
    assert len(findings(iter([("file", 1, sentence)]))) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "ISO stands for a standard.",
        "The record is no longer here.",
        "Go on to the next page.",
        "These are those that met.",
    ],
)
def test_plain_sentences_pass(sentence):
    assert findings(iter([("file", 1, sentence)])) == []


if __name__ == "__main__":
    print("\n".join(line for texts in (documents, interface, docstrings) for line in findings(texts())))
