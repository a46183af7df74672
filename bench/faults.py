"""Known faults put into clean submissions: `python -m bench.faults` tells how many of each kind are found.

Every fault is a submission of a district and year of its own, so that none disturbs another; all are loaded beside
clean ones into a scratch warehouse, built once and judged once. A fault counts as found when a rule that may rightly
tell it does, in its own submission. Writes docs/faults.md and results.json.
"""

import itertools
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from bench.fault_kinds import FAULTS, Case, Fault
from bench.fault_kinds.report import PAGE, Tally, write_page
from district_reports import pipeline, registry
from district_reports.figures import Reading
from district_reports.generation import Submission, make_district, make_submission
from district_reports.generation.capital import WINDOWS
from district_reports.generation.model import list_districts
from district_reports.generation.voices import VOICES
from district_reports.intake.inbox import hash_package
from district_reports.problems import DistrictReportsError
from district_reports.readers.submissions import read_package
from district_reports.registry import Area
from district_reports.settings import PROJECT_DIR, Settings, load_settings
from district_reports.warehouse.building.load import ReceivedFile, SubmissionReceipt, load_submission
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.database.server import running_database
from district_reports.warehouse.scratch import scratch_warehouse

RESULTS = PROJECT_DIR / "bench" / "results.json"
SEED, PLACES, CLEAN = 20, 25, 50
_YEARS = (2022, 2024)
"""Years that do not follow each other: what a district sends for one says nothing about the other."""
_STEADY = 130
"""How many districts send every round of every year."""
_PROCESSES = 2


class Sent(NamedTuple):
    """One package: of which kind of fault ("" for a clean one), its files, and when it arrives."""

    kind: str
    name: str
    files: tuple[tuple[str, bytes], ...]
    received_at: datetime

    @property
    def submission_id(self) -> str:
        """As the pipeline would call it."""
        return hash_package(sha256(content).hexdigest() for _, content in self.files)[:16]


def place_faults(faults: Sequence[Fault], places: int, clean: int) -> Iterator[Sent]:
    """Every kind in its places, what was sent before and by neighbours where a kind needs it, and clean submissions."""
    alone, steady = _list_slots()
    senders = Counter(slot.near for slot in alone)
    compared: set[tuple[str, int]] = set()
    # Those that need two rounds of a district, or can only be in one window, choose first.
    for kind in sorted(faults, key=lambda kind: (kind.before is None, len(kind.rounds))):
        taken: set[tuple[str, int]] = set()
        yield from _place(kind, alone if kind.moves_figures else steady, places, senders, taken)
        compared |= taken if kind.neighbours else set()
    # Neighbours with faults of their own may be nobody's measure: whoever else there is in the province sends too.
    others = [
        slot for slot in (*alone[clean:], *steady[clean:])
        if slot.near in compared and slot.windows == _windows_of(slot.unit, slot.year)
    ]  # fmt: skip
    for slot in [*alone[:clean], *steady[:clean], *_list_communes(2 * clean), *others]:
        rng = random.Random(f"{SEED} clean {slot}")
        yield from _send("", Case(_make(slot, rng, "", None, slot.windows)))


class Slot(NamedTuple):
    """A district, a year and a window in which it may send something."""

    unit: Area
    year: int
    windows: tuple[str, ...]

    @property
    def near(self) -> tuple[str, int]:
        """Province and year: whom it is compared with."""
        return self.unit.province_code, self.year


def _list_slots() -> tuple[list[Slot], list[Slot]]:
    """Slots that stand alone, for faults that move figures, and slots of districts that send all rounds; both in the
    order they are used up from the end, with the districts of a province spread out."""
    units = [unit for province in registry.provinces() for unit in list_districts(province)]
    random.Random(SEED).shuffle(units)
    # What is used up from the end leaves the odd names, at the beginning, to the clean ones.
    alone, steady = sorted(units[_STEADY:], key=_has_plain_name), units[:_STEADY]
    rounds = itertools.product(steady, range(_YEARS[0], _YEARS[1] + 1), WINDOWS)
    return (
        [Slot(unit, year, _windows_of(unit, year)) for year in _YEARS for unit in alone],
        [Slot(unit, year, (window,)) for unit, year, window in rounds if year > _YEARS[0] or window == ""],
    )


