"""Word lists: the rule that looks for a moderator's patterns in the text, the name and the links.

There is no list in the code. What happened to people is no reason to hold them back: only a list that a
person wrote and switched on finds anything here.

The language of a list says in which letters its words stand, and a word in letters that tell its language is looked for
in every text: otherwise ten words of English would hide a Thai one. Only a word in plain Latin letters may be one word
here and another one there, and only Vietnamese can be told from the rest by its letters:

======================================  ===========================  ==========================================
a list in                               its words                    are looked for in texts in
======================================  ===========================  ==========================================
no language                             all                          every language
any language                            in letters of another        every language
                                        script than the Latin one
Vietnamese                              with one of its own letters  every language
                                        (ă, đ, ơ, ư, ạ, ế …)
English, Spanish, another one in        in plain Latin letters       that language, one that is taken for English,
Latin letters                                                        one in another script, an unknown one
Vietnamese                              in plain Latin letters       Vietnamese, one in another script, an unknown
                                                                     one
Thai, Lao, Khmer, Burmese, Chinese,     in plain Latin letters       that language, another one in another script
Arabic, Russian                                                      than the Latin one, an unknown one
======================================  ===========================  ==========================================

Names and links have no language, and every list looks at all of them. An address is read as people would: percent signs
and punycode as the letters that they stand for.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import islice
from typing import Literal

from forum.domain.screening.findings import (
    MAX_FINDINGS,
    MAX_MATCHED,
    Finding,
    Severity,
    Stopwatch,
    guarded,
    time_of_a_rule,
)
from forum.domain.screening.links import Link
from forum.domain.screening.matching import Folded, fold
from forum.domain.screening.patterns import BadPattern, Pattern, compile_pattern
from forum.domain.screening.readable_addresses import Readable, readable
from forum.domain.text import GUESSED

Scope = Literal["text", "name", "link"]
Fold = Callable[..., Folded]

# In this language an accent makes another word of it ("đi" is "to go", "đĩ" is an insult).
_ACCENTS_COUNT = "vi"
# What a text in Latin letters is taken for, the languages that are known apart from it by their letters, and those of
# them that have another script.
_LATIN = "en"
_KNOWN_APART = frozenset(GUESSED) - {_LATIN}
_OTHER_SCRIPTS = _KNOWN_APART - {"vi"}
_MAX_OF_ONE_PATTERN = 5  # findings, so that a frequent word leaves room for the others


@dataclass(frozen=True)
class WordRule:
    """One word list. ``patterns`` come from ``parse_patterns``. ``scope`` is where to look: the comment's
    ``text``, the writer's ``name``, or the text and address of each ``link``. ``language`` (None: every one)
    says in which letters the words stand."""

    id: int
    name: str
    patterns: tuple[str, ...]
    scope: Scope
    action: Severity
    whole_word: bool = True
    language: str | None = None

    @property
    def accents_count(self) -> bool:
        return self.language is not None and _language(self.language) == _ACCENTS_COUNT

    def looks_for(self, pattern: Pattern, language: str | None) -> bool:
        """Whether ``pattern`` is looked for in a comment in ``language`` (None: unknown): the table above."""
        if self.scope != "text" or self.language is None or language is None or not pattern.is_plain_latin:
            return True
        ours, theirs = _language(self.language), _language(language)
        return ours == theirs or theirs in _OTHER_SCRIPTS or (theirs == _LATIN and ours not in _KNOWN_APART)


@dataclass(frozen=True)
class _Passage:
    """Something to look at, the finding's ``field`` for it, what else is to be told of it, and, of an address, how it
    is read."""

    field: str
    text: str
    detail: dict[str, str] = dataclasses.field(default_factory=dict)
    address: Readable | None = None

    @property
    def read(self) -> str:
        return self.address.text if self.address else self.text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """From a stretch of what is read to that of ``text``."""
        return self.address.span(start, end) if self.address else (start, end)


@dataclass(frozen=True)
class RuleMatcher:
    """Word lists ready to search with. Immutable and safe to share between threads. ``broken`` are lists with a
    pattern that cannot be read; they hold, as every rule does that fails."""

    rules: tuple[tuple[WordRule, tuple[Pattern, ...]], ...]
    broken: tuple[tuple[WordRule, BadPattern], ...] = ()

    def find(
        self,
        text: str,
        name: str,
        links: Sequence[Link],
        language: str | None,
        stopwatch: Stopwatch | None = None,
    ) -> list[Finding]:
        """The findings ``words:<id>`` of all lists, each list guarded by itself. Never raises."""
        folded = cache(fold)
        found: list[Finding] = []
        for rule, patterns in self.rules:
            some = partial(
                _some,
                rule,
                [pattern for pattern in patterns if rule.looks_for(pattern, language)],
                _passages(rule.scope, text, name, links),
                folded,
                stopwatch,
            )
            found += guarded(f"words:{rule.id}", some, stopwatch, list=rule.name)
        for rule, error in self.broken:
            found += guarded(f"words:{rule.id}", partial(_fail, error), list=rule.name)
        return found


def compile_rules(rules: Iterable[WordRule]) -> RuleMatcher:
    """The matcher of ``rules``; the same one again for the same rules, so it may be called for every comment. Never
    raises; a list that cannot be compiled is kept as ``broken``."""
    return _compiled(tuple(rules))


@lru_cache(maxsize=4)
def _compiled(rules: tuple[WordRule, ...]) -> RuleMatcher:
    ready: list[tuple[WordRule, tuple[Pattern, ...]]] = []
    broken: list[tuple[WordRule, BadPattern]] = []
    for rule in rules:
        compiled = partial(compile_pattern, whole_word=rule.whole_word, keep_accents=rule.accents_count)
        try:
            patterns = tuple(compiled(line, line_number=n) for n, line in enumerate(rule.patterns, start=1))
        except BadPattern as error:
            broken.append((rule, error))
        else:
            ready.append((rule, patterns))
    return RuleMatcher(tuple(ready), tuple(broken))


def _language(tag: str) -> str:
    """The language alone of a tag such as ``zh-Hant``."""
    return tag.replace("_", "-").split("-")[0].lower()


def _passages(scope: Scope, text: str, name: str, links: Sequence[Link]) -> Iterator[_Passage]:
    if scope == "text":
        yield _Passage("body", text)
    elif scope == "name":
        yield _Passage("name", name)
    else:
        for link in links:
            href = link.href[:MAX_MATCHED]
            yield _Passage("link", link.text, {"href": href, "part": "text"})
            yield _Passage("link", link.href, {"href": href, "part": "href"}, readable(link.href))


def _some(
    rule: WordRule,
    patterns: Sequence[Pattern],
    passages: Iterable[_Passage],
    folded: Fold,
    stopwatch: Stopwatch | None,
) -> Iterable[Finding]:
    return islice(_find(rule, patterns, passages, folded, stopwatch), MAX_FINDINGS)


def _find(
    rule: WordRule,
    patterns: Sequence[Pattern],
    passages: Iterable[_Passage],
    folded: Fold,
    stopwatch: Stopwatch | None,
) -> Iterator[Finding]:
    keep_to_time = time_of_a_rule(stopwatch)
    for passage in passages:
        view = folded(passage.read, keep_accents=rule.accents_count)
        seen: set[tuple[int, int]] = set()
        for pattern in patterns:
            if pattern.anchor not in view.letters:
                continue
            keep_to_time()
            for match in islice(pattern.search.finditer(view.marked), _MAX_OF_ONE_PATTERN):
                span = passage.span(*view.span(*match.span()))
                if span in seen:
                    continue
                seen.add(span)
                yield Finding(
                    f"words:{rule.id}",
                    rule.action,
                    field=passage.field,
                    span=span,
                    matched=passage.text[slice(*span)][:MAX_MATCHED],
                    detail={"list": rule.name, "pattern": pattern.source, **passage.detail},
                )


def _fail(error: BadPattern) -> Iterable[Finding]:
    raise error
