"""The records of the archive. The docstring of each module describes its records."""

from meetings.models.alerts import Alert, Publication
from meetings.models.articles import Article, Outlet, Source
from meetings.models.attachments import Attachment
from meetings.models.corrections import CorrectionDecision, CorrectionRequest
from meetings.models.different import DifferentMeetings
from meetings.models.dismissed import DismissedOffice
from meetings.models.edited_facts import EditedFact
from meetings.models.editorial import (
    Assignment,
    Comment,
    DeskNotice,
    DigestChoice,
    DraftStage,
    PublishingPlan,
    Stage,
)
from meetings.models.evidence import Evidence
from meetings.models.exceptions import RuleException
from meetings.models.filters import SavedFilter
from meetings.models.form_drafts import FormDraft, FormDraftFile
from meetings.models.history import Version
from meetings.models.history_triggers import ErasurePermit
from meetings.models.identifiers import Identifier
from meetings.models.incoming import Feed, Incoming
from meetings.models.indexing import IndexChange
from meetings.models.meetings import Meeting
from meetings.models.merges import LikelyDuplicate, Merge
from meetings.models.old_addresses import OldAddress
from meetings.models.open_records import OpenRecord
from meetings.models.originals import Original
from meetings.models.participations import MeetingTopic, Participation
from meetings.models.parties import Country, Organisation
from meetings.models.people import Appointment, Official, OfficialName, Position
from meetings.models.places import Place
from meetings.models.rejections import Rejection
from meetings.models.review import Disagreement, ReviewState
from meetings.models.sign_in import FailedSignIn
from meetings.models.state import ArchiveState, MeetingState
from meetings.models.topics import Topic
from meetings.models.withdrawals import Withdrawal
from meetings.models.wording import Wording

__all__ = [
    "Alert",
    "Appointment",
    "ArchiveState",
    "Article",
    "Assignment",
    "Attachment",
    "Comment",
    "CorrectionDecision",
    "CorrectionRequest",
    "Country",
    "DeskNotice",
    "DifferentMeetings",
    "DigestChoice",
    "Disagreement",
    "DismissedOffice",
    "DraftStage",
    "EditedFact",
    "ErasurePermit",
    "Evidence",
    "FailedSignIn",
    "Feed",
    "FormDraft",
    "FormDraftFile",
    "Identifier",
    "Incoming",
    "IndexChange",
    "LikelyDuplicate",
    "Meeting",
    "MeetingState",
    "MeetingTopic",
    "Merge",
    "Official",
    "OfficialName",
    "OldAddress",
    "OpenRecord",
    "Organisation",
    "Original",
    "Outlet",
    "Participation",
    "Place",
    "Position",
    "Publication",
    "PublishingPlan",
    "Rejection",
    "ReviewState",
    "RuleException",
    "SavedFilter",
    "Source",
    "Stage",
    "Topic",
    "Version",
    "Withdrawal",
    "Wording",
]
