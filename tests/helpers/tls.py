"""What a client of TLS sends, by hand."""

import ssl


def client_hello(host: str = "localhost") -> bytes:
    """Return the first message of a handshake."""
    context = ssl.create_default_context()
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    talk = context.wrap_bio(incoming, outgoing, server_hostname=host)
    try:
        talk.do_handshake()
    except ssl.SSLWantReadError:
        return outgoing.read()
    raise AssertionError("nothing has been answered")
