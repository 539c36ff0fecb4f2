"""A Python client of REST and socket: an outbox that loses nothing, a screen that heals."""
