"""The web server, the same in the demonstration, the tests and the image (WEB_CONCURRENCY: how many workers)."""

import os

wsgi_app = "ess_portal.wsgi"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
loglevel = "warning"
# It would be opened in $HOME.
control_socket_disable = True
