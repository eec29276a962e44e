"""Shapes of stored data and the promises that the database keeps. No verbs: those are ``operations``.

Importing this package names every table once, so that relations resolve and migrations see the whole.
"""

from forum.models.category import Category
from forum.models.comment import Comment, CommentRevision, Finding
from forum.models.guest import AskedAddress, Guest, GuestNotice, NetworkKey
from forum.models.job import Job
from forum.models.log_entry import LogEntry
from forum.models.person import Byline, Person
from forum.models.post import OldSlug, Post, PostRevision
from forum.models.rule import WordList
from forum.models.setting import SiteSetting
from forum.models.tag import Tag, post_tag
from forum.models.tally import Tally
from forum.models.user import SignInLink, User
from forum.models.words import COMMENT_WORDS, TITLE_WORDS

__all__ = [
    "COMMENT_WORDS",
    "TITLE_WORDS",
    "AskedAddress",
    "Byline",
    "Category",
    "Comment",
    "CommentRevision",
    "Finding",
    "Guest",
    "GuestNotice",
    "Job",
    "LogEntry",
    "NetworkKey",
    "OldSlug",
    "Person",
    "Post",
    "PostRevision",
    "SignInLink",
    "SiteSetting",
    "Tag",
    "Tally",
    "User",
    "WordList",
    "post_tag",
]
