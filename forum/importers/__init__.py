"""The goods door: other people's exports and the demo content become our records through operations."""
