"""Images that organizations upload: for picture questions, and for the look of their surveys."""
