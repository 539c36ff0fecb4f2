"""Twenty minutes of everything at once, with random kills: what moves, what dies, what is written down."""
