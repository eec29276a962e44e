"""Every verb. Each takes who does it (``by``) and when (``now``), is one transaction and writes one log
entry; it returns what changed or raises ``Refused``."""
