"""Packs: folders with a process (`pack.yaml`) and its rules (one YAML file each). Only data, so safe to load.

Here they are found, read and kept; `pmlint.pack_files` is about what they say, `pmlint.extending` about what a pack
takes over from the one it extends.

Reading and checking sixty YAML files costs more than linting a document, so a bundled pack is compiled once, as Python
compiles modules: into this package's own `__pycache__`, or where `sys.pycache_prefix` says, unless nothing is to be
written there; with a key over the bytes of all its files, of those of the packs that it extends, and of the code. What
is written is data (`pmlint.compiled`); a pack from anywhere else is always read from its files.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pmlint.compiled import NotAPack, dumped, loaded
from pmlint.data_fault import DataFault, DataFaults
from pmlint.installed import Unusable, installed_names, installed_pack
from pmlint.pack_files import Borrowed, Location, Pack, PackFolder, borrowed_by, build, rules_of, words_of
from pmlint.plain_file import Refused, read_plain_file
from pmlint.spelling import name_key, near
from pmlint.text import Source, Span
from pmlint.tree import WORKING_TREE, Tree

if TYPE_CHECKING:
    from pmlint.yaml_text import Node

_PACKAGE = Path(__file__).resolve().parent

DEFAULT_PACK = "incident-process"

BASE = "base"
"""The folder of what postmortems have in common, which packs extend. It asks for nothing, so it can't be chosen."""

TEMPLATE = "template.md"
"""The file of a pack that a new postmortem is written from."""

EXAMPLE = "example.md"
"""The file of a pack that is a postmortem which keeps every rule, inside which examples of rules are judged."""

LARGEST = 1024 * 1024
"""Bytes of a pack's file that are read."""

_READABLE = 0o644
"""Who may read a compiled pack: everybody, as an installation belongs to one user and is run by others."""

MOST_EXTENDED = 8
"""Packs that extend each other in a row."""


class PackNotFound(Exception):
    """No pack has this name, or the folder has no `pack.yaml`."""


def bundled_folder() -> Path:
    """Where the bundled packs are: inside the installed package, or beside `src/` in a checkout."""
    installed = _PACKAGE / "rules"
    return installed if installed.is_dir() else _PACKAGE.parent.parent / "rules"


def bundled_names() -> list[str]:
    """The names of the bundled packs."""
    return sorted(name for file in bundled_folder().glob("*/pack.yaml") if (name := file.parent.name) != BASE)


def known_packs(*more: str) -> str:
    """The packs that have a name, and more of the bundled ones, in words."""
    installed = installed_names()
    bundled = f"bundled: {', '.join([*bundled_names(), *more])}"
    return f"{bundled}; installed: {', '.join(installed)}" if installed else bundled


def load_bundled(name: str) -> Pack:
    """A bundled pack. Raises `PackNotFound` for a name that is none, `DataFaults` for mistakes in its files."""
    if name not in bundled_names():
        raise PackNotFound(name)
    folders = _read(bundled_folder() / name)
    key = _key(folders)
    compiled = _compiled_folder() / f"{name}.pack"
    if (content := _stored(compiled, key)) is not None:
        with suppress(NotAPack):
            if isinstance(known := loaded(content), Pack):
                return known
    pack = build(folders)
    if not sys.dont_write_bytecode:
        _store(compiled, key, dumped(pack))
    return pack


def _compiled_folder() -> Path:
    """Where Python keeps what it compiles of this package."""
    if sys.pycache_prefix:
        return Path(sys.pycache_prefix, *_PACKAGE.parts[1:])
    return _PACKAGE / "__pycache__"


def folder_of(name: str) -> Path | None:
    """The folder of a bundled pack, or of one that an installed package brings; `None` where no pack has this name.

    Raises `Unusable`.
    """
    if name in (*bundled_names(), BASE):
        return bundled_folder() / name
    found = installed_pack(name)
    return found.folder if found else None


def load_named(name: str) -> Pack:
    """A bundled pack, or one that an installed package brings. Raises as `load_bundled` does, and `Unusable`."""
    found = None if name in bundled_names() else installed_pack(name)
    return load_folder(found.folder) if found else load_bundled(name)


