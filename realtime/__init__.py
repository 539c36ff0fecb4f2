"""The live path of an answer: socket, writer, relay, hub."""
