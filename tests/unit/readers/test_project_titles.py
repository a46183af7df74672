import pytest

from district_reports.readers.outline.project_titles import find_unknown_subproject, find_wrong_title


@pytest.mark.parametrize(
    ("text", "number", "title_of"),
    [
        ("Dự án 3: Hỗ trợ nhà ở cho hộ nghèo, hộ cận nghèo", "DA3", "DA5"),
        ("3.2. Dự án 2: Truyền thông và giảm nghèo về thông tin.", "DA2", "DA6"),
        ("+ Tiểu dự án 1 - Dự án 4: Cải thiện dinh dưỡng", "DA4.TDA1", "DA3.TDA2"),
    ],
)
def test_number_with_the_title_of_another_project_is_found(text: str, number: str, title_of: str):
    wrong = find_wrong_title(text)
    assert wrong is not None
    assert (wrong.number, wrong.title_of) == (number, title_of)
    assert text[wrong.start : wrong.end] in text[text.index(":") + 2 :]


@pytest.mark.parametrize(
    "text",
    [
        "Dự án 3: Hỗ trợ phát triển sản xuất, cải thiện dinh dưỡng",
        "Dự án 3: Cải thiện dinh dưỡng cho bà mẹ và trẻ em",
        "Dự án 4: Đầu tư cơ sở hạ tầng thiết yếu, phục vụ sản xuất, đời sống",
        "Dự án 6: Truyền thông",
        "Dự án 2 được giao 100 triệu đồng.",
        "",
    ],
)
def test_own_titles_short_ones_and_those_of_other_programmes_say_nothing(text: str):
    assert find_wrong_title(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tiểu dự án 1 của Dự án 2 giải ngân 12 triệu đồng", "Tiểu dự án 1 của Dự án 2"),
        ("- **Tiểu dự án 1, dự án 2: Hỗ trợ sản xuất", "Tiểu dự án 1, dự án 2"),
        ("Thực hiện TDA4 - DA4 trong quý II", "TDA4 - DA4"),
    ],
)
def test_a_sub_project_that_the_programme_does_not_have_is_found(text: str, said: str):
    found = find_unknown_subproject(text)
    assert found is not None
    assert text[found.start() : found.end()] == said


@pytest.mark.parametrize(
    "text",
    [
        "Tiểu dự án 1 của Dự án 3 giải ngân 12 triệu đồng",
        "Các xã thực hiện Tiểu dự án 1, Dự án 2 và Dự án 5",
        "Dự án 2 hỗ trợ 3 mô hình; Tiểu dự án 1 hỗ trợ 5",
        "Tiểu dự án 1 - Dự án 10 về chuyển đổi số",
    ],
)
def test_a_list_of_projects_and_known_sub_projects_say_nothing(text: str):
    assert find_unknown_subproject(text) is None
