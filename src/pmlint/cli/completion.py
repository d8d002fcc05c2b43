"""`pmlint generate-shell-completion`: what a shell offers after TAB, as a script that runs nothing of pmlint.

A shell that asked pmlint itself would wait for Python after each TAB. The scripts know commands, options and the words
that these take; `pmlint` alone completes as `pmlint check`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

import click

from pmlint.cli.options import Choice
from pmlint.escape import page

DEFAULT = "check"
"""The command that runs where none is named."""

_MARKUP = re.compile(r"[\\`\[\]\"$]")


class _Option(NamedTuple):
    """An option: how it is written, what it is for, and what it takes."""

    names: tuple[str, ...]
    help: str
    takes: str = ""
    """The kind of value, empty for a flag: `files`, `words`, or `other`."""
    words: tuple[str, ...] = ()
    repeats: bool = False


class _Command(NamedTuple):
    """A command: the words that name it after `pmlint`, what it does, and what follows it."""

    path: tuple[str, ...]
    help: str
    options: tuple[_Option, ...]
    takes_files: bool
    words: tuple[str, ...] = ()
    """What may follow that is no option: the commands below it, or the words of an argument."""
    commands: tuple[_Command, ...] = ()

    @property
    def name(self) -> str:
        """The name of a shell function for it."""
        return "_".join(("_pmlint", *self.path)).replace("-", "_")

    def all(self) -> Iterator[_Command]:
        """The command and those below it."""
        yield self
        for each in self.commands:
            yield from each.all()


@click.command("generate-shell-completion")
@click.argument("shell", type=Choice(["bash", "zsh", "fish"]))
@click.pass_context
def generate_shell_completion(ctx: click.Context, shell: str) -> None:
    """Print a script that completes commands and options.

    \b
    bash: eval "$(pmlint generate-shell-completion bash)" in ~/.bashrc
    zsh:  pmlint generate-shell-completion zsh > _pmlint, in a folder of $fpath
    fish: pmlint generate-shell-completion fish > ~/.config/fish/completions/pmlint.fish
    """
    root = _command(ctx.find_root().command, ctx.find_root())
    sys.stdout.write(page(_SCRIPTS[shell](root)))


def _command(command: click.Command, ctx: click.Context, path: tuple[str, ...] = ()) -> _Command:
    """What there is to complete of a command of click."""
    below: list[_Command] = []
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            child = command.get_command(ctx, name)
            assert child is not None
            below.append(_command(child, click.Context(child, ctx, name), (*path, name)))
    params = command.get_params(ctx)
    arguments = [each.type for each in params if isinstance(each, click.Argument)]
    choices = (choice for each in arguments if isinstance(each, click.Choice) for choice in each.choices)
    return _Command(
        path,
        _plain(command.get_short_help_str(limit=1000)),
        tuple(_option(each, ctx) for each in params if isinstance(each, click.Option) and not each.hidden),
        any(isinstance(each, click.Path) for each in arguments),
        (*(each.path[-1] for each in below), *choices),
        tuple(below),
    )


def _option(option: click.Option, ctx: click.Context) -> _Option:
    names = (*option.opts, *option.secondary_opts)
    help_text = _plain((option.help or "").partition(". ")[0])
    if option.is_flag:
        return _Option(names, help_text)
    words = tuple(option.type.choices) if isinstance(option.type, click.Choice) else ()
    takes = "words" if words else "files" if isinstance(option.type, click.Path) else "other"
    return _Option(names, help_text, takes, words, option.multiple)


def _plain(text: str) -> str:
    """A help text without what shells take for markup."""
    return _MARKUP.sub("", text).replace("'", "’").removesuffix(".")


def _of(root: _Command, name: str) -> _Command:
    return next(each for each in root.commands if each.path == (name,))


def _bash(root: _Command) -> Iterator[str]:
    yield from _BASH_HEAD.splitlines()
    known = "|".join(f'" {" ".join(each.path)}"' for each in root.all() if each.path)
    yield from (f'            {known}) command+=" $word" ;;', "            *) break ;;", "        esac", "    done")
    yield f'    [[ -z $command && $at -gt 1 ]] && command=" {DEFAULT}"'
    yield '    case "$command $before" in'
    for command in root.all():
        for option in command.options:
            taken = "|".join(f'" {" ".join((*command.path, name))}"' for name in option.names)
            if option.takes:  # where nothing is offered, bash offers files
                yield f'        {taken}) _pmlint_offer "{" ".join(option.words)}"; return ;;'
    yield from ("    esac", '    case "$command$dash" in')
    for command in root.all():
        options = (*command.options, *(() if command.path else _of(root, DEFAULT).options))
        named = "".join(f" {each}" for each in command.path)
        yield f'        "{named}") _pmlint_offer "{" ".join(command.words)}" ;;'
        yield f'        "{named} -") _pmlint_offer "{" ".join(n for each in options for n in each.names)}" ;;'
    yield from ("    esac", "}", "", "complete -o bashdefault -o default -F _pmlint pmlint")


_BASH_HEAD = """\
_pmlint_offer() {
    COMPREPLY=($(compgen -W "$1" -- "$current"))
}

