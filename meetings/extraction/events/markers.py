"""The prepositions before a party: particles of one letter as the lexicon has them, and whole words, folded.

A marker is compared with the particle of a mention ("بالرئيس" has ب), so it is the Arabic word itself.
"""

from meetings.gazetteer.word_classes import load_word_list

NONE = ""
AND, BI, FOR = load_word_list("party_particles")
WITH, BETWEEN, FROM, TO, ABOUT, IN_THE_NAME_OF = load_word_list("party_prepositions")
(AGENT,) = load_word_list("agent_phrase")  # the agent of a passive

UNGOVERNED = (NONE, AND)  # no preposition before the person
ASIDE = "aside"  # of a clause or phrase that has its own people
