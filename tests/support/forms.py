"""Forms as a browser reads them out of a page, fills them in and sends them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from lxml import html
from lxml.html import HtmlElement
from werkzeug.wrappers import Response


@dataclass
class Form:
    """A form as a browser would send it: where to, and the fields with what they hold."""

    action: str
    method: str
    fields: dict[str, Any] = field(default_factory=dict)

    def filled(self, **values: Any) -> dict[str, Any]:
        """The fields with ``values`` in them. A field that the form does not have is a mistake in the test."""
        unknown = set(values) - set(self.fields)
        assert not unknown, f"the form to {self.action} has no {sorted(unknown)}, only {sorted(self.fields)}"
        return {name: value for name, value in {**self.fields, **values}.items() if value is not None}


def form_of(response: Response, action: str | None = None, *, having: str | None = None) -> Form:
    """The form of a page or fragment that goes to ``action`` (a path), or that has the field ``having``; with neither,
    the only POST form there is."""
    page = html.fromstring(response.get_data(as_text=True))
    forms = [_read_form(form, response) for form in page.iter("form")]
    found = [
        form
        for form in forms
        if (action is None or urlsplit(form.action).path == action)
        and (having is None or having in form.fields)
        and (action is not None or having is not None or form.method == "post")
    ]
    assert len(found) == 1, (
        f"{len(found)} of these forms fit: {[(f.method, f.action, [*f.fields]) for f in forms]}"
    )
    return found[0]


def _read_form(form: HtmlElement, response: Response) -> Form:
    fields: dict[str, Any] = {}
    identity = form.get("id")
    outside = form.getroottree().xpath("//*[@form=$id]", id=identity) if identity else []
    for element in [*form.iter("input", "select", "textarea", "button"), *outside]:
        name, kind = element.get("name"), element.get("type", "text")
        if not name or element.get("disabled") is not None:
            continue
        if element.tag == "button" or kind in ("submit", "image"):
            fields.setdefault(name, None)  # sent only by the button that is pressed
        elif element.tag == "textarea":
            fields[name] = (element.text or "").removeprefix("\n")
        elif element.tag == "select":
            chosen = [o.get("value", o.text) for o in element.iter("option") if o.get("selected") is not None]
            options = [o.get("value", o.text) for o in element.iter("option")]
            fields[name] = chosen if element.get("multiple") is not None else (chosen or options or [None])[0]
        elif kind in ("checkbox", "radio"):
            if element.get("checked") is not None:
                fields[name] = element.get("value", "on")
            else:
                fields.setdefault(name, None)
        else:
            fields[name] = element.get("value", "")
    path = getattr(getattr(response, "request", None), "path", "")
    return Form(form.get("action") or path, form.get("method", "get").lower(), fields)
