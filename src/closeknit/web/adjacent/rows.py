"""Groups of adjacent needs and their sizes as the pages show them."""

from dataclasses import dataclass
from datetime import date

from closeknit.analysis.offerings.adjacent import Range, Size
from closeknit.kit import clock
from closeknit.kit.look import saying
from closeknit.kit.look.charts import Gauge
from closeknit.kit.look.rows import Quote
from closeknit.offerings.adjacent.people import Talker
from closeknit.offerings.adjacent.queries import GroupRow, NeedInGroup
from closeknit.web import quotes
from closeknit.web.adjacent import labels


@dataclass(frozen=True)
class SizeLine:
    """One figure of a group: what it is, what it says, and what it rests on; `gauge` draws it where it is a share."""

    code: str
    label: str
    said: str
    rests_on: str
    gauge: Gauge | None = None


@dataclass(frozen=True)
class GroupLine:
    """One group on the list; a need that is met by now is left out of `needs`. `shown` are the figures that the list has room for."""

    row: GroupRow
    needs: tuple[NeedInGroup, ...]
    sizes: tuple[SizeLine, ...]
    words: Quote | None

    @property
    def shown(self) -> tuple[SizeLine, ...]:
        return tuple(one for one in self.sizes if one.code not in ("reach", "alike"))

    @property
    def is_alone(self) -> bool:
        """Return whether it is one need that nobody has had a hand in."""
        return len(self.needs) == 1 and not self.row.held_by and not self.row.case_id


@dataclass(frozen=True)
class TalkerLine:
    """Somebody who would talk about it."""

    row: Talker
    said_on: date
    allowed: str
    words: Quote


def group_of(row: GroupRow, *, currency: str) -> GroupLine:
    """Return a group as it is shown."""
    return GroupLine(
        row=row,
        needs=tuple(need for need in row.needs if not need.is_met),
        sizes=sizes_of(row.size, n_others=row.n_others, currency=currency),
        words=quotes.quote_of(row.words) if row.words else None,
    )


def sizes_of(size: Size, *, n_others: int, currency: str) -> tuple[SizeLine, ...]:
    """Return the figures of a group, each with its range and what it rests on."""
    lines = [_voices(size, n_others), _reach(size)]
    if size.worth_minor is not None:
        known = f"known of {size.n_worth} of {size.n_accounts}"
        lines.append(SizeLine("worth", "What they pay us a year", saying.say_money(size.worth_minor, currency), known))
    if size.elsewhere is not None:
        known = f"figures of {size.elsewhere.n} of {size.n_accounts}"
        lines.append(SizeLine("elsewhere", "What they spend elsewhere", _money(size.elsewhere, currency), known))
    if size.if_alike is not None and size.elsewhere is not None and size.if_alike != size.elsewhere:
        lines.append(
            SizeLine("alike", "If the others are like them", _money(size.if_alike, currency), f"from {size.if_alike.n}")
        )
    return tuple(lines)


def talker_of(row: Talker, *, zone: str) -> TalkerLine:
    """Return somebody who would talk about it as they are shown."""
    allowed = labels.REACH.get(row.consent.audience, "") if row.consent else ""
    return TalkerLine(
        row=row,
        said_on=clock.local_date(row.last_said_at, zone),
        allowed=f"may be shown {allowed}" if allowed else "",
        words=quotes.quote_of(row.words, with_account=False),
    )


def _voices(size: Size, n_others: int) -> SizeLine:
    others = f", and {saying.say_count(n_others, 'other account')} beside them" if n_others else ""
    percent = round(size.share.value * 100)
    gauge = Gauge(
        size.share.value,
        size.share.low,
        size.share.high,
        said=f"{percent} per cent, between {round(size.share.low * 100)} and {round(size.share.high * 100)}",
    )
    said = f"{size.n_accounts} of {size.n_heard}"
    return SizeLine("voices", "Customers heard that say it", said, f"{percent} %{others}", gauge)


def _reach(size: Size) -> SizeLine:
    low, high = size.reach.low, size.reach.high
    said = f"{size.reach.value}" if low == high else f"{low} to {high}"
    return SizeLine("reach", "Of all customers it may be", said, f"if the rest are like the {size.n_heard} heard")


def _money(found: Range, currency: str) -> str:
    middle = saying.say_money(found.value, currency)
    if found.low == found.high:
        return middle
    return f"{middle} ({saying.say_money(found.low, currency)} to {saying.say_money(found.high, currency)})"
