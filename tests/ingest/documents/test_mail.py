"""Mails: their text, their attachments, and what they never are: a day of publication."""

from email.message import EmailMessage

import pytest

from meetings.ingest.documents.limits import OF_COMMANDS
from tests.ingest.documents.builders import TEXT, make_mail, make_pdf, make_word_of, make_zip, read, read_error

OTHER = "استقبل رئيس الوزراء العراقي محمد شياع السوداني الرئيس الفرنسي إيمانويل ماكرون في قصر الحكومة."


def test_a_mail_gives_its_text_under_its_subject():
    data = make_mail(subject="Fwd: Re: لقاء في بغداد").as_bytes()
    (one,) = read("a.eml", data)
    assert (one.source.raw, one.source.name, one.source.headline) == (TEXT, "لقاء في بغداد", None)
    assert (one.source.original.name, one.source.original.data) == ("a.eml", data)


def test_the_date_of_a_mail_is_no_day_of_publication():
    (one,) = read("a.eml", make_mail().as_bytes())
    assert one.source.published is None
    assert one.source.statements is None  # so that the text itself may state its day


def test_attachments_are_read_as_files_of_their_own():
    mail = make_mail(
        report__pdf=make_pdf(TEXT), other__docx=make_word_of(OTHER), all__zip=make_zip(("b.txt", OTHER.encode()))
    )
    mail.add_attachment(b"\x89PNG\r\n\x1a\n\x00", maintype="image", subtype="png", filename="صورة.png")
    text, pdf, word, packed, picture = read("a.eml", mail.as_bytes())
    assert text.source.raw == TEXT
    assert (pdf.name, TEXT in pdf.source.raw) == ("a.eml › report.pdf", True)
    assert (word.source.raw, word.source.original.name) == (OTHER, "other.docx")
    assert (packed.name, packed.source.raw) == ("a.eml › all.zip › b.txt", OTHER)
    assert "صورة.png: left out, because it is a picture" in str(picture.error)


def test_a_mail_with_attachments_only():
    (one,) = read("a.eml", make_mail("", report__docx=make_word_of(TEXT)).as_bytes())
    assert one.source.raw == TEXT


def test_a_mail_in_a_mail_is_read_too():
    mail = make_mail("للعلم")
    mail.add_attachment(make_mail(OTHER))
    first, second = read("a.eml", mail.as_bytes())
    assert (first.source.raw, second.source.raw) == ("للعلم", OTHER)


def test_of_two_forms_of_a_text_the_plain_one_is_read():
    (one,) = read("a.eml", make_mail(TEXT, html=f"<p>{OTHER}</p>").as_bytes())
    assert one.source.raw == TEXT


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{TEXT}</p><p>{OTHER}</p>",
        f"<html><head><style>p {{}}</style></head><body><div>{TEXT}<br>{OTHER}</div></body></html>",
        f"<table><tr><td>{TEXT}</td></tr><tr><td>{OTHER}</td></tr></table>",
    ],
)
def test_a_mail_in_html_gives_its_words(html):
    mail = make_mail("")
    mail.set_content(html, subtype="html")
    (one,) = read("a.eml", mail.as_bytes())
    assert TEXT in one.source.raw
    assert OTHER in one.source.raw
    assert "<" not in one.source.raw


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-8"])
def test_a_mail_in_an_old_encoding(charset):
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.org", "x"
    mail.set_content(TEXT, charset=charset)
    (one,) = read("a.eml", mail.as_bytes())
    assert one.source.raw == TEXT


def test_a_mailbox_gives_its_mails_one_by_one():
    box = b"".join(
        b"From a@example.org Sun Mar 12 10:00:00 2023\n" + make_mail(text).as_bytes() + b"\n" for text in (TEXT, OTHER)
    )
    one, two = read("inbox", box)
    assert (one.name, one.source.raw) == ("inbox#1", TEXT)
    assert (two.name, two.source.raw) == ("inbox#2", OTHER)


def test_a_mail_of_ten_thousand_parts_is_refused():
    part = b'--b\r\nContent-Disposition: attachment; filename="a.txt"\r\n\r\nx\r\n'
    head = b'From: a@example.org\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    assert "too many parts" in read_error("a.eml", head + part * 10_000 + b"--b--\r\n")


def test_a_mail_of_parts_within_parts_without_end_is_refused():
    deep = b"x"
    for level in range(60):
        boundary = b"b%d" % level
        deep = b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n--%s\r\n%s\r\n--%s--' % (
            (boundary,) * 2 + (deep, boundary)
        )
    assert "too many parts" in read_error("a.eml", b"From: a@example.org\r\nSubject: x\r\n" + deep)


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\r\nSubject: =?utf-8?b?broken\r\nContent-Type: text/plain; charset=no-such\r\n\r\n" + TEXT.encode(),
        b"From: a\r\nSubject: x\r\nContent-Type: text/plain; charset=\x00\xff\r\n\r\n" + TEXT.encode(),
        b"From: a\r\nSubject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!" + TEXT.encode(),
        b"From: <<<>>> a\r\nSubject: x\r\nContent-Type: multipart/mixed\r\n\r\n" + TEXT.encode(),
        b"From: a\r\nSubject: x\r\n\r\n",
    ],
)
def test_broken_mails_are_read_or_refused_with_a_word(data):
    (one,) = read("a.eml", data, OF_COMMANDS)
    assert one.source or "a.eml" in str(one.error)
