"""Whose a title behind a name is: of that person, or of the next one."""

import pytest

from tests.extraction.helpers import only_meeting, people

FOUND = {"الملك عبد الله الثاني": "عبد الله الثاني", "الرئيس عبد الفتاح السيسي": "عبد الفتاح السيسي"}


@pytest.mark.parametrize("host", FOUND)
@pytest.mark.parametrize("title", ["رئيس الوزراء الإسباني", "رئيس حكومة إسبانيا"])
def test_a_title_between_two_names_is_that_of_the_second(host, title):
    raw = f"استقبل {host} {title} بيدرو سانشيز، وبحثا العلاقات بين البلدين."
    meeting = only_meeting(raw, outlet_country="JO")
    assert people(meeting)[FOUND[host]][1] == "host"
    assert people(meeting)["بيدرو سانشيز"] == ("ES", "guest")


def test_where_each_title_stands_behind_its_name_the_first_is_of_the_first():
    raw = "استقبل الشيخ عبدالله بن زايد آل نهيان وزير خارجية الإمارات بيدرو سانشيز رئيس وزراء إسبانيا في أبوظبي."
    assert people(only_meeting(raw)) == {
        "عبدالله بن زايد آل نهيان": ("AE", "host"),
        "بيدرو سانشيز": ("ES", "guest"),
    }


def test_a_title_behind_a_name_and_before_no_other_name_is_his():
    raw = "استقبل الأمير فيصل بن فرحان وزير الخارجية السعودي في الرياض السفير التركي أمر الله إشلر."
    assert people(only_meeting(raw))["فيصل بن فرحان"] == ("SA", "host")


def test_the_name_behind_an_inner_office_is_that_of_its_holder():
    raw = (
        "بحث رئيس إقليم كردستان نيجيرفان بارزاني مع بريت ماكغورك مبعوث الرئيس الأمريكي باراك أوباما لدى التحالف "
        "الدولي الوضع في الموصل."
    )
    assert set(people(only_meeting(raw))) == {"نيجيرفان بارزاني", "بريت ماكغورك"}
