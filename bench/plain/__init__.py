"""The same post page as most people would write it: Flask, SQLAlchemy objects, one Jinja template, no tricks."""
