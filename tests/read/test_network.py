"""Which addresses may be connected to."""

import pytest

from dateline.errors import FetchError
from dateline.read.network import is_public, resolve


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1",
    ],
)  # fmt: skip
def test_addresses_of_this_machine_and_private_networks(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"]
)
def test_addresses_of_others(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "::1", "0"])
def test_a_host_is_refused_by_where_it_leads_however_it_is_written(host: str) -> None:
    with pytest.raises(
        FetchError, match="an address of this machine or of a private network; --allow-private"
    ):
        resolve(host, 80, allow_private=False)


def test_private_addresses_are_allowed_when_asked_for() -> None:
    assert resolve("127.0.0.1", 80, allow_private=True) == ["127.0.0.1"]
