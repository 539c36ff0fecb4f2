"""Whom a session's facilitator asks to take part, and their personal links. Members' invitations: ``organizations``."""
