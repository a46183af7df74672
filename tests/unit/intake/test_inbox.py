import unicodedata

import pytest

from district_reports.intake import list_packages, submit_package
from district_reports.problems import DistrictReportsError


def _names(inbox):
    return [package.name for package in list_packages(inbox)]


def test_each_file_and_each_folder_is_a_package(tmp_path):
    (tmp_path / "bao_cao.txt").write_bytes(b"one")
    (tmp_path / "huyen").mkdir()
    (tmp_path / "huyen" / "phu_luc.txt").write_bytes(b"two")
    (tmp_path / "huyen" / "bao_cao.docx").write_bytes(b"three")

    packages = list_packages(tmp_path)

    assert [package.name for package in packages] == ["bao_cao.txt", "huyen"]
    assert packages[1].read_files() == (("bao_cao.docx", b"three"), ("phu_luc.txt", b"two"))


@pytest.mark.parametrize("name", [".hidden.txt", "~$bao_cao.docx", "bao_cao.docx.part", "bao_cao.PART"])
def test_unfinished_and_hidden_files_are_no_packages(tmp_path, name):
    (tmp_path / name).write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / name).write_bytes(b"x")

    assert _names(tmp_path) == []


def test_names_are_composed_whatever_system_wrote_them(tmp_path):
    (tmp_path / unicodedata.normalize("NFD", "Báo cáo.txt")).write_bytes(b"x")

    assert _names(tmp_path) == ["Báo cáo.txt"]


def test_missing_inbox_is_named(tmp_path):
    with pytest.raises(DistrictReportsError) as caught:
        list_packages(tmp_path / "nowhere")

    assert caught.value.place.endswith("nowhere")


def test_submitted_files_arrive_as_one_package_with_their_declaration(tmp_path):
    inbox = tmp_path / "inbox"
    paths = [tmp_path / "bao_cao.txt", tmp_path / "phu_luc.txt"]
    for path in paths:
        path.write_text(path.stem, encoding="utf-8")

    package = submit_package(paths, inbox, unit="Huyện Mẫu", round="2024H1")

    assert list_packages(inbox) == [package]
    assert package.read_declaration() == ("Huyện Mẫu", "2024H1")
    assert [name for name, _ in package.read_files()] == ["bao_cao.txt", "phu_luc.txt"]


def test_submitting_again_keeps_one_package_with_the_newest_declaration(tmp_path):
    inbox, path = tmp_path / "inbox", tmp_path / "bao_cao.txt"
    path.write_bytes(b"report")
    submit_package([path], inbox, unit="Huyện Mầu")

    package = submit_package([path], inbox, unit="Huyện Mẫu")

    assert list_packages(inbox) == [package]
    assert package.read_declaration() == ("Huyện Mẫu", None)
    assert sorted(entry.name for entry in inbox.iterdir()) == [package.name]


def test_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(DistrictReportsError) as caught:
        submit_package([tmp_path / "nowhere.docx"], tmp_path / "inbox")

    assert caught.value.place.endswith("nowhere.docx")
