"""Organizations: who works in them, in which role, and how people get in and out."""
