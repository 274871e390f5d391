"""Who is who in one text: full, short and misspelt names, and offices without names."""

import pytest

from tests.extraction.helpers import cast


def entity_of(text, found, words: str):
    """The entity of the last mention that reads `words`."""
    mention = next(m for m in reversed(found.mentions) if text.quote(m.start, m.end) == words)
    return found.entities[mention.entity]


def test_a_short_name_is_the_full_name_given_last():
    text, found = cast(
        "قال رئيس إقليم كردستان نيجيرفان بارزاني إن الحوار مستمر. وأضاف بارزاني أن الوقت مناسب. "
        "وقال رئيس حكومة الإقليم مسرور بارزاني إن العمل جار. وشدد بارزاني على الإصلاح."
    )
    named = [m for m in found.mentions if text.quote(m.start, m.end) == "بارزاني"]
    assert [text.quote(*found.entities[m.entity].name) for m in named] == ["نيجيرفان بارزاني", "مسرور بارزاني"]


def test_an_office_is_its_bearer_in_the_same_text():
    _, found = cast("التقى وزير الدفاع الإيطالي غويدو كروسيتو نظيره. وأكد وزير الدفاع الإيطالي التزام بلاده.")
    assert found.mentions[0].entity == found.mentions[-1].entity


def test_a_misspelt_name_of_the_same_office_is_no_second_person():
    _, found = cast("استقبل الرئيس الفلسطيني محمد عباس الوفد. وقال الرئيس الفلسطيني محمود عباس إن السلام ممكن.")
    named = {m.entity for m in found.mentions if m.name}
    assert len(named) == 1


def test_the_name_of_an_inner_title_is_not_the_outer_one_s():
    _text, found = cast(
        "التقى كبير مستشاري الرئيس الأمريكي جو بايدن المسؤولين. وكان الرئيس الأمريكي جو بايدن قد أعلن ذلك."
    )
    aide = found.mentions[0]
    assert aide.name is None
    assert aide.side == "US"


@pytest.mark.parametrize("word", ["ماكرون", "لماكرون", "وماكرون"])
def test_a_short_name_may_carry_a_particle(word):
    text, found = cast(f"التقى الرئيس الفرنسي إيمانويل ماكرون الوفد. وقيل {word} إن الحوار مستمر.")
    assert entity_of(text, found, word).side == "FR"


def test_an_everyday_word_is_no_short_name():
    text, found = cast("استقبل وزير الخارجية العراقي فؤاد حسين وزير الخارجية المصري بدر عبد العاطي. وطلع بدر السماء.")
    assert not [m for m in found.mentions if text.quote(m.start, m.end) == "بدر"]


def test_a_ruler_without_a_country_has_the_side_that_everybody_knows():
    _, found = cast("قال بوتين إن الحوار مستمر، وأضاف فلاديمير بوتين أن الوقت مناسب.")
    assert {entity.side for entity in found.entities} == {"RU"}
    assert all(entity.side_inferred for entity in found.entities)


def test_the_guest_is_who_was_named_before_the_sentence():
    text, found = cast(
        "التقى وزير الخارجية التركي هاكان فيدان وزير الخارجية الأمريكي أنتوني بلينكن. وشكر الوزير هاكان فيدان ضيفه."
    )
    assert entity_of(text, found, "ضيفه").side == "US"


def test_a_relative_clause_says_for_whom_somebody_speaks():
    _, found = cast("قال الجنرال بيير أولسون، الذي يقود قوات حلف شمال الأطلسي، إن العمل مستمر.")
    assert found.mentions[0].side == "NATO"


def test_a_minister_is_of_the_side_of_the_ministry_that_speaks():
    _, found = cast("قالت وزارة الخارجية الإيرانية إن الوزير عباس عراقجي وصل.")
    assert found.mentions[-1].side == "IR"
