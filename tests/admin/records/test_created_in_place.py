"""Records that an editor creates in a box of another record's form, and boxes that refuse what they cannot hold."""

import pytest
from django.contrib.auth import get_user_model

from meetings.models import Appointment, Article, Meeting, Official, Outlet, Place, Position
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address, errors, form_data, offered
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    CountryFactory,
    MeetingFactory,
    OfficialFactory,
    OrganisationFactory,
    OutletFactory,
    PlaceFactory,
    PositionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def france():
    return CountryFactory(code="FR", name_ar="فرنسا", name_en="France")


def send(desk, page: str, **changes: object):
    return desk.post(page, form_data(desk.get(page), **changes))


class TestAppointments:
    page = property(lambda self: address("meetings_appointment_add"))

    def test_a_new_person_in_a_new_office(self, desk, france, editor):
        response = send(
            desk, self.page, official="new:جان نويل بارو", position="new:وزير الخارجية", side=f"country:{france.pk}",
            start="21/9/2024",
        )  # fmt: skip
        assert response.status_code == 302, errors(response)
        made = Appointment.objects.get()
        assert (made.official.name_ar, made.official.review_state) == ("جان نويل بارو", "draft")
        assert made.official.created_by == editor
        assert (made.position.title_ar, made.position.side) == ("وزير الخارجية", france)
        assert str(made.start) == "2024-09-21"

    def test_a_new_office_needs_its_side_and_nothing_is_created_without(self, desk):
        response = send(desk, self.page, official="new:جان نويل بارو", position="new:وزير الخارجية")
        assert errors(response) == ["A new office needs its side. Choose the country or organisation."]
        assert (Official.objects.count(), Position.objects.count()) == (0, 0)
        page = response.content.decode()
        assert "new:وزير الخارجية" in page  # the boxes hold what was entered
        assert "new:جان نويل بارو" in page

    def test_the_office_that_is_on_record_in_another_wording_is_taken(self, desk, france):
        office = PositionFactory(country=france, title_ar="وزير الخارجية")
        send(
            desk, self.page, official=OfficialFactory().pk, position="new:وزير الشؤون الخارجية",
            side=f"country:{france.pk}",
        )  # fmt: skip
        assert Appointment.objects.get().position == office

    def test_a_missing_record_is_said_beside_its_box(self, desk):
        response = send(desk, self.page, official="", position="999999")
        assert sorted(errors(response)) == [
            "This entry no longer exists. Choose another one.",
            "This field is required.",
        ]

    def test_the_boxes_beside_an_official_and_an_office(self, desk, france):
        official, office = OfficialFactory(), PositionFactory(country=france)
        page = address("meetings_official_change", official.pk)
        new = {"appointments-TOTAL_FORMS": 1, "appointments-0-official": official.pk}
        response = send(
            desk, page, **new, **{
                "appointments-0-position": "new:سفير فرنسا في العراق", "appointments-0-side": f"country:{france.pk}",
                "appointments-0-start": "1/1/2023", "appointments-0-start_precision": "day",
                "appointments-0-end_precision": "unknown",
            }
        )  # fmt: skip
        assert response.status_code == 302, errors(response)
        assert official.appointments.get().position.title_ar == "سفير فرنسا في العراق"
        page = address("meetings_position_change", office.pk)
        response = send(
            desk, page, **{
                "appointments-TOTAL_FORMS": 1, "appointments-0-position": office.pk,
                "appointments-0-official": "new:كاثرين كولونا", "appointments-0-start": "20/5/2022",
                "appointments-0-start_precision": "day", "appointments-0-end_precision": "unknown",
            }
        )  # fmt: skip
        assert response.status_code == 302, errors(response)
        assert office.appointments.get().official.name_ar == "كاثرين كولونا"

    @pytest.mark.parametrize("size", [1, 20])
    def test_the_rows_of_an_office_are_read_together(self, desk, size, django_assert_max_num_queries):
        office = PositionFactory()
        for number in range(size):
            AppointmentFactory(position=office, official__slug=f"o-{number}")
        page = address("meetings_position_change", office.pk)
        desk.get(page)
        with django_assert_max_num_queries(30):
            assert len(form_data(desk.get(page))) > 5 * size


