"""Unpacking what comes over the wire, never more than was asked for."""

import zlib
from typing import Final

import brotli  # type: ignore[import-untyped]

from bot.core.errors import WireError

_GZIP_OR_ZLIB: Final = 47
_RAW: Final = -15
GZIP: Final = b"\x1f\x8b"
"""What packed bytes begin with."""
_PLAIN: Final = ("", "identity", "none", "utf-8")  # the last two name no packing, and some servers send them
_PACKED: Final = ("gzip", "x-gzip", "deflate", "br")


class TooLargeError(WireError):
    """A body over its bound."""


class Inflater:
    """Collects a body that is `identity`, `gzip`, `deflate` or `br`; `largest` counts bytes after unpacking."""

    def __init__(self, encoding: str, largest: int) -> None:
        """Raises WireError for any other encoding."""
        name = encoding.strip().lower()
        if name not in _PLAIN + _PACKED:
            raise WireError(f"the answer is packed as {name[:20]!r}, which was not asked for")
        self._packed = name in _PACKED
        self._largest, self._body = largest, bytearray()
        self._stream: zlib._Decompress | None = None
        self._brotli = brotli.Decompressor() if name == "br" else None

    def feed(self, piece: bytes) -> None:
        """Take the next piece. Raises TooLargeError, or WireError when it cannot be unpacked."""
        if not self._packed:
            self._keep(piece)
            return
        try:
            self._unpack(piece) if self._brotli is None else self._unpack_brotli(piece)
        except (zlib.error, brotli.error) as error:
            raise WireError("the answer is packed wrongly and cannot be read") from error

    @property
    def so_far(self) -> bytes:
        """What was unpacked until now."""
        return bytes(self._body)

    def body(self) -> bytes:
        """Everything. Raises WireError when the packed stream did not come to its end."""
        whole = self._brotli.is_finished() if self._brotli else self._stream is None or self._stream.eof
        if self._packed and not whole:
            raise WireError("the answer was cut off")
        return bytes(self._body)

    def _unpack(self, piece: bytes) -> None:
        while piece:
            if self._stream is None or self._stream.eof:  # gzip may hold several members
                if self._stream is not None and not piece.strip(b"\0"):
                    return  # padding
                self._stream = zlib.decompressobj(_RAW if _is_raw(piece) else _GZIP_OR_ZLIB)
            room = self._largest - len(self._body) + 1
            self._keep(self._stream.decompress(piece, room))
            piece = self._stream.unconsumed_tail or self._stream.unused_data

    def _unpack_brotli(self, piece: bytes) -> None:
        """What comes after the end is an error: brotli knows no members."""
        stream = self._brotli
        while stream is not None and (piece or not stream.is_finished()):
            room = self._largest - len(self._body) + 1
            unpacked = stream.process(piece, output_buffer_limit=room)
            self._keep(unpacked)
            if not unpacked and stream.can_accept_more_data():
                return
            piece = b""

    def _keep(self, piece: bytes) -> None:
        self._body += piece
        if len(self._body) > self._largest:
            raise TooLargeError(f"the answer is larger than {self._largest // 1024} kB")


def unpacked(body: bytes, largest: int) -> bytes:
    """A body that is a gzip file itself, unpacked; any other as it is. Raises like `Inflater`."""
    if not body.startswith(GZIP):
        return body
    inflater = Inflater("gzip", largest)
    inflater.feed(body)
    return inflater.body()


def _is_raw(piece: bytes) -> bool:
    """Some servers send deflate without the zlib header, whose first byte names method 8."""
    return not piece.startswith(b"\x1f") and piece[0] & 0x0F != 8
