"""Which addresses are those of a video, row by row, and what is asked of whom once a reader says so."""

from urllib.parse import quote

import pytest

from forum.domain.reading import Service, video_at

ID = "dQw4w9WgXcQ"
YOUTUBE = f"https://www.youtube.com/watch?v={ID}"
VIMEO = "https://vimeo.com/76979871"
FACEBOOK = "https://www.facebook.com/river/videos/1234567890/"
PLUGIN = "https://www.facebook.com/plugins/video.php"
# What people paste, and where the video is watched.
VIDEOS = [
    (f"https://www.youtube.com/watch?v={ID}", YOUTUBE),
    (f"http://youtube.com/watch?v={ID}", YOUTUBE),
    (f"https://m.youtube.com/watch?v={ID}&feature=shared", YOUTUBE),
    (f"https://www.youtube.com/watch?list=PL123&v={ID}&index=2", YOUTUBE),
    (f"https://youtu.be/{ID}", YOUTUBE),
    (f"https://youtu.be/{ID}?si=TellsWhoSharedIt", YOUTUBE),
    (f"https://www.youtube.com/shorts/{ID}", YOUTUBE),
    (f"https://www.youtube.com/live/{ID}?feature=share", YOUTUBE),
    (f"https://www.youtube.com/embed/{ID}", YOUTUBE),
    (f"https://www.youtube-nocookie.com/embed/{ID}", YOUTUBE),
    (f"HTTPS://WWW.YouTube.com/watch?v={ID}", YOUTUBE),
    (f"https://youtu.be/{ID}?t=90", f"{YOUTUBE}&t=90s"),
    (f"https://youtu.be/{ID}?t=1h2m3s", f"{YOUTUBE}&t=3723s"),
    (f"https://www.youtube.com/watch?v={ID}&t=2m", f"{YOUTUBE}&t=120s"),
    (f"https://www.youtube.com/watch?v={ID}#t=15s", f"{YOUTUBE}&t=15s"),
    (f"https://www.youtube.com/embed/{ID}?start=30", f"{YOUTUBE}&t=30s"),
    (f"https://youtu.be/{ID}?t=later", YOUTUBE),
    ("https://vimeo.com/76979871", VIMEO),
    ("https://www.vimeo.com/76979871?share=copy", VIMEO),
    ("https://player.vimeo.com/video/76979871", VIMEO),
    ("https://vimeo.com/channels/staffpicks/76979871", VIMEO),
    ("https://vimeo.com/groups/film/videos/76979871", VIMEO),
    ("https://vimeo.com/76979871#t=90s", f"{VIMEO}#t=90s"),
    ("https://vimeo.com/76979871/abc123def0", f"{VIMEO}/abc123def0"),
    ("https://player.vimeo.com/video/76979871?h=abc123def0", f"{VIMEO}/abc123def0"),
    ("https://www.facebook.com/river/videos/1234567890", FACEBOOK),
    ("https://web.facebook.com/river/videos/a-seminar/1234567890/?fbclid=TellsWho", FACEBOOK),
    ("https://m.facebook.com/watch/?v=1234567890", "https://www.facebook.com/watch/?v=1234567890"),
    ("https://www.facebook.com/watch/live/?v=1234567890", "https://www.facebook.com/watch/?v=1234567890"),
    ("https://www.facebook.com/reel/1234567890", "https://www.facebook.com/reel/1234567890/"),
    ("https://fb.watch/aB3-xYz_12/", "https://fb.watch/aB3-xYz_12/"),
]
# Other places, other things of the same services, and what only looks like them.
LINKS = [
    "",
    "youtube",
    f"youtu.be/{ID}",
    f"//youtu.be/{ID}",
    f"ftp://youtu.be/{ID}",
    "javascript:alert(1)//youtu.be/dQw4w9WgXcQ",
    f"data:text/html,https://youtu.be/{ID}",
    f"https://youtube.com.evil.example/watch?v={ID}",
    f"https://evil.example/youtube.com/watch?v={ID}",
    f"https://notyoutube.com/watch?v={ID}",
    f"https://youtube.com@evil.example/watch?v={ID}",
    f"https://someone:secret@youtube.com/watch?v={ID}",
    f"https://youtube.com:8080/watch?v={ID}",
    f"https://www.youtube.com\\@evil.example/watch?v={ID}",
    f"https://youtube.com./watch?v={ID}",
    f"https://yоutube.com/watch?v={ID}",
    "https://www.youtube.com/watch",
    "https://www.youtube.com/watch?v=short",
    f"https://www.youtube.com/watch?v={ID}x",
    f'https://www.youtube.com/watch?v={ID[:-1]}"',
    "https://www.youtube.com/watch?v=../../../abc",
    "https://www.youtube.com/@river",
    "https://www.youtube.com/playlist?list=PL123",
    f"https://www.youtube.com/redirect?q=https://evil.example/{ID}",
    f"https://www.youtube.com/embed/{ID}/more",
    f"https://youtu.be/{ID}/more",
    "https://youtu.be/",
    f"https://www.youtube.com/watch?{'&'.join(f'a{n}=1' for n in range(30))}&v={ID}",
    "https://vimeo.com/",
    "https://vimeo.com/about",
    "https://vimeo.com/76979871/settings",
    "https://player.vimeo.com/76979871",
    "https://player.vimeo.com/video/76979871?h=<script>",
    "https://www.facebook.com/river",
    "https://www.facebook.com/river/posts/1234567890",
    "https://www.facebook.com/l.php?u=https://evil.example",
    "https://www.facebook.com/plugins/video.php?href=https://evil.example",
    "https://www.facebook.com/ri ver/videos/1234567890",
    "https://www.facebook.com/watch/?v=abc",
    "https://fb.watch/",
    "https://fb.watch/aB3-xYz_12/more",
    "https://[::1]/watch",
    "https://[broken",
]


@pytest.mark.parametrize(("address", "watch"), VIDEOS)
def test_the_address_of_a_video(address: str, watch: str) -> None:
    video = video_at(address)
    assert video is not None
    assert video.watch == watch
    assert video.player.startswith(f"{video.service.origin}/")
    again = video_at(video.watch)
    assert again is not None
    assert again.watch == watch


@pytest.mark.parametrize("address", LINKS)
def test_any_other_address_is_a_link(address: str) -> None:
    assert video_at(address) is None


@pytest.mark.parametrize(
    ("address", "player"),
    [
        (
            f"https://youtu.be/{ID}?t=1m",
            f"https://www.youtube-nocookie.com/embed/{ID}?autoplay=1&rel=0&start=60",
        ),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1"),
        (
            "https://vimeo.com/76979871/abc123def0#t=5",
            "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1&h=abc123def0#t=5s",
        ),
        (
            "https://www.facebook.com/river/videos/1234567890/?t=12",
            f"{PLUGIN}?href={quote(FACEBOOK, safe='')}&show_text=false&autoplay=true&t=12",
        ),
    ],
)
def test_the_player_keeps_the_place_and_asks_for_as_little_as_it_can(address: str, player: str) -> None:
    video = video_at(address)
    assert video is not None
    assert video.player == player


def test_facebook_is_told_no_site_and_the_others_only_the_site() -> None:
    told = {
        video.service for address, _watch in VIDEOS if (video := video_at(address)) and video.needs_origin
    }
    assert told == {Service.YOUTUBE, Service.VIMEO}
