from closeknit.demo import notes

PEOPLE = {"Jean Tordoff": True, "Dr Tamsin Eyre": True, "Nadia Hussain": False, "Alan Skelton": False}


def _who(*lines: str) -> list[str]:
    note = notes.read("We met on a Tuesday.\n\n" + "\n".join(lines), people=PEOPLE)
    return [told.who for told in note.told]


def test_the_first_paragraph_is_ours_and_none_of_the_told():
    note = notes.read("Two wards at noon,\nwith Jean.\n\nJean says it pulls.\n\nShe laughed.\n", people=PEOPLE)
    assert note.scene == "Two wards at noon,\nwith Jean."
    assert [told.text for told in note.told] == ["Jean says it pulls.", "She laughed."]


def test_a_line_belongs_to_who_begins_it():
    assert _who("Jean keeps a biro on a string.", "Tamsin says one can hear scale.") == [
        "Jean Tordoff",
        "Dr Tamsin Eyre",
    ]


def test_she_goes_on_with_the_line_before():
    assert _who("Jean says it pulls.", "She said it always has.") == ["Jean Tordoff", "Jean Tordoff"]


def test_she_is_nobody_where_the_line_before_was_told_of_nobody():
    assert _who("Jean says it pulls.", "A lady in bay three laughed.", "She said why.") == ["Jean Tordoff", "", ""]


def test_they_are_nobody_in_particular():
    assert _who("Jean says it pulls.", "They said they liked the oven.") == ["Jean Tordoff", ""]


def test_who_was_not_there_is_believed_only_to_have_said_what_the_line_says_they_said():
    assert _who("Alan is learning to let go of the van.", "Alan says he is not.") == ["", "Alan Skelton"]


def test_a_title_goes_with_the_last_name():
    assert _who("Mrs Hussain, the head, says the queue depends on the oven.") == ["Nadia Hussain"]


def test_dutch_lines_are_told_the_same_way():
    assert _who("Jean zegt dat het goed bakt.", "Zij vroeg of wij komen.") == ["Jean Tordoff", "Jean Tordoff"]
