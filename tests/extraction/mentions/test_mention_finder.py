"""The grammar of titles and names."""

import pytest

from tests.extraction.helpers import mentions, only_meeting


def first(raw: str):
    text, found = mentions(raw)
    mention = found[0]
    name = text.quote(*mention.name) if mention.name else None
    title = text.quote(mention.title.start, mention.title.end) if mention.title else None
    return name, title, mention.side


@pytest.mark.parametrize(
    ("raw", "name", "side"),
    [
        ("قال وزير خارجية النرويج إسبن بارت إيدي إن", "إسبن بارت إيدي", "NO"),
        ("قال الرئيس الروسي فلاديمير بوتين إن", "فلاديمير بوتين", "RU"),
        ("قال رئيس وزراء اليابان فوميو كيشيدا إن", "فوميو كيشيدا", "JP"),
        ("قالت المستشارة الألمانية، أنجيلا ميركل، إن", "أنجيلا ميركل", "DE"),
        ("قال مصطفى مدبولي، رئيس مجلس الوزراء المصري، إن", "مصطفى مدبولي", "EG"),
        ("قال أنطونيو تاياني وزير الخارجية الإيطالي إن", "أنطونيو تاياني", "IT"),
        ("قال الأمين العام لجامعة الدول العربية أحمد أبو الغيط إن", "أحمد أبو الغيط", "LAS"),
        ("قالت رئيسة المفوضية الأوروبية أورسولا فون دير لاين إن", "أورسولا فون دير لاين", "EU"),
        ("قال سفير روسيا لدى العراق ألبروس كوتراشيف إن", "ألبروس كوتراشيف", "RU"),
        ("قال السفير السعودي لدى لبنان وليد بخاري إن", "وليد بخاري", "SA"),
        ("قال المبعوث الأممي إلى اليمن هانس غروندبرغ إن", "هانس غروندبرغ", "UN"),
        ("قال رئيس مجلس الوزراء العراقي محمد شياع السوداني إن", "محمد شياع السوداني", "IQ"),
        ("قال وزير الدولة لشؤون الدفاع بدولة قطر خالد بن محمد العطية إن", "خالد بن محمد العطية", "QA"),
        ("قال العاهل الأردني الملك عبد الله الثاني إن", "عبد الله الثاني", "JO"),
        ("قالت رئيسة الوزراء الإيطالية جورجيا ميلوني إن", "جورجيا ميلوني", "IT"),
        ("قال رئيس إقليم كردستان نيجيرفان بارزاني إن", "نيجيرفان بارزاني", "IQ-KRI"),
        ("قال حاكم دبي الشيخ محمد بن راشد آل مكتوم إن", "محمد بن راشد آل مكتوم", "AE"),
        ("قالت وزيرة الخارجية البريطانية ليز تراس إن", "ليز تراس", "GB"),
        ("قال وزير الخارجية الإيراني حسين أمير عبد اللهيان إن", "حسين أمير عبد اللهيان", "IR"),
    ],
)
def test_a_title_its_name_and_its_side(raw, name, side):
    found, _, found_side = first(raw)
    assert (found, found_side) == (name, side)


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("قال وزير الدفاع الفرنسي إن", "وزير الدفاع الفرنسي"),
        ("قال رئيس أركان الجيش اللبناني إن", "رئيس أركان الجيش اللبناني"),
        (
            "قالت الممثلة الخاصة للأمين العام للأمم المتحدة في العراق إن",
            "الممثلة الخاصة للأمين العام للأمم المتحدة في العراق",
        ),
        ("قال القنصل العام الأمريكي في إقليم كردستان إن", "القنصل العام الأمريكي في إقليم كردستان"),
        ("قال نائب رئيس المجلس الأعلى للقضاء اليوم إن", "نائب رئيس المجلس الأعلى للقضاء"),
    ],
)
def test_offices_without_names(raw, title):
    assert first(raw)[:2] == (None, title)


def test_a_name_ends_where_everyday_words_begin():
    assert first("بحث وزير الدفاع العراقي ثابت العباسي السلاح المنفلت")[0] == "ثابت العباسي"
    assert first("التقى الرئيس الفرنسي إيمانويل ماكرون الجمعة وزير الخارجية")[0] == "إيمانويل ماكرون"


def test_two_titles_behind_one_another_are_one_person_s_or_two_people_s():
    _, found = mentions(
        "استقبل ولي العهد رئيس مجلس الوزراء السعودي الأمير محمد بن سلمان رئيس وزراء الهند ناريندرا مودي."
    )
    assert [mention.side for mention in found] == ["SA", "IN"]
    _, found = mentions("استقبل الرئيس المصري وزير الخارجية الفرنسي في القاهرة.")
    assert [mention.side for mention in found] == ["EG", "FR"]