def _list_communes(count: int) -> list[Slot]:
    """Communes since the reform, first those with a number, a dash or an apostrophe in their names."""
    provinces = registry.provinces(registry.AREA_LISTS[1])
    units = [unit for province in provinces for unit in registry.reporting_units(province.code, province.area_list)]
    random.Random(SEED).shuffle(units)
    return [Slot(unit, _YEARS[-1] + 1, ("9M", "")) for unit in sorted(units, key=_has_plain_name)[:count]]


def _has_plain_name(unit: Area) -> bool:
    return unit.name.replace(" ", "").isalpha()


def _windows_of(unit: Area, year: int) -> tuple[str, ...]:
    """All of a province report on the same round, so that each has neighbours to be compared with.

    No half year is told of 2022: it begins with a review by two poverty standards, which is a finding by nature.
    """
    return ("H1",) if year > _YEARS[0] and int(unit.province_code) % 2 else ("",)


def _place(kind: Fault, slots: list[Slot], places: int, senders: Counter[tuple[str, int]],
           taken: set[tuple[str, int]]) -> Iterator[Sent]:  # fmt: skip
    """The kind in its places; `taken` holds whom they are compared with afterwards."""
    rng, passed = random.Random(f"{SEED} {kind.name}"), []
    while places and slots:
        slot = slots.pop()
        # Two that differ from all their neighbours would be neighbours.
        is_lonely = kind.neighbours and (slot.near in taken or senders[slot.near] <= kind.neighbours)
        case = None if is_lonely else _spoil(kind, slot, rng)
        if case is None:
            passed.append(slot)
            continue
        places -= 1
        taken.add(slot.near)
        if kind.before is not None and kind.before[0] < 0:
            senders.subtract(one.near for one in slots if one.unit == slot.unit)
            slots[:] = [one for one in slots if one.unit != slot.unit]
        yield from _send(kind.name, case)
    slots += reversed(passed)


def _make(slot: Slot, rng: random.Random, voice: str, forms: Sequence[str] | None, windows: Sequence[str],
          ) -> Submission:  # fmt: skip
    window = rng.choice([window for window in windows if window in slot.windows])
    report = make_district(slot.unit, [(slot.year, window)], SEED)[0]
    return make_submission(report, SEED, voice=voice or rng.choice(tuple(VOICES)), forms=forms)


def _spoil(kind: Fault, slot: Slot, rng: random.Random) -> Case | None:
    if kind.before is not None:
        if slot.year == _YEARS[0]:
            return None
        slot = slot._replace(windows=WINDOWS)
    if not set(kind.rounds) & set(slot.windows):
        return None
    voice = rng.choice(kind.voices or tuple(VOICES))
    case = Case(_make(slot, rng, voice, kind.forms, kind.rounds))
    if kind.before is not None:
        years, window = kind.before
        earlier = slot._replace(year=slot.year + years, windows=(window,))
        case = Case(case.submission, before=_make(earlier, rng, voice, kind.forms, (window,)))
    spoilt = kind.spoil(case, rng)
    return spoilt if spoilt != case else None


def _send(kind: str, case: Case) -> Iterator[Sent]:
    if case.before is not None:
        yield from _send("", Case(case.before))
    issued = case.submission.report.issued + timedelta(days=case.days_late)
    received_at = datetime(issued.year, issued.month, issued.day, 3, tzinfo=UTC)
    yield Sent(kind, case.submission.name, case.files(), received_at)


def read_sent(sent: Sent) -> Reading:
    """What the readers make of a package."""
    return read_package(sent.files)


