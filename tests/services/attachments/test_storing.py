"""An attachment keeps its file as it came and the copy for the public, each once, by its content."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from meetings.models import Attachment, Original
from meetings.services.attachments.inspection import inspect_content
from meetings.services.attachments.storing import attach
from tests.factories import ArticleFactory, MeetingFactory, make_image

pytestmark = pytest.mark.django_db
FACTS = {"title_en": "A photo", "licence": "cc0"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_the_original_and_the_copies_are_stored_by_their_content():
    data = make_image("JPEG") + b"behind the end"
    one = attach(MeetingFactory(), inspect_content("photo.jpg", data), **FACTS)
    assert one.original.file.read() == data
    assert b"behind" not in one.public_file.file.read()
    assert one.public_file.sha256 == one.sha256 != one.original.sha256
    assert one.thumbnail.size > 0
    other = attach(ArticleFactory(), inspect_content("same.jpg", data), **FACTS)
    assert (other.original, other.public_file) == (one.original, one.public_file)
    assert Original.objects.count() == 3


def test_one_record_has_a_file_once():
    meeting, file = MeetingFactory(), inspect_content("photo.png", make_image("PNG"))
    attach(meeting, file, **FACTS)
    with pytest.raises(ValidationError):
        attach(meeting, file, **FACTS)
    assert meeting.attachments.count() == 1


def test_an_attachment_that_is_refused_leaves_no_file_in_the_store():
    with pytest.raises(ValidationError):
        attach(MeetingFactory(), inspect_content("photo.png", make_image("PNG")), licence="cc0")
    assert not Original.objects.exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"licence": "cc0"}, "Enter a title"),
        ({"title_ar": "صورة", "licence": "cc-by-4.0"}, "asks for a credit"),
        ({"title_ar": "صورة", "licence": "permission"}, "asks for a credit"),
        ({"title_ar": "صورة", "licence": "other"}, "page that states the licence"),
        ({"title_ar": "صورة", "licence": "mine"}, "is not a valid choice"),
    ],
)
def test_what_a_licence_needs_is_asked(facts, words):
    with pytest.raises(ValidationError, match=words):
        attach(MeetingFactory(), inspect_content("photo.png", make_image("PNG")), **facts)
    assert not Attachment.objects.exists()


def test_an_attachment_belongs_to_one_record():
    with pytest.raises(ValidationError):
        attach(
            MeetingFactory(), inspect_content("photo.png", make_image("PNG")), article=ArticleFactory(), **FACTS
        )  # fmt: skip
