"""What stays around the pages: the rail, the menus, notices, dropped files, About."""
