from closeknit.analysis.ideas.likeness import Text, list_like

TEXTS = [
    Text("phone", "Show the readings on the phone"),
    Text("parts", "Deliver spare parts at night"),
    Text("log", "Let the log be read on a phone by the night shift"),
]


def ids(written, texts=TEXTS, **more):
    return [one.id for one in list_like(written, texts, **more)]


def test_the_same_words_in_other_forms_are_like_it():
    assert ids("showing readings on phones") == ["phone"]


def test_a_word_alone_is_like_nothing_yet():
    assert ids("phone") == []


def test_what_is_near_in_meaning_is_like_it_without_a_word_of_it_and_says_so():
    near = [Text("mobile", "An app for mobiles", 0.7), Text("far", "A louder pump", 0.2)]
    (one,) = list_like("See results on my telephone", near)
    assert (one.id, one.reason) == ("mobile", "near in meaning")


def test_words_and_meaning_together_come_first_and_no_more_than_asked_for():
    texts = [Text("both", "readings on the phone", 0.8), Text("words", "readings on the phone", 0.1)]
    assert ids("readings on the phone", texts) == ["both", "words"]
    assert ids("readings on the phone", texts, most=1) == ["both"]
