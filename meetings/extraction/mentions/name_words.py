"""Rules for the words of a name: whether a word can open a name, or continue one."""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.mentions.ali import NAME_OPENERS, is_ali
from meetings.extraction.mentions.name_ends import (
    accept_korean_syllable,
    accept_press_word,
    has_preposition,
    is_addressed,
    is_after_particle,
    is_everyday,
    is_in_the_name_of,
    is_intensive_noun,
    is_led_name,
    is_led_surname,
    is_object_of_verb,
    is_praised,
    is_present_verb,
    is_press_surname,
    is_tied,
    is_verbal_noun,
    reject_leader_of_land,
)
from meetings.extraction.mentions.name_word import NameWord
from meetings.extraction.mentions.names_like_words import (
    BEHIND_NAMES,
    accept_shared_name,
    is_surname_like_word,
    is_syllable,
    is_title_word_as_surname,
    is_title_word_inside,
)
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class, load_word_list

BLOCKING_KINDS = frozenset(
    {"head", "verb", "noun", "cue", "portfolio", "body", "linker", "org", "country", "place", "quality"}
)
AND = load_word_list("particle_and")[0]
FILIATION = load_word_class("filiation_words")
_ALI = load_word_list("ali")[0]
_OPENERS_AS_NAMES = load_word_class("openers_that_are_names")
_SECOND_PARTS = load_word_class("second_parts_of_names")
_FOREIGN = load_word_class("foreign_name_particles")
_TIME_ADJECTIVES = load_word_class("adjectives_of_time_and_order")
_PREPOSITIONS = load_word_list("attached_prepositions")
_FOREIGN_LETTERS = frozenset(map(chr, (0x6A4, 0x67E, 0x686, 0x6A5)))  # v, p, ch, and the v of the Maghreb


def can_continue(text: Text, index: int, stop: int, length: int, *, is_titled: bool) -> bool:
    """Return whether the word at `index` can continue a name that has `length` words."""
    word = NameWord(text, index, stop, length, is_titled, text.words[index])
    return FOLLOWING.holds(word) if length else OPENING.holds(word)


def _is_latin(word: NameWord) -> bool | None:
    return False if word.word[0].isascii() else None


def _is_after_opener(word: NameWord) -> bool | None:
    previous = word.previous
    if word.text.is_homograph(word.index - 1):
        return None  # آبي is not أبي
    if previous not in NAME_OPENERS and not (previous in _FOREIGN and word.length > 1):
        return None
    head = word.text.hit(word.index, "head")
    if head is not None and head.entry.definite and previous in _OPENERS_AS_NAMES:
        return None  # "محمد نور السفير فلان"
    return word.word not in BEHIND_NAMES and not word.text.hit(word.index, "verb")  # شينزو أبي في فلوريدا


def _is_homograph(word: NameWord) -> bool | None:
    return word.text.is_homograph(word.index) or None


def _has_foreign_letter(word: NameWord) -> bool | None:
    """Accept a word with a letter that no Arabic word has: "أحمد ڤايد صالح", "پوتين"."""
    quote = word.text.quote(word.index, word.index + 1)
    is_foreign = not _FOREIGN_LETTERS.isdisjoint(quote) and not word.text.hits[word.index]
    return (is_foreign and (word.is_titled or word.length > 0)) or None


def _is_ali(word: NameWord) -> bool | None:
    return is_ali(word.text, word.index, word.stop, word.length, titled=word.is_titled) if word.word == _ALI else None


def _is_second_part(word: NameWord) -> bool | None:
    return word.word in _SECOND_PARTS or None


def _has_filiation(word: NameWord) -> bool | None:
    text, index = word.text, word.index
    if index + 2 >= word.stop or text.words[index + 1] not in FILIATION:
        return None
    nation = None if word.length else text.hit(index, "demonym")
    if nation is not None and nation.entry.definite:
        return None  # "الوزير البريطاني بن والاس"
    return (text.is_word(index + 2) and not word.word.startswith(AND)) or None


