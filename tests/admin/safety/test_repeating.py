"""Changes at the desk that the database refuses because of another editor: done again, once and as a whole."""

import threading
from typing import Any

import pytest
from django.contrib import messages
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models.signals import post_save
from django.db.utils import load_backend
from django.http import HttpResponse

from meetings.admin.safety.repeating import repeat_if_refused
from meetings.models import Appointment, Official, Position, Topic, Version
from meetings.models.saving import MAX_ATTEMPTS, save_again_if_refused
from meetings.services.history import recorded
from tests.addresses_taken import take_addresses
from tests.admin.conftest import address, form_data
from tests.factories import AppointmentFactory, OfficialFactory, ParticipationFactory, PositionFactory, TopicFactory
from tests.queries.test_proposed_offices import named

only_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="needs TEST_DATABASE_URL with a PostgreSQL server"
)
RENAME_TOPIC = "UPDATE meetings_topic SET name_ar = name_ar || ' 2' WHERE id = %s"
RENAME_OFFICIAL = "UPDATE meetings_official SET notes = 'other' WHERE id = %s"


@pytest.mark.django_db
class TestAnAddressThatAnotherEditorTakesAtThisMoment:
    def test_of_a_person_who_is_split_off(self, desk, monkeypatch):
        OfficialFactory(slug="fuad-masum", name_ar="خالد", name_en="")
        kept = OfficialFactory(slug="fuad-hussein", name_ar="فؤاد حسين", name_en="Fuad Hussein")
        AppointmentFactory(official=kept)
        part = ParticipationFactory(official=kept)
        take_addresses(monkeypatch, "meetings.services.merging.split_official.make_unique_slug", "fuad-masum")
        data = {"name_ar": "فؤاد معصوم", "name_en": "Fuad Masum", "participations": [part.pk], "note": "Two men"}
        response = desk.post(address("meetings_official_split", kept.pk), data, follow=True)
        part.refresh_from_db()
        assert part.official.slug == "fuad-masum-2"
        assert Official.objects.count() == 3
        told = [str(message) for message in response.context["messages"]]
        assert len(told) == len(set(told))

    def test_of_an_office_in_reports(self, desk, monkeypatch):
        PositionFactory(code="taken", title_ar="أمين المكتبة", title_en="Librarian")
        named(OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein"))
        take_addresses(monkeypatch, "meetings.services.proposed_offices.make_unique_slug", "taken")
        page = address("offices-in-reports")
        proposal = desk.get(page).context["groups"][0].rows[0].proposal
        response = desk.post(page, {"office": proposal.value, "answer": "record"}, follow=True)
        assert "Recorded: Fuad Hussein" in response.content.decode()
        assert Appointment.objects.count() == 1
        assert Position.objects.count() == 2

    def test_of_an_english_name(self, desk, monkeypatch):
        OfficialFactory(slug="nechirvan-barzani")
        official = OfficialFactory(name_ar="نيجيرفان بارزاني", name_en="", slug="nyjyrfan-barzany")
        take_addresses(monkeypatch, "meetings.services.english_names.make_unique_slug", "nechirvan-barzani")
        sent = {f"name-{official.pk}": "Nechirvan Barzani"}
        answer = desk.post(address("english-names"), sent, follow=True).content.decode()
        assert answer.count("1 name was saved.") == 1
        official.refresh_from_db()
        assert official.slug == "nechirvan-barzani-2"


@pytest.mark.django_db
class TestTheRequest:
    def test_only_the_last_attempt_leaves_messages_and_the_files_are_read_again(self, rf, editor):
        from django.core.files.uploadedfile import SimpleUploadedFile

        request = rf.post("/", {"list": SimpleUploadedFile("list.csv", b"one")})
        request._messages = messages.storage.cookie.CookieStorage(request)  # type: ignore[attr-defined]
        read: list[bytes] = []

        def answer() -> HttpResponse:
            messages.success(request, "Saved.")
            read.append(request.FILES["list"].read())
            if len(read) == 1:
                raise IntegrityError("taken")
            return HttpResponse()

        repeat_if_refused(request, answer)
        assert read == [b"one", b"one"]
        assert len(request._messages) == 1  # type: ignore[attr-defined]

    def test_what_saved_something_is_not_repeated(self, rf, editor):
        attempts: list[int] = []

        def answer() -> HttpResponse:
            attempts.append(1)
            with recorded(editor):
                OfficialFactory()
            raise IntegrityError("taken")

        with pytest.raises(IntegrityError):
            repeat_if_refused(rf.post("/"), answer)
        assert attempts == [1]
        assert Official.objects.count() == 1


@only_postgresql
@pytest.mark.django_db(transaction=True)
class TestPostgresql:
    @pytest.fixture
    def other(self):
        """The connection of another editor, which PostgreSQL does not choose to refuse."""
        made: Any = load_backend(connection.settings_dict["ENGINE"]).DatabaseWrapper(
            connection.settings_dict, "default"
        )
        made.inc_thread_sharing()
        with made.cursor() as cursor:
            cursor.execute("SET deadlock_timeout = '1h'")
        made.set_autocommit(False)
        yield made
        made.close()

    def test_a_form_in_a_deadlock_is_saved_again(self, desk, other):
        official, topic = OfficialFactory(notes=""), TopicFactory()
        page = address("meetings_official_change", official.pk)
        sent = form_data(desk.get(page), notes="checked")
        attempts: list[int] = []
        threads: list[threading.Thread] = []

        def rename_official() -> None:
            other.cursor().execute(RENAME_OFFICIAL, [official.pk])
            other.commit()

        def wait_for_each_other(sender: Any, instance: Official, **options: Any) -> None:
            """The form has locked the official; the other editor has locked the topic, and asks for the official."""
            attempts.append(1)
            if len(attempts) > 1:
                return
            other.cursor().execute(RENAME_TOPIC, [topic.pk])
            threads.append(threading.Thread(target=rename_official))
            threads[0].start()
            with connection.cursor() as cursor:
                while not cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone():
                    pass
                cursor.execute(RENAME_TOPIC, [topic.pk])

        post_save.connect(wait_for_each_other, sender=Official)
        try:
            response = desk.post(page, sent)
        finally:
            post_save.disconnect(wait_for_each_other, sender=Official)
            threads[0].join()
        assert response.status_code == 302
        assert len(attempts) == 2
        assert Official.objects.get().notes == "checked"
        assert Topic.objects.get().name_ar == f"{topic.name_ar} 2"
        assert Version.objects.filter(kind="official", change="changed").count() == 1

    @pytest.mark.parametrize("state", ["40P01", "40001"])
    def test_a_refusal_that_passes(self, state):
        attempts: list[int] = []

        def save() -> str:
            attempts.append(1)
            if len(attempts) == 1:
                refuse(state)
            return "saved"

        assert save_again_if_refused(save) == "saved"
        assert len(attempts) == 2

    @pytest.mark.parametrize(
        ("state", "is_inside", "count"), [("40P01", True, 1), ("22012", False, 1), ("40001", False, 6)]
    )
    def test_a_refusal_that_remains(self, state, is_inside, count):
        """Inside a transaction the locks remain until its end."""
        attempts: list[int] = []

        def save() -> None:
            attempts.append(1)
            refuse(state)

        def save_inside() -> None:
            with transaction.atomic():
                save_again_if_refused(save)

        with pytest.raises(Exception, match="refused"):
            save_inside() if is_inside else save_again_if_refused(save)
        assert len(attempts) == count <= MAX_ATTEMPTS


def refuse(state: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '{state}'; END $$")


@pytest.mark.django_db
def test_an_error_without_a_state_is_not_repeated():
    attempts: list[int] = []

    def save() -> None:
        attempts.append(1)
        raise OperationalError("database or disk is full")

    with pytest.raises(OperationalError):
        save_again_if_refused(save)
    assert attempts == [1]
