"""The instructor's window. Qt lives here; nothing else imports it."""
