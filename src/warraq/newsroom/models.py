"""What the newsroom remembers of its own work."""

from .admin_search.models import Filling
from .archive.models import Examination, Finding, Repair, Treatment
from .checks.models import CheckOverride, CheckPolicy
from .desk.models import DeskPreference, PlannedStory
from .dossiers.models import RefusedEvent
from .moderation.models import Assignment
from .notices.models import Notice, NoticeChoice
from .outside.models import ReviewAnswer, ReviewLink
from .reach.models import Limit
from .workflow.models import ReadyWorkflow, ReviewTask, Step

__all__ = [
    "Assignment",
    "CheckOverride",
    "CheckPolicy",
    "DeskPreference",
    "Examination",
    "Filling",
    "Finding",
    "Limit",
    "PlannedStory",
    "Notice",
    "NoticeChoice",
    "ReadyWorkflow",
    "RefusedEvent",
    "Repair",
    "ReviewAnswer",
    "ReviewLink",
    "ReviewTask",
    "Step",
    "Treatment",
]
