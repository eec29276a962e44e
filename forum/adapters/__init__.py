"""The outside world, each part opened once by ``app``."""
