"""Text typed with the keyboard in the other language: fhv.hkd is بارزاني typed on English keys, and the reverse."""

# The Arabic (101) layout over the English one, key for key.
_KEYS = {
    "q": "ض", "w": "ص", "e": "ث", "r": "ق", "t": "ف", "y": "غ", "u": "ع", "i": "ه", "o": "خ", "p": "ح", "[": "ج",
    "]": "د", "a": "ش", "s": "س", "d": "ي", "f": "ب", "g": "ل", "h": "ا", "j": "ت", "k": "ن", "l": "م", ";": "ك",
    "'": "ط", "z": "ئ", "x": "ء", "c": "ؤ", "v": "ر", "b": "لا", "n": "ى", "m": "ة", ",": "و", ".": "ز", "/": "ظ",
    "`": "ذ", "H": "أ", "Y": "إ", "N": "آ", "G": "لأ", "T": "لإ", "B": "لآ",
}  # fmt: skip
_LETTERS = {arabic: key for key, arabic in _KEYS.items() if key.islower() or not key.isalpha()}


def convert_to_arabic_keys(text: str) -> str:
    """Return the Arabic text that the same keys give on an Arabic keyboard; "" when a letter has no key there."""
    return _convert(text, {**_KEYS, **{key.upper(): value for key, value in _KEYS.items() if key.upper() not in _KEYS}})


def convert_to_latin_keys(text: str) -> str:
    """Return the Latin text that the same keys give on an English keyboard; "" when a letter has no key there."""
    return _convert(text.replace("لا", "\0"), {**_LETTERS, "\0": "b"})


def _convert(text: str, table: dict[str, str]) -> str:
    converted = []
    for character in text:
        if character.isspace() or character.isdigit():
            converted.append(character)
        elif character in table:
            converted.append(table[character])
        else:
            return ""
    return "".join(converted)
