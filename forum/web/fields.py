"""The form field that a refusal is about, for tying its sentence to it."""

from __future__ import annotations

from forum.domain.refusals import Refused

_CATEGORY_FIELDS = {
    "name": "name",
    "slug": "slug",
    "description": "description",
    "parent": "parent",
    "mode": "comments_mode",
    "place": "place",
    "into": "into",
}
# Of publications and their editions; what else their codes say is about the whole.
_PUBLICATION_FIELDS = {
    "publication_": ("title", "slug", "summary", "credit", "description"),
    "edition_": ("language", "label", "issued", "pages", "file"),
}
FIELDS = (
    "body",
    "author_name",
    "author_email",
    "title",
    "slug",
    "excerpt",
    "tags",
    "discussion_prompt",
    "note",
    "detail",
    "text",
    "answer",
    "alt",
    "announces",
    "close_after_days",
    "comments_mode",
    "language",
    "published_at",
    "return_note",
    "source_name",
    "source_address",
    "source_date",
    "source_permission",
    "series_place",
    "series",
    "translates",
    "publications",
    "old_addresses",
)


def field_of(refused: Refused) -> str | None:
    """The form field that a refusal is about, for tying the sentence to it; None where it is about the whole."""
    if refused.code.startswith("name_"):
        return "author_name"
    if refused.code.startswith("post_body_") or refused.code == "resubmitted_unchanged":
        return "body"
    if refused.code.startswith("list_"):
        return refused.code.split("_")[1]
    if "key" in refused.facts or "keys" in refused.facts:  # of a sentence for a reason
        code, language = refused.facts["key"] if "key" in refused.facts else refused.facts["keys"][0]
        return f"sentence-{code}-{language}"
    if refused.code in ("bad_pattern", "patterns_empty"):
        return "patterns"
    if refused.code in ("no_such_person", "too_many_bylines") or refused.code.startswith("byline_"):
        return "bylines"
    if refused.code.startswith("category_"):
        return _CATEGORY_FIELDS.get(refused.code.split("_")[1])
    for beginning, fields in _PUBLICATION_FIELDS.items():
        if refused.code.startswith(beginning):
            word = refused.code.removeprefix(beginning).partition("_")[0]
            return word if word in fields else "file" if refused.code == "edition_same_file" else None
    if refused.code.startswith("cover_"):
        return "alt" if "words" in refused.code else "file"
    if refused.code == "too_many_publications":
        return "publications"
    if refused.code == "no_such_category":
        return "category"
    if refused.code.startswith("sanction_"):
        return "reason" if refused.code.startswith("sanction_reason_") else "days"
    if refused.code == "too_many_tags":
        return "tags"
    if refused.code == "too_many_pinned":
        return "pinned"
    if refused.code == "reason_missing":
        return "reason_code"
    if refused.code == "flag_reason_missing":
        return "reason"
    if refused.code.startswith(("upload_", "uploads_")) and refused.code != "upload_in_use":
        return "file"
    return next((field for field in FIELDS if refused.code.startswith(f"{field}_")), None)
