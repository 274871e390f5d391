"""Messages that are kept in the database and shown in another language later."""

import pytest
from django.utils import translation

from meetings.ingest.documents.limits import make_left_out
from meetings.ingest.errors import SourceError, translate_packed


def test_a_packed_message_is_told_in_the_readers_language():
    packed = SourceError("%(address)s: the site answers with error %(status)s.", address="x.org", status=500).packed()
    with translation.override("en"):
        assert translate_packed(packed) == "x.org: the site answers with error 500."
    assert translate_packed("") == ""


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", "%s %(x)s %", "{0} {x} {", "{}", "[]", "null", "7", '"ab"', '{"message": 1}',
        '["%(name)s", {}]', '["%(name)s", {"other": "x"}]', '["%(name)d", {"name": "x"}]', '["x", {"message": "y"}]',
        '["x", ["y"]]', "[1, {}]", "[[], {}]", '[{}, {"a": 1}]', "[" * 10_000,
    ],
)  # fmt: skip
def test_any_other_text_is_told_as_it_is_and_never_an_error(text):
    with translation.override("en"):
        assert isinstance(translate_packed(text), str)
        assert translate_packed(text)


def test_what_a_file_is_is_translated_with_the_message():
    error = make_left_out("x.jpg", "a picture")
    with translation.override("ar"):
        assert error.translated() == translate_packed(error.packed()) == "x.jpg: تُرك لأنه صورة."
