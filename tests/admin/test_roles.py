"""What the desk offers each role, and what it refuses when it is posted all the same."""

import pytest
from django.utils import translation

from meetings.models import Article, Evidence, Meeting, Official, Participation, Source
from meetings.services import roles
from meetings.services.roles import UserRole
from tests.admin.conftest import address, errors, form_data
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    OutletFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, django_user_model):
    """Signs somebody of a role in and returns who it is."""

    def sign_in(role: UserRole):
        user = django_user_model.objects.create(username=f"the-{role.value}")
        roles.give_role(user, role)
        client.force_login(user)
        return user

    return sign_in


@pytest.fixture
def contributor(signed_in):
    return signed_in(UserRole.CONTRIBUTOR)


def page_of(record) -> str:
    return address(f"meetings_{record._meta.model_name}_change", record.pk)


class TestContributor:
    def test_enters_a_meeting_which_is_their_draft_whatever_they_post(self, client, contributor):
        page = address("meetings_meeting_add")
        first, second = OfficialFactory(), OfficialFactory()
        people = {"participations-0-official": first.pk, "participations-1-official": second.pk}
        data = form_data(client.get(page), headline_ar="لقاء", review_state="published", **people)
        response = client.post(page, data)
        assert response.status_code == 302, errors(response)
        meeting = Meeting.objects.get()
        assert (meeting.review_state, meeting.created_by) == ("draft", contributor)
        assert meeting.participations.count() == 2

    def test_changes_a_draft_of_their_own_but_not_its_state(self, client, contributor):
        meeting = MeetingFactory(review_state="draft", created_by=contributor)
        ParticipationFactory(meeting=meeting)
        response = client.get(page_of(meeting))
        assert "review_state" not in response.context["adminform"].form.fields
        response = client.post(page_of(meeting), form_data(response, headline_ar="لقاء آخر", review_state="published"))
        assert response.status_code == 302, errors(response)
        meeting.refresh_from_db()
        assert (meeting.headline_ar, meeting.review_state) == ("لقاء آخر", "draft")

    @pytest.mark.parametrize("state", ["draft", "published", "rejected"])
    @pytest.mark.parametrize("make", [MeetingFactory, OfficialFactory])
    def test_reads_what_is_not_theirs_and_cannot_change_it(self, client, contributor, make, state):
        record = make(review_state=state)
        response = client.get(page_of(record))
        assert response.status_code == 200
        assert not response.context["has_change_permission"]
        assert client.post(page_of(record), {"headline_ar": "x", "name_ar": "x"}).status_code == 403
        before = type(record).objects.values().get(pk=record.pk)
        assert before == {field: getattr(record, field) for field in before} | {
            field: before[field] for field in ("created_at", "updated_at")
        }

    @pytest.mark.parametrize("make", [MeetingFactory, OfficialFactory, ArticleFactory])
    def test_deletes_nothing_not_even_their_own(self, client, contributor, make):
        record = make(created_by=contributor, **({} if make is ArticleFactory else {"review_state": "draft"}))
        page = address(f"meetings_{record._meta.model_name}_delete", record.pk)
        assert client.get(page).status_code == 403
        assert client.post(page, {"post": "yes"}).status_code == 403
        assert type(record).objects.filter(pk=record.pk).exists()

    @pytest.mark.parametrize("action", ["publish", "reject", "back_to_draft", "delete_selected"])
    @pytest.mark.parametrize("make", [MeetingFactory, OfficialFactory])
    def test_is_offered_no_action_of_editors_and_cannot_take_one(self, client, contributor, make, action):
        record = make(review_state="draft", created_by=contributor)
        page = address(f"meetings_{record._meta.model_name}_changelist")
        assert f'value="{action}"' not in client.get(page).content.decode()
        data = {"action": action, "_selected_action": [record.pk], "post": "yes"}
        assert client.post(page, data).status_code == 403
        assert type(record).objects.get(pk=record.pk).review_state == "draft"

    def test_takes_a_wrong_participant_off_their_draft(self, client, contributor):
        part = ParticipationFactory(meeting__review_state="draft", meeting__created_by=contributor)
        data = form_data(client.get(page_of(part.meeting)), **{"participations-0-DELETE": "on"})
        assert client.post(page_of(part.meeting), data).status_code == 302
        assert not Participation.objects.exists()

    def test_adds_no_source_to_a_published_meeting_by_way_of_the_article(self, client, contributor):
        meeting, article = MeetingFactory(), ArticleFactory(created_by=contributor)
        more = {"sources-TOTAL_FORMS": 1, "sources-0-meeting": meeting.pk, "sources-0-order": 0}
        response = client.post(page_of(article), form_data(client.get(page_of(article)), **more))
        assert response.status_code in (200, 403)
        assert not Source.objects.exists()

    def test_adds_no_evidence_to_a_published_meeting(self, client, contributor):
        meeting, article = MeetingFactory(), ArticleFactory()
        data = {"meeting": meeting.pk, "article": article.pk, "fact": "date", "quote": "يوم الجمعة"}
        assert client.post(address("meetings_evidence_add"), data).status_code in (200, 403)
        assert not Evidence.objects.exists()

    def test_moves_no_evidence_of_their_draft_to_a_published_meeting(self, client, contributor):
        evidence = EvidenceFactory(meeting__review_state="draft", meeting__created_by=contributor)
        data = form_data(client.get(page_of(evidence)), meeting=MeetingFactory().pk)
        assert client.post(page_of(evidence), data).status_code in (200, 403)
        assert Evidence.objects.get().meeting_id == evidence.meeting_id

    def test_deletes_no_evidence_of_others_from_the_list(self, client, contributor):
        evidence = EvidenceFactory()
        data = {"action": "delete_selected", "_selected_action": [evidence.pk], "post": "yes"}
        client.post(address("meetings_evidence_changelist"), data)
        assert Evidence.objects.exists()

    def test_enters_an_official_and_an_article(self, client, contributor):
        page = address("meetings_official_add")
        response = client.post(page, form_data(client.get(page), name_ar="فؤاد حسين", review_state="published"))
        assert response.status_code == 302, errors(response)
        assert Official.objects.values_list("review_state", "created_by").get() == ("draft", contributor.pk)
        page = address("meetings_article_add")
        response = client.post(page, form_data(client.get(page), raw_text="خبر قصير"))
        assert response.status_code == 302, errors(response)
        assert Article.objects.get().created_by == contributor

    @pytest.mark.parametrize("make", [PlaceFactory, TopicFactory, PositionFactory, CountryFactory, OutletFactory])
    def test_reads_the_tables(self, client, contributor, make):
        record = make()
        assert client.get(page_of(record)).status_code == 200
        assert client.post(page_of(record), {}).status_code == 403
        assert client.get(address(f"meetings_{record._meta.model_name}_add")).status_code == 403

    @pytest.mark.parametrize("name", ["auth_user_changelist", "auth_user_add", "auth_group_changelist"])
    def test_sees_no_users(self, client, contributor, name):
        assert client.get(address(name)).status_code == 403

    @pytest.mark.parametrize(("language", "words"), [("en", "Your role is"), ("ar", "ودورك")])
    def test_a_refusal_says_why_in_both_languages(self, client, contributor, language, words):
        with translation.override(language):
            response = client.get(address("meetings_place_add"))
        assert response.status_code == 403
        assert words in response.content.decode()
        assert "the-contributor" in response.content.decode()


