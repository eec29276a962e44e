"""E-mail addresses, with letters of every script (RFC 6531), and written out: "name at example dot org"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from forum.domain.screening.personal_data.sheet import Span, without

# Letters of the scripts that have spaces between words, with their marks; a whole word of them belongs to an address.
_LETTERS = (
    r"\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0300-\u055a\u0561-\u05bd\u05bf\u05d0-\u060b"
    r"\u0610-\u061a\u0620-\u06d3\u06d5-\u0963\u0966-\u0dff\u10a0-\u177f\u1800-\u1fff\ua640-\ua69f\uac00-\ud7af"
)
_NAME = rf"A-Za-z0-9{_LETTERS}"
# Thai, Lao, Burmese, Khmer, kana and ideographs: where such a word begins, nothing shows.
_UNSPACED = (
    r"\u0e01-\u0e4e\u0e81-\u0ece\u1000-\u1049\u1780-\u17d3\u3041-\u30fe\u3400-\u9fff\U00020000-\U0003ffff"
)
_SIGNS = r"._%+!#$&'’*^~\u200b-"  # RFC 5322, atext, without those that rather stand beside an address
_LOCAL = (
    rf"(?:(?<![{_NAME}])[._]{{0,2}}[{_NAME}][{_NAME}{_SIGNS}]{{0,63}}+"
    rf"|(?<![{_NAME}{_UNSPACED}])[{_NAME}{_UNSPACED}{_SIGNS}]{{0,63}}[{_UNSPACED}]"
    r'|["“”][\w.+-]{1,62}["“”])'
)
_LABEL = rf"[{_NAME}{_UNSPACED}](?:[{_NAME}{_UNSPACED}_-]{{0,62}})"
_ENDING = (
    r"(?:xn--[a-z0-9-]{2,59}|[a-z]{2,24}(?![a-z])"
    rf"|[{_LETTERS}]{{2,24}}(?![{_NAME}])"
    r"|中国|中國|中文网|公司|网络|網絡|网址|在线|商标|香港|台湾|台灣|澳门|澳門|新加坡|みんな|コム|ไทย|ລາວ)"
)
_OPEN, _SHUT = r"[ \u200b]{0,2}[\[({<]?[ \u200b]{0,2}", r"[ \u200b]{0,2}[\])}>]?[ \u200b]{0,2}"
AT_WORDS = r"at|arroba|собака|собачка|a còng|แอท|艾特"
DOT_WORDS = r"dot|punkt|punto|point|точка|тчк|จุด|ຈຸດ|ចុច|chấm|点|點"
_DOT_WORD = rf"{_OPEN}(?:{DOT_WORDS}){_SHUT}"
_AT_SIGN = (
    rf"(?:{_OPEN}@{{1,2}}{_SHUT}|[ ]{{0,2}}[\[({{<][ ]{{0,2}}(?:at|arroba|собака)[ ]{{0,2}}[\])}}>][ ]{{0,2}}"
    r"|[ ]{1,2}(?:собака|собачка|arroba|艾特)[ ]{1,2})"
)
_HOUSES = r"(?<=[^ ]@)(?:gmail|hotmail|outlook|yahoo|icloud|proton|protonmail|yandex|qq)"

_PLAIN = re.compile(
    rf"{_LOCAL}{_AT_SIGN}(?:(?:{_LABEL}(?:\.|{_DOT_WORD})){{1,6}}{_ENDING}|{_HOUSES}(?![\w.-]))",
    re.IGNORECASE,
)
# Two plain words make an address only where the dot is a word, too: "look at example.org" is none.
_WRITTEN = re.compile(
    rf"{_LOCAL}[ ]{{1,2}}(?:{AT_WORDS})[ ]{{1,2}}(?:{_LABEL}{_DOT_WORD}){{1,4}}{_ENDING}", re.IGNORECASE
)
_MAY_HAVE_ONE = re.compile(rf"@|{AT_WORDS}", re.IGNORECASE)


def emails(sheet: str) -> Iterator[Span]:
    """Where e-mail addresses stand."""
    if not _MAY_HAVE_ONE.search(sheet):
        return iter(())
    plain = [match.span() for match in _PLAIN.finditer(sheet)]
    written = (match.span() for match in _WRITTEN.finditer(without(sheet, plain)))
    return chain(plain, written)
