"""What makes entering quick and safe: autocompletes, dates in any writing, namesakes, lists that say what to do."""

import datetime

import pytest
from django.contrib import admin
from django.utils import translation

from meetings.admin.common.dates_fields import ArchiveDateField
from meetings.admin.participants.picking import PickSelect
from meetings.models import Official
from tests.admin.conftest import address, errors, form_data
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    MeetingFactory,
    OfficialFactory,
    OfficialNameFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

# Few choices, each of them seen at once: the sources and the participants of one meeting.
SHORT = {("evidence", "article"), ("evidence", "participation"), ("place", "region")}
DESK = [model for model in admin.site._registry if model._meta.app_label == "meetings"]


def forms_of(desk, model, record) -> list:
    """The form and the inlines' forms of the page that adds or changes a record of `model`."""
    name = f"meetings_{model._meta.model_name}"
    response = desk.get(address(f"{name}_change", record.pk) if record else address(f"{name}_add"))
    if "adminform" not in (response.context or {}):
        return []
    return [
        response.context["adminform"].form,
        *(inline.formset.empty_form for inline in response.context["inline_admin_formsets"]),
    ]


@pytest.mark.parametrize("model", DESK, ids=lambda model: model._meta.model_name)
def test_every_reference_is_an_autocomplete_and_every_date_an_archive_date(desk, model):
    OfficialNameFactory(official=AppointmentFactory().official)
    SourceFactory()
    if not admin.site._registry[model].has_add_permission(desk.get(address("index")).wsgi_request):
        pytest.skip("nobody enters these")
    for record in (None, model._base_manager.first()):
        for form in forms_of(desk, model, record):
            for name, field in form.fields.items():
                where = f"{type(form).__name__}.{name}"
                if hasattr(field, "queryset"):
                    widget = getattr(field.widget, "widget", field.widget)
                    short = (form._meta.model._meta.model_name, name) in SHORT or field.widget.is_hidden
                    assert isinstance(widget, PickSelect) or short, f"{where} is a long list"
                if type(field).__name__ == "DateField" or isinstance(field, ArchiveDateField):
                    assert isinstance(field, ArchiveDateField), f"{where} takes no Arabic dates"


@pytest.mark.parametrize(
    "typed",
    ["٣/١١/٢٠٢٣", "3-11-2023", "2023-11-03", "3 تشرين الثاني 2023", "٣ نوفمبر ٢٠٢٣", "3 نونبر 2023", "3 نوفمبر، 2023"],
)
def test_a_date_of_an_appointment_is_typed_in_any_way(desk, typed):
    appointment = AppointmentFactory()
    page = address("meetings_official_change", appointment.official_id)
    response = desk.post(page, form_data(desk.get(page), **{"appointments-0-start": typed}))
    assert response.status_code == 302, errors(response)
    appointment.refresh_from_db()
    assert appointment.start == datetime.date(2023, 11, 3)


class TestNamesakes:
    page = property(lambda self: address("meetings_official_add"))

    @pytest.fixture
    def known(self):
        official = OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein")
        OfficialNameFactory(official=official)
        OfficialNameFactory(official=official, name="Fouad Hussein", script="Latn")
        AppointmentFactory(official=official)
        return official

    @pytest.mark.parametrize(
        "names", [{"name_ar": "فؤاد حسين"}, {"name_ar": "فُؤاد حُسين"}, {"name_ar": "فواد", "name_en": "FOUAD HUSSEIN"}]
    )
    def test_whoever_has_the_name_is_shown_before_a_second_record_is_made(self, desk, known, names):
        response = desk.post(self.page, form_data(desk.get(self.page), **names))
        page = response.content.decode()
        assert Official.objects.count() == 1
        assert address("meetings_official_change", known.pk) in page
        assert "Minister of Foreign Affairs" in page

    def test_another_person_of_the_name_is_entered_when_one_says_so(self, desk, known):
        response = desk.post(self.page, form_data(desk.get(self.page), name_ar="فؤاد حسين", another_person="on"))
        assert response.status_code == 302, errors(response)
        assert Official.objects.count() == 2

    def test_a_new_name_and_one_that_did_not_change_are_no_question(self, desk, known):
        other = OfficialFactory(name_ar="فؤاد حسين", name_en="")
        OfficialNameFactory(official=other)
        page = address("meetings_official_change", other.pk)
        assert desk.post(page, form_data(desk.get(page), notes="Checked.")).status_code == 302
        assert desk.post(page, form_data(desk.get(page), name_ar="فؤاد محمد حسين")).status_code == 302


class TestLists:
    def test_an_empty_list_says_what_to_do(self, desk):
        page = desk.get(address("meetings_meeting_changelist")).content.decode()
        assert "Nothing here yet." in page
        assert address("meetings_meeting_add") in page

    def test_a_list_that_is_filtered_to_nothing_leads_back(self, desk):
        MeetingFactory()
        page = desk.get(address("meetings_meeting_changelist") + "?q=zzz").content.decode()
        assert "Nothing matches the search and the filters." in page

    def test_the_search_follows_the_direction_of_what_is_typed(self, desk):
        page = desk.get(address("meetings_meeting_changelist")).content.decode()
        assert 'id="searchbar"\n               dir="auto"' in page

    def test_pictures_speak_arabic(self, desk):
        with translation.override("ar"):
            page = desk.get(address("meetings_meeting_changelist")).content.decode()
        assert 'alt="Search"' not in page


def test_the_arabic_desk_says_that_a_record_was_changed(desk):
    with translation.override("ar"):
        page, list_page = (
            address("meetings_meeting_change", MeetingFactory(sound=True).pk),
            address("meetings_meeting_changelist"),
        )
    response = desk.post(page, form_data(desk.get(page), notes="روجع"), follow=True)
    said = " ".join(str(message) for message in response.context["messages"])
    assert said.startswith("حُفظت تعديلات لقاء «")
    assert response.context["title"] == "اختيار لقاء للتعديل"
    assert list_page == response.redirect_chain[-1][0]


def test_lists_of_the_arabic_desk_write_months_as_the_pages_do(desk):
    ArticleFactory(published_on=datetime.date(2023, 11, 3))
    with translation.override("ar"):
        page = address("meetings_article_changelist")
    assert "3 تشرين الثاني/نوفمبر 2023" in desk.get(page).content.decode()
