"""Our own line drawings for menus, keys and buttons, 24 units wide and high."""

GLYPHS = {
    "back": '<path d="M15 4.5 7.5 12l7.5 7.5"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5"/>',
    "gear": (
        '<circle cx="12" cy="12" r="3"/><circle cx="12" cy="12" r="6.6"/>'
        '<path stroke-width="3.4" stroke-linecap="butt" d="M12 2v3M12 19v3M2 12h3M19 12h3'
        'M4.9 4.9 7 7M17 17l2.1 2.1M19.1 4.9 17 7M7 17l-2.1 2.1"/>'
    ),
    "power": '<path d="M12 3v8M7 6a8 8 0 1 0 10 0"/>',
    "pencil": '<path d="m4 20 1-4.5L16 4.5l3.5 3.5L8.5 19 4 20Z"/>',
    "wifi": (
        '<path d="M3 9.5a13 13 0 0 1 18 0M6.3 13a8.3 8.3 0 0 1 11.4 0"/>'
        '<path d="M9.5 16.3a3.8 3.8 0 0 1 5 0"/><circle cx="12" cy="19.3" r=".8"/>'
    ),
    "bell": '<path d="M5 17h14l-2-3v-4a5 5 0 0 0-10 0v4l-2 3ZM10 20h4"/>',
    "sound": '<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5H4ZM15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/>',
    "vibrate": '<rect x="8" y="4" width="8" height="16" rx="1.5"/><path d="M4.5 8.5v7M19.5 8.5v7M1.8 10.5v3M22.2 10.5v3"/>',
    "mute": '<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5H4ZM15.5 9.5l5 5M20.5 9.5l-5 5"/>',
    "sun": (
        '<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2'
        'M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4"/>'
    ),
    "battery": '<rect x="3" y="7.5" width="16" height="9" rx="2"/><path d="M21.5 10.5v3M6 10.5v3M9 10.5v3M12 10.5v3"/>',
    "shield": '<path d="M12 3 5 6v5c0 4.5 3 8 7 10 4-2 7-5.5 7-10V6l-7-3Z"/>',
    "warning": '<path d="M12 4 3 19.5h18L12 4ZM12 10v4.5M12 17v.2"/>',
    "key": '<circle cx="8" cy="12" r="4"/><path d="M12 12h9M18 12v3.5"/>',
    "place": '<path d="M12 21c4-4.5 6-7.5 6-10.5a6 6 0 0 0-12 0C6 13.5 8 16.5 12 21Z"/><circle cx="12" cy="10.5" r="2"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4.3 3.7-6 7.5-6s6.7 1.7 7.5 6"/>',
    "reach": '<circle cx="12" cy="5" r="1.8"/><path d="M4.5 9.5 12 10.5l7.5-1M12 10.5v4.5M8.5 21 12 15l3.5 6"/>',
    "repeat": '<path d="M5 12a7 7 0 0 1 12-5l2 2M19 4.5V9h-4.5M19 12a7 7 0 0 1-12 5l-2-2M5 19.5V15h4.5"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5v.2"/>',
    "devices": '<rect x="3" y="5" width="11" height="13" rx="1.5"/><rect x="16" y="9" width="5.5" height="10" rx="1.2"/>',
    "bubble": '<path d="M4 5.5h16v11h-9l-4.5 4v-4H4v-11Z"/>',
    "dots": '<circle cx="6" cy="12" r=".9"/><circle cx="12" cy="12" r=".9"/><circle cx="18" cy="12" r=".9"/>',
    "plus": '<path d="M12 4.5v15M4.5 12h15"/>',
    "check": '<path d="m4.5 12.5 5 5 10-11"/>',
    "eye": '<path d="M2.5 12c2.5-4.5 5.7-6.5 9.5-6.5s7 2 9.5 6.5c-2.5 4.5-5.7 6.5-9.5 6.5s-7-2-9.5-6.5Z"/><circle cx="12" cy="12" r="3"/>',
    "lock": '<rect x="5.5" y="10.5" width="13" height="9.5" rx="1.5"/><path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"/>',
    "call": '<path d="M6 3.5 9 4l1.5 4.5L8 10.5c1 2.5 3 4.5 5.5 5.5l2-2.5L20 15l.5 3c-.5 1.7-1.7 2.5-3.5 2.5C10 20 4 14 3.5 7c0-1.8.8-3 2.5-3.5Z"/>',
    "video": '<rect x="2.5" y="6.5" width="12.5" height="11" rx="2"/><path d="m15 11 6.5-3.5v9L15 13"/>',
    "camera": '<path d="M3 8h4l1.5-2.5h7L17 8h4v11H3V8Z"/><circle cx="12" cy="13" r="3.5"/>',
    "picture": '<rect x="3" y="4.5" width="18" height="15" rx="2"/><path d="m4 17 5-5.5 4 4 3-2.5 4.5 4"/><circle cx="15.5" cy="9" r="1.5"/>',
    "file": '<path d="M6 3h8l4.5 4.5V21H6V3ZM13.5 3v5h5"/>',
    "calendar": '<rect x="4" y="5" width="16" height="15.5" rx="2"/><path d="M4 10h16M8.5 3v4M15.5 3v4"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2.5"/>',
    "send": '<path d="M3 11.5 21 3.5 14.5 21l-3-7.5-8.5-2ZM11.5 13.5 21 3.5"/>',
    "micro": '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>',
    "turn": '<path d="M4 12a8 8 0 0 1 13.5-5.5L20 9M20 4v5h-5M20 12A8 8 0 0 1 6.5 17.5L4 15M4 20v-5h5"/>',
    "torch": '<path d="M8 3h8v3.5L14 10v11h-4V10L8 6.5V3ZM12 13v2"/>',
    "heart": '<path d="M12 20C6 15.5 3.5 12.5 3.5 9A4.3 4.3 0 0 1 12 7.5 4.3 4.3 0 0 1 20.5 9c0 3.5-2.5 6.5-8.5 11Z"/>',
    "erase": '<path d="M8.5 5.5H21v13H8.5L3 12l5.5-6.5ZM12 9.5l5 5M17 9.5l-5 5"/>',
    "shift": '<path d="M12 4 4.5 12H9v7h6v-7h4.5L12 4Z"/>',
    "home": '<rect x="6" y="6" width="12" height="12" rx="3.5"/>',
    "recent": '<path d="M7 6v12M12 6v12M17 6v12"/>',
    "hang-up": '<path d="M3 14.5c0-2 3.5-5 9-5s9 3 9 5v2.3l-5-.8v-3c-2.5-.8-5.5-.8-8 0v3l-5 .8v-2.3Z"/>',
    "people": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5c.6-3.7 3-5.2 6.5-5.2s5.9 1.5 6.5 5.2M15.5 5.3a3.3 3.3 0 0 1 0 6.4M17.5 14.7c2.3.6 3.6 2.2 4 4.8"/>',
}
