"""The PDF file of a page: the record of a meeting, or a dossier of several meetings."""

from itertools import islice

from django.http import Http404
from django.utils.translation import gettext as _

from meetings.exports.output import Output
from meetings.exports.pdf.dossier import MAX_DOSSIER_MEETINGS, DossierContents, make_dossier_pdf
from meetings.exports.pdf.meeting import make_meeting_pdf
from meetings.exports.selections import Selection
from meetings.queries import meetings as queries


def make_pdf(selection: Selection, output: Output) -> bytes:
    """Return the PDF of `selection` in the active language; raise Http404 if its meeting is no longer public."""
    if selection.kind == "meeting":
        meeting = queries.find_meeting(selection.about.slug)
        if meeting is None:
            raise Http404(_("There is no such record in the archive."))
        return make_meeting_pdf(meeting, output.page)
    chosen = DossierContents(selection.title, selection.described, output.page, len(selection.ids))
    return make_dossier_pdf(list(islice(selection.meetings(), MAX_DOSSIER_MEETINGS)), chosen, output.today)
