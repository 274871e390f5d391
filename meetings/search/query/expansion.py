"""Expansion of a query word to words of the index: other spellings, forms, related words and typing mistakes.

An index holds each folded word once. The expansion chooses only among the words that the index really holds, and gives
each a reason and a weight. A *strong* relation finds documents by itself. A *loose* relation (only the root or the
light stem is the same) only raises documents that other words of the query found, because alone it finds words that
merely look similar (أمن and أمانة).
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from meetings.search.query.aliases import load_aliases
from meetings.search.query.homographs import is_everyday_people, is_homograph, is_word_for_body
from meetings.search.query.known_names import (
    find_named,
    is_other_name,
    is_people,
    is_person,
    is_spelling_of_name,
    is_sure_name,
    load_definite_aliases,
)
from meetings.search.query.name_words import is_everyday, load_press_words
from meetings.search.query.relations import WEIGHTS, Relation
from meetings.search.query.slips import SlipFinder
from meetings.search.query.vocabulary_index import NAME_ENDINGS, PEOPLE_ENDINGS
from meetings.search.query.word_lists import (
    find_families,
    load_definite_names,
    load_lexicon,
    strip_article,
)
from meetings.search.query.word_shapes import (
    get_ending,
    has_article,
    has_kept_article,
    has_name_particles,
    has_pronoun_ending,
    has_shape,
    has_sound_shape,
    is_head,
    is_native,
    is_same_but_last_vowel,
)
from meetings.search.query.written_names import get_written, is_written
from meetings.text.names import (
    compare_vowels,
    count_consonants,
    has_vowels_of,
    make_full_sound_keys,
    make_skeleton,
    make_sound_keys,
    make_spoken_form,
)
from meetings.text.roots import find_broken_plurals, find_readings, find_root_relation, is_sound, is_sure_derivation
from meetings.text.stems import find_lemmas, stem_light10

MIN_SOUNDS = 2  # of a name in another script
CACHED_WORDS = 20_000  # of queries


class Vocabulary(SlipFinder):
    """The words of an index, with the expansion of query words."""

    def changed(self) -> None:
        """Clear the cached expansions."""
        self._expanded = lru_cache(CACHED_WORDS)(self._expand)

    def expand(self, word: str) -> dict[str, Relation]:
        """Return the words of the index that `word` (folded) may mean; the word itself comes first if present."""
        return self._expanded(word)

    def beginning(self, start: str) -> list[str]:
        """Return the words that begin with `start`, with or without an article, the most frequent first."""
        found = [w for w in self.frequencies if w.startswith(start) or (w.startswith("ال") and w[2:].startswith(start))]
        return sorted(found, key=lambda w: (-self.frequencies[w], w))

    def common(self, word: str) -> list[str]:
        """Return the words of the same script and similar length that are not likely typing mistakes."""
        least = 1 if len(self.frequencies) < 5_000 else 2
        return [
            other
            for other, frequency in self.frequencies.items()
            if frequency >= least and abs(len(other) - len(word)) <= 2 and other.isascii() == word.isascii()
            if not is_written(other)
        ]

    def _expand(self, word: str) -> dict[str, Relation]:
        found: dict[str, Relation] = {}
        if word in self.frequencies:
            found[word] = Relation("exact", 1.0, True)
        if word.isdigit():
            return found
        for step in (
            self._find_forms,
            self._find_spellings,
            self._find_kin,
            self._find_in_other_scripts,
            self._find_slips,
            self._find_loosely,
        ):
            for other, relation in step(word):
                if other.isascii() != word.isascii() and relation.strong:
                    other, relation = self._read_across(word, other, relation)
                if other in self.frequencies and other not in found and not is_other_name(word, other):
                    found[other] = relation
        return found

    def _read_across(self, word: str, other: str, relation: Relation) -> tuple[str, Relation]:
        """Return a word in another script as texts write names; strong if it is not an ordinary word too."""
        if other.isascii():
            return get_written(other, self.frequencies), relation
        return other, replace(relation, strong=False) if is_homograph(other) else relation

    def _find_forms(self, word: str) -> Iterator[tuple[str, Relation]]:
        relation, loose = Relation("form", WEIGHTS["form"], True), Relation("form", WEIGHTS["form"], False)
        name = self._is_bare_name(word)
        needs_article = name and self._needs_article(word)
        for lemma, cost in find_lemmas(word).items():
            if cost > 1 or self._loses_a_radical(word, lemma) or has_kept_article(word, lemma):
                continue
            if name and not self._is_form_of_name(word, lemma):
                continue  # لبنان is not a dual
            for other in self._lemmas.get(lemma, ()):
                if self._shares_lemma(word, other, lemma, is_name=name):
                    is_bare = other.endswith(lemma) and not has_article(other, lemma)  # عراقي needs no article
                    yield other, loose if needs_article and is_bare else relation

    def _is_form_of_name(self, word: str, lemma: str) -> bool:
        """Return whether a shorter form of a name is the name too: بوت is not of بوتان, nor طالبان of طالباني."""
        mine = find_named(word)
        return not mine.isdisjoint(find_named(lemma)) if mine else lemma in self.names

    def _needs_article(self, word: str) -> bool:
        """Return whether a name has its article always: قاهرة is an adjective. It ranks, but does not match."""
        short = strip_article(word)
        is_definite = short in load_definite_names() or short in load_definite_aliases()
        return short != word and is_definite and (has_shape(short) or short in load_lexicon())

    def _shares_lemma(self, word: str, other: str, lemma: str, *, is_name: bool) -> bool:
        """Return whether two words with a lemma in common are forms of one word."""
        if self._loses_a_radical(other, lemma):
            return False
        if get_ending(other, lemma) and is_word_for_body(word):
            return False  # حماسي is of the word, not of the organisation
        if is_name and not self._is_inflected_name(word, other, lemma):
            return False
        both_changed = find_lemmas(word)[lemma] and find_lemmas(other)[lemma]
        return not both_changed or self._is_word(lemma) or is_same_but_last_vowel(word, other)

    def _is_inflected_name(self, word: str, other: str, lemma: str) -> bool:
        """Return whether `other` is a name, with the lemma `lemma` like `word`, behind particles or with an ending."""
        ending = get_ending(other, lemma)
        if is_person(word):  # سليماني is another person than سليمان
            own = get_ending(strip_article(word), lemma)
            return ending in (own, own + "ا") and has_name_particles(other, lemma)  # محمدا
        if is_everyday_people(other) or not has_name_particles(other, lemma):
            return False
        return ending in NAME_ENDINGS or (ending in PEOPLE_ENDINGS and is_people(word))

    def _is_word(self, lemma: str) -> bool:
        """Return whether a form that two words share is a word: of the index, of a table, or by its sound root."""
        if lemma in self.frequencies or "ال" + lemma in self.frequencies:
            return True
        return lemma in load_lexicon() or lemma in load_press_words() or has_sound_shape(lemma)

    def _is_bare_name(self, word: str) -> bool:
        """Return whether a word is a name without other particles, with or without an article."""
        if is_sure_name(word):
            return True
        return word not in load_lexicon() and (word in self.names or strip_article(word) in self.names)

    def _loses_a_radical(self, word: str, lemma: str) -> bool:
        """Return whether a lemma lacks a first letter of the word itself: وزير is not و + زير, since الوزير exists."""
        if len(word) - len(lemma) < 1 or word[0] not in "وفبلكس" or word.startswith("ال") or lemma[0] == word[0]:
            return False
        if word.startswith(("وال", "بال", "فال", "كال", "لل", "ولل")):
            return False
        return "ال" + word in self.frequencies or word in load_lexicon() or word in self.names

    def _find_spellings(self, word: str) -> Iterator[tuple[str, Relation]]:
        key = make_skeleton(word)
        size = count_consonants(key)
        if word.isascii() or size < 3:
            return
        relation = Relation("spelling", WEIGHTS["spelling"], True)
        for other in self._skeletons.get(key, ()):
            if self._same_name(word, other, size):
                yield other, relation

    def _same_name(self, word: str, other: str, size: int) -> bool:
        """Return whether two words with one skeleton of `size` consonants are one name or word."""
        if self.is_name(word) and is_everyday(other):
            return False
        if find_named(word) and not self._may_be_spelling(word, other):
            return False
        arabic = is_native(word) and is_native(other)
        if size >= 4:
            # Two Arabic words of one root are different words if their shapes differ: مقابلة and مقبلة.
            is_name = self.is_name(word) or self.is_name(other)
            return not arabic or (has_vowels_of(word, other) if is_name else find_root_relation(word, other) != "root")
        how = compare_vowels(word, other)
        if how == "first":
            # A known name may be written with one vowel more (كوردي), not with one less: تونس, تنس.
            longer = max(word, other, key=lambda one: len(strip_article(one)))
            return not self.is_name(longer)
        return how == "seat" or (how == "second" and not arabic)

    def _may_be_spelling(self, name: str, other: str) -> bool:
        """Return whether another word may be a known name: another name, or a spelling and not a word."""
        mine, theirs = strip_article(name), strip_article(other)
        if theirs in self.names:
            return not theirs.startswith(mine)  # سليماني is another name than سليمان
        return is_spelling_of_name(name, other)

    def _find_kin(self, word: str) -> Iterator[tuple[str, Relation]]:
        lexical = Relation("lexicon", WEIGHTS["lexicon"], True)
        name = self._is_bare_name(word)
        for family in find_families(word):
            if name and isinstance(family, int):
                continue  # البحرين is the country, not the dual of بحر
            for other in self._families.get(family, ()):
                if not (
                    self._is_bare_name(other) and not is_people(other)
                    if isinstance(family, int)
                    else self._is_other_word(word, other)
                ):
                    yield other, lexical
        if not (word.isascii() or name or self.is_name(word)):
            yield from self._find_root_kin(word)

    def _is_other_word(self, word: str, other: str) -> bool:
        return is_everyday_people(other) or (other == strip_article(word) and self._needs_article(word))

    def _find_root_kin(self, word: str) -> Iterator[tuple[str, Relation]]:
        for root in sorted({root for root, _, _ in find_readings(word)}, key=lambda root: (not is_sound(root), root)):
            for other in self._roots.get(root, ()):
                how = find_root_relation(word, other)
                if how == "plural" and all(map(is_head, find_broken_plurals(word, other))):
                    continue  # a head word of the lexicon is not a plural of another: محافظ is not one of محفظة
                if how in ("plural", "verb") and not self.is_name(other):
                    is_sure = is_sound(root) if how == "plural" else is_sure_derivation(word, other)
                    yield other, Relation("lexicon" if how == "plural" else "root", WEIGHTS["root"], is_sure)

    def _find_in_other_scripts(self, word: str) -> Iterator[tuple[str, Relation]]:
        """Yield the same name in another script, or in the same script unless the word is an Arabic word.

        A name that the table of aliases has is found in another script by the table alone: Putin is not poutine.
        """
        latin = word.isascii()
        if not latin and is_native(word) and not self.is_name(word):
            return
        is_in_table = load_aliases().has_name(word)
        for key in make_full_sound_keys(word):
            if len(key) < MIN_SOUNDS:
                continue
            for other in self._sounds.get(key, ()):
                if is_in_table and other.isascii() != latin:
                    continue
                if self._sounds_alike(word, other, key):
                    how = "spelling" if other.isascii() == latin else "script"
                    yield other, Relation(how, WEIGHTS["script"], True)

    def _sounds_alike(self, word: str, other: str, key: str) -> bool:
        """Return whether two words with the sound key `key` are one name."""
        in_one_script = other.isascii() == word.isascii()
        if in_one_script:
            if word.isascii() or key not in make_sound_keys(word) or key not in make_sound_keys(other):
                return False
            if is_everyday(other):
                return False  # بارزون is not a spelling of بارزاني
            if has_pronoun_ending(other) and not self.is_name(other):
                return False  # أقرانه is not a spelling of أوكرانيا
            if is_native(other) and (len(key) < 4 or (is_native(word) and not self.is_name(word))):
                return False
            if find_named(word) and not self._may_be_spelling(word, other):
                return False
        likeness = SequenceMatcher(None, make_spoken_form(word), make_spoken_form(other)).ratio()
        return likeness >= _MIN_LIKENESS[in_one_script][min(len(key), 4)]

    def _find_loosely(self, word: str) -> Iterator[tuple[str, Relation]]:
        if word.isascii() or is_sure_name(word) or self.is_name(word):
            return
        stem = Relation("stem", WEIGHTS["stem"], False)
        for other in self._stems.get(stem_light10(word), ()):
            if not self.is_name(other):
                yield other, stem
        root = Relation("root", WEIGHTS["loose"], False)
        for key in sorted({key for key, _, _ in find_readings(word)}):
            for other in self._roots.get(key, ()):
                if not self.is_name(other):
                    yield other, root


# The least similarity of pronunciation of two words with one sound key, by (in one script) and the length of the key.
# Two consonants are too few in one script.
_MIN_LIKENESS = {True: {2: math.inf, 3: 0.85, 4: 0.75}, False: {2: 0.85, 3: 0.6, 4: 0.5}}
