"""Models of the room ``cms``."""

from cms.models.abbreviations import Abbreviation
from cms.models.approval import WardApprovalTask, WardApprovalTaskState
from cms.models.hotlines import Hotline
from cms.models.kits import KitPage
from cms.models.materials import LocalizedBody, MaterialPage
from cms.models.recordings import ScriptRecording
from cms.models.sites import HelpPage, HomePage, LegalPage, TopicPage

__all__ = [
    "Abbreviation",
    "HelpPage",
    "HomePage",
    "Hotline",
    "KitPage",
    "LegalPage",
    "LocalizedBody",
    "MaterialPage",
    "ScriptRecording",
    "TopicPage",
    "WardApprovalTask",
    "WardApprovalTaskState",
]