class TestTheOthers:
    def test_the_place_of_a_meeting_with_its_country(self, desk, france):
        page = address("meetings_meeting_add")
        response = send(desk, page, headline_ar="لقاء", place="new:قرية صغيرة")
        assert errors(response) == ["A new place needs its country. Choose it."]
        assert not Place.objects.exists()
        response = send(desk, page, headline_ar="لقاء", place="new:قرية صغيرة", country=f"country:{france.pk}")
        assert response.status_code == 302, errors(response)
        place = Meeting.objects.get().place
        assert place is not None
        assert (place.city_ar, place.country) == ("قرية صغيرة", france)

    def test_an_organisation_has_no_places(self, desk):
        side = OrganisationFactory()
        page = address("meetings_meeting_add")
        response = send(desk, page, headline_ar="لقاء", place="new:قرية", country=f"organisation:{side.pk}")
        assert errors(response) == ["An organisation has no places. Choose a country or region."]

    def test_the_outlet_of_an_article(self, desk):
        known = OutletFactory(name_ar="صحيفة الأهرام", name_en="Al-Ahram")
        page = address("meetings_article_add")
        response = send(desk, page, headline="خبر", outlet="new:وكالة الأنباء", original_outlet="new:صحيفه الاهرام")
        assert response.status_code == 302, errors(response)
        article = Article.objects.get()
        assert article.original_outlet == known
        assert article.outlet is not None
        assert (article.outlet.name_ar, article.outlet.name_en) == ("وكالة الأنباء", "")
        assert article.outlet.code

    def test_whoever_may_not_create_outlets_is_not_offered_one(self, client):
        user = get_user_model().objects.create(username="c", is_staff=True)
        give_role(user, UserRole.CONTRIBUTOR)
        client.force_login(user)
        found = client.get(address("complete"), {"kind": "outlet", "term": "وكالة"}).json()["results"]
        assert found == []
        response = send(client, address("meetings_article_add"), headline="خبر", outlet="new:وكالة")
        assert errors(response) == ["This entry no longer exists. Choose another one."]
        assert not Outlet.objects.exists()


class TestWithoutScripts:
    def test_a_typed_name_is_looked_for_and_several_are_offered(self, desk):
        page = address("meetings_meeting_add")
        cairo = PlaceFactory(city_ar="القاهرة الصغيرة", city_en="Little Cairo", slug="little-cairo")
        response = send(desk, page, headline_ar="لقاء", **{"place-typed": "القاهره الصغيره"})
        assert response.status_code == 302, errors(response)
        assert Meeting.objects.get().place == cairo
        PlaceFactory(city_ar="طرابلس", city_en="Tripoli", slug="tripoli-ly")
        PlaceFactory(city_ar="طرابلس", city_en="Tripoli", slug="tripoli-lb", country=CountryFactory(code="LB"))
        response = send(desk, page, headline_ar="آخر", **{"place-typed": "طرابلس"})
        assert errors(response) == ["Several entries are called “طرابلس”. Choose one of the list."]
        assert response.content.decode().count("data-offer") >= 2

    def test_a_typed_headline_is_no_name(self, desk):
        article = ArticleFactory(headline="لقاء في القاهرة")
        page = address("meetings_evidence_add")
        response = send(desk, page, **{"article-typed": article.headline, "quote": "لقاء"})
        expected = f"The archive has no entry called “{article.headline}”. Choose one of the list."
        assert expected in errors(response)
        response = send(desk, address("meetings_appointment_add"), **{"position-typed": "وزير الصيد"})
        assert "The archive has no entry called “وزير الصيد”. Choose one of the list or create it." in errors(response)


def test_boxes_offer_articles_and_meetings_by_any_word(desk):
    ArticleFactory(headline="وزراء في القاهرة", outlet=None)
    MeetingFactory(headline_en="In Rome", headline_ar="لقاء روما")
    assert offered(desk, "article", "القاهره") == ["وزراء في القاهرة 04/11/2023"]
    assert [one.startswith("In Rome") for one in offered(desk, "meeting", "روما")] == [True]
    assert offered(desk, "meeting", "باريس") == []


def test_an_office_of_a_form_without_its_side_is_offered_with_the_side(desk, france):
    PositionFactory(country=france, title_ar="رئيس", title_en="President")
    found = desk.get(address("complete"), {"kind": "position", "term": "رئيس", "asks-side": "1", "side": ""}).json()
    assert next(one["label"] for one in found["results"]) == "President – France"
    new = desk.get(address("complete"), {"kind": "position", "term": "وزير الصيد", "asks-side": "1", "side": ""}).json()
    assert [(one["value"], one["isNew"]) for one in new["results"]] == [("new:وزير الصيد", True)]