_pmlint() {
    local at=$COMP_CWORD current before dash= word command=
    current=${COMP_WORDS[at]} before=${COMP_WORDS[at - 1]}
    if [[ $current == "=" ]]; then
        current=
    elif [[ $before == "=" ]]; then
        before=${COMP_WORDS[at - 2]}
    fi
    [[ $current == -* ]] && dash=" -"
    COMPREPLY=()
    for word in "${COMP_WORDS[@]:1:at-1}"; do
        case "$command $word" in"""


def _zsh(root: _Command) -> Iterator[str]:
    yield "#compdef pmlint"
    for command in reversed([*root.all()]):
        yield from ("", f"{command.name}() {{")
        if command.commands:
            yield from _zsh_group(command, root)
        else:
            yield from ("    _arguments -s \\", *(f"        {_zsh_option(each)} \\" for each in command.options))
            words = f": :({' '.join(command.words)})" if command.words else ": : "
            yield f"        '*{':file:_files' if command.takes_files else words}'"
        yield "}"
    yield from _ZSH_TAIL.splitlines()


_ZSH_TAIL = """
if [ "$funcstack[1]" = _pmlint ]; then
    _pmlint "$@"
else
    compdef _pmlint pmlint
fi"""


def _zsh_group(group: _Command, root: _Command) -> Iterator[str]:
    other = "" if group.path else _of(root, DEFAULT).name
    yield from ("    if ((CURRENT == 2)); then", "        local -a commands=(")
    yield from (f"            '{each.path[-1]}:{each.help}'" for each in group.commands)
    yield from ("        )", "        _describe -t commands command commands")
    yield from ([f"        {other}"] if other else [])
    yield from ("        return", "    fi", '    case "$words[2]" in')
    for each in group.commands:
        yield f"        {each.path[-1]}) shift words; ((CURRENT -= 1)); {each.name} ;;"
    yield from ([f"        *) {other} ;;"] if other else [])
    yield "    esac"


def _zsh_option(option: _Option) -> str:
    alone = "" if option.repeats or len(option.names) == 1 else f"({' '.join(option.names)})"
    star = "*" if option.repeats else ""
    help_text = option.help.replace(":", r"\\:")
    takes = {"": "", "files": ":file:_files", "other": ": : ", "words": f": :({' '.join(option.words)})"}[option.takes]
    specs = [f"'{star}{alone}{name}{_equals(name, option)}[{help_text}]{takes}'" for name in option.names]
    return " ".join(specs)


def _equals(name: str, option: _Option) -> str:
    """How zsh is told that a value may follow after `=`."""
    return "=" if option.takes and name.startswith("--") else ""


def _fish(root: _Command) -> Iterator[str]:
    for command in root.all():
        where = f'complete -c pmlint -n "{_fish_where(command, root)}"'
        alone = "; and ".join([*map(_seen, command.path), f"not {_seen(*command.words)}"])
        for child in command.commands:
            yield f'complete -c pmlint -n "{alone}" -a {child.path[-1]} -d "{child.help}"'
        if command.path and not command.takes_files:
            words = f' -a "{" ".join(command.words)}"' if command.words and not command.commands else ""
            yield f"{where} -f{words}"
        for option in command.options:
            names = " ".join(f"-l {n[2:]}" if n.startswith("--") else f"-s {n[1:]}" for n in option.names)
            takes = {"": "", "files": " -r"}.get(option.takes, " -x")
            words = f' -a "{" ".join(option.words)}"' if option.words else ""
            yield f'{where} {names}{takes}{words} -d "{option.help}"'


def _fish_where(command: _Command, root: _Command) -> str:
    """When a command is the one that runs. The one that does by itself runs where no other is named."""
    if not command.path:
        return f"not {_seen(*root.words)}"
    if command.path == (DEFAULT,):
        return f"not {_seen(*(word for word in root.words if word != DEFAULT))}"
    return "; and ".join(map(_seen, command.path))


def _seen(*words: str) -> str:
    return f"__fish_seen_subcommand_from {' '.join(words)}"


_SCRIPTS = {"bash": _bash, "zsh": _zsh, "fish": _fish}
