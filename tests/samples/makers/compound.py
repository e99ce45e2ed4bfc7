"""Writes OLE files (MS-CFB), the files in files of old Office programs and Outlook."""

import struct
from dataclasses import dataclass, field

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, SMALL_SECTOR, SMALL = 512, 64, 4096
_STORAGE, _STREAM = 1, 2


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    inside: list[int] = field(default_factory=list)


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE file (MS-CFB, version 3) with these streams, whose names are paths. Up to some 50,000 bytes in all."""
    entries = [_Entry("Root Entry", 5)]
    places = {"": 0}
    for path, data in streams.items():
        folder = ""
        for part in path.split("/"):
            here = f"{folder}/{part}".lstrip("/")
            if here not in places:
                places[here] = len(entries)
                entries[places[folder]].inside.append(len(entries))
                entries.append(_Entry(part, _STREAM, data) if here == path else _Entry(part, _STORAGE))
            folder = here
    return _laid_out(entries)


def _laid_out(entries: list[_Entry]) -> bytes:
    fat: list[int] = []
    sectors = b""
    small_fat: list[int] = []
    small = b""
    starts: dict[int, int] = {}
    siblings: dict[int, int] = {}
    children: dict[int, int] = {}

    def chain(table: list[int], count: int) -> int:
        first = len(table)
        table += [*range(first + 1, first + count), END] if count else []
        return first if count else END

    for number, entry in enumerate(entries):
        ordered = sorted(entry.inside, key=lambda n: (len(entries[n].name), entries[n].name.upper()))
        children[number] = ordered[0] if ordered else FREE
        siblings |= dict(zip(ordered, [*ordered[1:], FREE], strict=True)) if ordered else {}
        if entry.kind == _STREAM and len(entry.data) < SMALL:
            starts[number] = chain(small_fat, -(-len(entry.data) // SMALL_SECTOR))
            small += _padded(entry.data, SMALL_SECTOR)
        elif entry.kind == _STREAM:
            starts[number] = chain(fat, -(-len(entry.data) // SECTOR))
            sectors += _padded(entry.data, SECTOR)
    starts[0], root_size = chain(fat, -(-len(small) // SECTOR)), len(small)
    sectors += _padded(small, SECTOR)
    small_table = _padded(struct.pack(f"<{len(small_fat)}I", *small_fat), SECTOR, b"\xff")
    small_fat_start = chain(fat, len(small_table) // SECTOR)
    sectors += small_table
    directory = b"".join(
        _record(entry, siblings.get(n, FREE), children[n], (starts.get(n, 0), root_size if n == 0 else len(entry.data)))
        for n, entry in enumerate(entries)
    )
    directory_start = chain(fat, -(-len(directory) // SECTOR))
    sectors += _padded(directory, SECTOR)
    fat_sectors = next(count for count in range(1, 100) if count * SECTOR // 4 >= len(fat) + count)
    fat_start = len(fat)
    fat += [FAT] * fat_sectors
    sectors += _padded(struct.pack(f"<{len(fat)}I", *fat), SECTOR * fat_sectors, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, fat_sectors, directory_start, 0, SMALL, small_fat_start, 1, END, 0)
    difat = [*range(fat_start, fat_start + fat_sectors)]
    return header + struct.pack("<109I", *difat, *[FREE] * (109 - len(difat))) + sectors


def _record(entry: _Entry, sibling: int, child: int, place: tuple[int, int]) -> bytes:
    raw = entry.name.encode("utf-16-le")
    fields = struct.pack("<HBBIII", len(raw) + 2, entry.kind, 1, FREE, sibling, child)
    return raw.ljust(64, b"\x00") + fields + bytes(36) + struct.pack("<IQ", *place)


def _padded(data: bytes, size: int, filling: bytes = b"\x00") -> bytes:
    return data + filling * (-len(data) % size)
