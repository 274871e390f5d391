"""The prepositions that bring a party: particles of one letter as the lexicon keeps them, and whole words, folded.

A marker is compared with the particle of a mention ("بالرئيس" has ب), so it is the Arabic word itself.
"""

NONE = ""
AND = "و"
BI = "ب"
WITH = "مع"
BETWEEN = "بين"
FROM = "من"
TO = "الي"
FOR = "ل"
ABOUT = "عن"
IN_THE_NAME_OF = "باسم"
AGENT = "من قبل"  # who did what a passive states

UNGOVERNED = (NONE, AND)  # no preposition stands before the person
