"""Forum: a blog forum with moderated comments. This docstring is the plan of the house.

Packages are floors (what *kind* of thing a line is); modules are rooms (what it is *about*). Every floor uses the
same room names, and so do ``templates/``, ``static/css/components/`` and ``tests/``. A floor imports only from the
floors below it:

=============  =====================================================================================================
``cli``        the ``forum …`` commands
``app``        ``create_app()``: reads the settings, opens the adapters, hangs the rooms on the front door
``web``        the front door: everything that knows HTTP. One package a room: ``views`` (readers), ``desk`` (staff)
``jobs``       the clock door: what happens later or on a timetable; each job calls one operation
``importers``  the goods door: other people's exports, and the demo content, become our records through operations
``operations`` every verb: ``verb_noun(subject, *, by, now, …)``; one transaction, one log entry
``queries``    every question to the database; rows or small dataclasses, eager-loaded, paged by keyset
``models``     shapes of stored data and the promises that the database keeps
``adapters``   the outside world, each opened once by ``app``: mail, limits, secrets
``db``         the session, ``transaction()`` (the only commit; an inner one joins the outer), the UTC time type
``config``     settings from the environment, checked once at the start
``domain``     the ground floor, pure Python: whatever could be decided on paper, given the facts and the time
=============  =====================================================================================================

Which room does a line belong to? The first yes decides. Could it be decided on paper? ``domain``. Is it the shape of
stored data, or a promise the database keeps? ``models``. The world outside? ``adapters``. A question to the database?
``queries``. Does it change something? ``operations``. A request, a cookie, a URL, a choice of HTML? ``web``. Later, or
by the clock? ``jobs``. Somebody's export? ``importers``. Words and marks that a person sees? ``templates``, ``static``.

This package imports nothing, so that reading it costs nothing.
"""

__version__ = "0.1.0"