def load_folder(folder: Path, tree: Tree = WORKING_TREE) -> Pack:
    """A pack from a folder of a tree.

    Raises `PackNotFound` without a `pack.yaml`, `DataFaults` for mistakes in its files.
    """
    if not tree.is_file(str(folder / "pack.yaml")):
        raise PackNotFound(str(folder))
    return build(_read(folder, tree))


def bundled_of(pack: str | Path) -> str | None:
    """The bundled pack that a pack is, or that it extends, by its name; `None` where that is `BASE` alone.

    As `load_bundled` and `load_folder`.
    """
    if isinstance(pack, str):
        return pack
    folders = (each.path for each in _read(_folder_of(pack)))
    return next((each.name for each in folders if each.parent == bundled_folder() and each.name != BASE), None)


def load_written(folder: Path, files: Mapping[str, str], extends: str) -> Pack:
    """A pack that extends a bundled one, from what is to be written to a folder. Raises `DataFaults`."""
    own = {str(folder / name): text.encode() for name, text in files.items() if name.endswith(".yaml")}
    extended = bundled_folder() / extends
    return build([PackFolder(folder, own, {}, Location(extended, WORKING_TREE)), *_read(extended)])


def template_of(pack: str | Path) -> str | None:
    """The template of a bundled pack, by its name, or of the one in a folder, else of a pack that it extends.

    Raises `DataFaults` for a template that can't be read, `PackNotFound` for what is no pack.
    """
    texts = (_text(folder.path, TEMPLATE) for folder in _read(_folder_of(pack)))
    return next((text for text in texts if text is not None), None)


def example_of(pack: str | Path) -> Source | None:
    """The example document that a pack has of its own. Raises as `template_of` does."""
    folder = _folder_of(pack)
    text = _text(folder, EXAMPLE)
    return None if text is None else Source(str(folder / EXAMPLE), text)


def rule_files(pack: str | Path) -> dict[str, tuple[Source, Node]]:
    """The files of the rules that a pack has of its own, by their names. Raises as `template_of` does.

    Those that all packs have in common come with the default one, as `BASE` can't be chosen.
    """
    folders = [_read_folder(_folder_of(pack))]
    if pack == DEFAULT_PACK:
        folders.append(_read_folder(bundled_folder() / BASE))
    return {name: (source, node) for folder in folders for name, source, node in rules_of(folder)}


def _text(folder: Path, name: str) -> str | None:
    """The text of a pack's file, without a byte order mark; `None` where there is no such file. Raises `DataFaults`."""
    file = str(folder / name)
    try:
        content = read_plain_file(file, LARGEST, follow=folder.parent == bundled_folder())
        return content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except FileNotFoundError:
        return None
    except (Refused, UnicodeDecodeError, OSError) as error:
        reason = str(error) if isinstance(error, Refused) else "can't be read as UTF-8"
        raise DataFaults([DataFault(Source(file, ""), Span(0, 0), f"the file {reason}")]) from None


def file_of_rule(pack: str | Path, rule: str) -> Path | None:
    """The file of a rule, by its name, in a pack or the nearest one that it extends."""
    files = (folder.path / f"{rule}.yaml" for folder in _read(_folder_of(pack)))
    return next(filter(Path.is_file, files), None)


def _folder_of(pack: str | Path) -> Path:
    folder = folder_of(pack) if isinstance(pack, str) else pack
    if folder is None or not (folder / "pack.yaml").is_file():
        raise PackNotFound(str(pack))
    return folder


class Place(NamedTuple):
    """A line of a file of a pack."""

    path: str
    line: int
    """From 1 on."""


