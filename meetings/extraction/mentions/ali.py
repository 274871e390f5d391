"""Rules for علي the name and على the preposition, which folding makes one word."""

from dataclasses import dataclass

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import ARTICLE
from meetings.extraction.mentions.names_like_words import is_plain_name
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class

NAME_OPENERS = load_word_class("name_openers")
_COMMA = ","
_BARE_YA = chr(0x649)  # ya without dots, which Egypt writes at the end of every word
_BARE_IN = f" {chr(0x641)}{_BARE_YA} "  # so that "in" tells such a text


@dataclass(slots=True)
class AliReading:
    """The word at `index`, which is علي or على, with the words around it."""

    text: Text
    index: int
    stop: int
    length: int  # of the name before it, in words
    is_titled: bool

    def word(self, offset: int) -> str:
        """Return the word at an offset, a comma at the sentence's end."""
        index = self.index + offset
        return self.text.words[index] if index < self.stop else _COMMA

    @property
    def opens_name(self) -> bool:
        """Return whether a given name, or a word that occurs in names, follows."""
        return self.word(1) in self.text.lexicon.first or self.word(1) in NAME_OPENERS

    @property
    def is_before_surname(self) -> bool:
        """Return whether a word with ال follows that no table has."""
        behind = self.index + 1
        is_known = behind >= self.stop or self.text.hits[behind] or self.is_before_everyday
        return not is_known and self.text.has_article(behind)

    @property
    def is_before_everyday(self) -> bool:
        """Return whether an everyday word follows."""
        return self.text.lexicon.is_common(self.word(1))


def is_ali(text: Text, index: int, stop: int, length: int, *, titled: bool) -> bool:
    """Return whether the word is the name: by its raw spelling, and by the words around it."""
    return ALI.holds(AliReading(text, index, stop, length, titled))


def _is_spelled_on(ali: AliReading) -> bool | None:
    if not ali.text.quote(ali.index, ali.index + 1).endswith(_BARE_YA):
        return None
    if ali.length == 1 and ali.is_before_surname and _BARE_IN in ali.text.raw:
        return True  # an Egyptian text, which writes every final ي so: "مرزوق على الغانم"
    return ali.word(1) in NAME_OPENERS


def _is_spelled_ali(ali: AliReading) -> bool | None:
    if not ali.text.spells_ya:
        return None
    is_behind = ali.index + 1 < ali.stop
    return ali.is_titled or ali.opens_name or ali.length > 0 or (is_behind and is_plain_name(ali.text, ali.index + 1))


def _is_whole_name(ali: AliReading) -> bool | None:
    is_first = ali.is_titled and not ali.length
    return (is_first and ali.word(1).startswith(ARTICLE) and not ali.word(2)[0].isalpha()) or None


def _is_in_name(ali: AliReading) -> bool | None:
    if not ali.length:
        return None
    if not ali.word(1)[0].isalpha() or ali.opens_name:
        return True
    is_known = ali.index + 1 < ali.stop and any(kind != "demonym" for kind in ali.text.kinds(ali.index + 1))
    return not (is_known or ali.is_before_everyday)


def _opens_name(ali: AliReading) -> bool | None:
    following = ali.word(1)
    is_name = following[0].isalpha() and not following.startswith(ARTICLE) and not ali.is_before_everyday
    return ali.opens_name or is_name


_LOOSE = " وأكد الجانبان علي أهمية التعاون."  # a text that writes على as علي
ALI = RuleSet(
    "ali.name",
    Rule("spelled_on", "أكد الرئيس العراقي برهم صالح على أهمية اللقاء.", _is_spelled_on),
    Rule("spelled_ali", "التقى علي لاريجاني الرئيس السوري بشار الأسد.", _is_spelled_ali),
    Rule("whole_name", "التقى وزير الخارجية السوداني علي الصادق." + _LOOSE, _is_whole_name),
    Rule("in_name", "التقى وزير الخارجية محمد علي الحكيم نظيره." + _LOOSE, _is_in_name),
    Rule("opening", "التقى علي لاريجاني الرئيس السوري بشار الأسد." + _LOOSE, _opens_name),
)
