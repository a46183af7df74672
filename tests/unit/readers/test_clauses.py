from district_reports.readers.language.clauses import sentence_spans, split_clauses


def test_words_before_a_number_start_at_the_stop_after_the_last_number():
    first, second = split_clauses("Vốn giao 10 tỷ đồng năm 2023, đã giải ngân 4 tỷ đồng.")
    assert first.before == "von giao "
    assert second.before == "da giai ngan "
    assert second.previous == first.index


def test_brackets_before_a_number_are_blanked_and_kept_aside():
    (clause,) = split_clauses("Tổng vốn (gồm cả vốn kéo dài) là 10 tỷ đồng")
    assert clause.before.split() == ["tong", "von", "la"]
    assert clause.asides == "(gom ca von keo dai)"


def test_number_in_a_bracket_is_governed_by_the_number_before_it():
    whole, part, after = split_clauses("Vốn 10 tỷ đồng (vốn đầu tư 6 tỷ đồng), giải ngân 2 tỷ đồng")
    assert (part.governor, part.depth, part.before) == (whole.index, 1, "von dau tu ")
    assert (after.governor, after.previous, after.before) == (None, whole.index, "giai ngan ")


def test_words_in_a_closed_bracket_are_not_the_next_numbers():
    *_, last = split_clauses("Vốn 10 tỷ đồng (vốn đầu tư 6 tỷ đồng, vốn sự nghiệp 4 tỷ đồng); vốn kéo dài 2 tỷ đồng")
    assert last.before == "von keo dai "


def test_new_sentence_forgets_the_numbers_before_it():
    first, second = split_clauses("Vốn giao 10 tỷ đồng. Đã giải ngân 4 tỷ đồng.")
    assert (first.sentence_number, second.sentence_number) == (0, 1)
    assert (second.previous, second.sentence) == (None, "da giai ngan ")


def test_what_follows_reaches_to_the_end_of_the_sentence():
    first, _ = split_clauses("Toàn huyện có 896 hộ nghèo, chiếm 6,73%. Năm sau giảm thêm.")
    assert first.beside == " ngheo, chiem 6,73%. nam"
    assert first.following.strip() == "ngheo, chiem 6,73%."


def test_sentences_end_at_a_stop_before_a_capital_but_not_in_numbers_or_abbreviations():
    text = "Đạt 1.234,5 tr.đ. Còn lại v.v. chưa rõ. Hết."
    assert [text[start:end].strip() for start, end in sentence_spans(text)] == [
        "Đạt 1.234,5 tr.đ.",
        "Còn lại v.v. chưa rõ.",
        "Hết.",
    ]
