"""Shapes of stored data and the promises that the database keeps. No verbs: those are ``operations``.

Importing this package names every table once, so that relations resolve and migrations see the whole.
"""

from forum.models.category import Category
from forum.models.comment import Comment, CommentRevision, Finding
from forum.models.document import Document, PublicationDocument
from forum.models.flag import Appeal, Flag
from forum.models.guest import AskedAddress, Guest, GuestNotice, NetworkKey
from forum.models.job import Job
from forum.models.log_entry import LogEntry
from forum.models.missing_address import MissingAddress
from forum.models.moderation import Claim, ModeratedCategory, ReasonSentence, Sanction, StaffNote
from forum.models.old_address import ImportedAddress, OldAddress, Shelved
from forum.models.person import Byline, Person, PersonName
from forum.models.post import OldSlug, Post, PostRevision, Translation
from forum.models.preview_link import PreviewLink
from forum.models.publication import (
    AnnouncedPublication,
    OldPublicationSlug,
    Publication,
    PublicationEdition,
    PublicationUpload,
    PublicationVersion,
)
from forum.models.rule import WordList
from forum.models.series import Series, SeriesPart
from forum.models.setting import SiteSetting
from forum.models.spam import SpamModel
from forum.models.tag import Tag, post_tag
from forum.models.tally import Tally
from forum.models.upload import PostUpload, Rendition, Upload
from forum.models.user import SignInLink, User
from forum.models.words import COMMENT_WORDS, DOCUMENT_WORDS, TITLE_WORDS
from forum.models.writing import Autosave, Presence

__all__ = [
    "COMMENT_WORDS",
    "DOCUMENT_WORDS",
    "TITLE_WORDS",
    "AnnouncedPublication",
    "Appeal",
    "AskedAddress",
    "Autosave",
    "Byline",
    "Category",
    "Claim",
    "Comment",
    "CommentRevision",
    "Document",
    "Finding",
    "Flag",
    "Guest",
    "GuestNotice",
    "ImportedAddress",
    "Job",
    "LogEntry",
    "MissingAddress",
    "ModeratedCategory",
    "NetworkKey",
    "OldAddress",
    "OldPublicationSlug",
    "OldSlug",
    "Person",
    "PersonName",
    "Post",
    "PostRevision",
    "PostUpload",
    "Presence",
    "PreviewLink",
    "Publication",
    "PublicationDocument",
    "PublicationEdition",
    "PublicationUpload",
    "PublicationVersion",
    "ReasonSentence",
    "Rendition",
    "Sanction",
    "Series",
    "SeriesPart",
    "Shelved",
    "SignInLink",
    "SiteSetting",
    "SpamModel",
    "StaffNote",
    "Tag",
    "Tally",
    "Translation",
    "Upload",
    "User",
    "WordList",
    "post_tag",
]
