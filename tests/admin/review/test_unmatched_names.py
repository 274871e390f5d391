"""The desk's page of names that are linked to no official."""

import pytest

from meetings.models import Official, Participation
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address
from tests.factories import CountryFactory, MeetingFactory, OfficialFactory, OfficialNameFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
TITLE = "وزير الخارجية العراقي"


def unmatched(name="فؤاد حسين", title=TITLE, **more):
    meeting = MeetingFactory(review_state="draft")
    return ParticipationFactory(meeting=meeting, official=None, name_as_written=name, title_ar=title, **more)


def sent(page, place=0, **changes):
    """What a browser sends from the form of a name."""
    form = page.context["rows"][place][1]
    return {bound.html_name: bound.value() or "" for bound in form} | changes


def test_the_boxes_are_filled_in_from_what_the_reports_say(desk):
    iraq = CountryFactory()
    unmatched(country=iraq)
    page = desk.get(address("unmatched-names"))
    assert sent(page) | {"parts": ""} == {
        "name_ar": "فؤاد حسين", "name_en": "Fuad Hussein", "side": f"country:{iraq.pk}",
        "position": "new:وزير الخارجية", "official": "", "parts": "",
    }  # fmt: skip
    assert "Names without an official" in desk.get(address("index")).content.decode()


def test_create_and_link_all_takes_one_click_and_one_undo(desk):
    for _ in range(3):
        unmatched()
    page = desk.get(address("unmatched-names"))
    assert "Create and link all 3" in page.content.decode()
    answer = desk.post(address("unmatched-names"), sent(page, answer="create"), follow=True).content.decode()
    assert "3 participants are linked to Fuad Hussein." in answer
    assert "Every participant is linked to an official." in answer
    official = Official.objects.get()
    assert official.participations.count() == 3
    undo = answer.split('class="undo-link" href="')[1].split('"')[0]
    desk.post(undo)
    assert not Official.objects.exists()
    assert Participation.objects.filter(official=None).count() == 3


def test_link_to_an_official_with_the_name_or_to_a_typed_one(desk):
    fuad = OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein")
    OfficialNameFactory(official=fuad, name="فؤاد حسين")
    part = unmatched()
    page = desk.get(address("unmatched-names"))
    assert "Link to Fuad Hussein" in page.content.decode()
    desk.post(address("unmatched-names"), sent(page, answer=f"link:{fuad.pk}"))
    part.refresh_from_db()
    assert part.official == fuad
    other = unmatched("الدكتور فؤاد")
    page = desk.get(address("unmatched-names"))
    desk.post(address("unmatched-names"), sent(page, answer="link", **{"official-typed": "Fuad Hussein"}))
    other.refresh_from_db()
    assert other.official == fuad


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"answer": "create", "name_ar": ""}, "Enter the person&#x27;s name in Arabic."),
        ({"answer": "create", "side": ""}, "A new office needs its side."),
        ({"answer": "link"}, "Choose the official whom the name means."),
        ({"answer": "link:999999"}, "This entry no longer exists."),
    ],
)
def test_what_is_missing_is_said_beside_its_box_and_nothing_is_written(desk, changes, message):
    unmatched()
    page = desk.get(address("unmatched-names"))
    answer = desk.post(address("unmatched-names"), sent(page, **changes))
    assert message in answer.content.decode()
    assert not Official.objects.exists()


def test_what_is_not_linked_is_told(desk):
    fuad = OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein")
    part = unmatched()
    ParticipationFactory(meeting=part.meeting, official=fuad)
    page = desk.get(address("unmatched-names"))
    data = sent(page, answer=f"link:{fuad.pk}", parts=f"{part.pk},999999")
    answer = desk.post(address("unmatched-names"), data, follow=True).content.decode()
    assert "0 participants are linked to Fuad Hussein." in answer
    assert "1 is not: Fuad Hussein takes part in the meeting already." in answer
    assert "Another editor decided about 1 of them meanwhile." in answer
    assert 'class="undo-link"' not in answer


def test_a_contributor_does_not_decide(client, django_user_model):
    contributor = django_user_model.objects.create(username="contributor")
    give_role(contributor, UserRole.CONTRIBUTOR)
    client.force_login(contributor)
    assert client.get(address("unmatched-names")).status_code == 403


def test_its_queries_do_not_grow_with_the_names(desk, django_assert_max_num_queries):
    names = ("هاكان فيدان", "سامح شكري", "أيمن الصفدي", "ناصر بوريطة", "عادل الجبير", "أنور قرقاش", "بدر البوسعيدي")
    unmatched()
    desk.get(address("unmatched-names"))
    with django_assert_max_num_queries(200) as first:
        desk.get(address("unmatched-names"))
    most = len(first)
    for name in names:
        unmatched(name)
        OfficialNameFactory(official=OfficialFactory(name_ar=name, name_en=""), name=name)
    desk.get(address("unmatched-names"))
    with django_assert_max_num_queries(most + 6):  # officials of the names, with their offices and sides
        desk.get(address("unmatched-names"))
