"""Drafts on the server: saved while an editor types, offered in the form, also on another machine."""

import pytest

from meetings.models import FormDraft, Topic
from meetings.services.form_drafts import MAX_DRAFTS, save_draft
from tests.admin.conftest import address, form_data
from tests.factories import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    return TopicFactory(name_en="Saved")


def page_of(topic) -> str:
    return address("meetings_topic_change", topic.pk)


def save(client, page: str, number: str = "tab-1", **values: object):
    return client.post(address("draft-save"), {"draft_path": page, "draft_page": number, **values})


def test_a_draft_is_offered_and_fills_the_form_without_saving_it(desk, topic):
    assert save(desk, page_of(topic), name_en="Typed", name_ar="كتبته", code="x").status_code == 200
    (draft,) = desk.get(page_of(topic)).context["drafts"]
    form = desk.get(f"{page_of(topic)}?draft={draft.pk}")
    assert form_data(form)["name_en"] == "Typed"
    assert Topic.objects.get().name_en == "Saved"
    sent = {**form_data(form), "draft_page": "tab-2", "code": topic.code}
    assert desk.post(f"{page_of(topic)}?draft={draft.pk}", sent).status_code == 302
    assert Topic.objects.get().name_en == "Typed"
    assert not FormDraft.objects.exists()


def test_a_later_draft_of_the_same_page_replaces_the_earlier(desk, topic):
    save(desk, page_of(topic), name_en="First")
    save(desk, page_of(topic), name_en="Second")
    save(desk, page_of(topic), "tab-2", name_en="Other")
    assert sorted(draft.data[-1][1][0] for draft in FormDraft.objects.all()) == ["Other", "Second"]


def test_a_draft_is_offered_in_the_other_language_too(desk, topic):
    save(desk, page_of(topic), name_en="Typed")
    arabic = page_of(topic).removeprefix("/en")
    assert arabic.startswith("/admin/")
    assert len(desk.get(arabic).context["drafts"]) == 1


def test_saving_the_form_deletes_the_draft_of_its_page_only(desk, topic):
    save(desk, page_of(topic), "tab-1", name_en="One")
    save(desk, page_of(topic), "tab-2", name_en="Two")
    desk.post(page_of(topic), {**form_data(desk.get(page_of(topic))), "draft_page": "tab-1"})
    assert [draft.page for draft in FormDraft.objects.all()] == ["tab-2"]


def test_a_draft_is_discarded(desk, topic):
    save(desk, page_of(topic), name_en="Typed")
    sent = {"draft": FormDraft.objects.get().pk, "next": page_of(topic)}
    assert desk.post(address("draft-discard"), sent).url == page_of(topic)
    assert not FormDraft.objects.exists()
    for elsewhere in ("https://example.org/", "//example.org", ""):
        assert desk.post(address("draft-discard"), {"next": elsewhere}).url == address("index")


def test_drafts_of_others_are_neither_shown_nor_discarded(desk, topic, django_user_model):
    other = django_user_model.objects.create(username="other", is_staff=True)
    draft = save_draft(other, page_of(topic), {"name_en": ["Theirs"]}, page="1")
    assert desk.get(page_of(topic)).context["drafts"] == []
    assert "Theirs" not in desk.get(f"{page_of(topic)}?draft={draft.pk}").text
    desk.post(address("draft-discard"), {"draft": draft.pk})
    assert FormDraft.objects.exists()


@pytest.mark.parametrize("wrong", ["", "x", "0", "99999999999999999999", "-1"])
def test_a_draft_that_does_not_exist_shows_the_form(desk, topic, wrong):
    assert desk.get(f"{page_of(topic)}?draft={wrong}").status_code == 200


def test_a_draft_of_another_form_does_not_fill_this_one(desk, topic):
    save(desk, address("meetings_place_add"), name_en="Elsewhere")
    response = desk.get(f"{page_of(topic)}?draft={FormDraft.objects.get().pk}")
    assert form_data(response)["name_en"] == "Saved"


def test_drafts_are_bounded(desk, editor, topic):
    assert save(desk, page_of(topic), name_en="x" * 3_000_001).status_code == 413
    assert save(desk, "https://example.org/", name_en="x").status_code == 400
    assert save(desk, page_of(topic), "", name_en="x").status_code == 400
    for number in range(MAX_DRAFTS + 3):
        save_draft(editor, page_of(topic), {"name_en": ["x"]}, page=str(number))
    assert FormDraft.objects.count() == MAX_DRAFTS


def test_a_contributor_has_drafts_too(client, django_user_model, topic):
    from meetings.services import roles

    user = django_user_model.objects.create(username="contributor")
    roles.give_role(user, roles.UserRole.CONTRIBUTOR)
    client.force_login(user)
    assert save(client, address("meetings_meeting_add"), headline_ar="x").status_code == 200
    assert len(client.get(address("meetings_meeting_add")).context["drafts"]) == 1
