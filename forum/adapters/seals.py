"""Secrets at rest and in links: sealing addresses with a key outside the database, hashing one-time codes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet, InvalidToken

# No look-alikes (0 O, 1 I L, U V), so that a code can be read out over a telephone.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTWXYZ"
CODE_GROUPS = (4, 4, 4, 4)


class Seals:
    """All that is derived from the installation's secret key. Different purposes use different keys (HKDF-like, by
    HMAC-SHA-256 over the purpose), so that one leak does not open the rest."""

    def __init__(self, secret_key: str) -> None:
        self._secret = secret_key.encode()
        self._fernet = Fernet(base64.urlsafe_b64encode(self._derived("e-mail at rest")))

    def _derived(self, purpose: str) -> bytes:
        return hmac.new(self._secret, purpose.encode(), hashlib.sha256).digest()

    def seal(self, text: str) -> bytes:
        """``text`` encrypted and authenticated, for storing."""
        return self._fernet.encrypt(text.encode())

    def open(self, sealed: bytes) -> str | None:
        """The text, or None where the key has changed since or the bytes are damaged."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            return None

    def edit_code(self, submission_key: str) -> str:
        """The edit code of a guest whose first comment came with this form key: 16 letters in groups of four (77 bits).

        Derived, not drawn: sending the same form twice gives the same code, and the code itself is stored nowhere.
        """
        number = int.from_bytes(
            hmac.new(self._derived("edit codes"), submission_key.encode(), hashlib.sha256).digest()
        )
        letters = []
        for _ in range(sum(CODE_GROUPS)):
            number, letter = divmod(number, len(CODE_LETTERS))
            letters.append(CODE_LETTERS[letter])
        return "-".join("".join(letters[i : i + 4]) for i in range(0, len(letters), 4))

    def code_hash(self, code: str) -> str:
        """What is stored of an edit code or link token: an HMAC, so that a stolen database cannot be searched."""
        return hmac.new(self._derived("codes"), tidy_code(code).encode(), hashlib.sha256).hexdigest()

    def address_hash(self, address: str) -> str:
        """By which two equal addresses are known as equal, and neither is known."""
        return hmac.new(self._derived("addresses"), address.encode(), hashlib.sha256).hexdigest()

    def link_token(self, sealed: bytes) -> str:
        """The token of the link that belongs to something sealed (256 bits).

        Derived, not drawn: a letter that has to be sent again holds the same link, and the token is stored nowhere.
        It dies with what was sealed.
        """
        token = hmac.new(self._derived("links"), sealed, hashlib.sha256).digest()
        return base64.urlsafe_b64encode(token).rstrip(b"=").decode()

    def account_token(self, user_id: int) -> str:
        """The token of the link by which an account ends the letters about its comments. It names the account, is the
        same in every letter, and lets its holder do nothing else."""
        return f"{user_id}.{self._account_seal(str(user_id))}"

    def account_of(self, token: str) -> int | None:
        """The number of the account for which the token was made; None for one that was not made here."""
        number, _, seal = token.partition(".")
        if not (number.isascii() and number.isdigit() and len(number) <= 10 and seal.isascii()):
            return None
        return int(number) if hmac.compare_digest(seal, self._account_seal(number)) else None

    def _account_seal(self, number: str) -> str:
        return self._seal_of("no more letters", number)

    def preview_token(self, key: str) -> str:
        """The token of the preview link that is stored under ``key``: the key with its signature. It can be shown
        again, and is stored nowhere."""
        return f"{key}.{self._seal_of('preview links', key)}"

    def preview_key_of(self, token: str) -> str | None:
        """The key for which the token was made; None for one that was not made here. Whoever guesses learns nothing
        from how long that takes: a wrong signature is never looked up."""
        key, _, seal = token.partition(".")
        if not token.isascii():
            return None
        return key if hmac.compare_digest(seal, self._seal_of("preview links", key)) else None

    def shown_file_token(self, key: str, number: int) -> str:
        """What opens the uploaded file with that number as long as the preview link under ``key`` shows it, and opens
        neither another file nor the link."""
        return f"{key}.{self._seal_of('files behind preview links', f'{key}.{number}')}"

    def key_of_shown_file(self, token: str, number: int) -> str | None:
        """The key of the preview link for which the token was made; None for one that was not made here, or for another
        file."""
        key, _, seal = token.partition(".")
        if not token.isascii():
            return None
        made = self._seal_of("files behind preview links", f"{key}.{number}")
        return key if hmac.compare_digest(seal, made) else None

    def _seal_of(self, purpose: str, text: str) -> str:
        seal = hmac.new(self._derived(purpose), text.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(seal).rstrip(b"=").decode()


def new_token() -> str:
    """A fresh token for a link (256 bits)."""
    return secrets.token_urlsafe(32)


def new_key() -> str:
    """A fresh key for something that is known by it alone (128 bits)."""
    return secrets.token_urlsafe(16)


def tidy_code(code: str) -> str:
    """The code as it counts: typed in small letters, with spaces or without its dashes, it is the same. A link token
    (longer, with letters of both cases) stays as it is."""
    plain = "".join(character for character in code if character.isalnum()).upper()
    return plain if len(plain) == sum(CODE_GROUPS) else code.strip()


def network_of(address: str) -> str:
    """The coarse network of an IP address: /24 for IPv4, /48 for IPv6; the text itself where it is neither."""
    import ipaddress

    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 48}", strict=False))


def network_hash(address: str, daily_key: bytes) -> str:
    """A network told apart from others for one day, by nobody after the day's key is destroyed."""
    return hmac.new(daily_key, network_of(address).encode(), hashlib.sha256).hexdigest()[:32]
