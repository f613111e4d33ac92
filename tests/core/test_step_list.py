"""A map as a list: what is written is read again, and what is pasted is taken or told."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.core.capture import one_line
from journeymap.core.listed_steps import LONGEST_TITLE, MOST_DETAILS, MOST_STEPS, ListedLink, ListedStep
from journeymap.core.step_list import read_step_list
from journeymap.core.step_list_writing import write_step_list

WORDS = st.text(st.sampled_from("ab#->→[]\\|: 1.)*•'\"é") | st.characters(exclude_characters="\t\0"), max_size=9)
TITLES = WORDS.map(one_line).filter(bool)
CHANNELS = st.sampled_from(["", "web", "by phone", "#1"])
PHASES = st.sampled_from(["", "Apply", "# odd", "Pay"])


@st.composite
def lists(draw: st.DrawFn) -> list[ListedStep]:
    """Steps of a list: phases one after another, branches under the step before them or under what that is under."""
    titles = draw(st.lists(TITLES, max_size=6, unique=True))
    made: list[ListedStep] = []
    for index, title in enumerate(titles):
        phase = draw(PHASES)
        parents: list[int] = []
        if made and made[-1].phase == phase:
            at: int | None = index - 1
            while at is not None:
                parents.append(at)
                at = made[at].branch_of
        link = st.builds(
            ListedLink, st.sampled_from(titles), st.sampled_from(["", "if late", "a: b"]), st.sampled_from(["", "loop"])
        )
        links = draw(st.lists(link, max_size=2))
        branch_of = draw(st.sampled_from([None, *parents]))
        made.append(ListedStep(title, phase, draw(CHANNELS), "", branch_of, tuple(links)))
    return made


@given(lists())
def test_what_is_written_is_read_again(listed: list[ListedStep]) -> None:
    found = read_step_list(write_step_list(listed))
    assert found.steps == listed
    assert found.left_out == []


@given(st.text(max_size=60) | st.text(st.sampled_from('a\t\n"#[]-> '), max_size=60))
def test_any_text_at_all_can_be_pasted(text: str) -> None:
    found = read_step_list(text)
    assert all(one_line(step.title) == step.title != "" for step in found.steps)
    assert all(step.branch_of is None or step.branch_of < at for at, step in enumerate(found.steps))


def test_a_table_of_empty_cells_is_no_list() -> None:
    found = read_step_list('""\t')
    assert (found.steps, found.left_out) == ([], ["The table has no text in it, so no step was found."])


def test_indented_lines_are_branches_and_bullets_are_not_titles() -> None:
    found = read_step_list("- Start\n1. Upload [web]\n    * Ask\n\t\t2) Call\n  Mail\nPay")
    assert [(step.title, step.channel, step.branch_of) for step in found.steps] == [
        ("Start", "", None), ("Upload", "web", None), ("Ask", "", 1), ("Call", "", 2), ("Mail", "", 1),
        ("Pay", "", None),
    ]  # fmt: skip


def test_a_link_may_lead_to_a_title_with_a_colon() -> None:
    found = read_step_list("Pay: now\nStart\n-> Pay: now\n-> Pay: now: if late: or not\n→ Nowhere: if lost")
    assert found.steps[1].links == (
        ListedLink("Pay: now"), ListedLink("Pay: now", "if late: or not"), ListedLink("Nowhere", "if lost"),
    )  # fmt: skip
    assert read_step_list("-> Pay").left_out == ["“Pay” links nothing, as no step stands before it."]


def test_a_table_is_read_by_its_header_or_by_its_first_column() -> None:
    table = 'Phase\tActivity\tNotes\tOther\nApply\tSend "it"\tby post\tx\n\t\tnothing\t\n\tPay\t\t\n'
    found = read_step_list(table)
    assert found.steps == [ListedStep('Send "it"', "Apply", "", "by post"), ListedStep("Pay")]
    assert found.left_out == ["A row without a title was left out."]
    assert read_step_list("Send\tApply\nPay\tEnd").steps == [ListedStep("Send", "Apply"), ListedStep("Pay", "End")]


def test_a_cell_with_line_breaks_is_one_cell() -> None:
    found = read_step_list('Step\tDescription\n"Send\nit"\t"one\n\ntwo"\nPay\tnothing\n')
    assert found.steps == [ListedStep("Send it", description="one\n\ntwo"), ListedStep("Pay", description="nothing")]


@pytest.mark.parametrize("odd", ['"Send\tby post\nPay\tby card', f'Send\t"{"x" * 140_000}"\nPay\tby card'])
def test_a_quotation_mark_that_is_open_or_a_cell_too_large_does_not_swallow_the_rest(odd: str) -> None:
    assert read_step_list(odd).steps[-1].title == "Pay"


def test_what_is_too_long_is_cut_and_told() -> None:
    long = "word " * 1000
    (step,) = (found := read_step_list(long)).steps
    assert (len(step.title), step.description) == (LONGEST_TITLE, one_line(long))
    assert found.left_out == ["A title of 4,999 characters was cut; the whole text is in the description."]
    found = read_step_list("\n".join(f"Step {number}" for number in range(10_000)))
    assert len(found.steps) == MOST_STEPS
    assert found.left_out[0].startswith("The list has 10,000 steps; the first 2,000 were taken.")


def test_a_line_that_names_no_step_is_told() -> None:
    found = read_step_list("[web]\nPay []\n  [phone]\n  Call")
    assert found.steps == [ListedStep("Pay"), replace(ListedStep("Call"), branch_of=0)]
    assert found.left_out == [f"“{line}” was left out, as it names no step." for line in ("[web]", "[phone]")]


def test_the_kind_of_a_link_is_said_by_its_word_or_its_key() -> None:
    found = read_step_list("Pay\n-> [if it fails] Ask: twice\n-> [handoff] Ask\n-> [odd] Ask\nAsk")
    assert found.steps[0].links == (
        ListedLink("Ask", "twice", "fallback"), ListedLink("Ask", "", "handoff"), ListedLink("[odd] Ask"),
    )  # fmt: skip


def test_a_line_with_a_bar_is_a_title_unless_it_says_something_known() -> None:
    found = read_step_list("| Kind: end\n| Step | Channel |\n| Pay: now\n|  Ask\n  | kind : WAIT\n")
    assert [(step.title, step.kind) for step in found.steps] == [
        ("| Step | Channel |", ""), ("| Pay: now", ""), ("|  Ask", "wait"),
    ]  # fmt: skip
    assert found.left_out == ["“| Kind: end” says something about no step, as none stands before it."]


def test_a_table_says_kind_organisation_and_lane() -> None:
    found = read_step_list("Step\tKind\tOrganisation\tLane\nPay\tdecision\tBank\tBackstage\nAsk\t\t\t\n")
    assert [(step.kind, step.organisation, step.lane and step.lane.kind) for step in found.steps] == [
        ("decision", "Bank", "backstage"), ("", "", None),
    ]  # fmt: skip


def test_no_text_takes_longer_than_it_is_long() -> None:
    for line in ("-> a", "| Was called: a", "| In: Thoughts", "|  a", "| What it is: a", "[]"):
        found = read_step_list("a\n| What it is: b\n" + f"{line}\n" * 20_000)
        (step,) = found.steps
        assert max(len(step.links), len(step.aliases), len(step.cells)) <= MOST_DETAILS


def test_nothing_gives_nothing() -> None:
    assert (read_step_list(" \n\t\n").steps, write_step_list([])) == ([], "")


def test_what_is_said_about_a_step_and_cannot_be_taken_is_told() -> None:
    found = read_step_list(
        "Pay\n| Kind: odd\n| Channel kind: drum\n| Ends: well\n| When: late\n| Assumed: yes\n"
        f"| In: Thoughts\n|  hm\n| Over columns: all\n| In: Notes\n| Over columns: {'9' * 5000}"
    )
    (step,) = found.steps
    assert [(cell.text, cell.span) for cell in step.cells] == [("hm", 1), ("", 1)]
    *told, last = found.left_out
    assert told == [
        "“odd” is no kind of step, so it was left out.",
        "“drum” is no kind of channel, so it was left out.",
        "“well” is no outcome of a journey, so it was left out.",
        "“When: late” stands below no link, so it was left out.",
        "“yes” says something about no cell of “Pay”, so it was left out.",
        "“all” is no number of columns, so the cell covers one.",
    ]
    assert last.endswith("is no number of columns, so the cell covers one.")
    assert len(last) < 400


def test_details_that_are_too_many_are_told_and_change_no_other() -> None:
    cells = "".join(f"| In: Lane {number}\n|  {number}\n" for number in range(MOST_DETAILS + 1))
    found = read_step_list(f"Pay\n{cells}" + "| Was called: x\n" * (MOST_DETAILS + 1))
    (step,) = found.steps
    assert [cell.text for cell in step.cells] == [str(number) for number in range(MOST_DETAILS)]
    assert len(step.aliases) == MOST_DETAILS
    assert found.left_out == [
        f"“Pay” has {MOST_DETAILS} {what} already, so a further one was left out."
        for what in ("cells", "earlier titles")
    ]
