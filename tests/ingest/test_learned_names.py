"""Names that editors teach the archive, headlines that they sign, and facts that they state."""

import pytest

from meetings.ingest.confirmed import ConfirmedMeeting, TakenFacts, save_edited_facts
from meetings.ingest.learned_names import learn_name
from meetings.models import OfficialName, Wording
from tests.factories import MeetingFactory, OfficialFactory, OfficialNameFactory, ParticipationFactory, TopicFactory


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "is_learned"),
    [
        ("فؤاد محمد حسين", True),
        (" فؤاد  محمد حسين ", True),
        ("فواد حسين", False),  # known in another spelling
        ("حسين", False),  # one word
        ("سامح شكري", False),  # another person, whom the editor replaced
    ],
)
def test_a_full_name_by_which_an_official_is_recognised_is_kept(name, is_learned):
    official = OfficialFactory(name_ar="فؤاد حسين", name_en="")
    OfficialNameFactory(official=official, name="فؤاد حسين")
    learn_name(official.pk, name)
    learned = OfficialName.objects.exclude(name="فؤاد حسين")
    assert [one.name for one in learned] == ([" ".join(name.split())] if is_learned else [])


@pytest.mark.django_db
def test_a_name_with_another_given_name_is_not_kept():
    official = OfficialFactory(name_ar="محمود عباس", name_en="")
    learn_name(official.pk, "محمد عباس")
    assert not OfficialName.objects.exists()
    learn_name(official.pk, "محمود رضا عباس")
    assert OfficialName.objects.count() == 1


@pytest.mark.parametrize(
    ("headline", "edited", "printed", "signed"),
    [
        ("", set(), "لقاء", None),
        ("لقاء", set(), "لقاء", ("لقاء", Wording.OUTLET)),
        ("لقاء هنا", set(), " لقاء  هنا", ("لقاء هنا", Wording.OUTLET)),
        ("لقاء", set(), None, ("لقاء", Wording.ARCHIVE)),
        ("لقاء", {"headline_ar"}, "لقاء", ("لقاء", Wording.EDITOR)),
    ],
)
def test_whose_words_a_headline_is(headline, edited, printed, signed):
    decided = ConfirmedMeeting((), headline=headline, edited=frozenset(edited))
    assert decided.signed_headline(printed) == signed


@pytest.mark.django_db
def test_the_facts_that_a_record_took_from_an_editor_are_signed(admin_user):
    meeting = MeetingFactory()
    part, topic, other = ParticipationFactory(meeting=meeting), TopicFactory(), TopicFactory(code="trade")
    decided = ConfirmedMeeting(
        (None, None),
        edited=frozenset({"date", "place"}),
        edited_people=(frozenset({"side"}), frozenset({"side"})),
        edited_topics=frozenset({"trade"}),
    )
    save_edited_facts(meeting, decided, TakenFacts({"date", "kind"}, [None, part], [topic, other]), admin_user)
    rows = meeting.edited_facts.order_by("fact").values_list("fact", "participation", "topic")
    assert list(rows) == [("date", None, None), ("side", part.pk, None), ("topic", None, other.pk)]
