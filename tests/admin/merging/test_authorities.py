"""Merging positions, places, organisations, outlets and topics at the desk: what pages show, do, and refuse."""

import re

import pytest
from django.contrib.auth import get_user_model

from meetings.models import MeetingTopic, Merge, Organisation, Outlet, Place
from meetings.services.history import Way, recorded
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    CountryFactory,
    MeetingFactory,
    OrganisationFactory,
    OutletFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
    TopicFactory,
)
from tests.services.dump import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def erbil():
    place = PlaceFactory(slug="iq-erbil", city_ar="أربيل", city_en="Erbil")
    MeetingFactory.create_batch(2, place=place)
    return place


@pytest.fixture
def hawler(erbil):
    place = PlaceFactory(slug="iq-hwlyr", city_ar="هولير", city_en="Hawler")
    MeetingFactory(place=place)
    return place


@pytest.fixture
def paris():
    return PlaceFactory(slug="paris", city_ar="باريس", country=CountryFactory(code="FR", name_ar="فرنسا"))


def page_of(kept, *others) -> str:
    query = "&".join(f"with={one.pk}" for one in others)
    return f"{address(f'meetings_{kept._meta.model_name}_merge', kept.pk)}?{query}"


def read_boxes(page: str) -> dict[str, str]:
    """The hidden boxes with versions, as a browser sends them back."""
    return dict(re.findall(r'name="(made_on_\d+)" value="(\d+)"', page))


def sign_in_as(client, role):
    user = get_user_model().objects.create(username=role.value)
    give_role(user, role)
    client.force_login(user)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


MAKERS = {
    "position": (PositionFactory, {"code": "x", "title_ar": "وزير خارجية العراق"}),
    "place": (PlaceFactory, {"slug": "x", "city_ar": "مدينة بغداد"}),
    "organisation": (OrganisationFactory, {"code": "X", "name_ar": "منظمة الأمم المتحدة", "names": ["ONU"]}),
    "outlet": (OutletFactory, {"code": "x", "name_ar": "الوكالة", "other_domains": ["ina.iq"]}),
    "topic": (TopicFactory, {"code": "x", "name_ar": "الدفاع"}),
}


@pytest.fixture(params=MAKERS)
def pair(request):
    make, values = MAKERS[request.param]
    return make(), make(**values)


class TestEachKind:
    def test_from_the_list_to_the_merge_and_back(self, desk, pair):
        first, second = pair
        before, kind = everything(), first._meta.model_name
        selected = {"action": "merge_chosen", "_selected_action": [second.pk, first.pk]}
        response = desk.post(address(f"meetings_{kind}_changelist"), selected)
        page = desk.get(response["Location"])
        assert page.status_code == 200
        kept = page.context["records"][0]
        response = desk.post(response["Location"], read_boxes(page.content.decode()), follow=True)
        assert response.redirect_chain[-1][0] == address(f"meetings_{kind}_change", kept.pk)
        assert "is now part of" in said(response)[0]
        merge = Merge.objects.get()
        assert desk.get(address("meetings_merge_changelist")).content.decode().count(merge.other_name)
        response = desk.post(address("meetings_merge_undo", merge.pk), follow=True)
        assert said(response)[0] == "Undone. The records are as they were before."
        assert everything() == before

    def test_the_form_leads_to_a_page_that_finds_the_other_record(self, desk, pair):
        first, second = pair
        kind = first._meta.model_name
        page = address(f"meetings_{kind}_merge", first.pk)
        assert page in desk.get(address(f"meetings_{kind}_change", first.pk)).content.decode()
        key = getattr(second, first.natural_key_fields[0])
        term = {"position": second.__dict__.get("title_ar"), "place": second.__dict__.get("city_ar")}
        found = desk.get(page, {"q": term.get(kind) or second.name_ar}).content.decode()
        assert f'name="with" value="{second.pk}"' in found, key
        assert f'name="with" value="{first.pk}"' not in found
        nothing = desk.get(page, {"q": "لا وجود له"}).content.decode()
        assert "No other record matches these words." in nothing

    def test_contributors_are_refused(self, client, pair):
        sign_in_as(client, UserRole.CONTRIBUTOR)
        first, second = pair
        for page in (page_of(first, second), page_of(first)):
            assert client.get(page).status_code == 403
            assert client.post(page).status_code == 403
        assert not Merge.objects.exists()


