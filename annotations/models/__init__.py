"""What is stored, one noun a file, with its rules as database constraints. Nothing here writes."""

from django.apps import apps

from annotations.models.acknowledgement import Acknowledgement
from annotations.models.action import Action, Channel
from annotations.models.alert import Alert
from annotations.models.article import Article, Revision
from annotations.models.assignment import Assignment
from annotations.models.change import ActionContext, Change
from annotations.models.checkpoint import Checkpoint, Leaf
from annotations.models.claim import Claim, Dismissal, Fragment, Kind, State
from annotations.models.lineage import Lineage
from annotations.models.membership import Membership, Role
from annotations.models.mention import Mention
from annotations.models.model_proposal import ModelProposal
from annotations.models.names import give_names
from annotations.models.note import Note
from annotations.models.preferences import KeyBinding, Look, Preferences
from annotations.models.project import Project
from annotations.models.rating import Rating, RatingScale
from annotations.models.redaction import Redaction
from annotations.models.reversal import Reversal
from annotations.models.ruling import Correction, Ruling
from annotations.models.saved_view import SavedView
from annotations.models.seal import Seal, SealHead
from annotations.models.source import Citation, Source, Stance
from annotations.models.source_copy import SourceCopy
from annotations.models.tag import ClaimTag, Tag
from annotations.models.token import ApiToken
from annotations.models.user import User
from annotations.models.verb import Verb
from annotations.models.verdict import Verdict

give_names(apps.all_models["annotations"].values())

__all__ = [
    "Acknowledgement",
    "Action",
    "ActionContext",
    "Alert",
    "ApiToken",
    "Article",
    "Assignment",
    "Change",
    "Channel",
    "Checkpoint",
    "Citation",
    "Claim",
    "ClaimTag",
    "Correction",
    "Dismissal",
    "Fragment",
    "KeyBinding",
    "Kind",
    "Leaf",
    "Lineage",
    "Look",
    "Membership",
    "Mention",
    "ModelProposal",
    "Note",
    "Preferences",
    "Project",
    "Rating",
    "RatingScale",
    "Redaction",
    "Reversal",
    "Revision",
    "Role",
    "Ruling",
    "SavedView",
    "Seal",
    "SealHead",
    "Source",
    "SourceCopy",
    "Stance",
    "State",
    "Tag",
    "User",
    "Verb",
    "Verdict",
]
