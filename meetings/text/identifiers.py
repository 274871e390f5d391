"""Identifiers that authority files give people, bodies and places: their form, their check digits and their pages.

Sources of the rules: Wikidata items are Q and a number (https://www.wikidata.org/wiki/Wikidata:Identifiers); VIAF
clusters have 1 to 9 digits, or 18 to 22 (property P214 of Wikidata); an ISNI has 16 characters of which the last is
the check character of ISO 7064 MOD 11-2 (ISO 27729).
"""

import re

WIKIDATA, VIAF, ISNI, OWN = "wikidata", "viaf", "isni", "own"
MAX_OWN_CHARACTERS = 100
_PAGES = {
    WIKIDATA: "https://www.wikidata.org/wiki/{}",
    VIAF: "https://viaf.org/viaf/{}",
    ISNI: "https://isni.org/isni/{}",
}
# What people copy: the identifier alone, after its scheme ("isni: 0000 ..."), or the address of its page.
_BEFORE = re.compile(
    r"(?:https?://)?(?:www\.)?(?:m\.)?(?:wikidata\.org/(?:wiki|entity)/|viaf\.org/(?:[a-z]{2}/)?viaf/|isni\.org/(?:isni/|page/)?)"
    r"|(?:wikidata|viaf(?: id)?|isni|wd)\s*:\s*",
    re.IGNORECASE,
)
_WIKIDATA = re.compile(r"[Qq]([1-9][0-9]{0,11})")
_VIAF = re.compile(r"[1-9][0-9]{0,8}|[1-9][0-9]{17,21}")
_ISNI = re.compile(r"[0-9]{15}[0-9Xx]")
_OWN = re.compile(rf"[^\W_][\w.:/+-]{{0,{MAX_OWN_CHARACTERS - 1}}}")


def read_identifier(scheme: str, text: str) -> str:
    """Return the identifier in its one written form; empty if `text` is not an identifier of `scheme`.

    It takes the address of a page at Wikidata, VIAF or ISNI, an ISNI in groups of four, and Arabic digits.

    Args:
        scheme: WIKIDATA, VIAF, ISNI or OWN.
        text: What an editor or a file says.
    """
    text = text.strip()
    if scheme == OWN:
        return text if _OWN.fullmatch(text) else ""
    text = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
    if before := _BEFORE.match(text):
        text = text[before.end() :].rstrip("/")
    if scheme == WIKIDATA:
        found = _WIKIDATA.fullmatch(text)
        return f"Q{found[1]}" if found else ""
    if scheme == VIAF:
        return text if _VIAF.fullmatch(text) else ""
    compact = re.sub(r"[\s\u00a0-]", "", text).upper()
    return compact if _ISNI.fullmatch(compact) and compute_isni_check(compact[:15]) == compact[15] else ""


def compute_isni_check(digits: str) -> str:
    """Return the check character of the first 15 digits of an ISNI (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return "X" if check == 10 else str(check)


def format_identifier(scheme: str, value: str) -> str:
    """Return the identifier as people read it: an ISNI in groups of four."""
    return " ".join(re.findall("....", value)) if scheme == ISNI else value


def make_identifier_url(scheme: str, value: str) -> str:
    """Return the address of the identifier's page; empty for an archive's own identifier."""
    return _PAGES[scheme].format(value) if scheme in _PAGES else ""
