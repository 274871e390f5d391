"""Every language of the site is complete, and what is shipped compiled is what is written."""

import ast
import io

import pytest
from babel.messages import mofile, pofile
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tests.conftest import ROOT

FOLDERS = sorted((ROOT / "meetings" / "locale").glob("*/LC_MESSAGES"))  # English is the language of the code


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.parent.name)
def folder(request):
    return request.param


@pytest.fixture(scope="module")
def catalog(folder):
    with (folder / "django.po").open("rb") as file:
        return pofile.read_po(file, locale=folder.parent.name)


def texts(catalog) -> dict:
    """(context, text in the code) to its translations."""

    def context(message):
        return message.context.decode() if isinstance(message.context, bytes) else message.context

    return {
        (context(message), message.id if isinstance(message.id, str) else message.id[0]): message.string
        if isinstance(message.string, str)
        else tuple(message.string)
        for message in catalog
        if message.id
    }


def test_no_text_is_left_untranslated_or_uncertain(catalog):
    def missing(message):
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        return not all(texts)

    assert [message.id for message in catalog if message.id and (missing(message) or message.fuzzy)] == []


def test_what_is_counted_has_all_forms_of_the_language(catalog, folder):
    counted = [message for message in catalog if message.pluralizable]
    assert counted
    forms = catalog.num_plurals
    assert forms == 6 or folder.parent.name != "ar"
    assert {message.id: len(message.string) for message in counted if len(message.string) != forms} == {}


def test_the_compiled_texts_are_those_of_the_source(catalog, folder):
    compiled = mofile.read_mo(io.BytesIO((folder / "django.mo").read_bytes()))
    assert texts(compiled) == texts(catalog)


def test_every_text_of_the_code_is_in_the_catalogue(catalog):
    known = {(message.context or None, texts_of(message)[0]) for message in catalog if message.id}
    missing = {found for found in texts_in_code() if found not in known}
    assert missing == set()


def texts_of(message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def trees():
    """(path, syntax tree) of every module of the project."""
    for folder in ("config", "meetings"):
        for path in (ROOT / folder).rglob("*.py"):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def texts_in_code():
    """(context, text) of everything marked for translation in the project's modules and templates."""
    for _path, tree in trees():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and (words := words_of(call)):
                yield (words[0], words[1]) if takes_context(call) else (None, words[0])
    for path in (ROOT / "templates").rglob("*.*"):
        # Calls between blotted-out text: one line, since what is left of the indentation means nothing.
        source = templatize(path.read_text(encoding="utf-8")).replace("\n", " ").strip()
        for _line, words, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
            first = words[0] if isinstance(words, tuple) else words
            if first:
                yield context, first


def name_of(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def words_of(call: ast.Call) -> list[str]:
    """The context and the text that a call of gettext or one of its relatives is given; empty for any other call, and
    for one whose text is not written there."""
    words = call.args[: 1 + takes_context(call)] if name_of(call) in KEYWORDS else []
    found = [word.value for word in words if isinstance(word, ast.Constant) and isinstance(word.value, str)]
    return found if len(found) == len(words) else []


def takes_context(call: ast.Call) -> bool:
    return "pgettext" in name_of(call)


def test_no_text_stands_in_an_f_string():
    """xgettext sees a text inside an f-string only from Python 3.12's grammar on, ours does not: `make messages` would
    drop it."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, tree in trees()
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and words_of(call)
    ]
    assert hidden == []
