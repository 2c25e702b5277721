"""What surrounds the pages: the rail, the menus, notices, dropped files, About."""
