"""MobEdu's Android app: its REST endpoints on a second port, and its WebSocket without a cookie."""
