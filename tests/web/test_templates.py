"""What templates can do beside what Jinja brings: parts that are made once, and tables of words."""

from flask import render_template_string

from forum.web.fragments import once

TWICE = "{% for n in (1, 2, 3) %}{% call once('part', n % 2) %}{{ make(n) }}{% endcall %} {% endfor %}"


def made_in_a_request(app, **facts) -> str:
    with app.test_request_context():
        return render_template_string(TWICE, **facts)


def test_a_part_is_made_once_a_request_for_each_key(app):
    made = []

    def make(n: int) -> str:
        made.append(n)
        return f"<{n}>"

    assert made_in_a_request(app, make=make) == "&lt;1&gt; &lt;2&gt; &lt;1&gt; "
    assert made == [1, 2]
    made_in_a_request(app, make=make)
    assert made == [1, 2, 1, 2]


def test_parts_of_different_names_are_different(app):
    with app.test_request_context():
        assert once("one", caller=lambda: "1") == "1"
        assert once("two", caller=lambda: "2") == "2"
        assert once("one", caller=lambda: "never asked") == "1"


def test_a_marked_word_is_the_word_itself_and_looked_up_where_it_is_picked(app):
    table = "{% set words = {'a': N_('Approve'), 'b': N_(\"It’s “here”\")} %}{{ gettext(words[code]) }}"
    with app.test_request_context():
        assert render_template_string(table, code="a") == "Approve"
        assert render_template_string(table, code="b") == "It’s “here”"
    assert "N_" not in app.jinja_env.compile(table, raw=True)


def test_a_template_has_the_globals_of_all_and_its_own(app):
    template = app.jinja_env.from_string("{{ own }} {{ site_name() }}", globals={"own": "mine"})
    with app.test_request_context():
        assert template.render() == f"mine {app.extensions['outside'].settings.site_name}"
