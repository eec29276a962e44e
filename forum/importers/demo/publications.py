"""The demo's publications: their files are stored before everything else, the rest happens in the order of time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from forum.adapters.files import FileStore
from forum.domain.actors import Actor, ActorKind
from forum.domain.post_states import PostMove
from forum.domain.roles import Role
from forum.importers.demo.papers import cover_file, epub_file, pdf_file
from forum.importers.demo.reading import content
from forum.operations.publications.drafts import PublicationDraft, VersionDraft
from forum.operations.publications.editions import add_version, set_cover
from forum.operations.publications.moving import move_publication
from forum.operations.publications.saving import create_publication
from forum.operations.uploads.adding import add_upload
from forum.operations.uploads.changing import Words

Entry = dict[str, Any]
# The numbers of the stored files, by slug, and of covers by ("slug", -1), of editions by ("slug", place).
Papers = Mapping[tuple[str, int], int]

# Nobody has an account yet when the files are stored.
EDITORS = Actor(ActorKind.PERSON, "The Mekong Crossings team", role=Role.ADMINISTRATOR)
COVER = -1


def publication_entries() -> list[Entry]:
    """The publications of the content, in their order."""
    entries: list[Entry] = content("publications.toml")["publications"]
    return entries


def store_papers(files: FileStore, *, now: datetime) -> Papers:
    """Makes and stores the files of all publications; those that are there already are taken as they are."""
    papers = {}
    for entry in publication_entries():
        slug = entry["slug"]
        cover = cover_file(*entry["cover"])
        words = Words(decorative=True)
        papers[slug, COVER] = add_upload(cover, f"{slug}.png", words, files=files, by=EDITORS, now=now).number
        for place, edition in enumerate(entry["editions"]):
            name = f"{slug}-{edition['language']}.{edition['format']}"
            made = add_upload(paper_of(edition), name, Words(), files=files, by=EDITORS, now=now)
            papers[slug, place] = made.number
    return papers


def paper_of(edition: Entry) -> bytes:
    """The file of an edition."""
    if edition["format"] == "epub":
        return epub_file(edition["title"], edition["language"], edition["book"])
    return pdf_file(edition["title"], edition["language"], edition["pages"])


def publish(entry: Entry, papers: Papers, *, category_id: int, by: Actor, at: datetime) -> int:
    """The publication with the editions that it began with; its number."""
    draft = PublicationDraft(
        title=entry["title"],
        summary=entry["summary"],
        description=entry["description"].strip(),
        slug=entry["slug"],
        language=entry["language"],
        credit=entry["credit"],
        category_id=category_id,
        published_at=at,
    )
    made = create_publication(draft, by=by, now=at)
    set_cover(made.id, papers[entry["slug"], COVER], by=by, now=at)
    for place, edition in enumerate(entry["editions"]):
        if "added_at" not in edition:
            add_edition(made.id, entry, place, papers, by=by, at=at)
    move_publication(made.id, PostMove.PUBLISH, by=by, now=at)
    return made.id


def add_edition(number: int, entry: Entry, place: int, papers: Papers, *, by: Actor, at: datetime) -> None:
    """One of the entry's editions; where its language and format are there, a new version."""
    edition = entry["editions"][place]
    said = VersionDraft(
        edition.get("label", ""), edition["issued_on"], len(edition["pages"]) if "pages" in edition else None
    )
    add_version(number, edition["language"], papers[entry["slug"], place], said, by=by, now=at)


def at_of(moment: datetime) -> datetime:
    """A time of the content."""
    return moment.astimezone(UTC)
