"""The session server: sockets, sign-in, pages. It only translates; the classroom decides."""
