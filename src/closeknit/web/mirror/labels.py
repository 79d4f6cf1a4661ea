"""What the parts of a mirror report are called: for those who read it, and for us who put it together."""

from closeknit.analysis.feedback.kinds import MirrorPart

TITLES = {
    MirrorPart.WANTS: "What your people told us they want to do",
    MirrorPart.HINDERED: "What gets in the way",
    MirrorPart.PRAISE: "What goes well",
    MirrorPart.CHANGED: "What changed since the last report",
    MirrorPart.DIFFER: "Where your people see it differently, or alike",
    MirrorPart.HEARD: "Whom we have heard, and whose voice is missing",
    MirrorPart.PROMISES: "What we promised each other, and what became of it",
    MirrorPart.QUESTIONS: "What we should like to ask",
}
HELP = {
    MirrorPart.WANTS: "Needs have our names: say them in words that are theirs to read, or leave them empty.",
    MirrorPart.HINDERED: "What we saw ourselves, and words that nobody allowed us to quote, stand here only as you put them.",
    MirrorPart.DIFFER: "Parts with one person are counted among others, so that nobody is pointed at.",
    MirrorPart.PROMISES: "Write each as it was said to them; how it ended is added.",
}
