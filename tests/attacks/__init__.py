"""`make attack`: what a stranger with a laptop can do to a class, tried against the real program.

    python -m tests.attacks [NAME …] [--seconds 8] [--phones 30] [--headless] [--only-together]

Each attack is tried on a class of its own, then all of them at once: without TLS, and encrypted,
where a flood of handshakes also keeps other strangers out. The class is the real program with its
window, and thirty honest phones that press Done, send heartbeats, call for help and come back, each
from an address of its own where the system has so many (Linux). What is measured (`figures.py`) is
printed as a table; the end is 0 when every figure is within its bound.

**Adding an attack.** A module of this package that has a name `ATTACK` is one:

    async def fill_the_class(target: Target) -> Outcome:
        ...

    ATTACK = Attack("strangers", "Signs in a thousand strangers from one address.", fill_the_class)

`Attack` and `Target` are in `attack.py`. The function runs in a process of its own, with a lower
priority than the program: attackers bring their own processor. It gets the addresses, the code of
the class and the `deadline` after which it must be over; it must be bounded in number too
(connections, bytes kept), go to the target's loopback addresses alone, and take every refusal and
hang-up as an answer (`LOST`): the program is stopped in the midst of it. Strangers who must be in
the class already (`Attack.seats`, a cookie and an address each) were let in before. It returns what
it did in a few words, and what it reached that nobody should (`harm`), which fails the run.
`Attack.prepare`, if there is one, is called with the data folder before the program starts, and
`Attack.options` are added to the program's command line: `--tls` for an encrypted class, which
`Target.open_line` takes into account.
"""
