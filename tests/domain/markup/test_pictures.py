"""Which picture of a text is shown beside a link to it."""

import pytest

from forum.domain.markup import SharedPicture, shared_picture

WEBP = "/media/3/{w}/0123456789abcdef.webp"


def picture(*widths, src="/media/3/boat.jpg", side=(2000, 1500), form="webp"):
    srcset = ", ".join(f"/media/3/{w}/0123456789abcdef.{form} {w}w" for w in widths)
    source = f'<source type="image/{form}" srcset="{srcset}" sizes="9em">' if widths else ""
    image = f'<img alt="A &quot;boat&quot;" src="{src}" width="{side[0]}" height="{side[1]}" loading="lazy">'
    return f"<picture>{source}{image}</picture>" if source else image


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>None</p>", None),
        # The smallest that is wide enough, else the widest.
        (picture(480, 960, 1440, 1920), (WEBP.format(w=1440), 1440, 1080)),
        (picture(480, 960, side=(960, 700)), (WEBP.format(w=960), 960, 700)),
        # Not made yet, or in a format that services do not read.
        (picture(), ("/media/3/boat.jpg", 2000, 1500)),
        (picture(480, 960, form="avif"), ("/media/3/boat.jpg", 2000, 1500)),
        (picture(src="/media/3/boat.avif"), None),
        # Of two the first that can be shown.
        (picture(src="/media/3/boat.avif") + picture(1440), (WEBP.format(w=1440), 1440, 1080)),
        (picture(side=(64, 64)) + picture(1440), (WEBP.format(w=1440), 1440, 1080)),
        (picture(src="https://other.example/boat.jpg"), None),
        ('<img alt="" src="/media/boat.PNG">', ("/media/boat.PNG", None, None)),
    ],
)
def test_the_first_picture_that_can_be_shown(html, shown):
    found = shared_picture(f"<p>x</p>{html}<p>y</p>")
    assert (None if found is None else (found.address, found.width, found.height)) == shown


def test_it_says_what_it_shows_and_what_it_is():
    assert shared_picture(picture(1440)) == SharedPicture(
        WEBP.format(w=1440), "image/webp", 'A "boat"', 1440, 1080
    )
