"""The Arabic of the site is complete, and what is shipped compiled is what is written."""

import io

import pytest
from babel.messages import mofile, pofile
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tests.conftest import ROOT

FOLDER = ROOT / "meetings" / "locale" / "ar" / "LC_MESSAGES"


@pytest.fixture(scope="module")
def catalog():
    with (FOLDER / "django.po").open("rb") as file:
        return pofile.read_po(file, locale="ar")


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


def test_what_is_counted_has_all_six_forms_of_arabic(catalog):
    counted = [message for message in catalog if message.pluralizable]
    assert counted
    assert {message.id: len(message.string) for message in counted if len(message.string) != 6} == {}


def test_the_compiled_texts_are_those_of_the_source(catalog):
    compiled = mofile.read_mo(io.BytesIO((FOLDER / "django.mo").read_bytes()))
    assert texts(compiled) == texts(catalog)


def test_every_text_of_the_code_is_in_the_catalogue(catalog):
    known = {(message.context or None, texts_of(message)[0]) for message in catalog if message.id}
    missing = {found for found in texts_in_code() if found not in known}
    assert missing == set()


def texts_of(message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def texts_in_code():
    """(context, text) of everything marked for translation in the project's modules and templates."""
    keywords = {
        "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None,
        "ngettext": (1, 2), "ngettext_lazy": (1, 2),
        "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
    }  # fmt: skip
    modules = [path for folder in ("config", "meetings") for path in (ROOT / folder).rglob("*.py")]
    sources = [path.read_text(encoding="utf-8") for path in modules]
    for path in (ROOT / "templates").rglob("*.html"):
        # Calls between blotted-out text: one line, since what is left of the indentation means nothing.
        sources.append(templatize(path.read_text(encoding="utf-8")).replace("\n", " ").strip())
    for source in sources:
        for _line, words, _comments, context in extract("python", io.BytesIO(source.encode()), keywords):
            first = words[0] if isinstance(words, tuple) else words
            if first:
                yield context, first
