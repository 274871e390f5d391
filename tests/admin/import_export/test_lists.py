"""Lists as files: what leaves comes back equal, what comes in is checked first, and nothing is written by halves."""

import csv
import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from meetings.admin.import_export import files
from meetings.models import (
    Appointment,
    IndexChange,
    Meeting,
    Official,
    OldAddress,
    Organisation,
    Outlet,
    Place,
    Position,
    Topic,
    Version,
)
from meetings.services.history import select_versions
from meetings.services.lists import reading
from meetings.services.lists.kinds import TABLES
from tests.admin.conftest import address
from tests.admin.history.test_history import text_of
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    MeetingFactory,
    MeetingTopicFactory,
    OfficialFactory,
    OfficialNameFactory,
    OrganisationFactory,
    OutletFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def exported(desk, kind: str, file: str = "csv", prefix: str = "", **filters: object) -> bytes:
    response = desk.get(prefix + address(f"meetings_{kind}_export", file), filters)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def rows_of(data: bytes) -> list[list[str]]:
    if data[:2] == b"PK":
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        return [[str(value or "") for value in row] for row in sheet.iter_rows(values_only=True)]
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def table(*rows: list[object]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def check(desk, kind: str, data: bytes, name: str = "list.csv"):
    return desk.post(address(f"meetings_{kind}_import"), {"file": SimpleUploadedFile(name, data)})


def write(desk, kind: str, data: bytes, reason: str = ""):
    """Check a file, and have it written; the response of whichever came last."""
    response = check(desk, kind, data)
    if "token" not in response.context:
        return response
    return desk.post(
        address(f"meetings_{kind}_import"), {"token": response.context["token"], "reason": reason}, follow=True
    )


def mistakes(response) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.message) for one in response.context["mistakes"]]


class TestExport:
    def test_the_list_as_it_is_filtered_and_searched(self, desk):
        MeetingFactory(headline_ar="مباحثات", kind="visit")
        MeetingFactory(headline_ar="مباحثات أخرى", kind="phone")
        MeetingFactory(headline_ar="اتصال", kind="visit")
        rows = rows_of(exported(desk, "meeting", kind__exact="visit", q="مباحثات"))
        assert len(rows) == 2
        assert "مباحثات" in rows[1]

    def test_the_chosen_rows_in_the_order_of_the_list(self, desk):
        topics = [TopicFactory(code=f"t{number}", name_ar=f"م{number}") for number in range(3)]
        data = {"action": "export_xlsx", "_selected_action": [topics[2].pk, topics[0].pk]}
        response = desk.post(address("meetings_topic_changelist"), data)
        rows = rows_of(b"".join(response.streaming_content))
        assert [row[0] for row in rows[1:]] == ["t0", "t2"]

    def test_a_meeting_with_everything_people_ask_for(self, desk):
        meeting = MeetingFactory(place=PlaceFactory(), notes="=1+1")
        ParticipationFactory(meeting=meeting, official=OfficialFactory(name_en="Fuad Hussein"))
        ParticipationFactory(meeting=meeting, official=None, title_en="Minister", title_ar="وزير", country=None)
        MeetingTopicFactory(meeting=meeting)
        SourceFactory(meeting=meeting, article__url="https://example.org/a")
        headings, row = rows_of(exported(desk, "meeting"))
        cells = dict(zip(headings, row, strict=True))
        assert cells["participants"] == "Fuad Hussein – Iraq | Minister"
        assert (cells["sides"], cells["date"], cells["place"]) == ("Iraq", "2023-11-03", "Baghdad, Iraq")
        assert (cells["topics"], cells["address"]) == ("Security", meeting.slug)
        assert cells["addresses of the sources"] == "https://example.org/a"
        assert cells["notes for editors"] == "'=1+1"

    def test_an_official_with_names_and_offices(self, desk):
        official = OfficialFactory(name_ar="بدر عبد العاطي", name_en="Badr Abdelatty")
        for name in ("بدر عبد العاطي", "Badr Abdel-Atty", "بدر العاطي"):
            OfficialNameFactory(official=official, name=name)
        AppointmentFactory(official=official)
        headings, row = rows_of(exported(desk, "official"))
        cells = dict(zip(headings, row, strict=True))
        assert cells["other names"] == "Badr Abdel-Atty | بدر العاطي"
        assert cells["offices held"] == "Minister of Foreign Affairs – Iraq (since 27 October 2022)"

    @pytest.mark.parametrize("file", ["csv", "xlsx"])
    def test_nothing_in_a_cell_is_run(self, desk, file):
        for number, name in enumerate(("=1+1", "+cmd", "-x", "@SUM(1)", "\tx", "'=2")):
            OutletFactory(code=f"o{number}", name_ar=name, name_en="")
        data = exported(desk, "outlet", file)
        names = [row[1] for row in rows_of(data)[1:]]
        assert len(names) == 6
        assert all(name.startswith("'") for name in names)
        if file == "xlsx":
            cells = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["B"]
            assert {cell.data_type for cell in cells} == {"s"}

    def test_spreadsheets_see_that_it_is_utf8(self, desk):
        TopicFactory()
        assert exported(desk, "topic").startswith(b"\xef\xbb\xbf")

    def test_an_arabic_workbook_runs_from_right_to_left(self, desk):
        TopicFactory()
        with translation.override("ar"):
            data = exported(desk, "topic", "xlsx")
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert book.worksheets[0].sheet_view.rightToLeft

    def test_queries_do_not_grow_with_the_list(self, desk, django_assert_max_num_queries):
        for _ in range(8):
            official = OfficialFactory()
            OfficialNameFactory(official=official)
            AppointmentFactory(official=official)
        with django_assert_max_num_queries(12):
            assert len(rows_of(exported(desk, "official"))) == 9

    def test_a_kind_of_file_that_is_not_written(self, desk):
        assert desk.get(address("meetings_topic_export", "pdf")).status_code == 404

    def test_filters_that_do_not_exist(self, desk):
        assert desk.get(address("meetings_topic_export", "csv"), {"nothing__exact": "1"}).status_code == 302


