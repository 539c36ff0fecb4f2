"""A Python client of the socket: an outbox that loses nothing, a screen that heals."""
