"""The lists of the desk: reachable, searchable in any spelling, and quick whatever their length."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from meetings.models import Meeting
from tests.admin.conftest import address, offered
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    CountryFactory,
    DisagreementFactory,
    EvidenceFactory,
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
# Pages of their own, with tests of their own: texts that come in, feeds, merges, withdrawals, requests of readers.
OF_THEIR_OWN = {"incoming", "feed", "merge", "likelyduplicate", "withdrawal", "correctionrequest"}
REGISTERED = {model._meta.model_name for model in admin.site._registry if model._meta.app_label == "meetings"}
MODELS = sorted(REGISTERED - OF_THEIR_OWN)


def a_meeting_with_everything(number: int) -> None:
    country = CountryFactory(code=f"C{number}", name_ar=f"بلد {number}")
    place = PlaceFactory(slug=f"place-{number}", city_ar=f"مدينة {number}", country=country)
    official = OfficialNameFactory().official
    position = AppointmentFactory(
        official=official, position=PositionFactory(code=f"position-{number}", country=country)
    ).position
    part = ParticipationFactory(meeting__place=place, official=official, position=position, country=country)
    body = OrganisationFactory(code=f"O{number}", name_ar=f"منظمة {number}")
    ParticipationFactory(meeting=part.meeting, country=None, organisation=body)
    outlet = OutletFactory(code=f"outlet-{number}", country=country)
    source = SourceFactory(meeting=part.meeting, article=ArticleFactory(outlet=outlet))
    MeetingTopicFactory(meeting=part.meeting, topic=TopicFactory(code=f"topic-{number}", name_ar=f"موضوع {number}"))
    same = {"meeting": part.meeting, "article": source.article}
    EvidenceFactory(**same, participation=part)
    DisagreementFactory(**same)


@pytest.fixture
def archive():
    for number in range(3):
        a_meeting_with_everything(number)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_form_opens_in_both_languages(desk, archive, model, language):
    with translation.override(language):
        pages = [address(f"meetings_{model}_changelist"), address(f"meetings_{model}_add")]
        record = apps.get_model("meetings", model).objects.first()
        pages.append(address(f"meetings_{model}_change", record.pk))
    for page in pages:
        response = desk.get(page)
        assert response.status_code == 200
        assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in response.content.decode()


@pytest.mark.parametrize("model", MODELS)
def test_who_may_only_look_sees_every_form_without_inputs(client, archive, django_user_model, model):
    reader = django_user_model.objects.create(username="reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)
    record = apps.get_model("meetings", model).objects.first()
    response = client.get(address(f"meetings_{model}_change", record.pk))
    assert response.status_code == 200
    assert "_save" not in response.content.decode()


def test_the_desk_bears_the_name_of_the_archive(desk):
    response = desk.get(address("index"))
    assert response.context["site_header"] == "Mahdar"
    names = [model["object_name"] for model in response.context["app_list"][0]["models"]]
    assert names[:4] == ["Quality", "Meeting", "Official", "Article"]


def test_strangers_are_asked_to_sign_in(client):
    for language, prefix in (("ar", "/admin/"), ("en", "/en/admin/")):
        with translation.override(language):
            response = client.get(address("meetings_meeting_changelist"), follow=True)
            assert response.redirect_chain[0][0].startswith(f"{prefix}login/")
            assert f'lang="{language}"' in response.content.decode()


# The list itself, its count, its filters and the saved ones, the date hierarchy, prefetched parts, session and user.
QUERIES = {
    "appointment": 7,
    "article": 8,
    "country": 5,
    "disagreement": 6,
    "evidence": 5,
    "meeting": 12,  # one for the editors of the filter by whom it is assigned to
    "official": 8,
    "organisation": 5,
    "outlet": 6,
    "place": 6,
    "position": 7,
    "topic": 5,
}


@pytest.mark.parametrize("model", MODELS)
def test_a_list_takes_the_same_few_queries_for_any_length(
    desk, archive, model, django_assert_max_num_queries, django_assert_num_queries
):
    page = address(f"meetings_{model}_changelist")
    with django_assert_max_num_queries(QUERIES[model]) as short:
        desk.get(page)
    for number in range(3, 15):
        a_meeting_with_everything(number)
    with django_assert_num_queries(len(short)):
        response = desk.get(page)
    assert len(response.context["cl"].result_list) >= 15


@pytest.mark.parametrize(("language", "yes", "no"), [("ar", "نعم", "لا"), ("en", "yes", "no")])
def test_ticks_and_crosses_are_described_in_the_language_of_the_desk(
    client, desk, django_user_model, language, yes, no
):
    inferred, stated = EvidenceFactory(inferred=True), EvidenceFactory(inferred=False)
    with translation.override(language):
        page = desk.get(address("meetings_evidence_changelist")).content.decode()
        users = desk.get(address("auth_user_changelist")).content.decode()
        reader = django_user_model.objects.create(username="reader", is_staff=True)
        reader.user_permissions.set(Permission.objects.filter(codename="view_evidence"))
        client.force_login(reader)
        forms = [client.get(address("meetings_evidence_change", one.pk)).content.decode() for one in (inferred, stated)]
    described = set(re.findall(r'<img src="[^"]+/icon-(yes|no)\.svg" alt="([^"]*)"', page))
    assert described == {("yes", yes), ("no", no)}
    assert f'alt="{yes}"' in users
    assert f'alt="{yes}"' in forms[0]
    assert f'alt="{no}"' in forms[1]


def found(desk, model: str, term: str) -> set[str]:
    response = desk.get(address(f"meetings_{model}_changelist"), {"q": term})
    assert response.status_code == 200
    return {str(record) for record in response.context["cl"].result_list}


class TestSearch:
    @pytest.fixture(autouse=True)
    def records(self):
        france = CountryFactory(
            code="FR",
            name_ar="فرنسا",
            name_en="France",
            names=["الجمهورية الفرنسية"],
            demonyms={"masculine": ["فرنسي"], "feminine": ["فرنسية"], "plural": ["فرنسيون"]},
        )
        italy = CountryFactory(code="IT", name_ar="إيطاليا", name_en="Italy", demonyms={"masculine": ["إيطالي"]})
        nations = OrganisationFactory(names=["منظمة الأمم المتحدة", "UNO"])
        macron = OfficialFactory(name_ar="إيمانويل ماكرون", name_en="Emmanuel Macron")
        OfficialNameFactory(official=macron)
        OfficialNameFactory(official=macron, name="ماكرون", kind="short")
        OfficialNameFactory(official=macron, name="ئیمانوێل ماکرۆن", kind="alias")
        president = PositionFactory(
            code="fr-president", title_ar="رئيس الجمهورية", title_en="President", country=france
        )
        AppointmentFactory(official=macron, position=president)
        first = MeetingFactory(headline_ar="الرئيس يستقبل ضيفًا", headline_en="First", place=PlaceFactory())
        ParticipationFactory(meeting=first, official=macron, country=france, position=president)
        second = MeetingFactory(headline_ar="لقاءٌ في روما", headline_en="Second")
        ParticipationFactory(meeting=second, official=None, title_ar="وزير الدفاع", country=italy)
        ParticipationFactory(
            meeting=second, official=OfficialFactory(name_ar="أنطونيو غوتيريش"), country=None, organisation=nations
        )

    @pytest.mark.parametrize(
        ("term", "headlines"),
        [
            ("ماكرون", {"First"}),
            ("ماکرۆن", {"First"}),
            ("ايمانويل ماكرون فرنسا", {"First"}),
            ("الفرنسي", {"First"}),
            ("رئيس الجمهورية", {"First"}),
            ("بغداد", {"First"}),
            ("ايطاليا", {"Second"}),
            ("الإيطالي", {"Second"}),
            ("لقاء روما", {"Second"}),
            ("الامم المتحده", {"Second"}),
            ("UNO", {"Second"}),
            ("italy", {"Second"}),
            ("ماكرون ايطاليا", set()),
            ("؟!", set()),
            ("س" * 10_000, set()),
            ("", {"First", "Second"}),
            (" ", {"First", "Second"}),
        ],
    )
    def test_meetings_by_people_sides_places_and_words_in_any_spelling(self, desk, term, headlines):
        assert found(desk, "meeting", term) == headlines

    def test_a_meeting_comes_once_however_often_the_word_stands_in_it(self, desk):
        response = desk.get(address("meetings_meeting_changelist"), {"q": "ماكرون"})
        assert len(response.context["cl"].result_list) == 1

    @pytest.mark.parametrize("term", ["ماكرون", "ایمانویل", "Macron", "macron emm", "إيمانويل"])
    def test_officials(self, desk, term):
        assert found(desk, "official", term) == {"Emmanuel Macron"}
        assert offered(desk, "official", term) == ["Emmanuel Macron"]

    @pytest.mark.parametrize("term", ["فرنسا", "الفرنسيه", "FRANCE", "fr", "الجمهوريه الفرنسيه"])
    def test_countries_by_names_demonyms_and_codes(self, desk, term):
        assert "France (FR)" in offered(desk, "country", term)
        assert "Italy (IT)" not in offered(desk, "country", term)

    def test_the_other_autocompletes(self, desk):
        ArticleFactory(headline="لقاءٌ في القاهرة", outlet=OutletFactory(name_ar="صحيفة الأهرام", name_en="Al-Ahram"))
        assert offered(desk, "organisation", "الامم") == ["United Nations (UN)"]
        assert offered(desk, "position", "رئيس فرنسا") == ["President – France"]
        assert offered(desk, "place", "بغداد") == ["Baghdad, Iraq"]
        assert offered(desk, "place", "العراق") == ["Baghdad, Iraq"]
        assert offered(desk, "article", "القاهره اهرام") == ["لقاءٌ في القاهرة (Al-Ahram) 04/11/2023"]
        assert offered(desk, "meeting", "روما") == ["Second (3 November 2023)"]
        assert offered(desk, "outlet", "اهرام") == ["Al-Ahram"]
        assert offered(desk, "topic", "لا شيء") == []

    @pytest.mark.parametrize("size", [1, 20])
    def test_an_autocomplete_takes_a_fixed_number_of_queries(self, desk, size, django_assert_max_num_queries):
        for number in range(size):
            AppointmentFactory(position=PositionFactory(code=f"p-{number}"), official__name_ar="ماكرون")
        for limit in (12, 8):  # the names are read at first
            with django_assert_max_num_queries(limit):
                assert offered(desk, "official", "ماكرون")

    def test_filters(self, desk):
        MeetingFactory(headline_en="Unsure", confidence=0.3, review_state="draft", date=None, date_precision="unknown")
        page = address("meetings_meeting_changelist")
        for query, headlines in (
            ({"review_state__exact": "draft"}, {"Unsure"}),
            ({"confidence": "low"}, {"Unsure"}),
            ({"confidence": "hand"}, {"First", "Second"}),
            ({"confidence": "high"}, set()),
            ({"date__year": "2023"}, {"First", "Second"}),
            ({"date_precision__exact": "unknown"}, {"Unsure"}),
        ):
            response = desk.get(page, query)
            assert {str(record) for record in response.context["cl"].result_list} == headlines, query


def test_records_with_a_page_lead_to_it_in_the_language_of_the_desk(desk):
    try:
        reverse("meeting", args=["x"])
    except NoReverseMatch:
        pytest.skip("the pages of the site are not there")
    meeting = MeetingFactory(slug="2023-11-03-iq-fr")
    response = desk.get(address("meetings_meeting_change", meeting.pk))
    assert f'href="{meeting.get_absolute_url()}"' in response.content.decode()
    assert Meeting.objects.count() == 1
