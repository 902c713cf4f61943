"""The commands, each its own function; `cli` takes them in. They import what they need: --help starts no engine."""

from publish.commands.building import build, preview, proof, shelf, specimen
from publish.commands.handing import onix, package
from publish.commands.judging import check, diff, doctor, explain, stats, transcript, verify
from publish.commands.starting import import_, new

__all__ = ["COMMANDS"]

COMMANDS = (build, check, diff, doctor, explain, import_, new, onix, package, preview, proof, shelf, specimen, stats,
            transcript, verify)  # fmt: skip
