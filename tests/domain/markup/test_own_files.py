"""Whole addresses of the site's own files become the paths by which the site knows them; all others stay."""

import pytest

from forum.domain.markup import files_in, render_post, with_own_paths

HOSTS = ("forum.example", "localhost:8000")
OWN = "https://forum.example/media/7/guide.pdf"
PATH = "/media/7/guide.pdf"


@pytest.mark.parametrize(
    ("source", "stored"),
    [
        (f"[Guide]({OWN})", f"[Guide]({PATH})"),
        (f"![A boat](<{OWN}> \"At dawn\")", f"![A boat](<{PATH}> \"At dawn\")"),
        ("![](//forum.example/media/7/a.jpg)", "![](/media/7/a.jpg)"),
        ("![](http://localhost:8000/media/7/a.jpg)", "![](/media/7/a.jpg)"),
        ("![](HTTPS://Forum.Example/media/7/a.jpg)", "![](/media/7/a.jpg)"),
        (f"[1]: {OWN}", f"[1]: {PATH}"),
        (f"<a href=\"{OWN}\">Guide</a>", f"<a href=\"{PATH}\">Guide</a>"),
        ("<img alt='' src='//forum.example/media/7/a.jpg'>", "<img alt='' src='/media/7/a.jpg'>"),
        (f"See {OWN}.", f"See [{OWN}]({PATH})."),
        (f"(see {OWN})", f"(see [{OWN}]({PATH}))"),
        (f"<{OWN}>", f"[{OWN}]({PATH})"),
        (f"[{OWN}]({OWN})", f"[{OWN}]({PATH})"),
        (f"<a href='{OWN}'>{OWN}</a>", f"<a href='{PATH}'>{OWN}</a>"),
        ("见https://forum.example/media/7/a.pdf的说明", "见[https://forum.example/media/7/a.pdf](/media/7/a.pdf)的说明"),
        ("https://forum.example/media/7/a(1).pdf", "[https://forum.example/media/7/a(1).pdf](</media/7/a(1).pdf>)"),
        (f"[a]({OWN}) and ![b]({OWN})\n\n{OWN}", f"[a]({PATH}) and ![b]({PATH})\n\n[{OWN}]({PATH})"),
        # Code is shown as it is written.
        (f"`{OWN}` and\n\n```\n[a]({OWN})\n```", f"`{OWN}` and\n\n```\n[a]({OWN})\n```"),
        # Another site's file with the same number is no file of ours.
        ("[a](https://other.example/media/7/a.jpg)", "[a](https://other.example/media/7/a.jpg)"),
        ("[a](https://forum.example.evil/media/7/a.jpg)", "[a](https://forum.example.evil/media/7/a.jpg)"),
        ("[a](https://xforum.example/media/7/a.jpg)", "[a](https://xforum.example/media/7/a.jpg)"),
        ("[a](https://u@forum.example/media/7/a.jpg)", "[a](https://u@forum.example/media/7/a.jpg)"),
        ("xhttps://forum.example/media/7/a.jpg", "xhttps://forum.example/media/7/a.jpg"),
        ("[a](https://forum.example/posts/7)", "[a](https://forum.example/posts/7)"),
        ("[a](https://forum.example/media/)", "[a](https://forum.example/media/)"),
        ("//forum.example/media/7/a.jpg", "//forum.example/media/7/a.jpg"),
    ],
)  # fmt: skip
def test_an_own_address_becomes_a_path(source: str, stored: str) -> None:
    assert with_own_paths(source, HOSTS) == stored
    assert with_own_paths(stored, HOSTS) == stored
    assert with_own_paths(source, ()) == source


def test_what_it_shows_stays_and_it_is_one_of_our_files() -> None:
    html = render_post(with_own_paths(f"See {OWN}!", HOSTS)).html
    assert html == f'<p>See <a href="{PATH}">{OWN}</a>!</p>'
    assert files_in(html) == {7}
