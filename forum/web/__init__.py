"""The front door: everything that knows HTTP. One package a room; ``views`` are for readers, ``desk`` for
staff."""