def test_only_administrators_merge_outlets(client):
    first, second = OutletFactory(), OutletFactory(code="x", name_ar="الوكالة")
    sign_in_as(client, UserRole.EDITOR)
    assert client.post(page_of(first, second)).status_code == 403
    assert Outlet.objects.count() == 2


class TestPreview:
    def test_both_records_their_use_and_what_will_happen(self, desk, erbil, hawler):
        page = desk.get(page_of(erbil, hawler)).content.decode()
        for text in (
            "2 meetings",
            "1 meeting",
            "iq-erbil",
            "iq-hwlyr",
            "Every former address leads to the kept record.",
        ):
            assert text in page
        assert "Reasons against this merge" not in page
        chosen = dict(re.findall(r'name="(\w+)"\s+value="(\d+)" checked', page))
        assert chosen == dict.fromkeys(("city_ar", "city_en", "slug"), str(erbil.pk))

    def test_the_most_used_one_is_kept_and_the_editor_can_switch(self, desk, erbil, hawler):
        response = desk.get(page_of(hawler, erbil) + "&better=1")
        assert response["Location"] == page_of(erbil, hawler)
        assert page_of(hawler, erbil) in desk.get(page_of(erbil, hawler)).content.decode()
        desk.post(page_of(hawler, erbil))
        assert list(Place.objects.all()) == [hawler]

    def test_holders_names_and_joined_parts(self, desk):
        kept, other = PositionFactory(), PositionFactory(code="x", title_ar="وزير خارجية العراق")
        held = AppointmentFactory(position=kept)
        AppointmentFactory(position=other, official=held.official)
        page = desk.get(page_of(kept, other)).content.decode()
        assert page.count(str(held.official)) == 3
        assert "1 appointment that both have is joined" in page
        one, two = OrganisationFactory(names=["هيئة الأمم"]), OrganisationFactory(code="X", name_ar="ONU")
        page = desk.get(page_of(one, two)).content.decode()
        assert "other names of the kept record:" in page
        assert "ONU" in page

    def test_topics_that_both_have(self, desk):
        kept, other, meeting = TopicFactory(), TopicFactory(code="x", name_ar="الدفاع"), MeetingFactory()
        for topic in (kept, other):
            MeetingTopic.objects.create(meeting=meeting, topic=topic)
        page = desk.get(page_of(kept, other)).content.decode()
        assert "so they are joined" in page
        assert "1 meeting has both" in page

    @pytest.mark.parametrize("kind", ["place", "position", "outlet"])
    def test_queries_do_not_grow_with_the_use(self, desk, kind, django_assert_max_num_queries):
        make, values = MAKERS[kind]
        first, second = make(), make(**values)
        for record in (first, second):
            if kind == "place":
                MeetingFactory.create_batch(5, place=record)
            elif kind == "position":
                AppointmentFactory.create_batch(5, position=record)
                ParticipationFactory.create_batch(5, position=record)
            else:
                ArticleFactory.create_batch(5, outlet=record)
        with django_assert_max_num_queries(60):
            desk.get(page_of(first, second))
        with django_assert_max_num_queries(30):
            desk.get(address(f"meetings_{kind}_merge", first.pk), {"q": ""})

    def test_at_least_two_and_at_most_six(self, desk, erbil):
        places = [PlaceFactory(slug=f"x{number}", city_ar=f"مدينة {number}") for number in range(7)]
        for chosen in ([erbil], places):
            data = {"action": "merge_chosen", "_selected_action": [one.pk for one in chosen]}
            response = desk.post(address("meetings_place_changelist"), data, follow=True)
            assert said(response) == ["Choose two to 6 records to merge."]
        assert desk.get(page_of(erbil, erbil)).status_code == 200  # asks for the other one


