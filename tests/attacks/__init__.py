"""`make attack`: tries what a stranger with a laptop can do to a class, against the real program.

    python -m tests.attacks [NAME …] [--seconds 8] [--phones 30] [--headless] [--only-together]

Each attack is tried on a class of its own, then all of them at once: without TLS, and encrypted,
where a flood of handshakes also keeps other strangers out. Attacks that keep a processor busy by
themselves (`is_flood`) are combined with all others in one more row, where replies may take two
seconds instead of one: on two cores, the attackers' work takes part of the program's time. The
class is the real program with its window, and thirty honest phones that press Done, send
heartbeats, ask for help and reconnect, each from a different address where the system allows it
(Linux). The measurements (`figures.py`) are printed as a table; the exit status is 0 when every
figure is within its bound.

**Adding an attack.** A module of this package that defines `ATTACK` is one:

    async def fill_the_class(target: Target) -> Outcome:
        ...

    ATTACK = Attack("strangers", "Signs in a thousand strangers from one address.", fill_the_class)

`Attack` and `Target` are in `attack.py`. The function runs in a process of its own, with a lower
priority than the program, since real attackers use their own processor. It gets the addresses, the
code of the class and the `deadline` by which it must end. It must be bounded in number too
(connections, bytes kept), connect only to the target's loopback addresses, and expect refusals and
closed connections (`LOST`): the program is stopped in the middle of it. Strangers who must be in
the class already (`Attack.seats`, a cookie and an address each) have joined before. It returns a
few words on what it did, and anything that it reached and should not have (`harm`), which fails the
run. `Attack.prepare`, if there is one, is called with the data folder before the program starts,
and `Attack.options` are added to the program's command line: `--tls` for an encrypted class, which
`Target.open_line` takes into account.
"""
