"""The addresses of the pages that keep drafts and show who has a record open."""

from meetings.admin.safety.drafts import discard_draft_view, save_draft_view
from meetings.admin.safety.presence import presence_view
from meetings.admin.safety.signed_out import resume

PAGES = (
    ("drafts/", save_draft_view, "draft-save"),
    ("drafts/discard/", discard_draft_view, "draft-discard"),
    ("presence/", presence_view, "presence"),
    ("resume/<int:pk>/", resume, "resume"),
)
