"""Names that are spelled like everyday words are read whole, and such words behind names stay words."""

import pytest

from tests.extraction.helpers import mentions

FRAMES = (
    "استقبل الرئيس العراقي برهم صالح الوزير الفرنسي {} في بغداد.",
    "التقى وزير الدفاع المصري مع رئيس وزراء بلجيكا {} وبحث معه ملف التعاون.",
    "وأكد الرئيس الفرنسي {} عمق العلاقات.",
)


def named(raw: str) -> list[str]:
    text, found = mentions(raw)
    return [text.quote(*mention.name) for mention in found if mention.name]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    "name",
    [
        "محمد إسحاق دار",
        "محمد باقر قاليباف",
        "لي جاي ميونغ",
        "بان كي مون",
        "أرنست باي كروما",
        "فام مينه تشينه",
        "لورانس وونغ",
        "هون مانيه",
        "بارك كون هيه",
        "دون برامودويناي",
        "سوسيلو بامبانغ يودويونو",
        "جان كلود يونكر",
        "مانويل فالس",
        "فالنتينا ماتفيينكو",
        "بن والاس",
        "بن علي يلدريم",
        "فؤاد أقطاي",
        "مارغوت فالستروم",
        "أمير خان متقي",
        "محمود أحمدي نجاد",
        "علي أكبر ولايتي",
        "ماكي سال",
        "جورج وياه",
        "ألفا كوندي",
        "رافائيل كوريا",
        "نجيب بوكيلة",
        "لويس إيناسيو لولا دا سيلفا",
        "مساعد بن محمد العيبان",
        "سام كوتيسا",
        "سامية صلوحو حسن",
        "محمد الطاهر سيالة",
        "ناصر جودة",
        "شربل وهبة",
    ],
)
def test_the_whole_name_is_read(frame, name):
    assert name in named(frame.format(name))


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("قال الرئيس الروسي فلاديمير بوتين إن زيلينسكي وصل.", "فلاديمير بوتين"),
        ("التقى الرئيس المصري محمد مرسي كي يتسنى له البحث.", "محمد مرسي"),
        ("وصل الرئيس الفرنسي إيمانويل ماكرون جبل عرفات.", "إيمانويل ماكرون"),
        ("زار الرئيس الأميركي باراك أوباما كوريا واليابان.", "باراك أوباما"),
        ("وصل الرئيس الأميركي باراك أوباما جوا مساء الجمعة.", "باراك أوباما"),
        ("تسلم وزير الخارجية أحمد عطاف خطاب اعتماد السفير.", "أحمد عطاف"),
        ("استقبل وزير الدفاع محمد نور السفير الفرنسي.", "محمد نور"),
        ("وصف رئيس الحكومة المصرى سعيد على الغانم اللقاء بالمثمر فى القاهرة.", "سعيد على الغانم"),
        ("عقد الوزير اجتماعا بحضور علي نجفي سفير إيران، وأكد على أهمية اللقاء.", "علي نجفي"),
        ("استقبله قائد القاعدة اللواء طيار ركن فهد الحرير.", "فهد الحرير"),
    ],
)
def test_words_behind_a_name_stay_words(raw, name):
    assert named(raw)[:1] == [name]


def test_no_names_of_words_without_a_surname():
    assert named("غادر الرئيس الفرنسي دون تصريح.") == []
    assert named("حضر وكيل وزارة الداخلية لشؤون الهجرة غير الشرعية.") == []


def test_a_governor_is_no_quality_of_a_premier():
    text, found = mentions("زار رئيس الوزراء العراقي محافظ أربيل أوميد خوشناو.")
    assert [text.quote(mention.title.start, mention.title.end) for mention in found if mention.title] == [
        "رئيس الوزراء العراقي",
        "محافظ أربيل",
    ]


@pytest.mark.parametrize(
    ("title", "side"),
    [
        ("مدير قسم الشرق الأوسط وشمال أفريقيا بالخارجية الألمانية", "DE"),
        ("وزير الدولة البريطاني لشؤون الشرق الأوسط وشمال إفريقيا", "GB"),
        ("المدير العام لشؤون الشرق الأوسط وشمال إفريقيا بوزارة الخارجية الإيطالية", "IT"),
        ("مساعد وزير الخارجية الأمريكي لشؤون الشرق الأدنى", "US"),
    ],
)
def test_regions_are_fields_of_a_title(title, side):
    text, found = mentions(f"استقبل الرئيس العراقي {title} توماس كلاين في بغداد.")
    (guest,) = [mention for mention in found if mention.name]
    assert text.quote(*guest.name) == "توماس كلاين"
    assert text.quote(guest.title.start, guest.title.end) == title
    assert guest.side == side
