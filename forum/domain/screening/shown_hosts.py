"""Which hosts the text of a link shows, as a reader would read it.

With ``https://`` (or anything of that shape) or ``www.`` before it every name is a host, and so is a name with a dot
that is all that the link shows. In the middle of other words it depends on the last label, since "Node.js",
"report.pdf" and "It ended.Then" have dots, too. A host there is what ends in

- one of the two letters of a country, or an ending that is widely used and no kind of file (``_ENDINGS``): nearly all
  names that somebody could be deceived with. The thousand endings of companies and trades that hardly anybody has seen
  are left out, and so are words that stand behind a forgotten space every day ("team", "date", "name");
- ``md``, ``py``, ``zip`` and the like, which are kinds of files too, only where a path follows.

An ending that begins with a capital begins a sentence ("ended.So"), except ``Com``, ``Net`` and ``Org``; and numbers
before two letters are no host ("at 7.pm", "3.5 mm").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forum.domain.screening.matching import SPACELESS
from forum.domain.text.letters import evened, folded_letter

_COUNTRIES = (
    "ac ad ae af ag ai al am an ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz "
    "ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr "
    "ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo "
    "jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms "
    "mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs "
    "ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw "
    "tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
_GENERIC = (
    "com net org info biz edu gov mil int pro mobi asia aero coop travel xxx onion app bank bet bid blog cam casino "
    "center chat click cloud club cyou dev digital email expert finance fund fyi games global goog google group guru "
    "host icu inc link live loan lol ltd media money mov network news ngo ong online photos pics poker press sbs shop "
    "site social solutions space store stream support systems tech technology today tokyo top trade tube video vip "
    "website wiki win work world wtf xin xyz zip zone"
)
_IN_OTHER_LETTERS = (
    "рф рус ком орг онлайн сайт дети москва бел укр срб мкд мон қаз бг ευ ελ հայ გე ישראל קום "
    "中国 中國 公司 网络 網絡 网址 在线 中文网 商城 手机 香港 台湾 台灣 新加坡 集团 政务 公益 网站 网店 移动 我爱你 "
    "ไทย คอม ລາວ みんな コム 한국 닷컴 닷넷 भारत संगठन नेट कॉम বাংলা ভারত இந்தியா இலங்கை சிங்கப்பூர் ලංකා భారత్ "
    "السعودية امارات مصر قطر فلسطين عمان المغرب الجزائر تونس سورية الاردن عراق ایران پاکستان بھارت شبكة موقع كوم عرب"
)
# Kinds of files and of programs; some are endings of the net as well.
_KINDS_OF_FILES = (
    "apk avi css csv doc docx epub exe gif gz heic htm html jpeg jpg js json md mkv mov mp3 mp4 odp ods odt pdf png "
    "ppt pptx ps py rar rtf sh svg tar ts txt wav webm webp xls xlsx xml zip"
)
_NO_SENTENCE = frozenset({"com", "net", "org"})


def _folded(text: str) -> str:
    return "".join(folded_letter(char, keep_accents=True) or "" for char in text)


_ENDINGS = frozenset(map(_folded, f"{_COUNTRIES} {_GENERIC} {_IN_OTHER_LETTERS}".split()))
_FILES = frozenset(_KINDS_OF_FILES.split())

_DOTS = frozenset(".．․﹒")
_DOT_BETWEEN_NAMES = re.compile(f"(?<=[^{SPACELESS}])[。｡](?=[^{SPACELESS}])")  # elsewhere it ends a sentence
_KEPT = frozenset("/\\:?#@-_")
_OUTER, _INNER = r"[^\s./\\:?#@_-]", r"[^\s./\\:?#@]"
_LABEL = f"{_OUTER}(?:{_INNER}*{_OUTER})?"
_NAME = re.compile(rf"(?P<scheme>[a-z]{{2,20}}:[/\\]{{2,}})?(?P<host>{_LABEL}(?:\.{_LABEL})*)")
# Where a name touches words in another script: "请看un.org", "un.org看", "un.org-看".
_ONE_SCRIPT = re.compile(f"[{SPACELESS}]+|[^{SPACELESS}]+")
_ENDING = re.compile(f"xn--.+|[{SPACELESS}]+|[^{SPACELESS}_-]+")
_IS_SPACELESS = re.compile(f"[{SPACELESS}]").search
_PATH = re.compile(r"(?::\d+)?[/\\?#]|:\d")
_PATH_END = re.compile(r"[\s<>\"“”„«»‹›|→⇒➔➜]")
_AROUND = " ./\\@"


@dataclass(frozen=True)
class ShownHost:
    """A host in the text of a link. ``span``: where it stands, with its scheme, in code points. ``readings``: the host,
    and where letters of another script touch it, the host together with those."""

    span: tuple[int, int]
    readings: tuple[str, ...]


def shown_hosts(text: str) -> Iterator[ShownHost]:
    """The hosts that ``text`` shows, in their order, without those in the path of another one (as an archive has them).
    Takes time in proportion to its length and never raises."""
    view = _View(text)
    first, last = len(view.read) - len(view.read.lstrip(_AROUND)), len(view.read.rstrip(_AROUND))
    passed = path_end = 0
    for name in _NAME.finditer(view.read):
        if view.starts[name.start()] < passed:
            continue
        end = name.end()
        has_path = _PATH.match(view.read, end) is not None
        if has_path and path_end < view.ends[end - 1]:
            found = _PATH_END.search(text, view.ends[end - 1])
            path_end = found.start() if found else len(text)
        is_all = name.start() == first and (end == last or (has_path and view.starts[last - 1] < path_end))
        host = _host(view, name, has_path=has_path, is_all=is_all)
        if host is not None:
            yield host
            passed = path_end if has_path else 0


class _View:
    """A text as it is read: folded letters, one kind of dot, spaces for what stands in no address, and for each
    character where in the text it is."""

    def __init__(self, text: str) -> None:
        self.text = text
        read: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for at, char in enumerate(_DOT_BETWEEN_NAMES.sub(".", text)):
            letters = (
                "." if char in _DOTS else char if char in _KEPT else folded_letter(char, keep_accents=True)
            )
            for letter in " " if letters is None else letters:
                read.append(letter)
                self.starts.append(at)
                self.ends.append(at + 1)
        self.read = "".join(read)

    def written(self, start: int, end: int) -> str:
        return self.text[self.starts[start] : self.ends[end - 1]]


def _host(view: _View, name: re.Match[str], *, has_path: bool, is_all: bool) -> ShownHost | None:
    start, end = name.span("host")
    if name["scheme"]:
        return ShownHost((view.starts[name.start()], view.ends[end - 1]), (view.written(start, end),))
    labels = name["host"].split(".")
    of_one_script = _ONE_SCRIPT.match(labels[0][::-1])
    own = len(of_one_script[0].rstrip("-_")) if of_one_script else 0
    own_start = start + len(labels[0]) - own
    if view.read[own_start:end].startswith("www."):
        host_end: int | None = end
    else:
        host_end = _end_of_host(view, labels, start, has_path=has_path, is_all=is_all)
    if host_end is None:
        return None
    readings = {view.written(own_start, host_end): None, view.written(start, host_end): None}
    return ShownHost((view.starts[own_start], view.ends[host_end - 1]), tuple(readings))


def _end_of_host(view: _View, labels: list[str], start: int, *, has_path: bool, is_all: bool) -> int | None:
    """Where in the view the longest host ends that begins at ``start``: behind a known ending or, where it is all that
    is shown, behind any."""
    at = start + len(".".join(labels))
    for number in range(len(labels) - 1, 0, -1):
        label = labels[number]
        at -= len(label)
        found = _ENDING.match(label)
        if found and _is_ending(
            found[0], view.written(at, at + found.end()), labels, number, has_path=has_path
        ):
            return at + found.end()
        at -= 1
    end = start + len(".".join(labels))
    if is_all and _may_be_any_host(labels, view.written(end - len(labels[-1]), end), has_path=has_path):
        return end
    return None


def _may_be_any_host(labels: list[str], ending: str, *, has_path: bool) -> bool:
    return (
        len(labels) > 1
        and len(ending) > 1
        and ending == ending.lower()
        and not any(char.isdigit() for char in ending)
        and not "".join(labels[:-1]).isdigit()
        and not _IS_SPACELESS(ending)
        and (has_path or labels[-1] not in _FILES)
    )


def _is_ending(label: str, written: str, labels: list[str], number: int, *, has_path: bool) -> bool:
    if not label.isascii() and labels[number - 1].isascii():
        label = evened(f"w{label}")[1:]  # as the letters before it, where it looks like such letters
    if label in _FILES and not has_path:
        return False
    if label not in _ENDINGS and not label.startswith("xn--"):
        return False
    if len(label) == 2 and "".join(labels[:number]).isdigit():
        return False
    return label in _NO_SENTENCE or not _begins_a_sentence(written)


def _begins_a_sentence(written: str) -> bool:
    return written[:1].isupper() and written[1:].islower()
