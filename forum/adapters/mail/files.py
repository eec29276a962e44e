"""Letters as files: what happens to them where no mail server is set."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from forum.adapters.mail.letter import Letter, message_of


class FileMailer:
    """Puts each letter into ``folder`` as one ``.eml`` file that any mail program opens. They name people, so only
    the owner of the installation may read them."""

    def __init__(self, folder: Path, mail_from: str) -> None:
        self.folder = folder
        self._mail_from = mail_from

    def send(self, letter: Letter) -> None:
        """Writes the letter whole or not at all. Raises ``BadLetter``; ``OSError`` where the folder takes no file."""
        content = message_of(letter, self._mail_from).as_bytes()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{letter.written_at:%Y%m%dT%H%M%S}-{secrets.token_hex(6)}"
        half = self.folder / f".{name}"
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.rename(self.folder / f"{name}.eml")
