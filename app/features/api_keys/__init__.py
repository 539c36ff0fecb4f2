"""API keys: how programs call in the name of an organization."""
