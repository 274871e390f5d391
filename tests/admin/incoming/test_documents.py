"""Documents at the desk: uploaded, read, kept as they came, and every file that was left out named."""

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import Article, Incoming, Original
from tests.admin.conftest import address
from tests.admin.incoming.test_incoming import REPORT, said, upload
from tests.factories import CountryFactory
from tests.ingest.documents.builders import make_mail, make_pdf, make_word_of, make_zip

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("index")]


@pytest.fixture(autouse=True)
def sides():
    CountryFactory(code="IQ", name_ar="العراق", name_en="Iraq")
    CountryFactory(code="TR", name_ar="تركيا", name_en="Türkiye")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("report.pdf", make_pdf(*REPORT.split("\n\n"))),
        ("report.docx", make_word_of(*REPORT.splitlines())),
        ("report.eml", make_mail(REPORT).as_bytes()),
    ],
)
def test_a_document_is_read_previewed_stored_and_kept(desk, name, data):
    response = upload(desk, (name, data))
    incoming = Incoming.objects.get()
    assert incoming.meetings_found == 1
    assert response.redirect_chain[-1][0] == address("incoming-preview", incoming.pk)
    link = reverse("admin:incoming-original", args=[incoming.original.pk])
    assert link in response.content.decode()
    download = desk.get(link)
    assert b"".join(download.streaming_content) == data
    assert download["Content-Disposition"] == f'attachment; filename="{name}"'
    assert download["Content-Type"] == "application/octet-stream"
    desk.post(address("meetings_incoming_changelist"), {"action": "store_drafts", "_selected_action": [incoming.pk]})
    article = Article.objects.get()
    assert article.original == incoming.original
    assert link in desk.get(address("meetings_article_change", article.pk)).content.decode()


def test_the_day_of_a_mail_is_not_the_day_of_the_report(desk):
    text = "استقبل وزير الخارجية العراقي فؤاد حسين، أمس، نظيره التركي هاكان فيدان في العاصمة بغداد."
    upload(desk, ("report.eml", make_mail(text).as_bytes()))
    assert Incoming.objects.get().published_on is None


def test_one_file_is_kept_once(desk):
    data = make_word_of(REPORT)
    upload(desk, ("a.docx", data))
    Incoming.objects.update(state=Incoming.State.DROPPED)
    upload(desk, ("b.docx", data))
    assert Incoming.objects.waiting().get().original == Original.objects.get()


def test_a_plain_text_is_its_own_original(desk):
    upload(desk, ("a.txt", REPORT.encode()))
    assert Incoming.objects.get().original is None
    upload(desk, ("b.txt", REPORT.replace("بغداد", "أنقرة").encode("cp1256")))
    assert b"".join(Incoming.objects.order_by("-pk")[0].original.file.open().chunks()).decode("cp1256")


def test_rows_of_a_table_have_the_table_as_their_original(desk):
    table = f'title,date,text\n"أول",2023-11-03,"{REPORT}"\n"ثان",2023-11-04,"{REPORT}."\n'.encode()
    upload(desk, ("rows.csv", table))
    one, two = Incoming.objects.order_by("pk")
    assert one.original == two.original == Original.objects.get()
    assert [str(row.published_on) for row in (one, two)] == ["2023-11-03", "2023-11-04"]
    assert {one.published_basis, two.published_basis} == {"table"}


def test_every_file_that_was_left_out_is_named_with_the_reason(desk):
    pictures = [(f"{number}.jpg", b"\xff\xd8\xff" + bytes([number])) for number in range(30)]
    response = upload(desk, ("all.zip", make_zip(("a.txt", REPORT.encode()), ("b.txt", b""), *pictures)))
    shown = said(response)
    assert "31 files were left out:" in shown
    for name, _data in pictures:
        assert f"{name}: left out, because it is a picture." in shown
    assert "b.txt: the file is empty." in shown
    assert Incoming.objects.waiting().count() == 1


def test_only_the_desk_serves_originals(desk):
    upload(desk, ("report.docx", make_word_of(REPORT)))
    link = reverse("admin:incoming-original", args=[Original.objects.get().pk])
    assert Client().get(link).status_code == 302  # to the log-in
    assert desk.get(reverse("admin:incoming-original", args=[10**12])).status_code == 404


def test_a_missing_original_is_told(desk):
    data = make_word_of(REPORT)
    upload(desk, ("report.docx", data))
    original = Original.objects.get()
    original.file.storage.delete(original.file.name)
    assert desk.get(reverse("admin:incoming-original", args=[original.pk])).status_code == 404
    Incoming.objects.update(state=Incoming.State.DROPPED)
    upload(desk, ("again.docx", data))  # brings it back
    assert desk.get(reverse("admin:incoming-original", args=[original.pk])).status_code == 200
