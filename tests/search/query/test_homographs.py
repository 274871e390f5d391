"""Names that are ordinary words too: what finds the name, and what does not find the word."""

import pytest

from tests.search.conftest import request_of

QATAR = ("يبلغ قطر الأنبوب مترين", "وصل أمير قطر إلى بغداد", "قطر تستضيف المحادثات", "لقاء الوزراء بقطر")
TURKEY = ("The cook roasted a turkey for lunch", "Turkey opened its border", "turkey opens border")
MUSCAT = ("صور المدرسة على الجدار", "وصلت السفينة إلى مدينة صور")


@pytest.mark.parametrize(
    ("texts", "query", "found"),
    [
        (QATAR, "Qatar", {2, 3, 4}),
        (QATAR, "قطر", {1, 2, 3, 4}),
        (("لقاء الوزراء ببيروت", "بقي البيت مغلقا"), "Beirut", {1}),
        (TURKEY, "تركيا", {2, 3}),
        (TURKEY, "turkey", {1, 2, 3}),
        (MUSCAT, "Tyre", {2}),
        (("ناقشت اللجنة الأوضاع المالية", "علق الاتحاد عضوية مالي"), "Mali", {2}),
        (("مدت الجارة يد عون صادقة", "أكد الرئيس عون الاتفاق", "لقاء ميشال عون"), "Aoun", {2, 3}),
        (("وقف الجمهور بحماس شديد", "أعلنت حماس موافقتها"), "Hamas", {2}),
        (("مارس اللاعب الرياضة", "انعقد المؤتمر في مارس الماضي"), "آذار", {2}),
        (("ظهرت أمارات التعب", "زار الإمارات أمس"), "الإمارات", {2}),
        (("la délégation libanaise est arrivée à Paris",), "لبنان", {1}),
        (("ناقش مجلس الطلبة تدريب رجال الأمن", "عقد مجلس الأمن جلسة"), "مجلس الأمن", {2}),
    ],
)
def test_the_name_is_found_and_the_word_is_not(searcher_of, texts, query, found):
    result = searcher_of(*texts).search(request_of(query))
    assert {hit.meeting_id for hit in result.hits} == found


def test_a_name_is_marked_as_it_is_written(searcher_of):
    (hit,) = searcher_of("Talks with Turkey went on").search(request_of("تركيا")).hits
    assert [piece.text for piece in hit.snippet if piece.marked] == ["Turkey"]
