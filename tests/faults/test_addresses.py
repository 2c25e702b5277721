"""Adapters that come and go, as the system really shows them: in a network namespace of its own."""

import json
import subprocess
import sys

from tests.faults.world import own_world

# Each line of the plan adds an adapter with an address, or takes one away; then it says what phones
# are offered and what is left out.
FOLLOW = """
import json, subprocess, sys
from classroom_app.server.addresses import phone_addresses

def ip(*words):
    subprocess.run(["ip", *words], check=True)

ip("link", "set", "lo", "up")
for name, address in json.loads(sys.argv[1]):
    if address:
        ip("link", "add", name, "type", "veth", "peer", "name", f"peer-{name[:8]}")
        ip("link", "set", f"peer-{name[:8]}", "up")
        ip("address", "add", address, "dev", name)
        ip("link", "set", name, "up")
    else:
        ip("link", "del", name)
    found = phone_addresses("0.0.0.0")
    offered, others = ([one.address for one in part] for part in (found.offered, found.others))
    print(json.dumps([offered, others]))
"""

PLAN = [
    ("nordlynx", "10.5.0.2/16", [], ["10.5.0.2"]),
    ("eth0", "169.254.3.4/16", ["169.254.3.4"], ["10.5.0.2"]),
    ("wlan0", "192.168.0.12/24", ["192.168.0.12", "169.254.3.4"], ["10.5.0.2"]),
    ("eth0", "", ["192.168.0.12"], ["10.5.0.2"]),
    ("cscotun0", "192.168.9.2/24", ["192.168.0.12"], ["192.168.9.2", "10.5.0.2"]),
    ("bridge100", "192.168.2.1/24", ["192.168.2.1", "192.168.0.12"], ["192.168.9.2", "10.5.0.2"]),
    ("bridge100", "", ["192.168.0.12"], ["192.168.9.2", "10.5.0.2"]),
    ("wlan0", "", [], ["192.168.9.2", "10.5.0.2"]),
]


def test_what_phones_are_offered_follows_the_adapters() -> None:
    plan = json.dumps([(name, address) for name, address, *_ in PLAN])
    done = subprocess.run(
        [*own_world(), sys.executable, "-c", FOLLOW, plan],
        check=False,
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    said = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert said == [[offered, others] for *_, offered, others in PLAN]
