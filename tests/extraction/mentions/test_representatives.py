"""A ruler's representative meets; the ruler does not."""

from tests.extraction.helpers import only_meeting


def test_the_representative_takes_part_and_not_the_ruler():
    meeting = only_meeting(
        "التقى ممثل حضرة صاحب السمو أمير البلاد الشيخ مشعل الأحمد الجابر الصباح حفظه الله ورعاه سمو ولي العهد الكويتي "
        "الشيخ صباح خالد الحمد الصباح رئيس الوزراء العراقي محمد شياع السوداني."
    )
    assert [one.name for one in meeting.participants] == ["صباح خالد الحمد الصباح", "محمد شياع السوداني"]


def test_a_representative_who_is_named_first_stays_with_his_office():
    meeting = only_meeting(
        "التقى ممثل الرئيس الروسي ميخائيل بوغدانوف رئيس الوزراء العراقي محمد شياع السوداني في بغداد."
    )
    assert "محمد شياع السوداني" in [one.name for one in meeting.participants]
    assert len(meeting.participants) == 2
