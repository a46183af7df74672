from pathlib import Path

import pytest

from district_reports.notify.recipients import Recipient, fill_in_secrets, read_recipients, recipients_of
from district_reports.problems import DistrictReportsError
from district_reports.registry import provinces

FIRST, SECOND = (province.code for province in provinces()[:2])


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "alerts.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_whoever_follows_all_follows_each_and_what_has_no_province(tmp_path: Path):
    path = written(tmp_path, "province_code,address,role", "*,ops@example.invalid,engineer",
                   f"{FIRST},office@example.invalid,province", "*,ops@example.invalid,engineer")  # fmt: skip
    recipients = read_recipients(path)
    everybody, office = (
        Recipient("*", "ops@example.invalid", "engineer"), Recipient(FIRST, "office@example.invalid", "province"),
    )  # fmt: skip
    assert recipients == [everybody, office]
    assert recipients_of(recipients, FIRST) == [everybody, office]
    assert recipients_of(recipients, SECOND) == [everybody]
    assert recipients_of(recipients, "") == [everybody]


def test_a_list_a_spreadsheet_saved_reads_as_well(tmp_path: Path):
    path = written(tmp_path, "\ufeffprovince_code,address,role", f"{FIRST},office@example.invalid,province")
    assert len(read_recipients(path)) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("zz,office@example.invalid,province", r"no province.*:2: zz"),
        ("*,office@example.invalid,boss", r"unknown role.*:2: boss"),
        ("*,office,engineer", "no address"),
        ("*", "unknown role"),
    ],
)
def test_a_line_that_will_not_do_is_named(tmp_path: Path, line: str, said: str):
    with pytest.raises(DistrictReportsError, match=said):
        read_recipients(written(tmp_path, "province_code,address,role", line))


def test_other_columns_and_a_missing_file_are_refused(tmp_path: Path):
    with pytest.raises(DistrictReportsError, match="province_code,address,role"):
        read_recipients(written(tmp_path, "province,address"))
    with pytest.raises(DistrictReportsError, match="cannot be read"):
        read_recipients(tmp_path / "none.csv")


def test_a_secret_is_filled_in_and_a_missing_one_is_named():
    address = "tgram://${ALERT_BOT}/12"
    assert fill_in_secrets(address, {"ALERT_BOT": "abc"}) == "tgram://abc/12"
    with pytest.raises(DistrictReportsError, match="ALERT_BOT"):
        fill_in_secrets(address, {})
