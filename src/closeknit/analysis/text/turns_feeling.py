"""Turns of phrase of pain and praise."""

from __future__ import annotations

from closeknit.analysis.text.turns import Pattern, turn, words

PATTERNS: tuple[Pattern, ...] = (
    words(
        "breaks",
        """
        break breaking breaks broke broken bug buggy bugs burnt corrupt corrupted cracked crash crashed crashes
        crashing damaged dead defect defective died dies disconnect disconnected disconnecting disconnects drift
        drifted drifting drifts dripping drips error errors fail failed failing fails failure failures faulty freeze
        freezes freezing froze frozen glitch glitches glitchy hang hanging hangs jammed jams lag lagging laggy lags
        leak leaked leaking leaks leaky loose loses lost malfunction malfunctioning malfunctions overheat overheated
        overheating overheats rattles rattling ruined rusty split squeaking squeaks stained stuck torn unusable
        useless wiped wipes wobbles
    """,
    ),
    turn(
        "does not work",
        """
            arrive arrived came come fit help helps install last load loads match open opens play plays respond show
            shows start starts update work worked working works
        """,
        (
            r"(?:n't|not|never|stopped|stops|quit|without|no longer|hardly)(?: \w+)? (?:work(?:ing|s|ed)?|help(?:s"
            r"|ed)?|match(?:es)?|last|fit|load(?:s|ing)?|open(?:s|ing)?|start(?:s)?|respond(?:s|ing)?|play(?:s|ing)?"
            r"|update|install|show(?:s)?|arrive[ds]?|come|came)\b"
        ),
    ),
    words(
        "bad",
        """
        annoy annoyed annoying annoys awful awkward bad badly broken cancelled clunky cold complicated confused
        confusing crap cumbersome delayed difficult difficulty dirty disappointed disappointing disappointment
        dreadful filthy frustrated frustrates frustrating garbage hate hated hates horrible ignored incompetent
        inconvenient joke loud lousy mess messy nightmare noisy overpriced painful pathetic pointless poor poorly
        ridiculous rubbish rude sad sadly shame slow slower slowly smelled smelly sorry stinks stupid suck sucked
        sucks tedious terrible trash ugly unacceptable unclear unfortunately unfriendly unhelpful unreliable
        unstable useless weak worse worst
    """,
    ),
    turn(
        "too much",
        "hard too",
        r"\btoo (?!bad|early|soon|me)\w+|\bhard (?:to|time)\b|\btakes? (?:far |way )?too\b",
    ),
    words(
        "complains",
        """
        annoyance complain complained complaining complains complaint complaints concern concerns downside drawback
        fault faults fed flaw flaws hassle headache issue issues mistake mistakes pain pains pity problem problems
        sick struggle struggled struggles struggling tired trouble troubles
    """,
    ),
    turn(
        "kept waiting",
        """
            again late no nobody none overdue promised still third time waited waiting without word yet
        """,
        (
            r"\b(?:nobody|no one|no-one|none) (?:called|told|answer\w*|came|knows?|can|picks?|seems|has|is|was"
            r"|apolog\w+|rang)|\bstill (?:waiting|not|no|have|has|can|is|are|haven't|hasn't)|n't yet|\b(?:days|weeks"
            r"|hours|months|minutes) late|\btoo late|\bagain\b|(?:second|third|fourth|fifth) (?:time|\w+ (?:this|in))"
            r"|\bwait(?:ing|ed)\b|overdue|were promised|not a (?:single )?word"
        ),
    ),
    turn(
        "every time",
        "all always constantly each every keep keeps often randomly time whenever",
        (
            r"\b(?:every|each) (?:single )?(?:time|day|morning|night|week|month|evening|other|friday|monday)"
            r"|\balways\b|\bconstantly\b|\bkeeps? (?:\w+ )?\w+ing\b|\bwhenever\b|\brandomly\b|all the time"
        ),
    ),
    turn(
        "loss",
        """
            cost end ended hours lose loses losing lost minutes spend spent stopped take takes threw throw took waste
            wasted wasting
        """,
        (
            r"\blos(?:e|es|ing|t) (?:an?|the|half|data|time|everything|\w+ (?:hours|days))|cost us|wast(?:e|ed|ing)"
            r"|thr(?:ow|ew) away|\b(?:takes?|took|spen[dt]) (?:me |us |them |at least |about |over |the whole |(?:an?"
            r"|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|\d+|several"
            r"|many) )?(?:\w+ )?(?:(?:minutes?|hours?|days?|weeks?|months?|years?|ages|half an hour)|people|forever"
            r"|weekend)|stopped using|end(?:ed)? up"
        ),
    ),
    turn(
        "no problem",
        """
            breakdown bugs complain complaint complaints errors issue issues never nothing problem problems trouble
        """,
        (
            r"\b(?:no|not any|never (?:had )?(?:an?|any)|without(?: any| an?)?|not an? single|not have any"
            r"|zero)(?: \w+)? (?:problems?|complaints?|issues?|trouble|errors?|breakdowns?|bugs)|can't complain"
            r"|nothing (?:to complain|i would change)|never let (?:us|me) down"
        ),
    ),
    turn(
        "but",
        "although but except however only though unfortunately yet",
        r"\b(?:but|although|though|however|except|only that|yet|unfortunately)\b",
    ),
    turn(
        "politely",
        """
            afraid big bit complain dramatic exactly expected fine frank frankly hesitate honest honestly hoped learned
            little manage nuisance offence perhaps picky pity respect say suppose sure surprised used wish
        """,
        (
            r"don't want to complain|to be (?:honest|frank)|\bfrankly|\bhonestly|with (?:all )?(?:due )?respect"
            r"|i'm sure (?:you|there)|\bwe manage|got used to|learned (?:not )?to|no offence|let(?:'s| us| me) (?:say"
            r"|put)|i suppose|you used to|expected (?:more|an?)|not an? (?:big|huge) (?:thing|deal)|fine,? (?:really"
            r"|but)|a (?:little|bit) (?:surprised|\w+)|would(?:n't| not) call it|rather not say|i'm afraid"
            r"|to be an? (?:nuisance|picky)|not to be|hesitate|not exactly|nothing dramatic|had (?:rather )?hoped"
            r"|one could wish"
        ),
    ),
    words(
        "good",
        """
        affordable amazing attentive awesome awsome beautiful beautifully best brilliant charming clean comfortable
        convenient cool cosy courteous cozy cute delicious delighted dream easily easy enjoy enjoyable enjoyed
        enjoys excellent fabulous fantastic fast favorite favourite flexible fresh friendly fun gem generous glad
        good great handy happy helpful impressed incredible intuitive joy kind love loved lovely loves loving neat
        nice nicely outstanding perfect perfectly pleasant pleased pleasure polite powerful quick quickly reasonable
        reliable reliably responsive satisfied simple simply smooth smoothly solid spotless stunning sturdy stylish
        superb tasty thrilled useful wonderful
    """,
    ),
    turn(
        "glad of it",
        """
            adore adores appreciate better easier enjoy exactly faster glad happy hats helps impressed like love pleased
            pleasure recommend satisfied save saved saves thank thanks well works worth
        """,
        (
            r"\b(?:we|i|they|operators|people|kids|children) (?:really |absolutely |just |all |also )?(?:love|like"
            r"|enjoy|appreciate|adore)\b|\bthank(?:s| you)\b|(?:very|really|so|more than) (?:happy|pleased|satisfied"
            r"|glad|good|easy|nice|helpful)|well done|hats off|recommend (?:you|it|them)|\bworks? (?:just )?(?:great"
            r"|well|fine|perfectly|like a charm)|just works|\bpleasure|sav(?:es?|ed) (?:us|me)|impressed|exactly what"
            r"|faster than|helps (?:us|me)|(?:so )?much (?:better|easier|nicer)|\bworth (?:it|every|the)\b"
            r"|makes? (?:it|my|our) \w+"
        ),
    ),
    turn(
        "comes back",
        "again back be go return stay stayed",
        (
            r"(?:will|'ll) (?:definitely |certainly |be )*(?:back|return|come back|stay (?:here )?again|use (?:it|them"
            r"|this) again)|can't wait to"
        ),
    ),
    turn(
        "not good",
        """
            aren't didn't doesn't don't hardly isn't less n't never no nobody not nothing wasn't weren't won't
        """,
        (
            r"(?:\b(?:not|never|no longer|less|hardly|nobody|nothing)|n't) (?:\w+ ){0,2}(?:good|great|happy|satisfied"
            r"|helpful|reliable|easy|easily|simple|quick|fast|nice|like|love|impressed|clean|enough|better|intuitive"
            r"|useful|special|worth|recommended?|comfortable|friendly|fresh|working|impressed|recommend|thrilled"
            r"|perfect|fun|cool)\b"
        ),
    ),
)