def judge(settings: Settings, packages: Sequence[Sent]) -> dict[str, list[tuple[str, str, str]]]:
    """Rule, severity and subject of every finding, by submission, after one build and one gate over all packages."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    with running_database(settings) as server_url, scratch_warehouse(server_url, "bench_faults") as url:
        with ProcessPoolExecutor(_PROCESSES) as readers, connect(url) as connection:
            for sent, reading in zip(packages, readers.map(read_sent, packages, chunksize=8), strict=True):
                load_submission(connection, _receipt(sent), reading)
        _tell("read and loaded")
        pipeline.check_warehouse(settings, url)
        _tell("built and judged")
        with connect(url) as connection:
            rows = connection.execute("select submission_id, rule, severity, subject from quality.findings").fetchall()
    for submission_id, rule, severity, subject in rows:
        found[submission_id].append((rule, severity, subject))
    return found


def _receipt(sent: Sent) -> SubmissionReceipt:
    files = tuple(ReceivedFile(sha256(content).hexdigest(), name, "application/octet-stream", len(content))
                  for name, content in sent.files)  # fmt: skip
    package = hash_package(file.sha256 for file in files)
    return SubmissionReceipt(sent.submission_id, package, files, sent.received_at, "bench", "bench")


def tally(
    faults: Iterable[Fault], packages: Iterable[Sent], found: dict[str, list[tuple[str, str, str]]]
) -> tuple[dict[str, Tally], Tally]:
    """What became of each kind, and of the clean submissions (whose `caught` are those that were told anything)."""
    kinds = {kind.name: kind for kind in faults}
    tallies = {name: Tally() for name in kinds}
    clean = Tally()
    for sent in packages:
        findings = found.get(sent.submission_id, [])
        if not sent.kind:
            _count_clean(clean, sent, findings)
        else:
            _count_fault(tallies[sent.kind], kinds[sent.kind], sent, findings)
    return tallies, clean


def _count_clean(clean: Tally, sent: Sent, findings: list[tuple[str, str, str]]) -> None:
    clean.placed += 1
    clean.caught += bool(findings)
    clean.held_beyond += sum(severity == "critical" for _, severity, _ in findings)
    clean.others.update({rule for rule, _, _ in findings})
    if findings:
        clean.missed.append(f"{sent.name} {sorted({rule for rule, _, _ in findings})}")


def _count_fault(one: Tally, kind: Fault, sent: Sent, findings: list[tuple[str, str, str]]) -> None:
    right = {rule for rule, _, subject in findings if kind.is_told_by(rule, subject)}
    one.placed += 1
    one.caught += bool(right)
    one.rules.update(right)
    one.others.update({rule for rule, _, _ in findings} - right)
    one.held_beyond += kind.subject != "submission" and any(
        severity == "critical" and subject != kind.subject for _, severity, subject in findings
    )
    if not right:
        one.missed.append(sent.name)


_start = time.perf_counter()


def _tell(what: str) -> None:
    print(f"{time.perf_counter() - _start:6.1f} s  {what}", file=sys.stderr, flush=True)


def main(names: Sequence[str], places: int) -> None:
    """Runs the kinds named, or all of them; keeps page and results of the whole bench alone.

    Raises DistrictReportsError for a name that no kind has.
    """
    if unknown := set(names) - {kind.name for kind in FAULTS}:
        known = ", ".join(kind.name for kind in FAULTS)
        raise DistrictReportsError("no such kind of fault", place=", ".join(sorted(unknown)), remedy=f"name: {known}")
    faults = [kind for kind in FAULTS if not names or kind.name in names]
    packages = list(
        {sent.submission_id: sent for sent in place_faults(faults, places, CLEAN * places // PLACES)}.values()
    )
    _tell(f"{len(packages)} packages made")
    found = judge(load_settings(), packages)
    tallies, clean = tally(faults, packages, found)
    page = write_page(faults, tallies, clean)
    print(page)
    for name, one in [*tallies.items(), ("clean", clean)]:
        if one.missed:
            print(name, "not as it ought to be:", "; ".join(one.missed[:4]), dict(one.others.most_common(4)))
    if not names and places == PLACES:
        PAGE.write_text(page, encoding="utf-8")
        told = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
        told["faults"] = {
            "kinds": len(tallies), "placed": sum(one.placed for one in tallies.values()),
            "caught": sum(one.caught for one in tallies.values()), "clean": clean.placed,
            "clean_alarmed": clean.caught, "held_beyond": sum(one.held_beyond for one in tallies.values()),
        }  # fmt: skip
        RESULTS.write_text(json.dumps(told, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main([name for name in sys.argv[1:] if not name.isdigit()], int(next(filter(str.isdigit, sys.argv[1:]), PLACES)))
