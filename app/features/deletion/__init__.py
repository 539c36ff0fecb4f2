"""Deleting an organization with everything that it holds."""