class TestEditor:
    @pytest.fixture
    def editor(self, signed_in):
        return signed_in(UserRole.EDITOR)

    @pytest.mark.parametrize(
        "make", [MeetingFactory, OfficialFactory, PlaceFactory, TopicFactory, PositionFactory, SourceFactory]
    )
    def test_changes_and_deletes_records(self, client, editor, make):
        record = make()
        if make is SourceFactory:
            record = record.article
        response = client.get(page_of(record))
        assert response.context["has_change_permission"]
        assert response.context["has_delete_permission"]

    def test_publishes(self, client, editor):
        meeting = MeetingFactory(review_state="draft", sound=True)
        client.post(address("meetings_meeting_changelist"), {"action": "publish", "_selected_action": [meeting.pk]})
        assert Meeting.objects.get().review_state == "published"

    @pytest.mark.parametrize("make", [CountryFactory, OutletFactory])
    def test_reads_what_administrators_keep(self, client, editor, make):
        record = make()
        assert client.get(page_of(record)).status_code == 200
        assert client.post(page_of(record), {}).status_code == 403

    def test_sees_no_users(self, client, editor):
        assert client.get(address("auth_user_changelist")).status_code == 403


class TestAdministrator:
    @pytest.fixture
    def administrator(self, signed_in):
        return signed_in(UserRole.ADMINISTRATOR)

    def test_makes_a_user_with_a_role(self, client, administrator, django_user_model):
        page = address("auth_user_add")
        assert "Imports reports" in client.get(page).content.decode()
        data = {"username": "amal", "password1": "three-blue-boats", "password2": "three-blue-boats", "role": "editor"}
        response = client.post(page, data)
        assert response.status_code == 302, errors(response)
        user = django_user_model.objects.get(username="amal")
        assert (roles.get_role(user), user.is_staff, user.is_superuser) == (UserRole.EDITOR, True, False)

    def test_gives_a_new_password(self, client, administrator, django_user_model):
        user = django_user_model.objects.create(username="amal")
        page = address("auth_user_password_change", user.pk)
        assert (
            address("auth_user_password_change", user.pk)
            in client.get(address("auth_user_change", user.pk)).content.decode()
        )
        assert "usable_password" not in client.get(page).context["form"].fields
        assert client.post(page, {"password1": "three-blue-boats", "password2": "three-blue-boats"}).status_code == 302
        assert client.login(username="amal", password="three-blue-boats")

    def test_changes_and_takes_a_role(self, client, administrator, django_user_model):
        user = django_user_model.objects.create(username="amal")
        roles.give_role(user, UserRole.EDITOR)
        page = address("auth_user_change", user.pk)
        for chosen, role in (("contributor", UserRole.CONTRIBUTOR), ("", None)):
            response = client.get(page)
            data = {"username": "amal", "is_active": "on", "role": chosen}
            response = client.post(page, data)
            assert response.status_code == 302, errors(response)
            assert roles.get_role(user) == role
        user.refresh_from_db()
        assert not user.is_staff

    def test_makes_nobody_a_superuser(self, client, administrator, django_user_model):
        user = django_user_model.objects.create(username="amal")
        data = {"username": "amal", "is_active": "on", "role": "editor", "is_superuser": "on", "is_staff": "on"}
        data["user_permissions"] = data["groups"] = "1"
        client.post(address("auth_user_change", user.pk), data)
        user.refresh_from_db()
        assert not user.is_superuser
        assert not user.user_permissions.exists()
        assert roles.get_role(user) == UserRole.EDITOR

    def test_does_not_touch_a_superuser(self, client, administrator, django_user_model):
        root = django_user_model.objects.create(username="root", is_superuser=True)
        passwords = {"password1": "three-blue-boats", "password2": "three-blue-boats"}
        assert client.post(address("auth_user_change", root.pk), {"username": "x"}).status_code == 403
        assert client.post(address("auth_user_password_change", root.pk), passwords).status_code == 403
        assert client.post(address("auth_user_delete", root.pk), {"post": "yes"}).status_code == 403

    def test_does_not_lock_themselves_out(self, client, administrator):
        page = address("auth_user_change", administrator.pk)
        assert client.post(page, {"username": administrator.username, "role": ""}).status_code == 302
        administrator.refresh_from_db()
        assert administrator.is_active
        assert administrator.is_staff
        assert roles.get_role(administrator) == UserRole.ADMINISTRATOR
        assert client.post(address("auth_user_delete", administrator.pk), {"post": "yes"}).status_code == 403

    def test_keeps_countries_and_outlets(self, client, administrator):
        for record in (CountryFactory(), OutletFactory()):
            assert client.get(page_of(record)).context["has_change_permission"]

    def test_reads_the_roles_and_makes_other_groups(self, client, administrator):
        response = client.get(address("auth_group_changelist"))
        assert "publishes, rejects, merges" in response.content.decode()
        page = address("auth_group_add")
        response = client.get(page)
        assert "officials: view" in response.content.decode()
        assert client.post(page, {"name": "readers", "permissions": []}).status_code == 302

    def test_lists_take_a_fixed_number_of_queries(
        self, client, administrator, django_user_model, django_assert_max_num_queries
    ):
        for number in range(20):
            roles.give_role(django_user_model.objects.create(username=f"user-{number}"), UserRole.EDITOR)
        with django_assert_max_num_queries(14):
            assert client.get(address("auth_user_changelist")).status_code == 200


def test_appointments_of_their_own_draft_official(client, contributor):
    mine = OfficialFactory(review_state="draft", created_by=contributor)
    AppointmentFactory(official=mine)
    response = client.post(page_of(mine), form_data(client.get(page_of(mine)), name_en="Fuad Hussein"))
    assert response.status_code == 302, errors(response)
