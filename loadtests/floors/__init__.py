"""What nothing here can be faster than: the driver alone, the bytes alone, ASGI alone."""
