from tests.operations.moderation.racing import people, prepared
from tests.operations.moderation.scene import scene

__all__ = ["people", "prepared", "scene"]
