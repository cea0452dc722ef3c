"""Real servers on this machine: one that takes mail, and one that accepts a connection and says nothing."""

import socketserver
from email import message_from_string
from email.message import Message
from threading import Thread
from typing import Any, Self


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    handler: type[socketserver.BaseRequestHandler]

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), self.handler)
        self.connections = 0

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def __enter__(self) -> Self:
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections += 1
        super().process_request(request, client_address)


class _Silence(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        while self.request.recv(4096):
            pass


class SilentServer(_Server):
    """Accepts, reads and never answers, as a hung broker or mail server does."""

    handler = _Silence


class _Mail(socketserver.StreamRequestHandler):
    server: "MailServer"

    def handle(self) -> None:
        recipients: list[str] = []
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "RCPT":
                recipients.append(line.partition("<")[2].partition(">")[0])
            if word == "DATA":
                self._say("354 go on")
                body = iter(lambda: self.rfile.readline().decode(), ".\r\n")
                self.server.mails.append((recipients, message_from_string("".join(body))))
            self._say("221 bye" if word == "QUIT" else "250 good")
            if word == "QUIT":
                return

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class MailServer(_Server):
    handler = _Mail

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[tuple[list[str], Message]] = []
