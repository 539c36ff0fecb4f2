"""What somebody would use instead, small and honest, beside ours: a broadcast, and a whole live poll."""

DATABASE, VOTES = "tutorial", "votes"