def _is_known_as_name_only(word: NameWord) -> bool | None:
    return (word.is_after_given_name and _is_only_a_name(word.text, word.index)) or None


def _is_first_part(word: NameWord) -> bool | None:
    if word.word not in word.text.lexicon.joint:
        return None
    return (word.length > 0 or word.word in NAME_OPENERS) and word.following is not None


def _opens_title(word: NameWord) -> bool | None:
    hits = word.text.hits[word.index]
    opens = any(hit.entry.kind == "head" and hit.end > word.index + 1 and not hit.particle for hit in hits)
    return False if opens else None


def _is_given_name(word: NameWord) -> bool | None:
    return word.word in word.text.lexicon.first or None


def _opens_as_given_name(word: NameWord) -> bool | None:
    lexicon = word.text.lexicon
    if word.word not in lexicon.first:
        return None
    is_everyday = word.word in lexicon.common and not word.text.hit(word.index, "country", "place")  # جورجيا is a name
    return word.is_titled or not is_everyday or None


def _begins_with_and(word: NameWord) -> bool | None:
    return word.word in word.text.lexicon.waw if word.word.startswith(AND) else None


def _is_ordinal(word: NameWord) -> bool | None:
    return word.word in word.text.lexicon.ordinal or None


def _is_surname(word: NameWord) -> bool | None:
    return (word.is_after_given_name and is_title_word_as_surname(word)) or None


def _opens_softly(word: NameWord) -> bool | None:
    text, behind = word.text, word.index + 1
    if word.word not in text.lexicon.soft or not word.is_titled or behind >= word.stop:
        return None
    is_name = text.words[behind] in text.lexicon.first or text.words[behind] in text.lexicon.last
    return text.words[behind] not in text.lexicon.common if is_name else None


def _continues_softly(word: NameWord) -> bool | None:
    return is_title_word_inside(word) if word.word in word.text.lexicon.soft else None


def _is_adjective(word: NameWord) -> bool | None:
    text, index = word.text, word.index
    if len(word.word) <= 4 or not word.word.endswith("ي") or not text.has_article(index):
        return None
    return (text.kinds(index) <= {"quality"} and word.word not in _TIME_ADJECTIVES) or None


def _opens_as_known_form(word: NameWord) -> bool | None:
    text, behind = word.text, word.index + 1
    for hit in text.hits[word.index]:
        kind = hit.entry.kind
        if kind == "demonym":
            return False
        if kind in ("country", "place") and hit.particle == "" and word.is_titled and behind < word.stop:
            return text.is_word(behind) and not text.hits[behind] and not text.lexicon.is_common(text.words[behind])
        if kind in BLOCKING_KINDS and (not hit.particle or len(word.word) > 4 or hit.end > behind):
            return False
    return None


def _continues_as_known_form(word: NameWord) -> bool | None:
    text, behind = word.text, word.index + 1
    for hit in text.hits[word.index]:
        if hit.entry.kind == "demonym":
            alone = hit.particle == "" and hit.entry.number == "one" and hit.end == behind
            if not (alone and text.has_article(word.index)):
                return False
        elif hit.entry.kind in BLOCKING_KINDS and (not hit.particle or len(word.word) > 4 or hit.end > behind):
            return False
    return None


def _opens_with_article(word: NameWord) -> bool | None:
    if not word.text.has_article(word.index):
        return None
    is_feminine = word.text.quote(word.index, word.index + 1).endswith("ة")
    return word.is_titled and len(word.word) > 4 and not is_feminine


def _is_unknown(word: NameWord) -> bool | None:
    return len(word.word) > 1


