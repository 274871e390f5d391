"""The table of participants as a browser sends it: rows, new people and offices, lists of names, completions."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model

from meetings.admin.participants.picking import read_key
from meetings.models import Appointment, Meeting, Official
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address, errors, form_data
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    OfficialNameFactory,
    OrganisationFactory,
    ParticipationFactory,
    PositionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db
ADD = property(lambda self: address("meetings_meeting_add"))


def row(number: int, **values: object) -> dict[str, object]:
    return {f"participations-{number}-{name}": value for name, value in values.items()}


def send(desk, page: str, **changes: object):
    return desk.post(page, form_data(desk.get(page), **changes))


@pytest.fixture
def france():
    return CountryFactory(code="FR", name_ar="فرنسا", name_en="France")


@pytest.fixture
def fuad():
    official = OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein")
    OfficialNameFactory(official=official, name="فؤاد حسين")
    return official


class TestRows:
    page = ADD
    base = {"headline_ar": "لقاء", "date": "3/11/2023"}

    def test_a_new_minister_with_office_and_term(self, desk, france, fuad, editor):
        new = row(
            0, official="new:جان نويل بارو", side=f"country:{france.pk}", position="new:وزير الخارجية",
            new_name="Jean-Noël Barrot", new_start="21/9/2024", role="host",
        )  # fmt: skip
        response = send(desk, self.page, **self.base, **new, **row(1, official=fuad.pk))
        assert response.status_code == 302, errors(response)
        official = Official.objects.get(slug="jean-noel-barrot")
        assert (official.name_ar, official.name_en) == ("جان نويل بارو", "Jean-Noël Barrot")
        assert (official.review_state, official.created_by) == ("draft", editor)
        assert {name.name for name in official.names.all()} == {"جان نويل بارو", "Jean-Noël Barrot"}
        term = Appointment.objects.get(official=official)
        assert (term.start, term.start_precision, term.end) == (date(2024, 9, 21), "day", None)
        assert (term.position.title_ar, term.position.country) == ("وزير الخارجية", france)
        part = Meeting.objects.get().participations.first()
        assert (part.official, part.position, part.side, part.role) == (official, term.position, france, "host")

    def test_a_new_person_without_a_first_day_has_an_office_without_dates(self, desk, france):
        office = PositionFactory(code="fm", title_ar="وزير الخارجية", country=france)
        new = row(0, official="new:Jean Barrot", side=f"country:{france.pk}", position="new:وزيرة الخارجية")
        assert send(desk, self.page, **self.base, **new).status_code == 302
        term = Appointment.objects.get()
        assert (term.position, term.start, term.start_precision) == (office, None, "unknown")
        assert (term.official.name_ar, term.official.name_en) == ("Jean Barrot", "Jean Barrot")

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"position": "new:وزير الخارجية"}, "A new office needs its side."),
            ({"official": "999999"}, "This entry no longer exists."),
            ({"official": "99999999999999999999999"}, "This entry no longer exists."),
            ({"official": "country:1"}, "This entry no longer exists."),
            ({"official": "new:"}, "This entry no longer exists."),
            ({"official": f"new:{'س' * 300}"}, "This name is too long."),
            ({"side": "new:دولة", "official": "new:شخص"}, "This entry no longer exists."),
            ({"official-typed": "من لا يعرفه أحد"}, "The archive has no entry called “من لا يعرفه أحد”."),
            ({"official": "new:شخص", "new_start": "31/2/2024"}, "does not exist"),
        ],
    )
    def test_what_is_wrong_stands_beside_its_box_and_nothing_is_saved(self, desk, values, message):
        response = send(desk, self.page, **self.base, **row(0, **values))
        assert any(message in error for error in errors(response)), errors(response)
        assert not Meeting.objects.exists()
        assert not Official.objects.exists()

    def test_a_typed_name_is_the_record_of_exactly_this_name(self, desk, fuad):
        side = CountryFactory()
        values = row(0, **{"official-typed": "فوأد حسين".replace("وأ", "ؤا"), "side-typed": "iraq"})
        assert send(desk, self.page, **self.base, **values).status_code == 302
        part = Meeting.objects.get().participations.get()
        assert (part.official, part.side) == (fuad, side)

    def test_a_typed_name_of_several_is_chosen_from_a_list(self, desk, fuad):
        other = OfficialFactory(name_ar="فؤاد محمد حسين", slug="other")
        OfficialNameFactory(official=other, name="فؤاد حسين")
        OfficialNameFactory(official=fuad, name="ف. حسين")
        for typed, code in (("فؤاد حسين", 302), ("حسين", 200)):  # a shown name counts more than another one
            response = send(desk, self.page, **self.base, **row(0, **{"official-typed": typed}))
            assert response.status_code == code
        options = response.context["inline_admin_formsets"][0].formset.forms[0]["official"].subwidgets
        assert {str(fuad.pk), str(other.pk), "new:حسين"} <= {str(one.data["value"]) for one in options}

    def test_an_added_row_with_only_a_rank_is_left_out(self, desk, fuad):
        assert send(desk, self.page, **self.base, **row(0, rank=1, role="host"), **row(1, official=fuad.pk, rank=2)
        ).status_code == 302  # fmt: skip
        assert Meeting.objects.get().participations.count() == 1

    def test_a_body_as_a_side_replaces_a_country(self, desk, fuad):
        part = ParticipationFactory(official=fuad, country=CountryFactory())
        nations = OrganisationFactory()
        page = address("meetings_meeting_change", part.meeting_id)
        assert send(desk, page, **row(0, side=f"organisation:{nations.pk}")).status_code == 302
        part.refresh_from_db()
        assert (part.country, part.organisation) == (None, nations)

    def test_two_who_exchange_places_are_refused(self, desk, fuad):
        other = OfficialFactory(slug="other")
        meeting = MeetingFactory()
        for official in (fuad, other):
            ParticipationFactory(meeting=meeting, official=official)
        page = address("meetings_meeting_change", meeting.pk)
        response = send(desk, page, **row(0, official=other.pk), **row(1, official=fuad.pk))
        assert "This official already takes part in this meeting." in str(errors(response))

    def test_a_contributor_creates_people_in_their_draft_and_nobody_else(self, client, france):
        user = get_user_model().objects.create_user("contributor", password="x")
        give_role(user, UserRole.CONTRIBUTOR)
        client.force_login(user)
        new = row(0, official="new:جان بارو", side=f"country:{france.pk}")
        response = client.post(self.page, form_data(client.get(self.page), **self.base, **new))
        assert response.status_code == 302, errors(response)
        assert Official.objects.get().created_by == user

    @pytest.mark.parametrize("number", [2, 30])
    def test_showing_and_checking_thirty_rows_takes_as_many_queries_as_two(
        self, desk, france, number, django_assert_max_num_queries
    ):
        meeting = MeetingFactory()
        source = SourceFactory(meeting=meeting)
        for place in range(number):
            office = PositionFactory(code=f"p-{place}", country=france)
            part = ParticipationFactory(
                meeting=meeting, country=france, position=office, official=OfficialFactory(slug=f"o-{place}")
            )
            EvidenceFactory(meeting=meeting, participation=part, article=source.article, fact="participant")
        page = address("meetings_meeting_change", meeting.pk)
        with django_assert_max_num_queries(60):
            shown = desk.get(page)
        data = form_data(shown, headline_ar="", date="31/2/2023")
        with django_assert_max_num_queries(60):
            assert desk.post(page, data).status_code == 200


class TestWithoutScripts:
    page = ADD

    def test_names_become_rows_which_are_not_saved(self, desk, fuad, france):
        names = "فؤاد حسين\nوزير الخارجية الفرنسي جان نويل بارو"
        response = send(desk, self.page, date="3/11/2023", pasted_names=names, read_names="1")
        assert response.status_code == 200
        assert not Meeting.objects.exists()
        assert response.context["errors"] == []
        assert "Rows added: 2. Look at 1 row with a new name." in response.content.decode()
        forms = response.context["inline_admin_formsets"][0].formset.forms
        values = [[form[name].value() for name in ("official", "side", "position")] for form in forms[2:]]
        assert values == [
            [str(fuad.pk), "", ""],
            ["new:جان نويل بارو", f"country:{france.pk}", "new:وزير الخارجية"],
        ]

    def test_further_rows(self, desk):
        response = send(desk, self.page, more_rows="1", headline_ar="لقاء")
        assert len(response.context["inline_admin_formsets"][0].formset.forms) == 7
        assert 'value="لقاء"' in response.content.decode()


class TestCompletions:
    def ask(self, desk, **query: str) -> list[dict]:
        response = desk.get(address("complete"), query)
        assert response.status_code == 200
        return response.json()["results"]

    def test_an_official_fills_side_and_office_of_the_day(self, desk, fuad):
        office = AppointmentFactory(official=fuad, start=date(2020, 6, 1)).position
        (entry,) = self.ask(desk, kind="official", term="فؤاد حسين", day="3/11/2023")
        assert (entry["value"], entry["label"]) == (str(fuad.pk), "Fuad Hussein")
        assert entry["fills"]["position"]["value"] == str(office.pk)
        assert read_key("side", entry["fills"]["side"]["value"]) == ("country", office.country_id)
        (before,) = self.ask(desk, kind="official", term="فؤاد حسين", day="3/11/2010")
        assert "position" not in before["fills"]

    def test_a_title_with_a_name_offers_to_create_the_person_with_its_office(self, desk, france):
        (entry,) = self.ask(desk, kind="official", term="وزير الخارجية الفرنسي جان نويل بارو")
        assert entry["value"] == "new:جان نويل بارو"
        assert entry["fills"] == {
            "side": {"value": f"country:{france.pk}", "label": "France"},
            "position": {"value": "new:وزير الخارجية", "label": "وزير الخارجية"},
        }

    def test_a_title_finds_who_is_on_record(self, desk, fuad):
        found = self.ask(desk, kind="official", term="وزير الخارجية العراقي فؤاد حسين")
        assert found[0]["value"] == str(fuad.pk)

    def test_offices_of_the_side_come_first_and_a_new_one_is_offered(self, desk, france):
        iraq = CountryFactory()
        ours = PositionFactory(code="a", title_ar="وزير الخارجية", country=iraq)
        theirs = PositionFactory(code="b", title_ar="وزير الخارجية", country=france)
        found = self.ask(desk, kind="position", term="وزير الخارجية", side=f"country:{france.pk}")
        assert [one["value"] for one in found] == [str(theirs.pk), str(ours.pk)]
        found = self.ask(desk, kind="position", term="وزير المياه", side=f"country:{france.pk}")
        assert [one["value"] for one in found] == ["new:وزير المياه"]

    @pytest.mark.parametrize("query", [{}, {"kind": "x", "term": "ا"}, {"kind": "official"}, {"term": "\x00" * 500}])
    def test_bad_questions_have_an_empty_answer(self, desk, query):
        assert self.ask(desk, **query) == []

    def test_only_users_of_the_desk_may_ask(self, client):
        assert client.get(address("complete"), {"kind": "official"}).status_code == 302
        assert client.post(address("names"), {"names": "فؤاد حسين"}).status_code == 302

    def test_the_rows_of_a_list(self, desk, fuad):
        answer = desk.post(address("names"), {"names": "فؤاد حسين\nXzzy Abcd", "day": "3/11/2023"}).json()
        assert [one["official"]["value"] for one in answer["rows"]] == [str(fuad.pk), "new:Xzzy Abcd"]
        assert answer["outcome"] == "Rows added: 2. Look at 1 row with a new name."
        assert desk.post(address("names"), {"names": " "}).json()["rows"] == []
