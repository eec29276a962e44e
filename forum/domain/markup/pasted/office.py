"""What word processors write in their own way: lists that are none, and footnotes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement, builder

from forum.domain.markup.pasted.reading import classes_of, drop, style_of, tag_of

# ---- Word's lists: paragraphs that say their level, and bring their number or bullet as text -------------------------
_LEVEL = re.compile(r"\bl\d+\s+level(\d)")
_NUMBER = re.compile(r"\(?(?:(\d{1,9})|[a-z]{1,2}|[ivxlc]{1,8})[.)]", re.IGNORECASE)


@dataclass
class _Item:
    level: int
    start: int | None  # None: a bullet


def make_lists(body: HtmlElement) -> None:
    """Paragraphs of Word's that are items of lists become items of lists."""
    parents: dict[HtmlElement, None] = {}
    for paragraph in list(body.iter("p")):
        if _LEVEL.search(paragraph.get("style", "")):
            parents.setdefault(paragraph.getparent())
    for parent in parents:
        _make_lists_in(parent)
    for span in list(body.iter("span")):  # numbers of headings
        if style_of(span).get("mso-list") == "ignore":
            drop(span)


def _item_of(paragraph: HtmlElement) -> _Item | None:
    found = _LEVEL.search(style_of(paragraph).get("mso-list", ""))
    if found is None:
        return None
    marker = next((one for one in paragraph.iter("span") if style_of(one).get("mso-list") == "ignore"), None)
    text = "".join(marker.itertext()).strip() if marker is not None else ""
    number = _NUMBER.match(text)
    if marker is not None:
        drop(marker)
    start = None if number is None else int(number[1] or 1)
    return _Item(int(found[1]), start)


def _make_lists_in(parent: HtmlElement) -> None:
    open_lists: list[tuple[int, HtmlElement]] = []  # with the levels that their items say
    for child in list(parent):
        item = _item_of(child) if tag_of(child) == "p" else None
        if item is not None:
            _put(child, item, open_lists)
        elif open_lists and tag_of(child) == "p" and classes_of(child).startswith("MsoListParagraph"):
            open_lists[-1][1][-1].append(child)  # goes on in the item before
        else:
            open_lists.clear()


def _put(paragraph: HtmlElement, item: _Item, open_lists: list[tuple[int, HtmlElement]]) -> None:
    """The paragraph as an item of the list of its level; what was open below it is closed."""
    kind = "ul" if item.start is None else "ol"
    while open_lists and (
        open_lists[-1][0] > item.level or (open_lists[-1][0] == item.level and open_lists[-1][1].tag != kind)
    ):
        open_lists.pop()
    if not open_lists or open_lists[-1][0] < item.level:
        fresh = builder.E(kind)
        if item.start is not None:
            fresh.set("start", str(item.start))
        if open_lists:
            open_lists[-1][1][-1].append(fresh)
        else:
            paragraph.addprevious(fresh)
        open_lists.append((item.level, fresh))
    paragraph.tail = None
    entry = builder.E.li()
    open_lists[-1][1].append(entry)
    entry.append(paragraph)


# ---- Footnotes ------------------------------------------------------------------------------------------------------
# How programs name the place in the text and the note: Word, LibreOffice, Google Docs, Pandoc and Wikipedia.
_CALLS = re.compile(
    r"#_?(?P<kind>ftnt|ftn|edn|fn:?-?|cite_note-|sdfootnote|sdendnote)(?P<name>[\w.:-]{1,60}?)(?P<end>sym)?$"
)
_BACK = re.compile(
    r"#_?(?P<kind>ftnref|ednref|ftnt_ref|fnref:?-?|cite_ref-|sdfootnote|sdendnote)(?P<name>[\w.:-]{1,60}?)(?P<end>anc)?$"
)
_KINDS = {"ftnref": "ftn", "ednref": "edn", "ftnt_ref": "ftnt", "cite_ref-": "cite_note-"}
_WRAPPERS = re.compile(r"mso-element:\s*(?:foot|end)note(?!-)")
_LISTS = re.compile(r"mso-element:\s*(?:foot|end)note-list")


@dataclass
class Footnotes:
    """The notes by the name with which the text calls them; their elements stand in the tree no more."""

    notes: dict[str, HtmlElement]

    def called_by(self, link: HtmlElement) -> str | None:
        """The name of the note that the link calls; None for any other link. It may name a note that was not copied."""
        found = _CALLS.search(link.get("href") or "")
        if found is None or (found["kind"].startswith("sd") and not found["end"]):
            return None
        return _name(found)


def _name(found: re.Match[str]) -> str:
    kind = _KINDS.get(found["kind"], found["kind"].replace("fnref", "fn"))
    return f"{kind} {found['name']}"


def footnotes_of(body: HtmlElement) -> Footnotes:
    """Takes the notes out of the tree."""
    notes: dict[str, HtmlElement] = {}
    holders: set[HtmlElement] = set()
    for link in list(body.iter("a")):
        found = _BACK.search(link.get("href") or "")
        if found is None or (found["kind"].startswith("sd") and not found["end"]):
            continue
        holder = _holder(link, body)
        if holder is None or holder in holders:
            drop(link)
            continue
        name = _name(found)
        if found["kind"] == "cite_ref-":  # cite_ref-1 or cite_ref-Smith_2-0: the note has an id of its own
            name = f"cite_note- {(holder.get('id') or '').removeprefix('cite_note-')}"
        drop(_with_brackets(link))
        notes[name] = holder
        holders.add(holder)
    for holder in holders:
        drop(holder)
    for element in list(body.iter("div", "ol", "section")):
        is_list = _LISTS.search(element.get("style", "")) is not None
        if is_list or (notes and element.tag == "ol" and not len(element)):
            rule = element.getprevious()
            if rule is not None and rule.tag == "hr":
                drop(rule)
            drop(element)
    return Footnotes(notes)


def _holder(link: HtmlElement, body: HtmlElement) -> HtmlElement | None:
    """The element that holds the whole note: Word's and LibreOffice's div, an item of a list, else its paragraph."""
    nearest: HtmlElement | None = None
    for above in link.iterancestors():
        if above is body:
            break
        if _WRAPPERS.search(above.get("style", "")) or tag_of(above) == "li":
            return above
        if tag_of(above) == "div" and re.fullmatch(r"sd(?:foot|end)note\d+", above.get("id") or ""):
            return above
        if nearest is None and tag_of(above) in ("p", "div"):
            nearest = above
    return nearest


def _with_brackets(link: HtmlElement) -> HtmlElement:
    """The link, or what raises it and holds nothing else."""
    above = link.getparent()
    while above is not None and tag_of(above) in ("sup", "span", "b") and _holds_only(above, link):
        link, above = above, above.getparent()
    return link


def _holds_only(above: HtmlElement, link: HtmlElement) -> bool:
    is_alone = link.getprevious() is None and link.getnext() is None
    return is_alone and not (above.text or "").strip() and not (link.tail or "").strip()
