"""A refusal carries the sentence that the person is shown. Rooms name their own and raise them where they are meant."""


class Refused(Exception):
    """Something that was asked for may not or cannot be done; `str()` is the sentence for the person."""


class NotAllowed(Refused):
    """The viewer's role does not include this."""


class NotFound(Refused):
    """There is no such thing, or the viewer may not know of it: the same words for both."""

    def __init__(self, sentence: str = "There is nothing here by that name.") -> None:
        super().__init__(sentence)


class ChangedMeanwhile(Refused):
    """Somebody else wrote while this was being written: both versions are shown, and nothing is lost."""
