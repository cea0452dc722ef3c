"""The typed blocks of which law is written: what cannot be true cannot be put together."""