@pytest.mark.parametrize(
    ("raw", "people"),
    [
        (
            "بحث وزيرا خارجية سوريا فيصل المقداد وإيران حسين أمير عبد اللهيان الأوضاع",
            [("فيصل المقداد", "SY"), ("حسين أمير عبد اللهيان", "IR")],
        ),
        (
            "التقى الرئيس التركي رجب طيب أردوغان والروسي فلاديمير بوتين والإيراني حسن روحاني",
            [("رجب طيب أردوغان", "TR"), ("فلاديمير بوتين", "RU"), ("حسن روحاني", "IR")],
        ),
        (
            "حضر وزيرا الخارجية الروسي سيرغي لافروف والإيراني محمد جواد ظريف",
            [("سيرغي لافروف", "RU"), ("محمد جواد ظريف", "IR")],
        ),
        ("اجتمع وزراء خارجية الأردن ومصر وفرنسا", [(None, "JO"), (None, "EG"), (None, "FR")]),
    ],
)
def test_titles_shared_out(raw, people):
    text, found = mentions(raw)
    assert [(text.quote(*m.name) if m.name else None, m.side) for m in found] == people


def test_names_paired_with_titles_in_their_order():
    _text, found = mentions(
        "ناقش رجب طيب أردوغان ومارك روته، الرئيس التركي والأمين العام لحلف شمال الأطلسي، ملفات الحلف."
    )
    assert [mention.side for mention in found] == ["TR", "NATO"]


def test_hamza_and_final_letters_tell_names_from_words():
    text, found = mentions("أعلنت وزارة الخارجية اليوم أن نائبة رئيس الوزراء ستحضر.")
    assert [text.quote(m.start, m.end) for m in found] == ["نائبة رئيس الوزراء"]


@pytest.mark.parametrize(
    ("raw", "side"),
    [
        ("قال رئيس الموساد يوسي كوهين إن", "IL"),
        ("قال قائد الحرس الثوري حسين سلامي إن", "IR"),
        ("قال جلالة السلطان هيثم بن طارق إن", "OM"),
        ("قال خادم الحرمين الشريفين الملك سلمان بن عبد العزيز إن", "SA"),
        ("قالت حركة حماس إن وفد الحركة وصل", "HAMAS"),
    ],
)
def test_offices_and_bodies_that_only_one_side_has(raw, side):
    _, found = mentions(raw)
    assert found[0].side == side


@pytest.mark.parametrize(
    ("raw", "name", "title", "side"),
    [
        (
            "استقبل وزير الدفاع العراقي جمعة عناد، قائد قوات حلف الناتو في العراق الجنرال بيير أولسون، في بغداد.",
            "بيير أولسون",
            "قائد قوات حلف الناتو في العراق",
            "NATO",
        ),
        (
            "استقبل وزير الدفاع اللبناني موريس سليم، قائد قوات الأمم المتحدة في لبنان الجنرال أرولدو لاثارو، في بيروت.",
            "أرولدو لاثارو",
            "قائد قوات الأمم المتحدة في لبنان",
            "UN",
        ),
        (
            "استقبل وزير الداخلية العراقي، قائد بعثة الاتحاد الأوروبي في العراق الجنرال ماركوس ريتر، في بغداد.",
            "ماركوس ريتر",
            "قائد بعثة الاتحاد الأوروبي في العراق",
            "EU",
        ),
        (
            "التقى الرئيس الأمريكي جو بايدن رئيسة المفوضية الأوروبية الألمانية أورسولا فون دير لاين، في بروكسل.",
            "أورسولا فون دير لاين",
            "رئيسة المفوضية الأوروبية",
            "EU",
        ),
        (
            "التقى الرئيس المصري عبد الفتاح السيسي الأمين العام للأمم المتحدة البرتغالي أنطونيو غوتيريش، في القاهرة.",
            "أنطونيو غوتيريش",
            "الأمين العام للأمم المتحدة",
            "UN",
        ),
    ],
)
def test_a_body_of_two_letters_is_a_body(raw, name, title, side):
    """Where a body's man serves, and where he is from, stands between his title and his name."""
    text, found = mentions(raw)
    mention = found[-1]
    assert mention.name is not None
    assert mention.title is not None
    assert text.quote(*mention.name) == name
    assert (text.quote(mention.title.start, mention.title.end), mention.side) == (title, side)


@pytest.mark.parametrize(
    ("raw", "city", "country"),
    [
        (
            "التقى وزير الخارجية العراقي فؤاد حسين الأمين العام للأمم المتحدة في نيويورك، وبحثا الأوضاع في المنطقة.",
            "نيويورك",
            "US",
        ),
        (
            "التقى وزير الخارجية العراقي فؤاد حسين الأمين العام لحلف الناتو في بروكسل، وبحثا الأوضاع في المنطقة.",
            "بروكسل",
            "BE",
        ),
    ],
)
def test_a_city_behind_a_leader_of_a_body_is_where_they_met(raw, city, country):
    """Not where he serves, unless his name follows it."""
    place = only_meeting(raw).place
    assert place is not None
    assert (place.city, place.country) == (city, country)


