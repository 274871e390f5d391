"""The prepositions that bring a party: particles of one letter as the lexicon keeps them, and whole words, folded.

A marker is compared with the particle of a mention ("بالرئيس" has ب), so it is the Arabic word itself.
"""

from meetings.gazetteer.word_classes import word_list

NONE = ""
AND, BI, FOR = word_list("party_particles")
WITH, BETWEEN, FROM, TO, ABOUT, IN_THE_NAME_OF = word_list("party_prepositions")
(AGENT,) = word_list("agent_phrase")  # who did what a passive states

UNGOVERNED = (NONE, AND)  # no preposition stands before the person
