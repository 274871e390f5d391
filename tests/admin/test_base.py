"""What all forms of the desk share: directions of boxes, choices by role, addresses, and what stays in use."""

from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.auth.models import User

from meetings.admin.base import DeskDateInput, get_direction
from meetings.admin.participants.picking import PickSelect
from meetings.models import Article, Country, Evidence, Meeting, Official, Topic
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address, form_data
from tests.factories import MeetingFactory, OfficialFactory, ParticipationFactory, TopicFactory


@pytest.mark.parametrize(
    ("model", "field", "direction"),
    [
        (Article, "url", {"dir": "ltr"}),
        (Article, "slug", {"dir": "ltr"}),
        (Country, "code", {"dir": "ltr"}),
        (Meeting, "headline_ar", {"dir": "rtl", "lang": "ar"}),
        (Meeting, "headline_en", {"dir": "ltr", "lang": "en"}),
        (Meeting, "notes", {"dir": "auto"}),
    ],
)
def test_the_direction_of_a_box(model, field, direction):
    assert get_direction(model._meta.get_field(field)) == direction


def test_a_box_of_a_day_has_its_own_size_and_form():
    box = DeskDateInput()
    assert box.attrs["size"] == "18"
    assert box.format == DeskDateInput(attrs={"size": "5"}, format=None).format
    assert (DeskDateInput({"size": "5"}).attrs["size"], DeskDateInput(format="%Y").format) == ("5", "%Y")


def field_of(model, name: str, user: User):
    desk = admin.site._registry[model]
    request = SimpleNamespace(user=user, resolver_match=None)
    return desk.formfield_for_dbfield(model._meta.get_field(name), request)


@pytest.mark.django_db
def test_boxes_of_texts_and_choices():
    root = User.objects.create(username="root", is_superuser=True, is_staff=True)
    notes, kind = field_of(Meeting, "notes", root), field_of(Meeting, "kind", root)
    assert (notes.widget.attrs["dir"], notes.widget.attrs["rows"]) == ("auto", 4)
    assert "dir" not in kind.widget.attrs
    topic = field_of(Evidence, "topic", root)
    assert (topic.widget.can_delete_related, topic.widget.can_view_related) == (False, False)
    assert isinstance(field_of(Meeting, "place", root).widget, PickSelect)  # creates places: no button beside it


@pytest.mark.django_db
def test_a_contributor_adds_parts_to_own_drafts_only(client, django_user_model):
    user = django_user_model.objects.create(username="amal", is_staff=True)
    give_role(user, UserRole.CONTRIBUTOR)
    user = django_user_model.objects.get(pk=user.pk)
    root = django_user_model.objects.create(username="root", is_superuser=True, is_staff=True)
    mine = MeetingFactory(review_state="draft", created_by=user)
    others = MeetingFactory(review_state="draft")
    desk, field = admin.site._registry[Evidence], Evidence._meta.get_field("meeting")
    for person, found in ((user, {mine}), (root, {mine, others})):
        request = SimpleNamespace(user=person, resolver_match=None)
        assert set(desk.formfield_for_foreignkey(field, request).queryset) == found


@pytest.mark.django_db
def test_the_state_of_a_record_is_decided_by_editors(django_user_model):
    contributor = django_user_model.objects.create(username="amal", is_staff=True)
    give_role(contributor, UserRole.CONTRIBUTOR)
    contributor = django_user_model.objects.get(pk=contributor.pk)
    root = django_user_model.objects.create(username="root", is_superuser=True)
    desk = admin.site._registry[Official]
    for user, is_fixed in ((contributor, True), (root, False)):
        assert ("review_state" in desk.get_readonly_fields(SimpleNamespace(user=user))) is is_fixed


@pytest.mark.django_db
def test_an_address_is_filled_in_where_it_is_empty(desk):
    page = address("meetings_topic_add")
    desk.post(page, form_data(desk.get(page), name_ar="المناخ", name_en="Climate"))
    desk.post(page, form_data(desk.get(page), name_ar="الماء", name_en="Water", code="my-water"))
    assert set(Topic.objects.values_list("code", flat=True)) == {"climate", "my-water"}
    form = desk.get(page).context["adminform"].form
    assert not form.fields["code"].required
    assert form.fields["code"].help_text


@pytest.mark.django_db
def test_whoever_enters_a_record_is_kept_and_whoever_changes_it_is_not(desk, editor):
    page = address("meetings_official_add")
    desk.post(page, form_data(desk.get(page), name_ar="كريم", name_en="Karim"))
    official = Official.objects.get()
    assert official.created_by == editor
    Official.objects.update(created_by=None)
    page = address("meetings_official_change", official.pk)
    desk.post(page, form_data(desk.get(page), notes="new"))
    official.refresh_from_db()
    assert (official.created_by, official.notes) == (None, "new")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "is_refused"), [("", False), ("nonsense", False), ("delete_selected", True), ("publish", True)]
)
def test_an_action_that_a_role_does_not_have_is_refused(client, django_user_model, action, is_refused):
    user = django_user_model.objects.create(username="amal", is_staff=True)
    give_role(user, UserRole.CONTRIBUTOR)
    client.force_login(user)
    sent = {"action": action, "_selected_action": [MeetingFactory().pk]}
    response = client.post(address("meetings_meeting_changelist"), sent)
    assert (response.status_code == 403) is is_refused


@pytest.mark.django_db
def test_what_is_in_use_is_not_deleted_from_the_list(desk):
    part = ParticipationFactory(official=OfficialFactory())
    topic = TopicFactory()
    sent = {"action": "delete_selected", "_selected_action": [part.official_id], "post": "yes"}
    desk.post(address("meetings_official_changelist"), sent)
    assert Official.objects.exists()
    desk.post(address("meetings_topic_changelist"), {**sent, "_selected_action": [topic.pk]})
    assert not Topic.objects.exists()