@pytest.mark.parametrize("behind", ["في فلوريدا", "من طوكيو", "خلال زيارته إلى واشنطن"])
def test_a_name_that_ends_with_a_word_that_opens_others_ends_there(behind):
    """آبي is written أبي by some, as "the father of" is; a preposition is part of no name."""
    raw = f"استقبل الرئيس الأمريكي دونالد ترامب رئيس الوزراء الياباني شينزو أبي {behind}."
    assert [one.name for one in only_meeting(raw).participants] == ["دونالد ترامب", "شينزو أبي"]


@pytest.mark.parametrize(
    "words",
    [
        "عمق العلاقات", "متانة العلاقات", "تمسك بلاده بالحوار", "تطابق المواقف", "تثمين الجهود", "رغبة بلاده",
        "استنكار الاعتداء", "رسوخ الشراكة", "ثقة الجانب العراقي", "إدراك الجميع", "صمود الاتفاق",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["حسين أمير عبداللهيان", "عباس عراقجي"])
def test_what_a_leader_affirms_is_no_part_of_the_name(name, words):
    raw = f"وأكد وزير الخارجية الإيراني {name} {words} خلال لقائه الرئيس العراقي برهم صالح في بغداد."
    assert [one.name for one in only_meeting(raw).participants] == [name, "برهم صالح"]


@pytest.mark.parametrize("words", ["عمق العلاقات", "متانة العلاقات", "تمسك بلاده بالحوار", "تطابق المواقف"])
@pytest.mark.parametrize(("person", "name"), [("الرئيس الفرنسي", None), ("الرئيس الفرنسي ماكرون", "ماكرون")])
def test_what_a_leader_affirms_is_no_name_of_somebody_without_one(person, name, words):
    raw = f"وأكد {person} {words} خلال لقائه الرئيس العراقي برهم صالح في بغداد."
    assert [one.name for one in only_meeting(raw).participants] == [name, "برهم صالح"]


@pytest.mark.parametrize(
    "name", ["دونالد ترامب", "عبد الحميد الدبيبة", "عبد العزيز بوتفليقة", "تمام سلام", "رياض سلامة", "محمد سيالة"]
)
def test_a_surname_of_the_shape_of_a_noun_stays(name):
    raw = f"التقى رئيس الوزراء الليبي {name} الرئيس العراقي برهم صالح في بغداد."
    assert [one.name for one in only_meeting(raw).participants] == [name, "برهم صالح"]


@pytest.mark.parametrize(
    ("raw", "name", "side"),
    [
        ('التقى رئيس حزب "القوات اللبنانية" سمير جعجع السفيرة', "سمير جعجع", "LB"),
        ("التقى رئيس تيار «المردة» سليمان فرنجية السفير", "سليمان فرنجية", "LB"),
        ('التقى رئيس الحزب "التقدمي الاشتراكي" النائب تيمور جنبلاط السفير', "تيمور جنبلاط", "LB"),
        ('التقى الأمين العام لحركة "الجهاد الإسلامي" زياد النخالة الوزير', "زياد النخالة", "PIJ"),
        ('التقى نائب رئيس حركة المقاومة الإسلامية "حماس" صالح العاروري الوزير', "صالح العاروري", "HAMAS"),
        ("التقى قائد قوات سوريا الديمقراطية (قسد) الجنرال مظلوم عبدي المبعوث", "مظلوم عبدي", "SDF"),
        ('التقى زعيم حزب "العمال" البريطاني كير ستارمر السفير', "كير ستارمر", "GB"),
        ("التقى رئيس حزب الكتائب سامي الجميل السفير", "سامي الجميل", "LB"),
        ("التقى رئيس تيار الحكمة الوطني عمار الحكيم السفير", "عمار الحكيم", "IQ"),
        ("التقى رئيس حركة النهضة راشد الغنوشي السفير", "راشد الغنوشي", "TN"),
    ],
)
def test_the_name_of_a_party_belongs_to_the_title(raw, name, side):
    found_name, _, found_side = first(raw)
    assert (found_name, found_side) == (name, side)


@pytest.mark.parametrize(
    ("raw", "name", "title"),
    [
        ('وصف الرئيس "الاتفاق" في كلمته بأنه عادل.', None, "الرئيس"),
        ("قال رئيس الوزراء (الأربعاء) إن الحوار مستمر.", None, "رئيس الوزراء"),
        ('كتب الوزير "لن نقبل بأي شرط من الشروط التي وضعت" خالد مشعل', None, "الوزير"),
    ],
)
def test_other_words_in_marks_belong_to_no_title(raw, name, title):
    assert first(raw)[:2] == (name, title)


def test_a_counterpart_may_follow_the_name():
    raw = "بحث وزير الخارجية المصري بدر عبد العاطي مع هاكان فيدان نظيره التركي ملف غزة."
    assert {(one.name, one.side) for one in only_meeting(raw).participants} == {
        ("بدر عبد العاطي", "EG"),
        ("هاكان فيدان", "TR"),
    }


def test_a_subject_is_not_his_own_counterpart():
    raw = "التقى فؤاد حسين نظيره التركي في بغداد، وقال وزير الخارجية العراقي فؤاد حسين إن الحوار مستمر."
    assert {(one.name, one.side) for one in only_meeting(raw).participants} == {("فؤاد حسين", "IQ"), (None, "TR")}