class TestTheSampleComesBackEqual:
    @pytest.mark.parametrize("file", ["csv", "xlsx"])
    @pytest.mark.parametrize("kind", sorted(TABLES))
    @pytest.mark.parametrize("language", ["ar", "en"])
    def test_whatever_the_language_it_left_in(self, desk, kind, file, language):
        meeting = MeetingFactory(place=PlaceFactory(), date=None, date_precision="unknown", notes="'=1+1\n=2|3")
        ParticipationFactory(meeting=meeting)
        MeetingTopicFactory(meeting=meeting, topic=TopicFactory(name_ar="=1+1"))
        official = OfficialFactory(notes="+964 1 234")
        OfficialNameFactory(official=official, name="@alias", kind="alias")
        AppointmentFactory(official=official, source_url="https://example.org/?a=1")
        PositionFactory(code="un-chief", country=None, organisation=OrganisationFactory(names=["-UN-", "ONU"]))
        OutletFactory(country=CountryFactory(), domain="=ina.iq")
        with translation.override(language):
            data = exported(desk, kind, file)
        before = list(TABLES[kind]._meta.model.objects.values())
        response = check(desk, kind, data, f"list.{file}")
        assert not response.context["mistakes"]
        assert (response.context["new"], response.context["changed"]) == (0, 0)
        assert response.context["unchanged"] == len(before)
        assert list(TABLES[kind]._meta.model.objects.values()) == before


