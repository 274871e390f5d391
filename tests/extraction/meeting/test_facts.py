"""Days, places, roles, sides, topics."""

import datetime as dt

import pytest

from meetings.extraction.pipeline import read
from tests.extraction.helpers import only_meeting, people

PUBLISHED = dt.date(2024, 3, 14)  # a Thursday
MACRON, SUDANI = "الرئيس الفرنسي إيمانويل ماكرون", "رئيس الوزراء العراقي محمد شياع السوداني"


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        (f"التقى {MACRON} الأربعاء {SUDANI} في باريس.", (2024, 3, 13)),
        (f"التقى {MACRON} {SUDANI} في باريس مساء أمس.", (2024, 3, 13)),
        (f"التقى {MACRON} {SUDANI} في باريس، اليوم الخميس.", (2024, 3, 14)),
        (f"في 12 آذار التقى {MACRON} {SUDANI} في باريس.", (2024, 3, 12)),
        (f"التقى {MACRON} {SUDANI} بعد انتخابه في 2 كانون الثاني، وذلك الثلاثاء في باريس.", (2024, 3, 12)),
        (f"وصل السوداني الاثنين إلى باريس. والتقى {MACRON} {SUDANI}.", (2024, 3, 11)),
    ],
)
def test_the_day(raw, day):
    assert only_meeting(raw, published=PUBLISHED).when.day == dt.date(*day)


def test_that_day_is_not_the_report_s():
    report = read(
        f"بحث {SUDANI}، أمس الأربعاء، مع وزير الدفاع الفرنسي سيباستيان لوكورنو ملف التدريب. "
        f"والتقى السوداني في وقت سابق من اليوم {MACRON} في قصر الإليزيه.",
        published=PUBLISHED,
    )
    assert [meeting.when.day for meeting in report.meetings] == [dt.date(2024, 3, 13)] * 2


def test_a_day_says_how_it_is_known():
    when = only_meeting(f"التقى {MACRON} الأربعاء {SUDANI} في باريس.", published=PUBLISHED).when
    assert (when.basis, when.precision) == ("weekday", "day")
    assert when.explanation == "الأربعاء، قبل تاريخ النشر 14.03.2024"


def test_no_day_is_made_up():
    when = only_meeting(f"التقى {MACRON} {SUDANI} في باريس.", published=PUBLISHED).when
    assert (when.day, when.basis) == (None, "unknown")


@pytest.mark.parametrize(
    ("raw", "city", "country"),
    [
        (f"التقى {MACRON} {SUDANI} في باريس.", "باريس", "FR"),
        (f"التقى {MACRON} {SUDANI} بباريس.", "باريس", "FR"),
        (f"في قصر الإليزيه استقبل {MACRON} {SUDANI}.", "باريس", "FR"),
        (f"التقى {MACRON} {SUDANI} في العاصمة الإيطالية روما.", "روما", "IT"),
        (f"دبي، الإمارات العربية المتحدة (CNN) -- التقى {MACRON} {SUDANI} في جنيف.", "جنيف", "CH"),
        (f"التقى {MACRON}، الذي يزور بغداد، {SUDANI}.", "بغداد", "IQ"),
        (f"التقى {MACRON} {SUDANI} لبحث الوضع في غزة ودمشق.", None, None),
        (f"التقى {MACRON} {SUDANI} على هامش مؤتمر ميونخ للأمن.", "ميونخ", "DE"),
        (f"دبي، الإمارات العربية المتحدة (CNN) -- التقى {MACRON} {SUDANI}.", None, None),
    ],
)
def test_the_place(raw, city, country):
    place = only_meeting(raw).place
    assert ((place.city, place.country) if place else (None, None)) == (city, country)


def test_a_palace_is_the_venue():
    assert only_meeting(f"استقبل {MACRON} في قصر الإليزيه {SUDANI}.").place.venue == "قصر الإليزيه"


@pytest.mark.parametrize(
    ("raw", "macron", "sudani"),
    [
        (f"استقبل {MACRON} {SUDANI}.", "host", "guest"),
        (f"التقى {MACRON} {SUDANI} في بغداد.", "guest", "host"),
        (f"التقى {MACRON} {SUDANI} في نيويورك.", "party", "party"),
        (f"التقى {MACRON} خلال زيارته {SUDANI}.", "guest", "host"),
        (f"التقى {MACRON} {SUDANI}.", "party", "party"),
    ],
)
def test_roles(raw, macron, sudani):
    found = people(only_meeting(raw))
    assert (found["إيمانويل ماكرون"][1], found["محمد شياع السوداني"][1]) == (macron, sudani)


