"""Parts of a window that know nothing of a class: each can be used anywhere."""