class WordPlaces:
    """Which lines of a pack, and of those that it extends, say the words by which documents are read.

    `pack` is the name of a bundled pack or a folder. Read from the files, as a compiled pack knows no lines. Raises
    `DataFaults` for files that can't be read, `PackNotFound` for what is no pack.
    """

    def __init__(self, pack: str | Path) -> None:
        self._places: dict[str, list[tuple[str, str, Place]]] = {}
        for each in _read(_folder_of(pack)):
            for source, written in words_of(each):
                place = Place(source.path, source.position(written.span.start).line)
                self._places.setdefault(name_key(written.word), []).append((written.kind, written.of, place))

    def find(self, word: str, kind: str = "", of: str = "") -> Place | None:
        """Where the nearest of the packs says a word, which is compared by `spelling.name_key`.

        `kind` narrows it down to a `section`, `group`, `role`, `field` or list of words (`word`), `of` to one of them:
        the id of a section or role, the kind of a group, the name of a field, the key of a list (`done`, `due.before`).
        """
        said = self._places.get(name_key(word), ())
        return next((place for what, whose, place in said if what == (kind or what) and whose == (of or whose)), None)

    def only(self, word: str) -> Place | None:
        """Where a word stands that the packs say in one meaning only; of several nobody knows which one was meant."""
        said = self._places.get(name_key(word)) or []
        return said[0][2] if len({(kind, of) for kind, of, _ in said}) == 1 else None


# The key of the pack that is extended, read without parsing: a compiled pack is looked up by the files it is made of.
_EXTENDS = re.compile(rb"^extends:[ \t]+([^#\r\n]*?)[ \t]*(?:#[^\r\n]*)?\r?$", re.MULTILINE)


def _read(folder: Path, tree: Tree = WORKING_TREE) -> list[PackFolder]:
    """A pack's folder and those of the packs that it extends, in this order, with the rules that they borrow.

    Raises `DataFaults`.
    """
    return [_with_borrowed(each) for each in _chain(folder, tree)]


def _chain(folder: Path, tree: Tree) -> list[PackFolder]:
    """A pack's folder and those of the packs that it extends, in this order. Raises `DataFaults`."""
    folders = [_read_folder(folder, tree)]
    while (extends := folders[-1].extends) is not None:
        if len(folders) > MOST_EXTENDED or extends.path.resolve() in [each.path.resolve() for each in folders]:
            raise DataFaults([_extends_fault(folders[-1], "the packs extend each other in a circle")])
        folders.append(_read_folder(*extends))
    return folders


def _read_folder(folder: Path, tree: Tree = WORKING_TREE) -> PackFolder:
    files: dict[str, bytes] = {}
    words: dict[str, bytes] = {}
    faults: list[DataFault] = []
    is_bundled = folder.parent == bundled_folder()  # installers may link what they install
    for place in () if is_bundled else (folder, folder / "words"):
        if tree.is_link(str(place)):
            fault = f"the folder '{place.name}' of the pack is a link, not a folder"
            raise DataFaults([DataFault(Source(str(folder), ""), Span(0, 0), fault, "put the folder itself there")])
    found = [(files, file) for file in _yaml_in(folder, tree)]
    found += [(words, file) for file in sorted(_yaml_in(folder / "words", tree), key=_english_first)]
    for read, path in found:
        file = str(path)
        try:
            read[file] = tree.read(file, LARGEST, follow=is_bundled)
        except Refused as refused:
            faults.append(DataFault(Source(file, ""), Span(0, 0), f"the file {refused}"))
        except OSError as error:
            faults.append(DataFault(Source(file, ""), Span(0, 0), f"can't be read: {error.strerror}"))
    if faults:
        raise DataFaults(faults)
    return _extending(PackFolder(folder, files, words, None, tree=tree))


def _extending(pack: PackFolder) -> PackFolder:
    """A pack's folder with that of the pack which it extends, if it says one. Raises `DataFaults`."""
    written = _EXTENDS.search(pack.files.get(str(pack.path / "pack.yaml"), b""))
    if written is None:
        return pack
    name = written[1].decode("utf-8", "replace").strip("\"'")
    try:
        return pack._replace(extends=_named(name, pack))
    except Unusable as unusable:
        raise DataFaults([_extends_fault(pack, *unusable.args)]) from None


