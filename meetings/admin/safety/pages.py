"""The addresses of the pages that keep drafts, show who has a record open, and undo whole actions."""

from meetings.admin.history.undoing import going_on, undo
from meetings.admin.safety.drafts import discard_draft_view, save_draft_view
from meetings.admin.safety.presence import presence_view
from meetings.admin.safety.signed_out import resume

PAGES = (
    ("history/undo/<uuid:action>/", undo, "undo-action"),
    ("history/undo/going-on/", going_on, "undo-going-on"),
    ("drafts/", save_draft_view, "draft-save"),
    ("drafts/discard/", discard_draft_view, "draft-discard"),
    ("presence/", presence_view, "presence"),
    ("resume/<int:pk>/", resume, "resume"),
)
