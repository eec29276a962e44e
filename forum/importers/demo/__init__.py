"""The demo content: an invented programme with its posts, people and discussion; and large sets to measure with.

``load_demo`` plays the content through the real operations, in the order of time: what is shown has really happened.
"""

from __future__ import annotations

from forum.importers.demo.large import load_large
from forum.importers.demo.loading import is_loaded, load_demo

__all__ = ["is_loaded", "load_demo", "load_large"]