def _named(name: str, pack: PackFolder) -> Location:
    """The folder of the pack that another one names, by its name or by the way to it from the other one's folder.

    Raises `Unusable` with what is wrong, and a hint.
    """
    found, tree = (pack.path / name, pack.tree) if _is_path(name) else (folder_of(name) if name else None, WORKING_TREE)
    if found is None or not tree.is_file(str(found / "pack.yaml")):
        guess = near(name, [*bundled_names(), BASE, *installed_names()])
        hint = f"did you mean '{guess}'?" if guess else f"{known_packs(BASE)}; a folder is written './{name}'"
        raise Unusable(f"no pack is called '{name}'", hint)
    return Location(found, tree)


def _is_path(name: str) -> bool:
    return "/" in name or name in (".", "..")


_BORROW = re.compile(rb"^borrow:", re.MULTILINE)


def _with_borrowed(folder: PackFolder) -> PackFolder:
    """A pack's folder with the rules that it borrows. Raises `DataFaults`."""
    path = str(folder.path / "pack.yaml")
    if not _BORROW.search(folder.files.get(path, b"")):
        return folder
    borrowed: list[Borrowed] = []
    faults: list[DataFault] = []
    for written, source, span in borrowed_by(path, folder.files[path]):
        try:
            borrowed.append(_lent(written, folder))
        except Unusable as unusable:
            faults.append(DataFault(source, span, *unusable.args))
    if faults:
        raise DataFaults(faults)
    return folder._replace(borrowed=tuple(borrowed))


def _lent(written: str, borrower: PackFolder) -> Borrowed:
    """A rule of a pack, or of one that this extends, as another pack names it. Raises `Unusable`."""
    name, _, rule = written.rpartition("/")
    if not name:
        raise Unusable(f"'{written}' is not a rule of a pack", "write PACK/RULE, such as 'google-sre/missing-status'")
    known: list[str] = []
    for each in _chain(*_named(name, borrower)):
        path = str(each.path / f"{rule}.yaml")
        if path in each.files and rule != "pack":
            return Borrowed(written, path, each.files[path])
        known += [Path(file).stem for file in each.files]
    guess = near(rule, known)
    raise Unusable(f"the pack has no rule '{rule}'", f"did you mean '{guess}'?" if guess else None)


def _yaml_in(folder: Path, tree: Tree) -> list[Path]:
    return [folder / name for name in tree.names(str(folder)) if name.endswith(".yaml")]


def _english_first(file: Path) -> tuple[bool, str]:
    return file.name != "en.yaml", file.name


def _extends_fault(folder: PackFolder, message: str, hint: str | None = None) -> DataFault:
    path = str(folder.path / "pack.yaml")
    text = folder.files[path].decode("utf-8", "replace")
    found = _EXTENDS.search(folder.files[path])
    at = len(folder.files[path][: found.start(1)].decode("utf-8", "replace")) if found else 0
    return DataFault(Source(path, text), Span(at, at), message, hint)


def _key(folders: Sequence[PackFolder]) -> str:
    digest = hashlib.sha256()
    files = (
        (*folder.files.items(), *folder.words.items(), *((each.path, each.content) for each in folder.borrowed))
        for folder in folders
    )
    for path, content in chain.from_iterable(files):
        digest.update(f"{os.path.basename(path)} {len(content)} ".encode())
        digest.update(content)
    for code in sorted(
        file for room in ("", "checks/", "forms/", "vocabulary/") for file in _PACKAGE.glob(f"{room}*.py")
    ):
        status = code.stat()
        digest.update(f"{code.name} {status.st_size} {status.st_mtime_ns} ".encode())
    return digest.hexdigest()


def _seal(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + content).digest()


def _stored(path: Path, key: str) -> bytes | None:
    """A compiled pack; `None` when there is none, or one of other files or other code, or one that is damaged."""
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    seal, content = stored[:32], stored[32:]
    return content if seal == _seal(key, content) else None


def _store(path: Path, key: str, content: bytes) -> None:
    """Writes a compiled pack so that nobody reads half of it; a folder that can't be written stays without."""
    import tempfile  # which loads much that no other run needs

    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".pmlint-", delete=False) as file:
            try:
                file.write(_seal(key, content) + content)
                file.flush()
                os.chmod(file.name, _READABLE)
                os.replace(file.name, path)
            except OSError:
                os.unlink(file.name)
