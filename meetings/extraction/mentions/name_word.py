"""A word that may continue a name, for the rules that decide it."""

from dataclasses import dataclass

from meetings.extraction.document.annotated_text import Text


@dataclass(slots=True)
class NameWord:
    """A word that may continue a name, after `length` words of it."""

    text: Text
    index: int
    stop: int
    length: int
    is_titled: bool  # a title or honorific precedes the name
    word: str

    @property
    def previous(self) -> str:
        """Return the word before."""
        return self.text.words[self.index - 1]

    @property
    def following(self) -> int | None:
        """Return the index of the next word, if the sentence has one."""
        behind = self.index + 1
        return behind if behind < self.stop and self.text.is_word(behind) else None

    @property
    def is_after_given_name(self) -> bool:
        """Return whether the name so far is a single given name."""
        return self.length == 1 and self.previous in self.text.lexicon.first