class TestMerging:
    def test_what_the_editor_chose_is_taken(self, desk, erbil, hawler):
        desk.post(page_of(erbil, hawler), {"city_ar": hawler.pk, "slug": hawler.pk, "note": "One city"})
        erbil.refresh_from_db()
        assert (erbil.city_ar, erbil.city_en, erbil.slug) == ("هولير", "Erbil", "iq-hwlyr")
        assert Merge.objects.get().note == "One city"

    def test_the_old_address_leads_to_the_kept_place(self, desk, erbil, hawler):
        desk.post(page_of(erbil, hawler))
        response = desk.get("/en/places/iq-hwlyr/")
        assert (response.status_code, response["Location"]) == (301, "/en/places/iq-erbil/")

    def test_what_speaks_against_it_is_asked_and_what_was_entered_stays(self, desk, erbil, paris):
        page = desk.get(page_of(erbil, paris)).content.decode()
        assert "They are in different countries" in page
        (key,) = re.findall(r'name="confirmed"\s+value="([^"]+)"', page)
        response = desk.post(page_of(erbil, paris), {"note": "One city", "city_ar": paris.pk})
        again = response.content.decode()
        assert "Something speaks against this merge." in again
        assert 'value="One city"' in again
        assert re.search(rf'name="city_ar"\s+value="{paris.pk}" checked', again)
        response = desk.post(page_of(erbil, paris), {"confirmed": key})
        again = response.content.decode()
        assert "Enter why they are the same in spite of this." in again
        assert re.search(r'aria-describedby="objection-1"\s+checked', again)
        assert Place.objects.count() == 2
        desk.post(page_of(erbil, paris), {"confirmed": key, "note": "One city"})
        assert list(Place.objects.all()) == [erbil]

    def test_a_public_meeting_against_a_rule_needs_a_reason(self, desk):
        kept, other = OrganisationFactory(), OrganisationFactory(code="X", name_ar="الأمم")
        meeting = MeetingFactory()
        for organisation in (kept, other):
            ParticipationFactory(meeting=meeting, country=None, organisation=organisation, basis="confirmed")
        page = desk.get(page_of(kept, other)).content.decode()
        (key,) = re.findall(r'name="confirmed"\s+value="([^"]+)"', page)
        data = {"confirmed": key, "note": "One", **read_boxes(page)}
        assert "Save against a rule?" in desk.post(page_of(kept, other), data).content.decode()
        assert Organisation.objects.count() == 2
        desk.post(page_of(kept, other), data | {"publishing_reason": "Both are one body"})
        assert Organisation.objects.count() == 1

    def test_a_record_that_another_editor_changed_is_shown_first(self, desk, editor, erbil, hawler):
        boxes = read_boxes(desk.get(page_of(erbil, hawler)).content.decode())
        with recorded(editor, way=Way.FORM):
            hawler.city_en = "Arbil"
            hawler.save()
        response = desk.post(page_of(erbil, hawler), {**boxes, "city_en": hawler.pk, "note": "One city"})
        page = response.content.decode()
        assert response.status_code == 409
        assert "The record was changed while this page was open" in page
        assert "Arbil" in page
        assert 'value="One city"' in page
        assert re.search(rf'name="city_en"\s+value="{hawler.pk}" checked', page)
        assert Place.objects.count() == 2
        desk.post(page_of(erbil, hawler), {**read_boxes(page), "city_en": hawler.pk})
        assert Place.objects.get().city_en == "Arbil"

    def test_a_record_that_another_editor_merged_is_not_merged_again(self, desk, erbil, hawler):
        desk.post(page_of(erbil, hawler))
        response = desk.post(page_of(erbil, hawler))
        assert said(response)[-1] == "One of these records was merged or deleted while you were working."
        assert desk.get(page_of(hawler, erbil)).status_code == 404
