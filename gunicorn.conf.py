"""How gunicorn serves the site; it reads this file by itself. README.md tells what else can be set."""

# What a client may not tell us: only a proxy that ENTRYWISE_PROXIES counts speaks for others.
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}

limit_request_line = 8190
control_socket_disable = True
loglevel = "error"  # gunicorn's warnings name addresses
threads = 2
workers = 2
