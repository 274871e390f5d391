"""`manage.py fetch_mail` with a real Maildir and a small IMAP server on loopback."""

import io
import mailbox
import re
import socketserver
import threading
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command

from meetings.ingest.mail_folders import format_folder_name
from meetings.models import Incoming
from tests.ingest.documents.builders import make_mail, make_word_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("index")]

REPORT = "استقبل وزير الخارجية العراقي فؤاد حسين، اليوم الأربعاء، نظيره التركي هاكان فيدان في بغداد، وبحثا ملف المياه."


def fetch_mail(source: str) -> str:
    output = io.StringIO()
    call_command("fetch_mail", source, stdout=output, stderr=output)
    return output.getvalue()


@pytest.fixture
def box(tmp_path):
    return mailbox.Maildir(tmp_path / "mail", create=True)


def test_unread_mails_come_to_the_desk_with_their_attachments_once(box):
    mail = make_mail(REPORT, other__docx=make_word_of(REPORT.replace("المياه", "الطاقة")))
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="a.png")
    box.add(mail)
    said = fetch_mail(str(box._path))
    assert Incoming.objects.waiting().filter(way="mail", meetings_found=1).count() == 2
    assert "1 mails: 2 new texts at the desk, 0 known already, 0 could not be read, 1 left out." in said
    assert "a.png: left out, because it is a picture" in said
    assert [mail.get_flags() for mail in box] == ["S"]
    assert "0 mails:" in fetch_mail(f"maildir:{box._path}")


def test_a_mail_that_cannot_be_read_waits_with_the_reason(box):
    box.add(make_mail("", broken__pdf=b"%PDF-1.7 broken"))
    assert "1 could not be read" in fetch_mail(str(box._path))
    assert "damaged" in Incoming.objects.waiting().get().error


@pytest.mark.parametrize(
    "source", ["", "/absent", "imaps://a@127.0.0.1:1/INBOX", "imaps://a@", "imaps://[", "imaps://a@host:port"]
)
def test_a_mailbox_that_is_none_is_told_in_one_line(source):
    with pytest.raises(CommandError, match=r"mailbox|Maildir|refuses|names no mail server"):
        fetch_mail(source)


@contextmanager
def serve_imap(*mails: bytes, folder: str = "INBOX"):
    """An IMAP server with one folder, `folder` as it names it.

    `seen` collects the numbers of the mails that were marked as read.
    """
    seen: set[int] = set()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            self.wfile.write(b"* OK ready\r\n")
            for line in self.rfile:
                tag, command = line.decode().strip().split(" ", 1)
                if self.answer(tag, command) is False:
                    return

        def answer(self, tag: str, command: str) -> bool | None:
            words = command.split()
            if command.startswith("LOGIN") and '"right"' not in command:
                self.wfile.write(f"{tag} NO wrong password\r\n".encode())
                return None
            if words[0] == "CAPABILITY":
                self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
            elif words[0] == "SELECT":
                if words[1].strip('"') != folder:
                    self.wfile.write(f"{tag} NO no mailbox\r\n".encode())
                    return None
                self.wfile.write(f"* {len(mails)} EXISTS\r\n".encode())
            elif words[:2] == ["UID", "SEARCH"]:
                unread = " ".join(str(number) for number in range(1, len(mails) + 1) if number not in seen)
                self.wfile.write(f"* SEARCH {unread}\r\n".encode())
            elif words[:2] == ["UID", "FETCH"]:
                self.fetch(int(words[2]), command)
            elif words[:2] == ["UID", "STORE"]:
                assert re.search(r"\+FLAGS \(\\Seen\)", command)
                seen.add(int(words[2]))
            self.wfile.write(f"{tag} OK done\r\n".encode())
            return words[0] != "LOGOUT"

        def fetch(self, number: int, command: str) -> None:
            data = mails[number - 1]
            if "SIZE" in command:
                self.wfile.write(f"* {number} FETCH (UID {number} RFC822.SIZE {len(data)})\r\n".encode())
            else:
                assert "BODY.PEEK[]" in command  # what BODY[] fetches counts as read at once
                self.wfile.write(
                    f"* {number} FETCH (UID {number} BODY[] {{{len(data)}}}\r\n".encode() + data + b")\r\n"
                )

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_address[1], seen
        server.shutdown()
        thread.join()


def test_mails_of_a_server_come_to_the_desk_and_are_marked_as_read(settings):
    settings.MAHDAR_MAIL_PASSWORD = "right"
    with serve_imap(make_mail(REPORT).as_bytes(), make_mail(REPORT + " نص").as_bytes()) as (port, seen):
        said = fetch_mail(f"imap://desk@127.0.0.1:{port}/INBOX")
        assert "2 mails: 2 new texts at the desk" in said
        assert seen == {1, 2}
        assert "0 mails:" in fetch_mail(f"imap://desk@127.0.0.1:{port}")


@pytest.mark.parametrize(
    ("name", "encoded"),
    [
        ("INBOX", "INBOX"),
        ("R&D", "R&-D"),
        ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),  # the example of RFC 3501, 5.1.3
        ("أخبار", "&BiMGLgYoBicGMQ-"),
    ],
)
def test_names_of_folders_are_encoded(name, encoded):
    assert format_folder_name(name) == encoded


def test_an_arabic_folder_is_asked_for_as_imap_writes_it(settings):
    settings.MAHDAR_MAIL_PASSWORD = "right"
    with serve_imap(make_mail(REPORT).as_bytes(), folder="&BiMGLgYoBicGMQ-") as (port, _seen):
        assert "1 new text" in fetch_mail(f"imap://desk@127.0.0.1:{port}/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1")
        with pytest.raises(CommandError, match="no such folder"):
            fetch_mail(f"imap://desk@127.0.0.1:{port}/INBOX")


def test_a_wrong_password_is_told_and_never_shown(settings):
    settings.MAHDAR_MAIL_PASSWORD = "wrong-secret"
    with serve_imap() as (port, _seen), pytest.raises(CommandError, match="refuses") as refused:
        fetch_mail(f"imap://desk@127.0.0.1:{port}/INBOX")
    assert "wrong-secret" not in str(refused.value)
