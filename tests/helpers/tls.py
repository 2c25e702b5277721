"""The first bytes of a TLS client, made by hand."""

import ssl


def client_hello(host: str = "localhost") -> bytes:
    """Return a ClientHello."""
    context = ssl.create_default_context()
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    talk = context.wrap_bio(incoming, outgoing, server_hostname=host)
    try:
        talk.do_handshake()
    except ssl.SSLWantReadError:
        return outgoing.read()
    raise AssertionError("nothing has been answered")
