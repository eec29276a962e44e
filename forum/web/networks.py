"""The network that a request comes from, as limits know it."""

from __future__ import annotations

from flask import g, request

from forum.adapters import clock
from forum.adapters.seals import network_hash
from forum.operations.networks import daily_key


def network_of_request() -> str:
    """A hash of the coarse network of this request's address, the same for one UTC day. The address itself is kept
    nowhere."""
    if "network" not in g:
        g.network = network_hash(request.remote_addr or "", daily_key(clock.now()))
    network: str = g.network
    return network
