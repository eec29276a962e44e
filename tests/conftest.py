"""The test frame. What each fixture gives is said where it stands, in ``tests/support/``."""

from hypothesis import HealthCheck, settings

# In the order in which they build on one another.
pytest_plugins = (
    "tests.support.network",
    "tests.support.databases",
    "tests.support.applications",
    "tests.support.people",
    "tests.support.servers",
    "tests.support.buckets",
    "tests.support.browser",
    "tests.support.run",
)

settings.register_profile(
    "forum",
    deadline=None,  # two busy cores; what is too slow has a test of its own
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("forum")
