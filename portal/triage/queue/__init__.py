"""The queue: what waits, found, filtered, routed and changed together."""
