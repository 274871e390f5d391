"""The Arabic of the site is complete, and what is shipped compiled is what is written."""

import io

import pytest
from babel.messages import mofile, pofile

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
