"""The Priorities place: what to improve first, how sure that is, and whose words stand behind it."""
