"""Words every other package shares: settings, errors, identity, clock. No framework, no I/O."""
