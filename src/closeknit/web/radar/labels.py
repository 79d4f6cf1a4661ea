"""What the radar's codes are called on a screen."""

from closeknit.analysis.kinds import Certainty, RadarActKind

TITLES = {Certainty.COST: "They must cut cost", Certainty.RIVALS: "Competitors call them"}
SPEAK_OF = {Certainty.COST: "speak of cutting cost", Certainty.RIVALS: "speak of a competitor"}
ACTS = {
    RadarActKind.TALKED.value: "talked it over",
    RadarActKind.SAVING_OFFERED.value: "offered a saving",
    RadarActKind.MATCHED.value: "matched it",
    RadarActKind.PUT_RIGHT.value: "put right what drove them",
    RadarActKind.NOTHING_TO_DO.value: "nothing to do",
}
WAYS = {
    "rising": "rising",
    "falling": "falling",
    "steady": "no clear change",
    "unsure": "too few to say which way it goes",
}
