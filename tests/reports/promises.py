PROMISES: dict[str, tuple[str, ...]] = {}
