"""For hosts that insist on ASGI. The service is built for WSGI: its database calls block."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_asgi_application()
