"""What is not published is nowhere: not in lists, counts, facets, suggestions, nor by its address, nor for editors."""

import pytest

from tests import factories


@pytest.fixture
def secrets(archive):
    """A draft whose people, place, topic, outlet, office and article occur nowhere else."""
    topic = factories.TopicFactory(code="hidden-topic", name_ar="موضوع خفي")
    outlet = factories.OutletFactory(code="hidden-outlet", name_ar="جهة خفية")
    place = factories.PlaceFactory(slug="xx-hidden", city_ar="مدينة خفية")
    office = factories.PositionFactory(code="hidden-office", title_ar="منصب خفي")
    article = factories.ArticleFactory(slug="hidden-article", outlet=outlet, headline="عنوان خفي")
    archive.hidden.slug = "hakan-fidan"
    archive.hidden.save()
    body = factories.OrganisationFactory(code="HIDDEN", name_ar="هيئة خفية")
    archive.draft.place = place
    archive.draft.save()
    factories.ParticipationFactory(meeting=archive.draft, official=archive.hidden, country=None, organisation=body)
    factories.ParticipationFactory(meeting=archive.draft, official=None, position=office)
    factories.AppointmentFactory(official=archive.hidden, position=office)
    factories.MeetingTopicFactory(meeting=archive.draft, topic=topic)
    factories.SourceFactory(meeting=archive.draft, article=article)
    factories.EvidenceFactory(meeting=archive.draft, article=article)
    factories.EvidenceFactory(meeting=archive.draft, article=archive.article, quote="وبحث الوزيران", fact="place")
    return archive


LISTS = ["meetings/?expand=evidence", "articles/?expand=evidence", "officials/", "positions/", "sides/",
         "organisations/", "topics/", "places/", "outlets/", "between/iq-kri/it/", ""]  # fmt: skip
HIDDEN = ["not-yet", "hidden", "fidan", "HIDDEN", "خفي", "وبحث", "هاكان"]


@pytest.mark.parametrize("path", LISTS)
def test_no_list_shows_or_counts_it(client, secrets, editor, path):
    client.force_login(editor)
    body = client.get(f"/api/v1/{path}").content.decode()
    assert not [word for word in HIDDEN if word in body]


def test_counts_are_of_published_meetings(get, secrets):
    assert get("")["archive"]["meetings"] == 2
    assert get("")["archive"]["officials"] == 2
    assert get("sides/it/")["meetings_count"] == 2
    assert get("topics/security/")["meetings_count"] == 2
    assert get("officials/nechirvan-barzani/")["meetings_count"] == 2
    assert get("articles/a-report/")["meetings"] == ["in-rome", "by-phone"]


@pytest.mark.parametrize(
    "path",
    ["meetings/not-yet/", "articles/hidden-article/", "officials/hakan-fidan/", "positions/hidden-office/",
     "organisations/hidden/", "topics/hidden-topic/", "places/xx-hidden/", "outlets/hidden-outlet/",
     "between/hakan-fidan/it/", "between/hidden/it/"],
)  # fmt: skip
def test_no_address_leads_to_it(problem, client, secrets, editor, path):
    client.force_login(editor)
    problem(path, 404)


def test_no_condition_tells_of_it(get, secrets):
    factories.ParticipationFactory(meeting=secrets.meeting, official=secrets.hidden, country=secrets.italy)
    assert get("meetings/", official="hakan-fidan")["count"] == 0
    assert get("articles/", meeting="not-yet")["count"] == 0
    assert get("meetings/", outlet="hidden-outlet")["count"] == 0
    # In a published meeting the name stands, as on the page, but no key that would lead further.
    people = [part["official"] for part in get("meetings/in-rome/")["participations"]]
    assert people[-1] == {"slug": None, "name_ar": "هاكان فيدان", "name_en": "Hakan Fidan", "address": None}
