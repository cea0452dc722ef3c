"""Real servers on this machine: one that takes mail, and one that accepts a connection and says nothing."""

import socket
import socketserver
from contextlib import suppress
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


class _Relayed(socketserver.BaseRequestHandler):
    server: "FallsSilent"

    def handle(self) -> None:
        with socket.create_connection(self.server.target) as target:
            answers = Thread(target=self._answer, args=[target], daemon=True)
            answers.start()
            while asked := self.request.recv(65536):
                self.server.swallowed |= self.server.at in asked
                if not self.server.swallowed:
                    target.sendall(asked)
            target.shutdown(socket.SHUT_RDWR)
            answers.join()

    def _answer(self, target: socket.socket) -> None:
        with suppress(ConnectionError):
            while answer := target.recv(65536):
                self.request.sendall(answer)


class FallsSilent(_Server):
    """Stands before another server and lets all through, until somebody sends certain bytes."""

    handler = _Relayed

    def __init__(self, host: str, port: int, *, at: bytes) -> None:
        super().__init__()
        self.target, self.at, self.swallowed = (host, port), at, False


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