class TestCorrections:
    def test_what_would_change_is_shown_and_nothing_is_written_yet(self, desk):
        topic = TopicFactory(name_en="Security")
        response = check(desk, "topic", table(["code", "name in English"], [topic.code, "Security of the region"]))
        assert "Security of the region" in text_of(response).replace("[added: ", "").replace("]", "")
        assert (response.context["changed"], response.context["new"]) == (1, 0)
        topic.refresh_from_db()
        assert topic.name_en == "Security"
        assert not Version.objects.exists()

    def test_it_is_written_when_the_editor_says_so_and_kept_in_the_history(self, desk, editor):
        topic, place = TopicFactory(), PlaceFactory()
        response = write(desk, "topic", table(["code", "name_en"], [topic.code, "Safety"]), reason="As agreed")
        assert "0 added, 1 updated" in response.content.decode()
        topic.refresh_from_db()
        assert topic.name_en == "Safety"
        version = select_versions(topic)[0]
        assert (version.user, version.way, version.note, version.facts) == (editor, "import", "As agreed", ["name_en"])
        assert not select_versions(place)

    def test_the_index_is_told(self, desk, monkeypatch):
        meeting = MeetingFactory()
        IndexChange.objects.all().delete()
        told: list[int] = []
        changes = IndexChange.objects.values_list("meeting_id", flat=True)
        monkeypatch.setattr("meetings.search.index.signals.apply_noted_changes", lambda: told.extend(changes.all()))
        write(desk, "meeting", table(["address", "headline in English"], [meeting.slug, "Anew"]))
        assert meeting.pk in told

    def test_what_has_no_column_stays_and_an_empty_cell_empties(self, desk):
        official = OfficialFactory(name_en="Fuad Hussein", notes="Keep me")
        OfficialNameFactory(official=official)
        write(desk, "official", table(["slug", "name_en"], [official.slug, ""]))
        official.refresh_from_db()
        assert (official.name_en, official.notes) == ("", "Keep me")
        assert official.names.count() == 1

    def test_other_names_are_as_the_cell_has_them(self, desk):
        official = OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein")
        for name in ("فؤاد حسين", "Fuad Hussein", "Fouad Hussein", "wrong"):
            OfficialNameFactory(official=official, name=name, kind="alias")
        write(desk, "official", table(["slug", "other_names"], [official.slug, "Fouad Hussein | فواد حسين البرزنجي"]))
        assert {name.name for name in official.names.all()} == {
            "فؤاد حسين",
            "Fuad Hussein",
            "Fouad Hussein",
            "فواد حسين البرزنجي",
        }
        assert select_versions(official)[0].facts == ["names"]

    @pytest.mark.parametrize(("key", "near"), [("fuad-husein", "fuad-hussein"), ("zzz", "")])
    def test_a_mistyped_address_is_no_new_record(self, desk, key, near):
        OfficialFactory(slug="fuad-hussein")
        response = check(desk, "official", table(["slug", "name_ar"], [key, "اسم آخر"]))
        ((row, column, message),) = mistakes(response)
        assert (row, column) == (2, "address")
        assert key in message
        assert ("Did you mean" in message, near in message) == (bool(near), True)
        assert response.context["new"] == 0

    def test_an_old_address_is_that_of_the_record(self, desk):
        official = OfficialFactory(slug="old", name_en="Fuad Hussein")
        official.slug = "new"
        official.save()
        write(desk, "official", table(["slug", "name_en"], ["old", "Fouad Hussein"]))
        official.refresh_from_db()
        assert (official.slug, official.name_en) == ("new", "Fouad Hussein")
        assert OldAddress.objects.count() == 1

    def test_the_address_of_the_page_is_a_key(self, desk):
        official = OfficialFactory(slug="old", name_en="Fuad Hussein")
        write(desk, "official", table(["slug", "name_en"], ["https://example.org/en/officials/old/", "Fouad Hussein"]))
        official.refresh_from_db()
        assert official.name_en == "Fouad Hussein"

    def test_published_records_stay_published(self, desk):
        meeting = MeetingFactory(review_state="published")
        write(desk, "meeting", table(["address", "review", "kind"], [meeting.slug, "draft", "زيارة"]))
        meeting.refresh_from_db()
        assert (meeting.review_state, meeting.kind) == ("published", "visit")

    def test_dates_in_all_ways(self, desk):
        meetings = [MeetingFactory() for _ in range(4)]
        dates = ["٣/١٢/٢٠٢٣", "3 كانون الأول 2023", "2023-12-03", "3.12.2023"]
        rows = [[meeting.slug, day] for meeting, day in zip(meetings, dates, strict=True)]
        write(desk, "meeting", table(["slug", "date"], *rows))
        assert {str(meeting.date) for meeting in Meeting.objects.all()} == {"2023-12-03"}

    def test_a_date_that_spreadsheets_made_a_date(self, desk):
        import datetime

        meeting = MeetingFactory()
        book = openpyxl.Workbook()
        book.active.append(["slug", "date"])
        book.active.append([meeting.slug, datetime.datetime(2024, 2, 1)])
        data = io.BytesIO()
        book.save(data)
        write(desk, "meeting", data.getvalue())
        meeting.refresh_from_db()
        assert str(meeting.date) == "2024-02-01"

    def test_topics_are_as_the_cell_has_them(self, desk):
        meeting = MeetingFactory()
        MeetingTopicFactory(meeting=meeting)
        TopicFactory(code="energy", name_ar="الطاقة", name_en="Energy")
        TopicFactory(code="trade", name_ar="التجارة", name_en="Trade")
        write(desk, "meeting", table(["slug", "topics"], [meeting.slug, "الطاقه | trade"]))
        assert [ranked.topic.code for ranked in meeting.ranked_topics.all()] == ["energy", "trade"]

    def test_participants_of_a_meeting_that_is_there_are_left_to_its_form(self, desk):
        meeting = MeetingFactory()
        ParticipationFactory(meeting=meeting)
        response = check(desk, "meeting", table(["slug", "participants"], [meeting.slug, "فؤاد حسين – العراق"]))
        ((row, column, message),) = mistakes(response)
        assert (row, column) == (2, "participants")
        assert "meeting's form" in message

    def test_who_held_an_office(self, desk):
        appointment = AppointmentFactory()
        write(desk, "appointment", table(["number", "to"], [appointment.pk, "1/2/2024"]))
        appointment.refresh_from_db()
        assert str(appointment.end) == "2024-02-01"
        assert select_versions(appointment.official)[0].facts == ["appointments"]


