"""An SMTP server that takes every letter: ``python -m scripts.bench.sinks.smtp`` prints its port.

As bare as the HTTP one, so that neither way of sending is held up by the server it sends to.
"""

import asyncio

_END_OF_LETTER = b"\r\n.\r\n"


class Letters(asyncio.Protocol):
    """One connection: commands by the line, a letter until its lonely dot."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - TCP, for the type checker
        self._transport = transport
        self._buffer = b""
        self._is_letter = False
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer every command that is whole, and every letter."""
        self._buffer += data
        while True:
            end = _END_OF_LETTER if self._is_letter else b"\r\n"
            taken, found, rest = self._buffer.partition(end)
            if not found:
                return
            self._buffer = rest
            if self._is_letter:
                self._is_letter = False
                self._transport.write(b"250 taken\r\n")
            else:
                self._command(taken[:4].upper())

    def _command(self, verb: bytes) -> None:
        if verb == b"DATA":
            self._is_letter = True
            self._transport.write(b"354 go on\r\n")
        elif verb == b"QUIT":
            self._transport.write(b"221 bye\r\n")
            self._transport.close()
        else:
            self._transport.write(b"250 sink\r\n")


async def main() -> None:
    """Serve until killed."""
    server = await asyncio.get_running_loop().create_server(Letters, "127.0.0.1", 0, backlog=128)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
