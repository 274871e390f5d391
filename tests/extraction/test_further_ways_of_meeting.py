"""Less common ways in which the press tells of a meeting or a call, and what only looks like them."""

import pytest

from meetings.extraction.pipeline import read
from tests.extraction.helpers import only_meeting, people, reasons

SAFADI, SHOUKRY = "وزير الخارجية الأردني أيمن الصفدي", "وزير الخارجية المصري سامح شكري"
CALL = {"أيمن الصفدي": ("JO", "party"), "سامح شكري": ("EG", "party")}


@pytest.mark.parametrize(
    "raw",
    [
        f"بادر {SAFADI} إلى الاتصال هاتفيا، أول من أمس، بـ{SHOUKRY}.",
        f"قام {SAFADI} بالاتصال ب{SHOUKRY} للاطمئنان على صحته.",
        f"سارع {SAFADI} إلى الاتصال ب{SHOUKRY} معزيا.",
        f"قال {SAFADI} إن اتصالا هاتفيا جرى بينه وبين {SHOUKRY} تناول الأوضاع.",
    ],
)
def test_calls(raw):
    meeting = only_meeting(raw)
    assert (meeting.kind, people(meeting)) == ("phone", CALL)


@pytest.mark.parametrize(
    "raw",
    [
        f"دعا البرلمان {SAFADI} إلى الاتصال ب{SHOUKRY}.",
        f"لم يقم {SAFADI} بالاتصال ب{SHOUKRY}.",
        f"قال {SAFADI} إن آخر لقاء بينه وبين {SHOUKRY} كان مفيدا.",
    ],
)
def test_calls_that_were_not_made(raw):
    assert read(raw).meetings == []


@pytest.mark.parametrize(
    "raw",
    [
        "حظيت وزيرة الخارجية الإسبانية أرانتشا غونزاليس بمقابلة مطولة خصها بها رئيس الحكومة التونسية هشام المشيشي.",
        "من محطات وزيرة الخارجية الإسبانية أرانتشا غونزاليس اللقاء الذي خصها به رئيس الحكومة التونسية هشام المشيشي.",
    ],
)
def test_an_audience_that_was_granted(raw):
    assert people(only_meeting(raw)) == {"هشام المشيشي": ("TN", "host"), "أرانتشا غونزاليس": ("ES", "guest")}


def test_meetings_with_an_adjective_before_their_verb():
    raw = (
        f"كانت غزة عنوان لقاءين منفصلين أجراهما {SAFADI}، أمس في باريس، مع وزير الخارجية الفرنسي جان نويل بارو ومع "
        "وزيرة الخارجية السويدية ماريا مالمر ستينرغارد."
    )
    met = [people(meeting) for meeting in read(raw).meetings]
    assert [set(one) - {"أيمن الصفدي"} for one in met] == [{"جان نويل بارو"}, {"ماريا مالمر ستينرغارد"}]


def test_who_waits_to_receive_a_guest_is_no_background():
    raw = f"وكان {SAFADI} في استقبال {SHOUKRY} بمقر الوزارة."
    assert people(only_meeting(raw)) == {"أيمن الصفدي": ("JO", "host"), "سامح شكري": ("EG", "guest")}
    assert reasons(f"وكان {SAFADI} قد التقى {SHOUKRY}.") == ["historical"]


def test_the_guest_of_a_country_is_the_visitor():
    raw = (
        "وصل وزير الدفاع الإيطالي غويدو كروزيتو إلى بيروت. واستقبل رئيس الحكومة اللبنانية نواف سلام ضيف لبنان، "
        "وبحثا التعاون."
    )
    assert people(only_meeting(raw)) == {"نواف سلام": ("LB", "host"), "غويدو كروزيتو": ("IT", "guest")}


@pytest.mark.parametrize(
    ("raw", "side"),
    [
        ("التقى المبعوث الأمريكي إلى السودان توم بيرييلو في كمبالا وزير الخارجية جيجي أودونغو.", "UG"),
        ("زار المبعوث الأممي إلى سوريا غير بيدرسن قطر، واجتمع مع وزير الدولة محمد الخليفي.", "QA"),
        ("بدأ المبعوث الأممي إلى سوريا غير بيدرسن زيارة إلى تركيا. والتقى وزير الخارجية هاكان فيدان.", "TR"),
        ("بحث وزير الخارجية فيصل المقداد مع المبعوث الأممي إلى سوريا غير بيدرسن العملية السياسية.", "SY"),
    ],
)
def test_an_envoy_meets_officials_of_the_country_he_visits(raw, side):
    assert side in {person.side for person in only_meeting(raw).participants}


SABAH, FIDAN = "وزير الخارجية الكويتي عبد الله اليحيا", "وزير الخارجية التركي هاكان فيدان"


