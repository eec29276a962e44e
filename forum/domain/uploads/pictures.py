"""Pictures are drawn anew from their pixels. What stood beside the pixels is gone by that: EXIF with the place where it
was taken, previews of what was cut away, comments, and whatever somebody hid behind the picture.

The only file that knows Pillow. It is imported when a picture comes: nothing else needs it.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forum.domain.refusals import Refused
from forum.domain.uploads.kinds import BY_NAME, Kind

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

# Read from the header, before a pixel is unpacked: 40 million take some 160 MB while they are drawn.
MAX_PIXELS = 40_000_000
MAX_HEADER_SIDE = 30_000
# The longest side of what is stored; no screen shows more of a picture in a text.
MAX_SIDE = 2560
_DECODERS = {"jpg": ("JPEG", "MPO"), "png": ("PNG",), "gif": ("GIF",), "webp": ("WEBP",), "avif": ("AVIF",)}
_MAY_MOVE = frozenset({"png", "gif", "webp", "avif"})
_STORED: dict[str, dict[str, Any]] = {
    "jpg": {"format": "JPEG", "quality": 88, "optimize": True, "progressive": True},
    "png": {"format": "PNG", "optimize": True},
}
_RENDITIONS: dict[str, dict[str, Any]] = {
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "avif": {"format": "AVIF", "quality": 60, "speed": 8, "max_threads": 1},
}


@dataclass(frozen=True)
class DrawnPicture:
    """A picture without anything beside its pixels. ``moved``: it was an animation, and this is its first picture."""

    data: bytes
    kind: Kind
    width: int
    height: int
    moved: bool = False


def drawn_anew(data: bytes, kind: Kind, *, stored_as: Kind | None = None) -> DrawnPicture:
    """The picture as it is stored: upright, in sRGB with 8 bits, at most ``MAX_SIDE`` long, of an animation the first
    picture. JPEG for photographs, PNG for what came as PNG or GIF or is transparent somewhere; ``stored_as`` decides
    otherwise.

    Raises ``Refused``: ``upload_too_many_pixels`` (limit in millions), ``upload_damaged``.
    """
    from PIL import Image, ImageOps

    try:
        with _no_warnings(), Image.open(io.BytesIO(data), formats=_DECODERS[kind.name]) as opened:
            _refuse_giants(*opened.size)
            moved = kind.name in _MAY_MOVE and bool(getattr(opened, "is_animated", False))
            profile = opened.info.get("icc_profile")
            # JPEG is unpacked at half, a quarter, an eighth of its size already where that is enough.
            opened.draft(None, (MAX_SIDE, MAX_SIDE))
            opened.load()
            image = _in_eight_bits(opened)
            image.thumbnail((MAX_SIDE, MAX_SIDE))
            image = _in_srgb(ImageOps.exif_transpose(_with_orientation(image, opened)), profile)
        is_drawing = kind.name in ("png", "gif") or image.mode == "RGBA"
        target = stored_as or BY_NAME["png" if is_drawing else "jpg"]
        stored = _encoded(image, _STORED[target.name])
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("upload_too_many_pixels", limit=MAX_PIXELS // 1_000_000) from None
    except Exception:  # a hostile file makes a decoder raise anything; whatever breaks it is not taken
        raise Refused("upload_damaged") from None
    return DrawnPicture(stored, target, image.width, image.height, moved)


def drawn_smaller(stored: bytes, kind: Kind, *, width: int, name: str) -> bytes:
    """A stored picture at ``width`` in the format ``name`` ("webp", "avif")."""
    from PIL import Image

    with _no_warnings(), Image.open(io.BytesIO(stored), formats=_DECODERS[kind.name]) as opened:
        height = max(1, round(opened.height * width / opened.width))
        opened.load()
        image = opened.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _encoded(image, _RENDITIONS[name])


def _no_warnings() -> warnings.catch_warnings[None]:
    """Pillow warns of many pixels, of odd EXIF, of half a file; what is wrong is refused, the rest is not stored."""
    return warnings.catch_warnings(action="ignore")


def _refuse_giants(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_HEADER_SIDE:
        raise Refused("upload_too_many_pixels", limit=MAX_PIXELS // 1_000_000)


def _in_eight_bits(image: Picture) -> Picture:
    """Palettes become colours, 16 bits of grey 8; a colour that stands for "transparent" becomes transparent."""
    if image.mode.startswith("I"):
        return image.convert("F").point(lambda value: value * (1 / 257) + 0).convert("L")
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        seen = image.convert("RGBA")
        return seen if seen.getchannel("A").getextrema() != (255, 255) else seen.convert("RGB")
    return image if image.mode in ("RGB", "CMYK", "L", "LAB") else image.convert("RGB")


def _with_orientation(image: Picture, opened: Picture) -> Picture:
    """Cameras turn no pixels: they write down how the picture is to be turned."""
    exif = opened.getexif()
    if image is not opened:
        image.info["exif"] = exif.tobytes() if len(exif) else b""
    return image


def _in_srgb(image: Picture, profile: bytes | None) -> Picture:
    """The colours as every screen means them, so that no profile (which may name a device) need be kept."""
    from PIL import Image, ImageCms

    if profile and image.mode in ("RGB", "CMYK", "L", "RGBA"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            opaque = image.convert("RGB") if image.mode == "RGBA" else image
            changed = ImageCms.profileToProfile(opaque, source, target, outputMode="RGB")
            if changed is not None:
                if image.mode == "RGBA":
                    changed.putalpha(image.getchannel("A"))
                return changed
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a profile that cannot be read says nothing
    if image.mode in ("RGB", "RGBA", "L"):
        return image
    assert isinstance(image, Image.Image)
    return image.convert("RGB")


def _encoded(image: Picture, options: dict[str, Any]) -> bytes:
    """On a sheet of its own: what a picture carries beside its pixels would be written, too."""
    from PIL import Image

    mode = image.mode if image.mode in ("RGB", "L") or options["format"] != "JPEG" else "RGB"
    sheet = Image.new(mode, image.size, "white")
    if image.mode == "RGBA":
        if mode == "RGBA":
            sheet = Image.new(mode, image.size)
            sheet.paste(image)
        else:
            sheet.paste(image, mask=image.getchannel("A"))
    else:
        sheet.paste(image)
    out = io.BytesIO()
    sheet.save(out, **options)
    return out.getvalue()
