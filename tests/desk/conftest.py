"""The served service and browser windows of the channels' tests, for the desk."""

from tests.channels.conftest import (
    bare,
    browser,
    client,
    environment,
    machine,
    served,
    shared,
    windows,
)

__all__ = ["bare", "browser", "client", "environment", "machine", "served", "shared", "windows"]
