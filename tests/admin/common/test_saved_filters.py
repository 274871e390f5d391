"""Lists kept under a name: one's own and shared ones, above each list."""

import pytest

from meetings.models import SavedFilter
from meetings.services import roles
from meetings.services.roles import UserRole
from meetings.services.saved_filters import MAX_NAME_CHARACTERS, make_plain_query
from tests.admin.conftest import address
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db

LIST = "meetings_meeting_changelist"
KEEP = "meetings_meeting_keep_filter"


@pytest.fixture
def person(client, django_user_model):
    """Signs somebody of a role in."""

    def sign_in(name: str, role: UserRole = UserRole.EDITOR):
        user = django_user_model.objects.filter(username=name).first()
        if user is None:
            user = django_user_model.objects.create(username=name)
            roles.give_role(user, role)
        client.force_login(user)
        return user

    return sign_in


def names(client, query: str = "") -> list[str]:
    return [one["filter"].name for one in client.get(address(LIST) + query).context["saved_filters"]]


def keep(client, **more):
    return client.post(address(KEEP), {"name": "Drafts", "query": "review_state__exact=draft", **more}, follow=True)


def test_the_present_list_is_kept_and_opened_again(client, person):
    person("salma")
    draft = MeetingFactory(review_state="draft")
    MeetingFactory()
    page = client.get(address(LIST) + "?review_state__exact=draft&p=2&o=2")
    assert page.context["filter_now"] == "o=2&review_state__exact=draft"
    response = keep(client, query=page.context["filter_now"])
    assert response.redirect_chain[-1][0].endswith("?o=2&review_state__exact=draft")
    (saved,) = response.context["saved_filters"]
    assert saved["here"]
    assert list(client.get(address(LIST) + saved["address"]).context["cl"].queryset) == [draft]


def test_a_filter_in_arabic_words(client, person):
    person("salma")
    keep(client, name="لقاءات روما", query="q=روما&kind__exact=phone")
    assert names(client) == ["لقاءات روما"]
    assert SavedFilter.objects.get().query == make_plain_query("kind__exact=phone&q=روما")
    assert client.get(f"{address(LIST)}?{SavedFilter.objects.get().query}").status_code == 200


def test_one_sees_ones_own_and_the_shared_ones(client, person):
    person("salma")
    keep(client, name="Mine")
    keep(client, name="Ours", shared="on")
    person("huda")
    assert names(client) == ["Ours"]
    person("salma")
    assert names(client) == ["Mine", "Ours"]


def test_each_list_has_its_own(client, person):
    person("salma")
    keep(client)
    assert client.get(address("meetings_official_changelist")).context["saved_filters"] == []


def test_the_same_name_replaces(client, person):
    person("salma")
    keep(client)
    keep(client, query="review_state__exact=rejected")
    assert SavedFilter.objects.get().query == "review_state__exact=rejected"


@pytest.mark.parametrize(
    "more",
    [
        {"name": " "},
        {"query": ""},
        {"query": "p=3"},
        {"name": "x" * (MAX_NAME_CHARACTERS + 1)},
        {"query": "q=" + "x" * 2000},
    ],
)
def test_what_cannot_be_kept_is_said(client, person, more):
    person("salma")
    response = keep(client, **more)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert not SavedFilter.objects.exists()


def test_a_contributor_keeps_but_does_not_share(client, person):
    person("amal", UserRole.CONTRIBUTOR)
    assert keep(client, name="Mine").status_code == 200
    assert keep(client, name="Ours", shared="on").status_code == 403
    assert names(client) == ["Mine"]


def test_who_may_drop_it(client, person):
    person("salma")
    keep(client, shared="on")
    drop = address("meetings_meeting_drop_filter", SavedFilter.objects.get().pk)
    person("huda")
    assert client.get(address(LIST)).context["saved_filters"][0]["drop"] == ""
    assert client.post(drop).status_code == 403
    person("salma")
    assert client.get(drop).status_code == 403
    client.post(drop)
    assert not SavedFilter.objects.exists()


def test_an_administrator_drops_shared_ones_of_others(client, person):
    person("salma")
    keep(client, shared="on")
    person("root", UserRole.ADMINISTRATOR)
    client.post(address("meetings_meeting_drop_filter", SavedFilter.objects.get().pk))
    assert not SavedFilter.objects.exists()


def test_an_address_that_leads_elsewhere_stays_in_the_list(client, person):
    person("salma")
    response = client.post(address(KEEP), {"name": "x", "query": "https://example.org/?next=//example.org"})
    assert response["Location"].startswith(address(LIST))