class TestNewRecords:
    def test_a_meeting_is_a_draft_with_its_participants_and_an_address(self, desk, editor):
        OfficialNameFactory(official=OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein"))
        CountryFactory(), CountryFactory(code="FR", name_ar="فرنسا", name_en="France"), PlaceFactory()
        people = "فؤاد حسين – العراق | Catherine Colonna – FR"
        data = table(
            ["date", "headline_ar", "participants", "place"],
            ["2023-11-03", "لقاء وزاري", people, "بغداد، العراق"],
        )
        response = write(desk, "meeting", data)
        assert "1 added" in response.content.decode()
        meeting = Meeting.objects.get()
        assert (meeting.slug, meeting.review_state, meeting.created_by) == ("2023-11-03-iq-fr", "draft", editor)
        assert [(part.label, part.side_code) for part in meeting.participations.all()] == [
            ("Fuad Hussein", "IQ"),
            ("Catherine Colonna", "FR"),
        ]
        assert meeting.place.slug == "iq-baghdad"
        assert [version.change for version in select_versions(meeting)] == ["entered"]

    def test_of_every_other_kind(self, desk):
        CountryFactory()
        write(desk, "official", table(["name_ar", "name_en"], ["هاكان فيدان", "Hakan Fidan"]))
        write(desk, "position", table(["title_ar", "country"], ["وزير النفط", "العراق"]))
        write(desk, "place", table(["city_ar", "city_en", "country"], ["أربيل", "Erbil", "iq"]))
        write(desk, "topic", table(["name_ar", "name_en"], ["المناخ", "Climate"]))
        write(desk, "outlet", table(["name_ar", "domain"], ["وكالة", "example.org"]))
        write(
            desk,
            "organisation",
            table(["new_code", "name_ar", "names"], ["AL", "جامعة الدول العربية", "LAS | الجامعة"]),
        )
        official = Official.objects.get()
        assert (official.slug, official.review_state, official.names.count()) == ("hakan-fidan", "draft", 2)
        assert Position.objects.get().code == "iq-wzyr-alnft"
        assert Place.objects.get().slug == "iq-erbil"
        assert Topic.objects.get().code == "climate"
        assert Outlet.objects.get().domain == "example.org"
        assert Organisation.objects.get().names == ["LAS", "الجامعة"]
        write(
            desk,
            "appointment",
            table(["official", "position", "from"], ["Hakan Fidan", "وزير النفط – العراق", "3 حزيران 2023"]),
        )
        assert str(Appointment.objects.get().start) == "2023-06-03"

    def test_somebody_of_that_name_may_be_there(self, desk):
        OfficialNameFactory(official=OfficialFactory(slug="fuad", name_ar="فؤاد حسين"))
        response = check(desk, "official", table(["name_ar"], ["فؤاد حسين"]))
        assert "enter the URL fuad" in text_of(response)

    def test_a_meeting_of_that_day_and_those_sides_may_be_there(self, desk):
        there = MeetingFactory(date="2023-11-03", slug="there")
        ParticipationFactory(meeting=there)
        MeetingFactory(date="2023-11-03", slug="another")
        data = table(["headline_ar", "date", "participants"], ["لقاء", "3/11/2023", "فؤاد حسين – العراق"])
        (row,) = check(desk, "meeting", data).context["rows"]
        assert [note for note in row.result.notes if "already has a meeting" in note] == row.result.notes[:1]
        assert "there" in row.result.notes[0]


class TestMistakes:
    def test_every_row_says_what_is_wrong_and_nothing_is_written(self, desk):
        CountryFactory()
        rows = [
            ["headline in Arabic", "date", "kind", "participants"],
            ["لقاء", "2023-11-03", "visit", ""],
            ["", "", "", ""],
            ["لقاء", "31/2/2023", "dinner", "Somebody – Atlantis"],
            ["", "2023-11-03", "visit", ""],
        ]
        response = check(desk, "meeting", table(*rows))
        found = mistakes(response)
        assert [(row, column) for row, column, _message in found] == [
            (4, "date"),
            (4, "kind"),
            (4, "participants"),
            (5, "headline in Arabic"),
        ]
        assert "31/2/2023" in found[0][2]
        assert "Atlantis" in found[2][2]
        assert "token" not in response.context
        assert not Meeting.objects.exists()

    def test_in_arabic(self, desk):
        with translation.override("ar"):
            page = address("meetings_meeting_import")
        data = table(["headline_ar", "date", "participants"], ["لقاء", "31/2/2023", "فلان – أطلانتس"])
        response = desk.post(page, {"file": SimpleUploadedFile("x.csv", data)})
        messages = [message for _row, _column, message in mistakes(response)]
        assert len(messages) == 2
        assert not any(re.search("[A-Za-z]{3}", message) for message in messages)

    def test_a_name_that_several_have(self, desk):
        for slug in ("one", "two"):
            OfficialFactory(slug=slug, name_ar="محمد علي")
        PositionFactory()
        data = table(["official", "position"], ["محمد علي", "iq-foreign-minister"])
        ((_row, column, message),) = mistakes(check(desk, "appointment", data))
        assert column == "official"
        assert "one, two" in message

    def test_two_rows_of_one_record(self, desk):
        topic = TopicFactory()
        data = table(["code", "name_en"], [topic.code, "One"], [topic.code.upper(), "Two"])
        ((row, _column, message),) = mistakes(check(desk, "topic", data))
        assert row == 3
        assert "Row 2" in message

    def test_what_the_archive_has_already(self, desk):
        appointment = AppointmentFactory()
        data = table(
            ["official", "position", "from"],
            [appointment.official.slug, appointment.position.code, appointment.start.isoformat()],
        )
        ((_row, _column, message),) = mistakes(check(desk, "appointment", data))
        assert "already has the same record" in message

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "empty"),
            (b"\n\n", "empty"),
            (b"code,name_ar", "no rows"),
            (b"code\na", "no column"),
            (b"code,name_ar,name_ar\na,b,c", "Leave one of them out"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "cannot be read"),
            (b"PK\x03\x04 broken", "damaged"),
            (b"na\xefve,\xe9t\xe9", "CSV UTF-8"),
            (b"a\x00b", "neither"),
        ],
    )
    def test_files_that_are_no_lists(self, desk, data, said):
        response = check(desk, "topic", data)
        assert response.status_code == 200
        assert said in response.context["problem"]

    def test_semicolons_tabs_and_utf16_are_read(self, desk):
        for data in (b"name_en;name_ar\nx;y", b"name_en\tname_ar\nx\ty", "name_en\tname_ar\nx\ty".encode("utf-16")):
            response = check(desk, "topic", data)
            assert response.context["new"] == 1

    def test_no_file(self, desk):
        assert "Choose a file" in desk.post(address("meetings_topic_import"), {}).context["problem"]

    def test_too_many_rows(self, desk, monkeypatch):
        monkeypatch.setattr(files, "MAX_ROWS", 3)
        data = table(["name_ar"], *[[f"م{number}"] for number in range(4)])
        assert "more than 3 rows" in check(desk, "topic", data).context["problem"]

    def test_too_many_bytes(self, desk):
        data = b"code,name_ar\n" + b"x" * files.MAX_FILE_BYTES
        assert "larger than 5 MB" in check(desk, "topic", data).context["problem"]

    def test_a_workbook_that_unpacks_to_too_much(self, desk, monkeypatch):
        monkeypatch.setattr(reading, "OF_UPLOADS", replace(reading.OF_UPLOADS, unpacked_bytes=1_000_000))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("xl/worksheets/sheet1.xml", b" " * 2_000_000)
        assert len(packed.getvalue()) < 10_000
        assert "too large when unpacked" in check(desk, "topic", packed.getvalue()).context["problem"]

    def test_a_change_in_between_is_not_overwritten(self, desk):
        """What was right when it was checked may be wrong when it is to be written."""
        CountryFactory(code="FR", name_ar="فرنسا")
        response = check(desk, "place", table(["city_ar", "country"], ["باريس", "فرنسا"], ["ليون", "فرنسا"]))
        PlaceFactory(slug="taken", city_ar="ليون", country=CountryFactory(code="FR"))
        response = desk.post(address("meetings_place_import"), {"token": response.context["token"]})
        assert mistakes(response)[0][0] == 3
        assert Place.objects.count() == 1, "not even the row that was right"

    @pytest.mark.parametrize("token", ["", "0" * 32, "../../etc/passwd", "x"])
    def test_a_file_that_is_not_kept(self, desk, token):
        response = desk.post(address("meetings_topic_import"), {"token": token})
        assert "has expired" in response.context["problem"]

    def test_the_file_of_another_editor(self, desk, client):
        response = check(desk, "topic", table(["name_ar"], ["موضوع"]))
        client.force_login(get_user_model().objects.create(username="other", is_staff=True, is_superuser=True))
        again = client.post(address("meetings_topic_import"), {"token": response.context["token"]})
        assert "has expired" in again.context["problem"]


