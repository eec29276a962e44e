"""Every question to the database. They return rows or small dataclasses, eager-loaded, paged by keyset;
none changes anything."""
