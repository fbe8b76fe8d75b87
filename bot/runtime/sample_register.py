"""Reads the register of the made-up rooms: their facts, what does not work, and a round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.runtime.work import SqlWork
from knowledge.rooms.faults import Fault, Part
from knowledge.rooms.model import Room
from knowledge.rooms.rounds import Answer, Check, Round

FILE = Path(__file__).parent / "sample_rooms" / "register.yaml"


@dataclass(frozen=True, slots=True)
class Register:
    """The register, as its file has it."""

    rooms: Sequence[Room]
    faults: Sequence[Fault]
    rounds: Sequence[Round]

    async def put_in(self, work: SqlWork) -> None:
        """Put all of it into a database that has none of it."""
        for room in self.rooms:
            await work.rooms.add(room)
        for fault in self.faults:
            await work.faults.add(fault)
        for done in self.rounds:
            await work.rounds.add(done)


def read() -> Register:
    """Read the file; every room is marked as a sample, and its card fits its facts."""
    found = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return Register(
        rooms=[_room(row) for row in found["rooms"]],
        faults=[_fault(row) for row in found["faults"]],
        rounds=[_round(row) for row in found["rounds"]],
    )


def _room(row: Mapping[str, Any]) -> Room:
    room = Room(**{**row, "names": tuple(row.get("names", ())), "sample": True})
    return replace(room, follows=room.fingerprint)


def _fault(row: Mapping[str, Any]) -> Fault:
    at = _aware(row["reported"])
    return Fault(**{**row, "part": Part(row["part"]), "reported": at, "changed": at})


def _round(row: Mapping[str, Any]) -> Round:
    values = {name: value for name, value in row.items() if name != "without"}
    answers = {check: Answer.NO if check.value in row["without"] else Answer.YES for check in Check}
    return Round(**{**values, "at": _aware(row["at"]), "answers": answers})


def _aware(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC)
