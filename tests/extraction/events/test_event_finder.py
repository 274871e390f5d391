"""Who met whom: verbs and nouns of meeting, active and passive, with their people."""

import datetime as dt

import pytest

from meetings.extraction.pipeline import read
from tests.extraction.helpers import only_meeting, people

PUBLISHED = dt.date(2024, 3, 14)


def names(meeting) -> set[str]:
    return {person.name or person.title for person in meeting.participants}


BLINKEN, FIDAN = "أنتوني بلينكن", "هاكان فيدان"
AMERICAN, TURK = f"وزير الخارجية الأمريكي {BLINKEN}", f"وزير الخارجية التركي {FIDAN}"


@pytest.mark.parametrize(
    "raw",
    [
        f"التقى {AMERICAN} {TURK} في أنقرة.",
        f"التقى {AMERICAN}، اليوم الخميس، في أنقرة، {TURK}.",
        f"اجتمع {AMERICAN} مع {TURK} في أنقرة.",
        f"اجتمع {AMERICAN} ب{TURK} في أنقرة.",
        f"{AMERICAN} التقى في أنقرة {TURK}.",
        f"بحث {AMERICAN} مع {TURK} ملف سوريا.",
        f"بحث {AMERICAN} و{TURK} ملف سوريا.",
        f"أجرى {AMERICAN} مباحثات مع {TURK}.",
        f"عقد {AMERICAN} لقاء مع {TURK}.",
        f"جرى لقاء بين {AMERICAN} و{TURK} أمس.",
        f"عُقد في أنقرة اجتماع ضم {AMERICAN} و{TURK}.",
        f"جمع لقاء في أنقرة {AMERICAN} ب{TURK}.",
        f"في لقاء جمع {AMERICAN} ب{TURK}، جرى بحث ملف سوريا.",
        f"أكد {AMERICAN} خلال لقائه {TURK} أهمية الحوار.",
        f"أكد {AMERICAN} خلال اجتماعه في أنقرة مع {TURK} أهمية الحوار.",
        f"أكد {AMERICAN} و{TURK}، خلال اجتماعهما في أنقرة، أهمية الحوار.",
        f"تباحث {AMERICAN} و{TURK} في ملفات المنطقة.",
        f"استقبل {TURK} في أنقرة {AMERICAN}.",
        f"قال {TURK}، الذي استقبل {AMERICAN}، إن الحوار مستمر.",
        f"قال {AMERICAN}، الذي استقبله {TURK}، إن الحوار مستمر.",
        f"شدد {AMERICAN} على ضرورة الحوار، وذلك حين استقبله {TURK} أمس.",
        f"طرح {AMERICAN} على {TURK}، في لقاء بأنقرة، أفكارا جديدة.",
        f"وصل {AMERICAN} إلى أنقرة، حيث كان في استقباله {TURK}.",
        f"قام {TURK} باستقبال {AMERICAN} في أنقرة.",
        f"{AMERICAN} ونظيره التركي {FIDAN} يبحثان في أنقرة ملف سوريا.",
    ],
)
def test_the_ways_of_saying_that_two_ministers_met(raw):
    meeting = only_meeting(raw, published=PUBLISHED)
    assert names(meeting) == {BLINKEN, FIDAN}
    assert {person.side for person in meeting.participants} == {"US", "TR"}
    assert meeting.kind == "in-person"


@pytest.mark.parametrize(
    "raw",
    [
        f"أجرى {AMERICAN} اتصالا هاتفيا مع {TURK}.",
        f"أجرى {AMERICAN} و{TURK} اتصالا هاتفيا.",
        f"تلقى {TURK} اتصالا هاتفيا من {AMERICAN}.",
        f"اتصل {AMERICAN} هاتفيا ب{TURK}.",
        f"هاتف {AMERICAN} {TURK}.",
        f"بحث {AMERICAN} هاتفيا مع {TURK} ملف سوريا.",
        f"شدد {AMERICAN} في مكالمة هاتفية مع {TURK} على أهمية الحوار.",
        f"بحث {AMERICAN} في اتصال هاتفي ب{TURK} ملف سوريا.",
        f"تحادث {AMERICAN} مع {TURK} عبر الهاتف.",
    ],
)
def test_the_ways_of_saying_that_they_telephoned(raw):
    meeting = only_meeting(raw, published=PUBLISHED)
    assert (names(meeting), meeting.kind, meeting.place) == ({BLINKEN, FIDAN}, "phone", None)
    assert {person.role for person in meeting.participants} == {"party"}


@pytest.mark.parametrize("how", ["عبر تقنية الاتصال المرئي", "عبر الفيديو", "عن بعد"])
def test_video(how):
    assert only_meeting(f"عقد {AMERICAN} {how} اجتماعا مع {TURK}.").kind == "video"


def test_a_summit_of_three():
    meeting = only_meeting(
        "احتضنت طهران قمة ثلاثية جمعت الرئيس الإيراني إبراهيم رئيسي ونظيريه "
        "الروسي فلاديمير بوتين والتركي رجب طيب أردوغان."
    )
    assert meeting.kind == "summit"
    assert people(meeting) == {
        "إبراهيم رئيسي": ("IR", "host"),
        "فلاديمير بوتين": ("RU", "guest"),
        "رجب طيب أردوغان": ("TR", "guest"),
    }


def test_one_verb_several_meetings():
    report = read(
        "التقى وزير الخارجية القطري في نيويورك كلا من وزيرة خارجية كندا ميلاني جولي، "
        "ووزيرة خارجية اليابان يوكو كاميكاوا."
    )
    assert [sorted(p.side for p in meeting.participants) for meeting in report.meetings] == [["CA", "QA"], ["JP", "QA"]]


