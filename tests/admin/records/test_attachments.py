"""Attachments in the forms of meetings and articles: sent, refused, replaced, removed, in the history, by role."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from PIL import Image

from meetings.models import Attachment, Original
from meetings.models.history import Version
from meetings.services import roles
from meetings.services.roles import UserRole
from meetings.services.undoing import undo_action
from tests.admin.conftest import address, errors, form_data
from tests.factories import (
    ArticleFactory,
    AttachmentFactory,
    CountryFactory,
    MeetingFactory,
    OfficialFactory,
    ParticipationFactory,
    SourceFactory,
    make_image,
)
from tests.services.attachments.test_inspection import make_pdf, make_photo

pytestmark = pytest.mark.django_db
PHOTO = {"title_en": "The handshake", "alt_en": "Two men", "licence": "cc0", "order": 1}


def make_meeting(**fields):
    meeting = MeetingFactory(**fields)
    for order in (0, 1):
        ParticipationFactory(meeting=meeting, official=OfficialFactory(), country=CountryFactory(), order=order)
    SourceFactory(meeting=meeting)
    return meeting


def page_of(record) -> str:
    return address(f"meetings_{record._meta.model_name}_change", record.pk)


def send(desk, record, *rows, **changes):
    """Send the form of a record with these rows of new attachments behind those on record."""
    data = form_data(desk.get(page_of(record)))
    data = {name: value for name, value in data.items() if "__prefix__" not in name}
    first = record.attachments.count()
    for place, row in enumerate(rows, start=first):
        data |= {f"attachments-{place}-{name}": value for name, value in row.items()}
    return desk.post(page_of(record), data | {"attachments-TOTAL_FORMS": first + len(rows)} | changes)


def upload(name: str, data: bytes, content_type: str = "application/octet-stream", **facts):
    return {**PHOTO, "file": SimpleUploadedFile(name, data, content_type), **facts}


@pytest.mark.parametrize("make", [make_meeting, ArticleFactory])
def test_a_form_takes_files_and_the_history_shows_them(desk, make):
    record, data = make(), make_photo()
    response = send(
        desk, record, upload("photo.jpg", data), upload("letter.pdf", make_pdf(), title_en="The letter", order=2)
    )
    assert response.status_code == 302, errors(response)
    photo, letter = record.attachments.all()
    assert (photo.kind, letter.kind) == ("jpeg", "pdf")
    assert photo.original.file.read() == data
    assert not Image.open(io.BytesIO(photo.public_file.file.read())).getexif()
    kind = record._meta.model_name
    last = Version.objects.filter(kind=kind, record_id=record.pk).order_by("number").last()
    assert last.facts == ["attachments"]
    shown = desk.get(address(f"meetings_{kind}_version", record.pk, last.number)).content.decode()
    assert "The handshake" in shown
    assert photo.sha256 not in shown
    page = desk.get(page_of(record)).content.decode()
    assert photo.thumbnail_url in page
    assert 'enctype="multipart/form-data"' in page


def test_a_new_meeting_takes_them_too(desk):
    page = address("meetings_meeting_add")
    first, second = OfficialFactory(), OfficialFactory()
    people = {"participations-0-official": first.pk, "participations-1-official": second.pk}
    row = {f"attachments-0-{name}": value for name, value in upload("photo.png", make_image("PNG")).items()}
    data = form_data(desk.get(page), headline_ar="لقاء", **people, **row, **{"attachments-TOTAL_FORMS": 1})
    response = desk.post(page, data)
    assert response.status_code == 302, errors(response)
    assert Attachment.objects.get().meeting.headline_ar == "لقاء"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (upload("photo.jpg", b"<svg onload=alert(1)>", "image/jpeg"), "photo.jpg is not a JPEG, PNG, WebP or PDF file"),
        (upload("letter.pdf", make_pdf(lambda one: one.add_js("1")), "application/pdf"), "letter.pdf has a script"),
        (upload("photo.png", make_image("PNG")[:-30], "image/png"), "photo.png: this image is broken"),
        (upload("photo.png", make_image("PNG"), title_en=""), "Enter a title in Arabic or in English."),
        (upload("photo.png", make_image("PNG"), licence="cc-by-4.0"), "This licence asks for a credit."),
        (upload("photo.png", make_image("PNG"), licence=""), "This field is required."),
        (PHOTO, "Choose a file."),
    ],
)
def test_what_is_refused_is_told_in_one_line_and_nothing_is_stored(desk, row, words):
    meeting = make_meeting()
    if "file" in row:
        row["file"].seek(0)
    response = send(desk, meeting, row, summary_en="A new summary")
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Attachment.objects.exists()
    assert not Original.objects.exists()
    meeting.refresh_from_db()
    assert meeting.summary_en != "A new summary"


def test_a_file_that_is_too_large_is_not_read(desk, monkeypatch):
    monkeypatch.setattr("meetings.services.attachments.inspection.MAX_ATTACHMENT_MEGABYTES", 0)
    monkeypatch.setattr("meetings.admin.records.attachments.inspect_attachment", pytest.fail)
    response = send(desk, make_meeting(), upload("photo.png", make_image("PNG")))
    assert "photo.png is too large: at most 0 MB. Save it smaller." in response.content.decode()


def test_the_same_file_twice_is_refused(desk):
    meeting = make_meeting()
    data = make_image("PNG")
    assert send(desk, meeting, upload("a.png", data)).status_code == 302
    response = send(desk, meeting, upload("b.png", data))
    assert "This file is in another row too." in response.content.decode()
    assert meeting.attachments.count() == 1


def test_a_second_attempt_to_save_reads_the_file_again(desk, monkeypatch):
    """Another editor took an address after this form had read its file."""
    meeting, data, refused = make_meeting(), make_photo(), [True]
    save = Attachment.save

    def save_at_second(self, *args, **options):
        if refused:
            refused.pop()
            raise IntegrityError("the address is taken")
        save(self, *args, **options)

    monkeypatch.setattr(Attachment, "save", save_at_second)
    assert send(desk, meeting, upload("photo.jpg", data)).status_code == 302
    assert meeting.attachments.get().original.file.read() == data


def test_a_new_row_is_behind_those_on_record(desk):
    meeting = make_meeting()
    assert desk.get(page_of(meeting)).context["inline_admin_formsets"][3].formset.empty_form["order"].value() == 1
    AttachmentFactory(meeting=meeting, order=4)
    formset = desk.get(page_of(meeting)).context["inline_admin_formsets"][3].formset
    assert [form["order"].value() for form in (*formset.forms, formset.empty_form)] == [4, 5]


def test_texts_change_without_the_file_and_a_file_is_replaced(desk):
    meeting = make_meeting()
    send(desk, meeting, upload("a.png", make_image("PNG")))
    before = meeting.attachments.get()
    response = send(desk, meeting, **{"attachments-0-title_en": "Another title"})
    assert response.status_code == 302, errors(response)
    after = meeting.attachments.get()
    assert (after.title, after.public_file) == ("Another title", before.public_file)
    send(desk, meeting, **{"attachments-0-file": SimpleUploadedFile("b.jpg", make_image("JPEG"))})
    replaced = meeting.attachments.get()
    assert (replaced.pk, replaced.kind) == (before.pk, "jpeg")
    assert replaced.original.name == "b.jpg"


def test_a_file_stays_with_its_row_when_another_editor_removed_a_row(desk):
    """Both remove the first row, so that the others move up: the files that were sent move with them."""
    meeting = make_meeting()
    first, second = AttachmentFactory(meeting=meeting), AttachmentFactory(meeting=meeting)
    data = {name: value for name, value in form_data(desk.get(page_of(meeting))).items() if "__prefix__" not in name}
    data |= {f"attachments-2-{name}": value for name, value in upload("new.png", make_image("PNG", (9, 9))).items()}
    made_on = desk.get(page_of(meeting)).context["made_on"]
    data |= {
        "attachments-0-DELETE": "on", "attachments-TOTAL_FORMS": 3, "made_on": made_on,
        "attachments-1-file": SimpleUploadedFile("second.png", make_image("PNG", (8, 8))),
    }  # fmt: skip
    first.delete()
    response = desk.post(page_of(meeting), data)
    assert response.status_code == 302, errors(response)
    assert [(one.original.name, one.width) for one in meeting.attachments.order_by("pk")] == [
        ("second.png", 8),
        ("new.png", 9),
    ]
    assert meeting.attachments.filter(pk=second.pk, width=8).exists()


def test_the_question_about_versions_names_the_files_that_are_to_be_chosen_again(desk):
    meeting = make_meeting()
    response = desk.get(page_of(meeting))
    data = {name: value for name, value in form_data(response).items() if "__prefix__" not in name}
    data |= {f"attachments-0-{name}": value for name, value in upload("photo.png", make_image("PNG")).items()}
    data |= {"attachments-TOTAL_FORMS": 1, "made_on": response.context["made_on"], "summary_en": "Mine"}
    type(meeting).objects.update(summary_en="Theirs")
    response = desk.post(page_of(meeting), data)
    assert response.status_code == 409
    assert "Choose them again in the form after you save" in response.content.decode()
    assert "<bdi>photo.png</bdi>" in response.content.decode()
    assert not Attachment.objects.exists()


def test_the_desk_downloads_the_original(desk):
    meeting, data = make_meeting(), make_photo()
    send(desk, meeting, upload("photo.jpg", data))
    link = address("incoming-original", meeting.attachments.get().original_id)
    assert link in desk.get(page_of(meeting)).content.decode()
    assert b"".join(desk.get(link)) == data


def test_undo_brings_a_removed_file_back(desk, editor, client):
    meeting = make_meeting(review_state="published")
    send(desk, meeting, upload("a.png", make_image("PNG")))
    one = meeting.attachments.get()
    response = send(desk, meeting, **{"attachments-0-DELETE": "on"})
    assert response.status_code == 302, errors(response)
    assert not meeting.attachments.exists()
    client.logout()
    assert client.get(one.file_url).status_code == 404
    last = Version.objects.filter(kind="meeting", record_id=meeting.pk).order_by("number").last()
    undo_action(last.action, editor, reason="A test of undo")
    assert meeting.attachments.get() == one
    assert client.get(one.file_url).status_code == 200


def test_undo_takes_an_added_file_away(desk, editor):
    meeting = make_meeting()
    send(desk, meeting, upload("a.png", make_image("PNG")))
    last = Version.objects.filter(kind="meeting", record_id=meeting.pk).order_by("number").last()
    undo_action(last.action, editor, reason="A test of undo")
    assert not meeting.attachments.exists()


def test_deleting_the_record_deletes_its_attachments_and_undo_returns_them(desk, editor):
    meeting = make_meeting()
    one = AttachmentFactory(meeting=meeting)
    desk.post(address("meetings_meeting_delete", meeting.pk), {"post": "yes"})
    assert not Attachment.objects.exists()
    last = Version.objects.filter(kind="meeting", record_id=meeting.pk).order_by("number").last()
    undo_action(last.action, editor, reason="A test of undo")
    assert Attachment.objects.get() == one


def test_the_form_names_an_image_that_the_public_does_not_see(desk):
    meeting = make_meeting()
    AttachmentFactory(meeting=meeting, alt_ar="", alt_en="")
    assert "The public does not see this image" in desk.get(page_of(meeting)).content.decode()


class TestContributor:
    @pytest.fixture
    def contributor(self, client, django_user_model):
        user = django_user_model.objects.create(username="contributor")
        roles.give_role(user, UserRole.CONTRIBUTOR)
        client.force_login(user)
        return user

    @pytest.mark.parametrize("make", [make_meeting, ArticleFactory])
    def test_attaches_to_their_own_drafts(self, client, contributor, make):
        state = {"review_state": "draft"} if make is make_meeting else {}
        record = make(created_by=contributor, **state)
        response = send(client, record, upload("a.png", make_image("PNG")))
        assert response.status_code == 302, errors(response)
        assert record.attachments.count() == 1

    @pytest.mark.parametrize(
        "fields", [{"review_state": "published"}, {"review_state": "draft", "created_by": None}], ids=str
    )
    def test_not_to_other_records(self, client, contributor, fields):
        meeting = make_meeting(**({"created_by": contributor} | fields))
        row = {f"attachments-0-{name}": value for name, value in upload("a.png", make_image("PNG")).items()}
        management = {f"attachments-{name}": value for name, value in (("TOTAL_FORMS", 1), ("INITIAL_FORMS", 0))}
        assert client.post(page_of(meeting), row | management).status_code == 403
        assert not Attachment.objects.exists()

    def test_may_edit_the_parts_of_own_drafts_only(self, contributor):
        own = AttachmentFactory(meeting=MeetingFactory(created_by=contributor, review_state="draft"))
        public = AttachmentFactory(meeting=MeetingFactory(created_by=contributor, review_state="published"))
        article = ArticleFactory(created_by=contributor)
        of_article = AttachmentFactory(meeting=None, article=article)
        assert [roles.may_edit(contributor, one) for one in (own, public, of_article)] == [True, False, True]
        SourceFactory(article=article, meeting=MeetingFactory(review_state="published"))
        assert not roles.may_delete(contributor, of_article)