class TestRoles:
    @pytest.fixture
    def as_role(self, client):
        def sign_in(role):
            user = get_user_model().objects.create(username=role, is_staff=True)
            user.groups.add(Group.objects.get(name=role))
            client.force_login(user)
            return client

        return sign_in

    def test_contributors_neither_export_nor_import(self, as_role):
        TopicFactory()
        client = as_role("contributor")
        page = client.get(address("meetings_official_changelist")).content.decode()
        assert "/export/" not in page
        assert "export_csv" not in page
        assert client.get(address("meetings_official_export", "csv")).status_code == 403
        assert client.get(address("meetings_official_import")).status_code == 403
        assert check(client, "official", table(["name_ar"], ["س"])).status_code == 403
        data = {"action": "export_csv", "_selected_action": [1]}
        assert "csv" not in client.post(address("meetings_topic_changelist"), data).headers["Content-Type"]

    def test_editors_do_but_not_what_administrators_keep(self, as_role):
        client = as_role("editor")
        page = client.get(address("meetings_official_changelist")).content.decode()
        assert address("meetings_official_import") in page
        assert client.get(address("meetings_official_import")).status_code == 200
        assert client.get(address("meetings_outlet_import")).status_code == 403
        assert client.get(address("meetings_outlet_export", "csv")).status_code == 200


