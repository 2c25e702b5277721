"""MobEdu's Android app: its REST addresses on a second port, and its socket without a cookie."""
