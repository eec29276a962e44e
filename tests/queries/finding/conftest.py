from tests.operations.moderation.scene import scene

__all__ = ["scene"]
