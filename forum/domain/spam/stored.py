"""A model as bytes, and back: the buckets that were ever touched, compressed, behind a head that says what they are."""

from __future__ import annotations

import struct
import sys
import zlib
from array import array

from forum.domain.spam.model import BUCKETS, Model

# The last byte is the version of the features as much as of the shape: weights of other marks are no weights.
_MAGIC = b"forum spam\x01"
_HEAD = struct.Struct(f"<{len(_MAGIC)}sIIII")  # magic, checksum, spam, ham, how many buckets


def as_bytes(model: Model) -> bytes:
    """The model as it is stored; ``from_bytes`` makes an equal one of it."""
    touched = [at for at in range(BUCKETS) if model.squares[at]]
    parts: tuple[array[int] | array[float], ...] = (
        array("I", touched),
        array("f", [model.sums[at] for at in touched]),
        array("f", [model.squares[at] for at in touched]),
    )
    for part in parts:
        _set_order(part)
    body = zlib.compress(b"".join(part.tobytes() for part in parts), 6)
    return _HEAD.pack(_MAGIC, zlib.crc32(body), model.spam, model.ham, len(touched)) + body


def from_bytes(blob: bytes) -> Model | None:
    """The model that ``blob`` holds; None where it holds none that this release can read: damaged, cut short, from
    another release, or something else altogether. Never raises."""
    if len(blob) < _HEAD.size:
        return None
    magic, checksum, spam, ham, n = _HEAD.unpack_from(blob)
    body = blob[_HEAD.size :]
    if magic != _MAGIC or checksum != zlib.crc32(body) or n > BUCKETS:
        return None
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(body, 12 * n + 1)
    except zlib.error:
        return None
    if len(data) != 12 * n:
        return None
    places = array("I", data[: 4 * n])
    sums, squares = array("f", data[4 * n : 8 * n]), array("f", data[8 * n :])
    for numbers in (places, sums, squares):
        _set_order(numbers)
    model = Model()
    model.spam, model.ham = spam, ham
    for at, total, square in zip(places, sums, squares, strict=True):
        if at >= BUCKETS:
            return None
        model.sums[at], model.squares[at] = total, square
    return model


def _set_order(numbers: array[int] | array[float]) -> None:
    """From the machine's order of bytes to the store's, or back."""
    if sys.byteorder == "big":
        numbers.byteswap()
