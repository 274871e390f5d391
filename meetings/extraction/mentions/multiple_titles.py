"""Several titles of one person: "ولي العهد نائب رئيس مجلس الوزراء وزير الدفاع", "بمبعوث العاهل، وزير الخارجية س"."""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.mentions.mention import Mention, skip_ranks
from meetings.extraction.mentions.name_parser import parse_name
from meetings.extraction.mentions.title import Title
from meetings.extraction.mentions.title_parser import head_hit, parse_title


def chain(text: Text, mention: Mention, stop: int, *, named: bool = False) -> None:
    """Several offices of one person: "ولي العهد نائب رئيس مجلس الوزراء وزير الدفاع", "نائب رئيس الوزراء ووزير خارجية
    ...".
    """
    first = mention.title
    while first is not None and mention.end < stop and len(mention.more_titles) < 4:
        last = mention.more_titles[-1] if mention.more_titles else first
        hit = head_hit(text, mention.end)
        if hit is None or hit.particle not in ("", "و") or hit.entry.detail not in ("office", "aide", "envoy", "party"):
            return
        if last.is_bare or last.head.number != "one" or hit.entry.number != "one" or hit.entry.suffix:
            return
        follower = parse_title(text, mention.end, stop)
        if follower is None or (follower.is_bare and follower.head.key != "نايب"):
            return
        theirs = _one_holder(last, follower, hit.particle) or _beside(text, mention, last, follower, hit.particle)
        if not (theirs or (named and hit.particle == "" and _nobody_else(text, last, follower, stop))):
            return
        mention.more_titles.append(follower)
        mention.end = follower.end
        mention.side = mention.side or follower.side


def _beside(text: Text, mention: Mention, last: Title, follower: Title, particle: str) -> bool:
    """Behind a preposition or و no object is to come, so a title right behind a title is the same person's
    second one.
    """
    before = text.words[mention.start - 1] if mention.start else ""
    governed = mention.particle in ("و", "ب", "ل") or before in ("مع", "بين", "من", "عن", "الي")
    return (
        governed and particle == "" and (last.side is None or follower.side in (None, last.side) or follower.for_body)
    )


def _nobody_else(text: Text, last: Title, follower: Title, stop: int) -> bool:
    """Behind a name and its title, one more title that brings no name is the same person's."""
    if follower.side is not None and follower.side != last.side:
        return False
    return parse_name(text, skip_ranks(text, follower.end, stop), stop, titled=True) is None


def _one_holder(last: Title, follower: Title, particle: str) -> bool:
    """Whether two titles side by side are one person's: the first names no side of its own, and the offices go
    together.
    """
    if last.side is not None and (follower.side is not None and follower.side != last.side):
        return False
    deputy = last.head.key == "نايب" and (last.inner is not None or bool(last.field_words))
    crown = last.head.key in ("ولي العهد", "ولي عهد", "ولي ولي العهد")
    minister_of_state = last.head.key == "وزير" and "دوله" in last.field_words
    if particle == "و":
        return (
            (deputy and last.side is None and follower.head.key == "وزير")
            or (last.head.key in ("زعيم", "رييس") and follower.head.key in ("رييس حزب", "رييس الحزب", "نايب"))
            or (last.head.key == "زعيم" and follower.kind == "party")
        )
    member = last.head.key == "عضو" and last.side is None and follower.side is None and follower.kind == "aide"
    if member:
        return True  # "عضو مجلس الوزراء مستشار الأمن الوطني"
    if deputy or crown or minister_of_state:
        return last.side is None or crown or follower.side is None
    premier = last.head.key == "رييس" and "مجلس الوزراء" in last.field_words
    return premier and last.side is None and follower.head.key in ("وزير", "حاكم")


def renamed(text: Text, mention: Mention, stop: int) -> bool:
    """ "بمبعوث العاهل، وزير الخارجية الأمير س": a second title and the name behind a comma, where one person is due."""
    first = mention.title
    before = text.words[mention.start - 1] if mention.start else ""
    if first is None or mention.end + 1 >= stop or text.words[mention.end] != ",":
        return False
    if (mention.particle not in ("ب", "ل") and before not in ("مع",)) or first.head.number != "one":
        return False
    hit = head_hit(text, mention.end + 1)
    if hit is None or hit.particle or hit.entry.number != "one":
        return False
    title = parse_title(text, mention.end + 1, stop)
    if title is None or title.is_bare or title.side not in (None, mention.side):
        return False
    at = skip_ranks(text, title.end, stop)
    end = parse_name(text, at, stop, titled=True)
    if end is None or (end < stop and text.words[end].startswith("و") and head_hit(text, end) is not None):
        return False
    mention.more_titles.append(title)
    mention.name, mention.end = (at, end), end
    return True
