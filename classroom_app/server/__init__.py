"""The session server: WebSocket, sign-in, pages. It only translates; the classroom decides."""