@pytest.mark.parametrize(
    "raw",
    [
        f"عقدت في الكويت جلسة مباحثات رسمية ترأسها {SABAH} و{FIDAN}.",
        f"جرت أمس في الكويت مباحثات كويتية تركية برئاسة {SABAH} و{FIDAN}.",
        f"جمع اللقاء {SABAH} و{FIDAN}.",
        f"ضم لقاء أمس في الكويت {SABAH} و{FIDAN}.",
        f"عرض {SABAH} مع {FIDAN} آخر التطورات.",
        f"عرض {SABAH} العلاقات الثنائية مع {FIDAN}.",
        f"استعرض {SABAH} وضيفه {FIDAN} سبل التعاون.",
        f"ناقش {SABAH} وضيفه التركي هاكان فيدان سبل التعاون.",
        f"اختتم {FIDAN} زيارته بلقاء {SABAH}.",
        f"استهل {FIDAN} زيارته باجتماع مع {SABAH}.",
        f"وكانت ل{FIDAN} محطة في الكويت حيث التقى {SABAH}.",
        f"انفرد {SABAH} ب{FIDAN} نحو ساعة.",
        f"وصل {FIDAN} إلى الكويت. وهناك جمعه لقاء ب{SABAH}.",
    ],
)
def test_two_who_met(raw):
    assert {person.side for person in only_meeting(raw).participants} == {"KW", "TR"}


@pytest.mark.parametrize(
    "raw",
    [
        f"عرض {SABAH} وساطة بلاده مع {FIDAN}.",
        f"عقدت الحكومة اجتماعا برئاسة رئيس الوزراء الكويتي أحمد العبد الله، وبحث تصريحات {FIDAN}.",
        f"من المقرر أن تعقد الشهر المقبل مباحثات برئاسة {SABAH} و{FIDAN}.",
        f"ضمت القائمة {SABAH} و{FIDAN}.",
    ],
)
def test_two_who_did_not_meet(raw):
    assert read(raw).meetings == []


def test_who_holds_a_meeting_belongs_to_those_whom_it_gathers():
    raw = (
        f"عقد {SABAH} اجتماعا ثلاثيا ضم {FIDAN} ووزير الخارجية العماني بدر البوسعيدي. وصرح السفير خالد المغامس بأن "
        "الاجتماع كان مثمرا."
    )
    assert {person.side for person in only_meeting(raw).participants} == {"KW", "TR", "OM"}


def test_a_minister_met_in_the_city_of_the_united_nations_is_not_of_that_country():
    raw = (
        "مسقط تؤكد دعم الحوار\n\nالتقى وزير الخارجية بدر البوسعيدي في نيويورك وزير الخارجية التركي هاكان فيدان على "
        "هامش أعمال الجمعية العامة للأمم المتحدة، وأكد حرص سلطنة عمان على التعاون."
    )
    assert people(only_meeting(raw)) == {"بدر البوسعيدي": ("OM", "party"), "هاكان فيدان": ("TR", "party")}


SALAM = "رئيس الحكومة اللبنانية نواف سلام"


@pytest.mark.parametrize(
    "raw",
    [
        f"التقى {SALAM} سفراء: فرنسا هيرفيه ماغرو، إسبانيا خيسوس سانتوس وإيطاليا فابريتسيو مارتشيلي.",
        f"استقبل {SALAM} السفراء: هنري ماغرو (فرنسا)، خوسيه سانتوس (إسبانيا) وماريو مارتشيلي (إيطاليا).",
    ],
)
def test_ambassadors_in_a_list_of_countries(raw):
    sides = {person.side for meeting in read(raw).meetings for person in meeting.participants}
    assert sides == {"LB", "FR", "ES", "IT"}
    titles = {person.title for meeting in read(raw).meetings for person in meeting.participants}
    assert titles <= {"رئيس الحكومة اللبنانية", "سفير فرنسا", "سفير إسبانيا", "سفير إيطاليا"}


def test_a_list_of_countries_is_no_list_of_ambassadors():
    assert read(f"صوتت الدول: فرنسا، إسبانيا، إيطاليا. وقال {SALAM} إن القرار مهم.").meetings == []


@pytest.mark.parametrize(
    "raw",
    [
        f"كان ل{SABAH} ظهر أمس في مقر الوزارة لقاء مع {FIDAN}.",
        f"وكان ل{SABAH}، بحضور وزير الدفاع فهد اليوسف، لقاء مع {FIDAN}.",
        f"التقى {SABAH}، بحضور وزير الدفاع فهد اليوسف، مع {FIDAN}.",
        f"وأعقب ذلك اجتماع بين {SABAH} و{FIDAN}.",
    ],
)
def test_a_meeting_with_words_between(raw):
    parties = {person.side for person in only_meeting(raw).participants if person.role != "attendee"}
    assert parties == {"KW", "TR"}


def test_who_is_talked_to_in_a_round_of_calls_is_on_the_telephone():
    raw = f"أجرى {SABAH} أمس مكالمات هاتفية عدة. فتحدث مع {FIDAN} عن الأوضاع."
    assert {meeting.kind for meeting in read(raw).meetings} == {"phone"}


def test_the_president_of_a_nation_is_not_its_head_of_government():
    raw = (
        "استقبل الرئيس الفنلندي ألكسندر ستوب في هلسنكي الرئيس التركي رجب طيب أردوغان، بحضور رئيس الوزراء بيتري أوربو. "
        "ومن المقرر أن يزور الرئيس الإستوني هلسنكي."
    )
    assert people(only_meeting(raw)) == {
        "ألكسندر ستوب": ("FI", "host"),
        "رجب طيب أردوغان": ("TR", "guest"),
        "بيتري أوربو": ("FI", "attendee"),
    }
