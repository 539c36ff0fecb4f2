"""Questions from the audience: asked, voted on, moderated."""
