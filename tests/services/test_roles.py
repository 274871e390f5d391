"""Roles: the groups, what each may do, and whose drafts are whose."""

from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from meetings.models import Meeting
from meetings.services import review, roles
from meetings.services.roles import UserRole
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    ParticipationFactory,
    PlaceFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def user_with(django_user_model):
    """Makes a user of a role."""

    def make(role: UserRole | None, name: str = ""):
        user = django_user_model.objects.create(username=name or (role.value if role else "nobody"))
        roles.give_role(user, role)
        return django_user_model.objects.get(pk=user.pk)  # whose permissions nobody has asked for yet

    return make


QUESTIONS = (roles.may_import, roles.may_publish, roles.may_merge, roles.may_restore)


@pytest.mark.parametrize(
    ("role", "answers"),
    [
        (None, (False, False, False, False)),
        (UserRole.CONTRIBUTOR, (True, False, False, False)),
        (UserRole.EDITOR, (True, True, True, True)),
        (UserRole.ADMINISTRATOR, (True, True, True, True)),
    ],
)
def test_what_each_role_may(user_with, role, answers):
    user = user_with(role)
    assert tuple(ask(user) for ask in QUESTIONS) == answers
    assert roles.get_role(user) == role
    assert user.is_staff == bool(role)


def test_nobody_who_is_not_signed_in_or_was_shut_out_may_anything(user_with):
    gone = user_with(UserRole.ADMINISTRATOR)
    gone.is_active = False
    for user in (AnonymousUser(), gone):
        assert not any(ask(user) for ask in QUESTIONS)
        assert not roles.may_edit(user, MeetingFactory(review_state="draft"))


def test_a_superuser_may_everything(django_user_model):
    user = django_user_model.objects.create(username="root", is_superuser=True)
    assert all(ask(user) for ask in QUESTIONS)
    assert roles.may_edit(user, MeetingFactory())


def test_require():
    roles.require(True)
    with pytest.raises(PermissionDenied):
        roles.require(False)


class TestDrafts:
    @pytest.fixture
    def contributor(self, user_with):
        return user_with(UserRole.CONTRIBUTOR)

    @pytest.mark.parametrize("make", [MeetingFactory, OfficialFactory])
    @pytest.mark.parametrize("state", ["draft", "published", "rejected"])
    @pytest.mark.parametrize("own", [True, False])
    def test_a_contributor_changes_drafts_of_their_own_and_deletes_nothing(self, contributor, make, state, own):
        record = make(review_state=state, created_by=contributor if own else None)
        assert roles.may_edit(contributor, record) == (own and state == "draft")
        assert not roles.may_delete(contributor, record)

    def test_parts_are_what_their_whole_is(self, contributor):
        own = MeetingFactory(review_state="draft", created_by=contributor)
        for make in (ParticipationFactory, SourceFactory, EvidenceFactory):
            assert roles.may_edit(contributor, make(meeting=own))
            assert roles.may_delete(
                contributor, make(meeting=own, **({"quote": "باريس"} if make is EvidenceFactory else {}))
            )
            assert not roles.may_edit(contributor, make())
            assert not roles.may_delete(contributor, make())
        mine = OfficialFactory(review_state="draft", created_by=contributor)
        assert roles.may_edit(contributor, AppointmentFactory(official=mine))
        assert not roles.may_edit(contributor, AppointmentFactory())

    def test_an_article_is_theirs_until_a_meeting_of_it_is_published(self, contributor):
        article = ArticleFactory(created_by=contributor)
        source = SourceFactory(article=article, meeting__review_state="draft")
        assert roles.may_edit(contributor, article)
        Meeting.objects.filter(pk=source.meeting_id).update(review_state="published")
        assert not roles.may_edit(contributor, article)
        assert not roles.may_edit(contributor, ArticleFactory())

    def test_tables_that_others_refer_to_are_not_theirs(self, contributor, user_with):
        editor, administrator = user_with(UserRole.EDITOR), user_with(UserRole.ADMINISTRATOR)
        place, country = PlaceFactory(), CountryFactory()
        assert not roles.may_edit(contributor, place)
        assert roles.may_edit(editor, place)
        assert not roles.may_edit(editor, country)
        assert roles.may_edit(administrator, country)

    def test_own_drafts_of_a_list(self, contributor, user_with):
        own = MeetingFactory(review_state="draft", created_by=contributor)
        MeetingFactory(created_by=contributor)
        MeetingFactory(review_state="draft")
        assert list(roles.select_own_drafts(contributor, Meeting.objects.all())) == [own]
        assert roles.select_own_drafts(user_with(UserRole.EDITOR), Meeting.objects.all()).count() == 3


