from tests.operations.moderation.scene import scene  # noqa: F401