def test_an_envoy_is_the_guest_where_he_is_accredited():
    found = people(only_meeting("التقى وزير الخارجية البريطاني جيريمي هانت السفير السعودي لدى بريطانيا."))
    assert [role for _, role in found.values()] == ["host", "guest"]


@pytest.mark.parametrize(
    ("raw", "who", "side"),
    [
        (
            "استقبل رئيس مجلس النواب راشيد الطالبي العلمي سفير سلطنة عمان المعتمد لدى المغرب.",
            "راشيد الطالبي العلمي",
            "MA",
        ),
        ("استقبل رئيس الحكومة عزيز أخنوش بالرباط رئيس وزراء إسبانيا بيدرو سانشيز.", "عزيز أخنوش", "MA"),
        (
            "استقبل الرئيس الفلسطيني محمود عباس ووزير الخارجية رياض المالكي وزير الخارجية التركي هاكان فيدان.",
            "رياض المالكي",
            "PS",
        ),
    ],
)
def test_sides_that_the_title_leaves_open(raw, who, side):
    assert people(only_meeting(raw))[who][0] == side


def test_the_outlet_s_country_stands_in_for_an_office_without_one():
    raw = "استقبل معالي وزير الخارجية الأمير فيصل بن فرحان وزير خارجية كوريا بارك جين."
    assert people(only_meeting(raw, outlet_country="SA"))["فيصل بن فرحان"][0] == "SA"


def test_the_head_of_a_body_speaks_for_the_body():
    raw = "التقى الأمين العام لمنظمة التعاون الإسلامي السعودي يوسف بن أحمد العثيمين البابا فرنسيس في الفاتيكان."
    assert people(only_meeting(raw))["يوسف بن أحمد العثيمين"] == ("OIC", "guest")


def test_topics_are_few_and_ranked():
    meeting = only_meeting(
        f"التقى {MACRON} {SUDANI} في باريس، وبحثا محاربة داعش والتعاون العسكري والطاقة والاستثمار والتجارة "
        "والتعليم والصحة والمياه والهجرة. وأكدا أن محاربة داعش أولوية."
    )
    scores = [topic.score for topic in meeting.topics]
    assert meeting.topics[0].code == "isis"
    assert len(scores) <= 6
    assert scores == sorted(scores, reverse=True)


def test_he_who_is_in_his_office_is_the_host():
    raw = "التقى رئيس مجلس السيادة السوداني عبد الفتاح البرهان في مكتبه السفير الروسي أندريه تشيرنوفول."
    assert people(only_meeting(raw))["عبد الفتاح البرهان"] == ("SD", "host")


def test_a_delegation_is_led_by_somebody_of_its_side():
    raw = "استقبل الرئيس السوري بشار الأسد وفدا برلمانيا أردنيا برئاسة النائب عبد الكريم الدغمي."
    assert people(only_meeting(raw))["عبد الكريم الدغمي"] == ("JO", "guest")


def test_a_traveller_goes_on_meeting():
    raw = (
        "وصل وزير الخارجية الأمريكي مايك بومبيو إلى الرياض، حيث التقى العاهل السعودي الملك سلمان بن عبد العزيز "
        "ثم ولي العهد الأمير محمد بن سلمان."
    )
    assert people(only_meeting(raw))["مايك بومبيو"] == ("US", "guest")


def test_the_city_a_report_is_filed_from_tells_whose_officials_it_means():
    raw = "القاهرة - استقبل وزير الخارجية سامح شكري اليوم نظيره القبرصي كونستانتينوس كومبوس."
    meeting = only_meeting(raw)
    assert people(meeting)["سامح شكري"] == ("EG", "host")
    assert meeting.place.city is None


def test_each_meeting_has_the_topics_of_its_own_sentences():
    report = read(
        f"التقى {MACRON} {SUDANI} في باريس، وبحثا محاربة داعش. "
        "كما التقى السوداني في باريس المستشار الألماني أولاف شولتس، وبحثا الاستثمار والتجارة."
    )
    codes = [{topic.code for topic in meeting.topics} for meeting in report.meetings]
    assert "isis" in codes[0]
    assert "isis" not in codes[1]
    assert codes[1]


@pytest.mark.parametrize(
    ("raw", "city"),
    [
        (f"شهدت جدة، اليوم، مباحثات بين {MACRON} و{SUDANI}.", "جدة"),
        (f"في مرسيليا، لا في العاصمة باريس، التقى {MACRON} {SUDANI}.", "مرسيليا"),
        (f"التقى {MACRON} {SUDANI} في مرسيليا وليس في باريس.", "مرسيليا"),
    ],
)
def test_where_they_met_and_where_not(raw, city):
    assert only_meeting(raw).place.city == city