@pytest.mark.parametrize("decide", [review.publish, review.reject, review.return_to_draft])
def test_a_review_asks_for_the_role(user_with, decide):
    contributor = user_with(UserRole.CONTRIBUTOR)
    for state in ("draft", "published"):
        MeetingFactory(review_state=state, created_by=contributor, sound=True)
    with pytest.raises(PermissionDenied):
        decide(Meeting.objects.all(), contributor)
    assert sorted(Meeting.objects.values_list("review_state", flat=True)) == ["draft", "published"]
    assert decide(Meeting.objects.all(), user_with(UserRole.EDITOR)).changed


class TestGroups:
    def permissions(self) -> dict[str, set[str]]:
        return {
            group.name: set(group.permissions.values_list("codename", flat=True))
            for group in Group.objects.filter(name__in=UserRole.values)
        }

    def test_they_are_there_and_made_again_change_nothing(self):
        before = self.permissions()
        assert set(before) == set(UserRole.values)
        roles.make_roles()
        assert self.permissions() == before

    def test_each_may_what_the_one_before_may_and_more(self):
        may = self.permissions()
        assert may["contributor"] < may["editor"] < may["administrator"]
        assert {"add_user", "change_group", "change_country", "change_outlet"} <= may["administrator"] - may["editor"]
        assert not {
            name for name in may["contributor"] if name in ("delete_meeting", "delete_official", "change_place")
        }

    def test_a_migrate_sets_them_right(self):
        editors = Group.objects.get(name="editor")
        editors.permissions.clear()
        editors.permissions.add(Permission.objects.get(codename="delete_user"))
        Group.objects.get(name="contributor").delete()
        call_command("migrate", verbosity=0)
        may = self.permissions()
        assert "publish_records" in may["editor"]
        assert "delete_user" not in may["editor"]
        assert "bring_in_texts" in may["contributor"]

    def test_groups_of_other_names_are_left_alone(self, user_with):
        readers = Group.objects.create(name="readers")
        readers.permissions.add(Permission.objects.get(codename="view_meeting"))
        user = user_with(UserRole.EDITOR)
        user.groups.add(readers)
        roles.make_roles()
        roles.give_role(user, UserRole.CONTRIBUTOR)
        assert set(user.groups.values_list("name", flat=True)) == {"readers", "contributor"}
        assert readers.permissions.count() == 1


class TestCommand:
    def test_a_role_is_given_and_taken(self, user_with):
        user = user_with(None)
        out = StringIO()
        call_command("give_role", "nobody", "editor", stdout=out)
        assert roles.get_role(user) == UserRole.EDITOR
        assert "publishes" in out.getvalue()
        call_command("give_role", "nobody", "none", stdout=out)
        user.refresh_from_db()
        assert (roles.get_role(user), user.is_staff) == (None, False)

    def test_an_unknown_user_is_an_error_that_says_what_to_do(self):
        with pytest.raises(CommandError, match="--create"):
            call_command("give_role", "amal", "editor")

    def test_a_user_is_made(self, monkeypatch, client, django_user_model):
        monkeypatch.setattr("meetings.management.commands.give_role.getpass", lambda prompt: "three-blue-boats")
        call_command("give_role", "amal", "contributor", "--create", stdout=StringIO())
        assert roles.get_role(django_user_model.objects.get(username="amal")) == UserRole.CONTRIBUTOR
        assert client.login(username="amal", password="three-blue-boats")

    @pytest.mark.parametrize("typed", [["short", "short"], ["three-blue-boats", "three-blue-boots"]])
    def test_a_bad_password_makes_no_user(self, monkeypatch, django_user_model, typed):
        answers = iter(typed)
        monkeypatch.setattr("meetings.management.commands.give_role.getpass", lambda prompt: next(answers))
        with pytest.raises(CommandError):
            call_command("give_role", "amal", "contributor", "--create", stdout=StringIO())
        assert not django_user_model.objects.filter(username="amal").exists()
