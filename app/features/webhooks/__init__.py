"""Webhooks: telling other systems what happened, signed, in order, until they have it."""
