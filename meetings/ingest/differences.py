"""What a further source says otherwise than the record: noted for the editor, never written over."""

from meetings.extraction.readings import MeetingReading
from meetings.models import Article, Disagreement, Meeting
from meetings.text.fold import fold


def note_differences(meeting: Meeting, read: MeetingReading, article: Article) -> None:
    """Record where `read` contradicts `meeting` on day, kind, city or country. Silence contradicts nothing."""
    recorded_city = meeting.place.city_ar if meeting.place else ""
    recorded_country = meeting.place.country.code if meeting.place and meeting.place.country else ""
    said_place = read.place
    compared = [
        ("date", str(meeting.date or ""), str(read.when.day or "")),
        ("kind", _manner(meeting.kind), _manner(read.kind)),
        ("city", recorded_city, (said_place.city if said_place else None) or ""),
        ("country", recorded_country, (said_place.country if said_place else None) or ""),
    ]
    for fact, recorded, said in compared:
        if said and recorded and fold(said) != fold(recorded):
            Disagreement.objects.get_or_create(
                meeting=meeting, article=article, fact=fact, said=said[:300], defaults={"recorded": recorded[:300]}
            )


def _manner(kind: str) -> str:
    """One outlet's visit is another's meeting: no contradiction."""
    return Meeting.Kind.IN_PERSON if kind == Meeting.Kind.VISIT else kind