def _is_only_a_name(text: Text, index: int) -> bool:
    """Return whether a word after a given name can only be a name.

    It is one with ة that no table has, and so not a verb (محمد سيالة); or a city's name alone (ريمي ريو).
    """
    word = text.words[index]
    if word.startswith(AND):  # a separate name ("جورج ويكوف"), not "and" before another name
        rest = word[1:]
        is_known = text.lexicon.is_common(word) or rest in text.lexicon.first or rest in text.words or text.hits[index]
        return len(rest) > 3 and not is_known and not rest.startswith(_PREPOSITIONS)
    if text.hits[index]:
        return all(h.entry.kind == "place" and not h.particle and h.end == index + 1 for h in text.hits[index])
    if word.startswith(_PREPOSITIONS[:3]):
        return False
    return word not in text.lexicon.common and text.quote(index, index + 1).endswith("ة")


OPENING = RuleSet(
    "name_words.opening",
    Rule("latin", "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس شركة Total في باريس.", _is_latin),
    Rule("homograph", "التقت آن هيدالغو رئيس الوزراء العراقي محمد شياع السوداني.", _is_homograph),
    Rule("ali", "التقى علي لاريجاني الرئيس السوري بشار الأسد في دمشق.", _is_ali),
    Rule("filiation", "استقبل مساعد بن محمد العيبان وزير الخارجية العراقي.", _has_filiation),
    Rule(
        "led_surname",
        "قال رئيس الوزراء الإسرائيلي بنيامين نتنياهو إنه لم يسافر. ونفت الوزارة لقاء ولي العهد بنتنياهو.",
        is_led_surname,
    ),
    Rule("led_name", "التقى الرئيس الأمريكي مساعدا بارزا لكيم في واشنطن.", is_led_name),
    Rule("first_part", "استقبل عبد الفتاح السيسي الرئيس الفرنسي إيمانويل ماكرون.", _is_first_part),
    Rule(
        "in_the_name_of",
        "التقى الرئيس العراقي السفير الفرنسي متحدثا باسم البرلمانات العربية.",
        is_in_the_name_of,
    ),
    Rule("given_name", "استقبل محمد بن سلمان الرئيس الفرنسي إيمانويل ماكرون.", _opens_as_given_name),
    Rule("word_as_given_name", "التقى وزير الخارجية التايلاندي دون برامودويناي نظيره المصري.", accept_shared_name),
    Rule("and", "التقى الرئيس العراقي نظيره التركي وأكد أهمية اللقاء.", _begins_with_and),
    Rule("title_word", "استقبل الوزير الباكستاني ملك أمين أسلم السفير السعودي.", _opens_softly),
    Rule("known_form", "استقبل وزير الخارجية العراقي فؤاد حسين السفير الإيراني.", _opens_as_known_form),
    Rule("verbal_noun", "قال الرئيس العراقي إن انسحابات جديدة تمت.", is_verbal_noun),
    Rule("behind_particle", "التقى الرئيس العراقي نظيره التركي لتحريك الملف.", is_after_particle),
    Rule("intensive_noun", "تناول الرئيس العراقي مع نظيره التركي تقنين الأوضاع.", is_intensive_noun),
    Rule("preposition", "وصف الرئيس العراقي لقاء نظيره التركي بالإيجابي.", has_preposition),
    Rule("addressed", "استقبل الرئيس الموريتاني محمد ولد عبد العزيز السيد تود موس في نواكشوط.", is_addressed),
    Rule("press_word", "التقت وزيرة الداخلية البريطانية شبانة محمود السفير التركي.", accept_press_word),
    Rule("everyday", "التقى الرئيس العراقي نظيره التركي بعد ذلك.", is_everyday),
    Rule("article", "التقى السيد الغنوشي السفير التركي.", _opens_with_article),
    Rule("object", "أكد أمير قطر عمق العلاقات خلال لقائه الرئيس العراقي برهم صالح.", is_object_of_verb),
    Rule("unknown", "استقبل الرئيس العراقي السفير كوتراشيف.", _is_unknown),
)
FOLLOWING = RuleSet(
    "name_words.following",
    Rule("latin", "التقى فؤاد حسين NATO.", _is_latin),
    Rule("tied", "التقى الرئيس العراقي رئيس كوريا الجنوبية مون جاي-إن.", is_tied),
    Rule("behind_opener", "استقبل عبد الفتاح السيسي الرئيس الفرنسي.", _is_after_opener),
    Rule("homograph", "التقى الرئيس العراقي وزيرة الخارجية البريطانية ليز تراس.", _is_homograph),
    Rule("led_surname", "التقى ميلوني في روما. وأكد الرئيس الفرنسي إيمانويل ماكرون لميلوني موقفه.", is_led_surname),
    Rule("praised", "أشاد الشيخ ناصر بعراقة الروابط مع العراق.", is_praised),
    Rule("word_as_surname", "التقى وزير الخارجية الباكستاني محمد إسحاق دار نظيره المصري.", is_surname_like_word),
    Rule("syllable", "استقبل الأمين العام للأمم المتحدة بان كي مون وزير الخارجية المصري.", is_syllable),
    Rule("korean_ending", "التقى رئيس كوريا الجنوبية مون جيه إن، الرئيس العراقي.", accept_korean_syllable),
    Rule("leads_land", "استقبل هيثم بن طارق سلطان عمان الرئيس العراقي.", reject_leader_of_land),
    Rule("foreign_letter", "استقبل الفريق أحمد ڤايد صالح السفير الفرنسي.", _has_foreign_letter),
    Rule("ali", "التقى حسين علي وزير الخارجية الإيراني.", _is_ali),
    Rule("second_part", "استقبل عز الدين ميهوبي وزير الثقافة المصري.", _is_second_part),
    Rule("filiation", "استقبل الأمير محمد خالد بن سلمان وزير الدفاع الأمريكي.", _has_filiation),
    Rule("name_only", "التقى محمد زويتة وزير الخارجية الإيطالي.", _is_known_as_name_only),
    Rule("first_part", "استقبل محمد عبد العزيز وزير الخارجية الإسباني.", _is_first_part),
    Rule("title", "استقبل نجيب ميقاتي أمين عام جامعة الدول العربية أحمد أبو الغيط.", _opens_title),
    Rule("given_name", "استقبل فؤاد حسين وزير الخارجية الإيراني.", _is_given_name),
    Rule("and", "التقى فؤاد حسين وعباس عراقجي.", _begins_with_and),
    Rule("ordinal", "استقبل الملك عبد الله الثاني الرئيس الفرنسي.", _is_ordinal),
    Rule("surname", "التقى رئيس مجلس النواب اللبناني نبيه بري السفير الفرنسي.", _is_surname),
    Rule("title_word", "التقى وزير الخارجية الإيراني حسين أمير عبد اللهيان نظيره العراقي.", _continues_softly),
    Rule("adjective", "التقى وزير الخارجية المصري سامح العلمي نظيره العراقي.", _is_adjective),
    Rule("known_form", "التقى وزير الخارجية العراقي فؤاد حسين نظيره التركي.", _continues_as_known_form),
    Rule("press_surname", "التقى وزير العدل الأردني أحمد مخيمات السفير التركي.", is_press_surname),
    Rule("everyday", "التقى فؤاد حسين أيضا السفير التركي.", is_everyday),
    Rule("preposition", "التقى فؤاد حسين بالكوتراشيف.", has_preposition),
    Rule("behind_particle", "التقى الرئيس العراقي الطاهر الباعور لتحريك الملف.", is_after_particle),
    Rule("object", "أكد أمير قطر تميم بن حمد آل ثاني عمق العلاقات خلال لقائه الرئيس العراقي.", is_object_of_verb),
    Rule("present_verb", "قال الرئيس الجزائري عبد المجيد تبون يستخف بالأمر.", is_present_verb),
    Rule("unknown", "التقى وزير الخارجية الإيراني عباس عراقجي نظيره العراقي.", _is_unknown),
)
