"""Which passwords are too easy to guess, decided on paper and without asking anybody.

Length is the only rule for composing one (NIST SP 800-63B §3.1.1.2, OWASP ASVS 5.0 §6.2). The offline list of common
passwords is kept as what they are made of: people take a well-known word, walk over the keyboard, count, repeat, add a
year. A password is refused when it falls apart into so few such pieces that a list of guesses reaches it soon.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from forum.domain.refusals import Refused

MIN_LENGTH = 12
MAX_LENGTH = 200
# A password of this many well-known pieces or fewer is guessed soon; a sign that belongs to none is a piece itself.
FEW_PIECES = 4
MIN_WALK = 3
LOOKED_AT = 64  # characters: the work grows with the square of them

COMMON_WORDS = frozenset(
    """
    123 321 abc access account admin administrator adobe alexander alexandra amanda america andrea andrew
    angel angela anthony apple asdf ashley august austin author autumn azerty babygirl bailey banana
    baseball basketball batman beautiful beer bismillah blink182 blog blue bonjour brandon brother buster
    butterfly camaro carlos cartman change changeme charlie cheese chelsea chester chicken chocolate chris
    christian christopher classic coffee computer comment cookie corvette correcthorsebatterystaple cowboy
    crystal dallas daniel danielle david december default demo diamond dolphin donald dragon easter editor
    elephant elizabeth eminem emily eric example facebook faith family february ferrari flower football
    forever forum freedom friday friend friends fuckyou gabriel gandalf george ginger god golden golfer
    google guest guitar hannah happy harley heaven hello helloworld hockey home honda hunter iceman iloveu
    iloveyou internet invitation iphone jackson jasmine jason jennifer jessica jesus jonathan jordan
    joseph joshua july june justin kelly killer king kitty knight ladybug laptop letmein liberty linkedin
    login london love lovely lover loveme loveyou maggie magic manager march marina marlboro martin master
    matrix matthew maverick melissa member mercedes merlin michael michelle mickey mike minecraft mobile
    moderator monday money monkey monster morgan mother mountain mustang my myspace naruto natasha
    nicholas nicole ninja nintendo november october office online orange pass passphrase passw0rd password
    passwort patrick peanut pepper phoenix picture please pokemon porsche post princess private qazwsx
    queen qwer qwert qwerty rachel rainbow ranger reader rebecca richard robert rock rockyou root samantha
    samsung samuel sandra saturday school scooter secret secure security september server shadow shannon
    silver single slayer smith snoopy snowball soccer sophie spider spiderman spring starwars startrek
    steelers stella steven summer sunday sunflower sunshine superman superstar support sweet sweetheart
    system taylor teacher temp temporary tennis test tester testing thomas thunder tiger tigger tinkerbell
    trustno1 tuesday tweety unicorn united user username victor victoria wednesday welcome whatever
    william wilson winner winter wizard wordpress world yamaha yellow zaq
    """.split()  # noqa: SIM905  # a list of words is read as words
)

_WALKS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "zaq1xsw2cde3vfr4bgt5nhy6mju7",
    "!@#$%^&*()",
    "!qaz@wsx#edc$rfv",
)
_BOTH_WAYS = (*_WALKS, *(walk[::-1] for walk in _WALKS))
_LEET = str.maketrans("@43105$7!", "aaeiossti")
_YEAR = re.compile(r"(?:19|20)\d\d")


def check_password(password: str, *, personal: Iterable[str] = ()) -> None:
    """Raises ``Refused`` where ``password`` will not do: ``password_too_short`` (limit, length), ``password_too_long``
    (limit, length), ``password_common``, or ``password_personal``: made of ``personal`` words (the name, the address,
    the site) and little else."""
    length = len(unicodedata.normalize("NFC", password))
    if length < MIN_LENGTH:
        raise Refused("password_too_short", limit=MIN_LENGTH, length=length)
    if length > MAX_LENGTH:
        raise Refused("password_too_long", limit=MAX_LENGTH, length=length)
    if _is_guessed_soon(password, COMMON_WORDS):
        raise Refused("password_common")
    # Who knows the person tries their words with all that people put between them.
    bare, words = re.sub(r"[\W_]+", "", password), COMMON_WORDS | _words_of(personal)
    if _is_guessed_soon(bare, words) and not _is_guessed_soon(bare, COMMON_WORDS):
        raise Refused("password_personal")


def _words_of(personal: Iterable[str]) -> set[str]:
    words = (word for text in personal for word in re.split(r"[\W_]+", text.casefold()))
    return {word for word in words if len(word) >= MIN_WALK}


def _is_guessed_soon(password: str, words: frozenset[str] | set[str]) -> bool:
    plain = unicodedata.normalize("NFC", password).casefold()[:LOOKED_AT]
    return _pieces(plain, plain.translate(_LEET), words) <= FEW_PIECES


def _pieces(plain: str, spelt: str, words: frozenset[str] | set[str]) -> int:
    """The smallest number of pieces that make up ``plain``; ``spelt`` is the same with its digits read as letters."""
    best = [0]
    for end in range(1, len(plain) + 1):
        fewest = best[end - 1] + 1
        for start in range(end - 1):
            if best[start] + 1 < fewest and (
                spelt[start:end] in words or _is_one_piece(plain, start, end, words)
            ):
                fewest = best[start] + 1
        best.append(fewest)
    return best[-1]


def _is_one_piece(text: str, start: int, end: int, words: frozenset[str] | set[str]) -> bool:
    """A known word, a year, a walk over the keyboard or the alphabet, one sign over and over, or what stood before."""
    piece = text[start:end]
    if piece in words or _YEAR.fullmatch(piece) or len(set(piece)) == 1:
        return True
    if len(piece) >= MIN_WALK and any(piece in walk for walk in _BOTH_WAYS):
        return True
    return text[:start].endswith(piece)
