"""A picture is drawn anew: upright, in the colours of screens, and with nothing beside its pixels."""

import io

import pytest
from PIL import Image

from forum.domain.uploads import BY_NAME, MAX_SIDE, ready_file
from forum.domain.uploads.pictures import drawn_smaller
from forum.domain.uploads.renditions import widths_for
from tests.support import uploads as make

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def is_red(pixel) -> bool:
    return pixel[0] > 150 and pixel[2] < 90


@pytest.mark.parametrize("form", FORMATS)
def test_the_place_where_it_was_taken_is_gone(form: str) -> None:
    sent = make.photograph(form)
    assert dict(opened(sent).getexif().get_ifd(make.GPS)), "the corpus itself lacks a place"
    stored = ready_file(sent).data
    image = opened(stored)
    assert len(image.getexif()) == 0
    assert set(image.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
    assert make.SECRET not in stored


@pytest.mark.parametrize("name", ["webp", "avif"])
def test_nor_is_it_in_a_rendition(name: str) -> None:
    stored = ready_file(make.photograph(size=(1000, 700)))
    data = drawn_smaller(stored.data, stored.kind, width=480, name=name)
    image = opened(data)
    assert image.size == (480, 336)
    assert len(image.getexif()) == 0
    assert not {"exif", "xmp", "icc_profile"} & {key for key, value in image.info.items() if value}


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_camera_wrote_down_about_turning_is_done(form: str) -> None:
    ready = ready_file(make.photograph(form, orientation=6))
    assert (ready.width, ready.height) == (40, 60)
    image = opened(ready.data).convert("RGB")
    assert is_red(image.getpixel((20, 3)))
    assert not is_red(image.getpixel((20, 56)))


def test_a_profile_is_used_and_not_kept() -> None:
    assert opened(make.with_profile()).info.get("icc_profile")
    assert not opened(ready_file(make.with_profile()).data).info.get("icc_profile")


@pytest.mark.parametrize(
    ("data", "mode"),
    [
        (make.encoded(make.half_and_half(mode="CMYK"), "JPEG"), "RGB"),
        (make.encoded(make.half_and_half(mode="L"), "JPEG"), "L"),
        (make.encoded(make.half_and_half(mode="P"), "PNG"), "RGB"),
        (make.encoded(make.half_and_half(mode="1"), "PNG"), "RGB"),
        (make.encoded(make.half_and_half(mode="LA"), "PNG"), "RGB"),
    ],
    ids=["CMYK", "grey", "palette", "black and white", "grey with alpha"],
)
def test_odd_colours_become_those_of_screens(data: bytes, mode: str) -> None:
    assert opened(ready_file(data).data).mode == mode


def test_sixteen_bits_become_eight_without_turning_white() -> None:
    grey = Image.new("I;16", (20, 20), 32_896)
    stored = opened(ready_file(make.encoded(grey, "PNG")).data)
    assert stored.mode == "L"
    assert abs(stored.getpixel((5, 5)) - 128) <= 1


def test_transparency_stays() -> None:
    glass = Image.new("RGBA", (30, 30), (200, 20, 20, 0))
    ready = ready_file(make.encoded(glass, "WEBP"))
    assert ready.kind is BY_NAME["png"]
    assert opened(ready.data).getpixel((3, 3))[3] == 0


def test_where_the_address_says_jpeg_it_lies_on_white() -> None:
    glass = Image.new("RGBA", (30, 30), (200, 20, 20, 0))
    ready = ready_file(make.encoded(glass, "PNG"), in_place_of=BY_NAME["jpg"])
    assert ready.kind is BY_NAME["jpg"]
    assert min(opened(ready.data).getpixel((3, 3))) > 250


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_picture_is_kept(form: str) -> None:
    ready = ready_file(make.animation(form))
    assert ready.moved
    image = opened(ready.data)
    assert getattr(image, "n_frames", 1) == 1
    assert is_red(image.convert("RGB").getpixel((3, 3)))


def test_a_still_picture_did_not_move() -> None:
    assert not ready_file(make.picture("GIF")).moved


def test_a_large_one_is_made_smaller() -> None:
    ready = ready_file(make.picture("JPEG", size=(5200, 2600)))
    assert (ready.width, ready.height) == (MAX_SIDE, MAX_SIDE // 2)


def test_the_same_pixels_lie_in_the_same_place() -> None:
    plain, photograph = ready_file(make.picture()), ready_file(make.photograph())
    assert plain.key == photograph.key
    assert plain.sha256 != photograph.sha256


@pytest.mark.parametrize(
    ("width", "widths"),
    [(1, [1]), (300, [300]), (480, [480]), (500, [480, 500]), (2560, [480, 960, 1440, 1920])],
)
def test_no_rendition_is_wider_than_the_picture(width: int, widths: list[int]) -> None:
    assert widths_for(width) == widths
