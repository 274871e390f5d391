"""Sides, places, roles and days in words that were read for others."""

import datetime as dt

import pytest

from meetings.extraction.pipeline import read
from tests.extraction.helpers import only_meeting, people


def place(meeting):
    return meeting.place and (meeting.place.city, meeting.place.country)


ARAGHCHI = "وزير الخارجية الإيراني عباس عراقجي"
SHOUKRY = "وزير الخارجية المصري سامح شكري"


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (f"بعد وصوله إلى مسقط الثلاثاء، عقد {ARAGHCHI} اجتماعا مع {SHOUKRY}.", ("مسقط", "OM")),
        ("وفي نواكشوط عقد الرئيس السنغالي ماكي سال ونظيره محمد ولد سيدي اجتماعا موسعا.", ("نواكشوط", "MR")),
        (f"وصل {ARAGHCHI} إلى العقبة. وفي المدينة ذاتها التقى {SHOUKRY} السفير الفرنسي.", ("العقبة", "JO")),
        ("استقبل ملك المغرب محمد السادس بالدارالبيضاء رئيس غانا جون ماهاما.", ("الدار البيضاء", "MA")),
    ],
)
def test_where_they_met(raw, where):
    assert place(only_meeting(raw)) == where


def test_a_counterpart_joined_by_and_is_of_another_side():
    found = people(only_meeting("وفي نواكشوط عقد الرئيس السنغالي ماكي سال ونظيره محمد ولد سيدي اجتماعا."))
    assert found == {"ماكي سال": ("SN", "guest"), "محمد ولد سيدي": ("MR", "host")}


@pytest.mark.parametrize(
    ("seat", "title", "host"),
    [
        ("مقر الأمم المتحدة بنيويورك", "الأمين العام للأمم المتحدة", "أنطونيو غوتيريش"),
        ("مقر الاتحاد الأفريقي بأديس أبابا", "رئيس المفوضية الأفريقية", "موسى فقي"),
    ],
)
def test_a_body_is_the_host_in_its_seat(seat, title, host):
    assert people(only_meeting(f"التقى {SHOUKRY} في {seat} {title} {host}."))[host][1] == "host"


def test_the_council_of_the_gulf_is_a_side():
    found = people(
        only_meeting("التقى وزير الخارجية العراقي فؤاد حسين الأمين العام لمجلس التعاون سالم القحطاني في بغداد.")
    )
    assert found["سالم القحطاني"] == ("GCC", "guest")


def test_no_republic_has_a_crown_prince():
    raw = "التقى ولي العهد الشيخ سالم الخالد في نيويورك رئيس الوزراء العراقي محمد شياع السوداني."
    assert all(person.side != "US" for meeting in read(raw).meetings for person in meeting.participants)


def test_those_of_a_letter_did_not_meet():
    raw = (
        "سلم وزير الخارجية العماني بدر البوسعيدي رسالة بعثها السلطان هيثم بن طارق إلى الملك سلمان بن عبد العزيز، "
        "وتسلمها نيابة عنه وزير الخارجية السعودي فيصل بن فرحان خلال لقاء في الرياض."
    )
    assert set(people(only_meeting(raw))) == {"بدر البوسعيدي", "فيصل بن فرحان"}


def test_earlier_that_day_is_the_day_told_before():
    raw = (
        "تسلم وزير الدفاع القطري خالد العطية اليوم الأحد 24 ديسمبر 2017 دعوة. وكان أمير قطر الشيخ تميم بن حمد قد "
        "استقبل الرئيس الفرنسي إيمانويل ماكرون في وقت سابق من النهار، وبحثا الأوضاع."
    )
    assert only_meeting(raw).when.day == dt.date(2017, 12, 24)


def test_a_dateline_with_long_dashes():
    raw = "نيويورك – 23 – 9 – 2024 (كونا) -- التقى وزير الخارجية عبدالله اليحيا اليوم نظيره العراقي فؤاد حسين."
    assert only_meeting(raw).when.day == dt.date(2024, 9, 23)


def test_those_in_the_company_of_a_prince_attended():
    raw = (
        "التقى ولي عهد الكويت الشيخ صباح الخالد رئيس الوزراء العراقي محمد شياع السوداني. "
        "وكان في معية سموه خلال اللقاء كل من وزير الخارجية الكويتي عبدالله اليحيا والسفير طارق البناي."
    )
    assert people(only_meeting(raw))["عبدالله اليحيا"] == ("KW", "attendee")


def test_a_minister_known_by_name_has_his_side():
    found = people(only_meeting("استقبل وزير الخارجية سامح شكري المبعوث الأممي إلى ليبيا عبد الله باتيلي."))
    assert found["سامح شكري"] == ("EG", "host")


def test_the_members_of_a_delegation_are_of_its_side():
    raw = (
        "استقبل الرئيس القبرصي نيكوس خريستودوليدس وفدا سعوديا. وضم الوفد الذي وصل أمس كلا من وزير التجارة سالم "
        "القصيبي ووزير النقل صالح الجابري."
    )
    found = people(only_meeting(raw))
    assert found["سالم القصيبي"] == found["صالح الجابري"] == ("SA", "attendee")


def test_a_list_of_parties_goes_on_beyond_the_reach():
    lands = ("الأرجنتين", "السودان", "المجر", "إندونيسيا", "ماليزيا", "موزمبيق", "الفلبين", "أوزبكستان", "النرويج")
    given = ("سالم", "خالد", "بيتر", "مارك", "كمال", "جوزيف", "لويس", "رستم", "توماس")
    guests = " و".join(f"معالي {name} الكريمي وزير خارجية {land}" for name, land in zip(given, lands, strict=True))
    raw = f"التقى {SHOUKRY} أمس، كلا على حدة، عددا من الوزراء المشاركين في أعمال الدورة بنيويورك، وهم {guests}."
    assert [len(meeting.participants) for meeting in read(raw).meetings] == [2] * len(lands)
