"""What the demo's challenges name is in its other files: people, accounts, needs, and words letter by letter."""

import tomllib

from closeknit.demo import company

FOLDER = company.FOLDER
TOLD = tomllib.loads((FOLDER / "challenges.toml").read_text(encoding="utf-8"))
COMPANY = company.read(today=company.read_anchor())


def test_everybody_in_a_challenge_is_among_the_people_or_the_members():
    known = {row["email"] for name in ("people", "members") for row in COMPANY.rows(name)}
    named = {TOLD["group"][0]["by"]}
    for one in TOLD["challenge"]:
        named |= {one["by"], *one["guests"], *(line["named_by"] for line in one["criterion"] if "named_by" in line)}
        for answer in one["answer"]:
            named |= {answer["by"], *answer["scores"], *([answer["from"]] if "from" in answer else [])}
    assert named <= known


def test_every_need_and_account_is_there():
    stated = {row["statement"] for row in COMPANY.rows("needs")}
    assert {one["need"] for one in TOLD["challenge"]} | set(TOLD["group"][0]["needs"]) <= stated
    assert {one["account"] for one in TOLD["group"][0]["spend"]} <= {row["name"] for row in COMPANY.rows("accounts")}


def test_every_word_that_is_laid_into_a_brief_or_a_case_was_said():
    said = " ".join(
        " ".join(file.read_text(encoding="utf-8").split())
        for file in FOLDER.rglob("*")
        if file.suffix in (".vtt", ".txt", ".srt", ".eml", ".csv", ".jsonl") and file.name != "needs.csv"
    )
    words = [line["sentence"] for one in TOLD["challenge"] for line in one["words"]]
    words += [*TOLD["group"][0]["words"], *TOLD["group"][0]["case"][0]["words"]]
    assert [one for one in words if one not in said and one.replace('"', '""') not in said] == []


def test_each_score_is_given_on_each_criterion():
    for one in TOLD["challenge"]:
        for answer in one["answer"]:
            for points in answer["scores"].values():
                assert len(points) == len(one["criterion"])
                assert all(0 <= value <= 10 for value in points)
