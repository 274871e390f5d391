"""Repair of letters: presentation forms become letters; invisible characters and tatweel inside words disappear."""

import re

from meetings.text.repair.layers import Changed, replace_matches
from meetings.text.unwanted_characters import CONTROLS, FORMS, replace_form

_SPACES, _ALLAH = "\u00a0\u2000-\u200a\u202f\u205f\u3000", "\ufdf2"
_TATWEEL = "(?<=[\u0620-\u065f\u0670-\u06d5])\u0640+(?=[\u0620-\u065f\u0670-\u06d5])"  # elsewhere it is a dash
_DAMAGED = re.compile(f"[{CONTROLS}{FORMS}{_SPACES}{_ALLAH}]|{_TATWEEL}")
_TATWEELS = re.compile("\u0640+")


def repair_letters(text: str) -> Changed | None:
    """Replace presentation forms, and remove what is not seen."""
    return replace_matches(text, _DAMAGED, lambda found: "" if _TATWEELS.match(found[0]) else replace_form(found[0]))