class TestThePage:
    def test_it_says_what_a_file_may_hold_and_offers_an_empty_table(self, desk):
        response = desk.get(address("meetings_meeting_import"))
        shown = text_of(response)
        for words in ("Headline in Arabic", "headline_ar", "read only"):
            assert words in shown
        empty = desk.get(address("meetings_meeting_empty_table", "csv"))
        (headings,) = rows_of(b"".join(empty.streaming_content))
        assert headings[:2] == ["address", "date"]

    def test_values_are_shown_and_never_run(self, desk):
        shown = check(desk, "topic", table(["name_ar"], ["<script>alert(1)</script>"])).content.decode()
        assert "<script>alert" not in shown
        wrong = check(desk, "topic", table(["<script>alert(1)</script>", "name_ar"], ["x", "y"])).content.decode()
        assert "<script>alert" not in wrong


def test_a_row_cannot_rename_an_official_to_another_person(desk):
    official = OfficialFactory(name_ar="فؤاد حسين", name_en="")
    data = table(["slug", "name_ar", "name_en"], [official.slug, "محمود عباس", "Fuad Hussein"])
    (wrong,) = mistakes(check(desk, "official", data))
    assert wrong[:2] == (2, "name in Arabic")
    assert "another person" in wrong[2]
    write(desk, "official", table(["slug", "name_ar", "name_en"], [official.slug, "فواد حسين", "Fuad Hussein"]))
    official.refresh_from_db()
    assert (official.name_ar, official.name_en) == ("فواد حسين", "Fuad Hussein")