def test_two_people_of_one_side_are_one_meeting():
    meeting = only_meeting(
        f"التقى {AMERICAN} في بغداد رئيس الوزراء العراقي محمد شياع السوداني ووزير الخارجية فؤاد حسين."
    )
    assert people(meeting)["فؤاد حسين"] == ("IQ", "host")


def test_a_dropped_subject_is_the_one_who_acted_last():
    report = read(
        f"التقى {AMERICAN} أمس {TURK} في أنقرة. كما التقى الرئيس التركي رجب طيب أردوغان.", published=PUBLISHED
    )
    assert [names(meeting) for meeting in report.meetings] == [{BLINKEN, FIDAN}, {BLINKEN, "رجب طيب أردوغان"}]


def test_sentences_that_tell_of_one_meeting_are_one():
    meeting = only_meeting(
        f"التقى {AMERICAN} أمس {TURK} في أنقرة. وبحث بلينكن مع فيدان ملف سوريا. واتفق الجانبان على استمرار الحوار.",
        published=PUBLISHED,
    )
    assert len([evidence for evidence in meeting.evidence if evidence.fact == "meeting"]) == 2


def test_people_present():
    meeting = only_meeting(
        f"استقبل {TURK} في أنقرة {AMERICAN}، بحضور السفير الأمريكي لدى تركيا جيف فليك. "
        "وحضر اللقاء رئيس جهاز المخابرات التركي إبراهيم كالين."
    )
    assert people(meeting)["جيف فليك"] == ("US", "attendee")
    assert people(meeting)["إبراهيم كالين"] == ("TR", "attendee")


def test_delegations_told_by_their_sides():
    meeting = only_meeting(
        "استقبل العاهل المغربي الملك محمد السادس بالرباط وزير الخارجية الروسي سيرغي لافروف. وحضر الاستقبال، "
        "عن الجانب الروسي، نائب الوزير ميخائيل بوغدانوف، وعن الجانب المغربي وزير الخارجية ناصر بوريطة."
    )
    assert people(meeting)["ميخائيل بوغدانوف"] == ("RU", "attendee")
    assert people(meeting)["ناصر بوريطة"] == ("MA", "attendee")


@pytest.mark.parametrize(
    "raw",
    [
        f"قال المتحدث باسم الخارجية التركية إن {TURK} سعيد بالحوار.",
        f"بعث {AMERICAN} رسالة إلى {TURK}.",
        f"هنأ {AMERICAN} {TURK} بتوليه منصبه.",
        f"دعا {AMERICAN} إلى الحوار، ورد {TURK} بأن بلاده مستعدة.",
        "استقبل الهلال ضيفه النصر في الرياض.",
        "التقى منتخب مصر نظيره المغربي في القاهرة.",
        f"قال {AMERICAN} في مقابلة مع قناة الجزيرة إن الحوار مستمر.",
    ],
)
def test_what_is_no_meeting(raw):
    assert read(raw, published=PUBLISHED).meetings == []


def test_what_a_newspaper_read_is_no_meeting():
    assert read(f"تظهر رسائل اطلعت عليها الصحيفة علاقات مع شخصيات مثل {AMERICAN} و{TURK}.").meetings == []


def test_who_informed_somebody_met_him():
    assert names(only_meeting(f"أطلع {TURK} {AMERICAN} على نتائج زيارته.")) == {BLINKEN, FIDAN}


SUDANI = "رئيس الوزراء العراقي محمد شياع السوداني"


@pytest.mark.parametrize(
    "raw",
    [
        f"وصل {TURK} إلى بغداد، واستُقبل من قبل {SUDANI}.",
        f"وصل {TURK} إلى بغداد. واستُقبل في القصر الحكومي من قبل {SUDANI}.",
        f"وصل وفد تركي برئاسة وزير الخارجية {FIDAN} إلى بغداد، واستُقبل من جانب {SUDANI}.",
    ],
)
def test_a_guest_is_received_by_the_agent_of_a_passive(raw):
    assert people(only_meeting(raw)) == {FIDAN: ("TR", "guest"), "محمد شياع السوداني": ("IQ", "host")}


@pytest.mark.parametrize(
    "raw",
    [
        f"{AMERICAN} و{TURK} كانا أمس في القصر الحكومي ببغداد، حيث التقاهما {SUDANI}.",
        f"وصل {AMERICAN} و{TURK} إلى بغداد، واستقبلهما {SUDANI}.",
    ],
)
def test_a_pronoun_of_several_takes_up_all_of_them(raw):
    assert names(only_meeting(raw, published=PUBLISHED)) == {BLINKEN, FIDAN, "محمد شياع السوداني"}


def test_a_pronoun_of_one_takes_up_one():
    assert names(only_meeting(f"وصل {TURK} إلى بغداد، واستقبله {SUDANI}.")) == {FIDAN, "محمد شياع السوداني"}


def test_the_time_since_which_it_is_the_first_is_not_its_day():
    raw = f"جلس {AMERICAN} و{TURK} وجها لوجه، في لقاء هو الأول بينهما منذ اندلاع الحرب في أوكرانيا في شباط 2022."
    assert only_meeting(f"14/03/2024\n\n{raw}").when.day is None


def test_a_conversation_by_telephone_is_a_call():
    meeting = only_meeting(f"أجرى {AMERICAN} محادثة عبر الهاتف مع {TURK}.")
    assert (meeting.kind, names(meeting)) == ("phone", {BLINKEN, FIDAN})
