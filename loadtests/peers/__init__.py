"""What somebody would build instead, small and honest, to do the same job beside ours."""

DATABASE, VOTES = "tutorial", "votes"
