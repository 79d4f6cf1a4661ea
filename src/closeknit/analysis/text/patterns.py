"""Turns of phrase that tell what a sentence is heard as. Each is a feature; the heads learn what each is worth."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Pattern:
    """A turn of phrase. It is only looked for in a sentence that has one of its `triggers` (all, when empty)."""

    name: str
    triggers: frozenset[str]
    regex: re.Pattern[str]


class Found(NamedTuple):
    """Pattern number `pattern` stands at `text[start:end]`."""

    pattern: int
    start: int
    end: int


def _pattern(name: str, triggers: str, regex: str) -> Pattern:
    return Pattern(name, frozenset(triggers.split()), re.compile(regex, re.IGNORECASE))


_CANNOT = (
    r"(?:can(?:no|')?t|can not|couldn't|could not|unable to|no way (?:to|of)|impossible to|not (?:possible|able) to)"
)
_NOT = r"(?:not|n't|never|no longer|less|hardly|nobody|none)"
_THIRD = r"(?:we|i|they|you|one|it|people|staff|operators?|customers?|team|guys?|\w+s)"
_TIME = (
    r"(?:next|coming|this) (?:year|month|quarter|week|spring|summer|autumn|fall|winter|season)"
    r"|by (?:the end of|20\d\d|january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|in (?:20\d\d|the (?:spring|summer|autumn|winter)|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|(?:two|three|five|ten) years)|from \w+ on\b|(?:first|second|third|fourth"
    r"|last) quarter"
)

PATTERNS: tuple[Pattern, ...] = (
    _pattern(
        "need", "need needs needed require requires", rf"\b{_THIRD}\b.{{0,24}}\b(?:need|needs|needed|requires?)\b"
    ),
    _pattern("no need", "need needs", r"\b(?:n't|not|no longer|never) (?:really )?need|\bno need|isn't that we need"),
    _pattern(
        "want",
        "want wants wanted like love wish hope",
        r"(?:\bwants?|\bwanted|(?:would|'d) (?:really )?(?:like|love)|\bwish(?:es)?|\bhope)"
        r" (?:to|that|our|my|the|an?|it|i|we|them|something)\b",
    ),
    _pattern(
        "able",
        "able ability possible possibility being",
        r"\bable to|\bability to|make it possible|possibility (?:to|of)",
    ),
    _pattern("must", "must have has had got", rf"\b{_THIRD} (?:must|(?:have|has|had|'ve)(?: got)? to)\b"),
    _pattern("cannot", "can cannot can't couldn't could unable way impossible possible able", rf"\b{_CANNOT}"),
    _pattern(
        "lack",
        "lack lacks lacking missing no have without",
        r"\black(?:s|ing)?\b|\bmissing\b|\bthere(?:'s| is| are) no\b|n't have\b|not have\b|^no \w+|\bwithout having",
    ),
    _pattern(
        "by hand",
        "hand manually manual paper paste spreadsheet spreadsheets twice workaround double",
        r"\bby hand|\bmanual(?:ly)?\b|\bon paper|copy and paste|\bspreadsheets?|\btwice\b|\bwork ?around"
        r"|double entry",
    ),
    _pattern(
        "matters",
        "looking important matters avoid trying prove save",
        r"looking for (?:an?|some|something|ways?)\b|important (?:to|that|for|is)|\bmatters\b|\bto avoid"
        r"|trying to|have to prove"
        r"|would save",
    ),
    _pattern(
        "breaks",
        "",
        r"\b(?:crash(?:es|ed|ing)?|freez(?:es?|ing)|froze|fail(?:s|ed|ing|ures?)?|broken?|breaks?|leak(?:s|ed"
        r"|ing)?|stuck|hangs?"
        r"|errors?|bugs?|buggy|faulty|defect(?:ive)?|malfunction\w*|drift(?:s|ed|ing)?|overheat\w*|disconnect\w*"
        r"|out of date)\b",
    ),
    _pattern(
        "does not work",
        "work works working help helps match last fit",
        r"(?:n't|not|never|stopped|stops|quit|without)(?: \w+)? (?:work(?:ing|s)?|helps?|match(?:es)?|last|fit)\b",
    ),
    _pattern(
        "bad",
        "",
        r"\b(?:slow(?:er|ly)?|too (?!bad)\w+|terrible|awful|horrible|useless|annoy\w*|frustrat\w*|confus\w*"
        r"|difficult\w*|hard to"
        r"|painful|nightmare|poor(?:ly)?|bad(?:ly)?|worse|worst|clunky|cumbersome|tedious|unreliable|unstable"
        r"|disappoint\w*"
        r"|ridiculous|unacceptable|hate|sucks?|ugly|messy|rude|noisy|weak|inconvenient|complicated)\b",
    ),
    _pattern(
        "complains",
        "",
        r"\b(?:complain\w*|complaints?|problems?|issues?|troubles?|struggl\w*|tired of|fed up|sick of|had enough"
        r"|pity|pain)\b",
    ),
    _pattern(
        "kept waiting",
        "nobody no still late again time waiting without third overdue promised yet",
        r"\b(?:nobody|no one) (?:called|told|answer|came|knows?|can)|\bstill (?:waiting|not|no|have no|can)"
        r"|n't yet|\b(?:days|weeks"
        r"|hours|months) late|\btoo late|\bagain\b|(?:second|third|fourth) time|waiting|without an? working"
        r"|overdue|were promised",
    ),
    _pattern(
        "loss",
        "lost lose loses losing cost waste wasted throw threw takes hours stopped",
        r"\b(?:los(?:e|es|ing|t)) (?:an?|the|half|data|time|\w+ (?:hours|days))|cost us|wast(?:e|ed)|thr(?:ow"
        r"|ew) away"
        r"|takes? (?:me|us|\w+ (?:hours|minutes|days|people))|stopped using|end up",
    ),
    _pattern(
        "no problem",
        "problem problems complaint complaints issue issues trouble errors breakdown nothing complain",
        r"\b(?:no|not any|never (?:had )?(?:an?|any)|without(?: any| an?)?|not an? single"
        r"|not have any)(?: \w+)? (?:problems?"
        r"|complaints?|issues?|trouble|errors?|breakdowns?)|can't complain|nothing (?:to complain|i would change)",
    ),
    _pattern("but", "but although though however except only", r"\b(?:but|although|though|however|except|only that)\b"),
    _pattern(
        "politely",
        "complain honest frankly frank respect sure manage used learned offence say suppose expected big fine pity surprised",
        r"don't want to complain|to be (?:honest|frank)|\bfrankly|with (?:all )?(?:due )?respect|i'm sure you"
        r"|\bwe manage|got used"
        r" to|learned (?:not )?to|no offence|let(?:'s| us) say|i suppose|you used to|expected more|not an? (?:big"
        r"|huge)"
        r" (?:thing|deal)|fine,? (?:really|but)|a (?:little|bit) surprised|would not call it|rather not say",
    ),
    _pattern(
        "good",
        "",
        r"\b(?:great|excellent|brilliant|fantastic|awesome|amazing|perfect(?:ly)?|wonderful|superb|outstanding"
        r"|good|nice(?:ly)?|best"
        r"|happy|glad|pleased|delighted|satisfied|impressed|loved?|enjoy\w*|reliabl\w+|eas(?:y|ily)|simpl[ey]"
        r"|quick(?:ly)?|fast"
        r"|intuitive|helpful|convenient|pleasant|friendly|clean|smooth(?:ly)?|useful|flexible|powerful|beautiful)\b",
    ),
    _pattern(
        "glad of it",
        "love like enjoy appreciate thank thanks happy pleased satisfied glad well hats recommend works pleasure saves save saved"
        " impressed exactly helps faster",
        r"\b(?:we|i|they|operators|people) (?:really |absolutely |just )?(?:love|like|enjoy|appreciate)\b"
        r"|\bthank(?:s| you)\b|(?:very"
        r"|really|so|more than) (?:happy|pleased|satisfied|glad|good|easy)|well done|hats off|recommend (?:you|it"
        r"|them)|just works"
        r"|\bpleasure|sav(?:es?|ed) (?:us|me)|impressed|exactly what|faster than|helps (?:us|me)",
    ),
    _pattern(
        "not good",
        "",
        rf"\b{_NOT} (?:\w+ ){{0,2}}(?:good|great|happy|satisfied|helpful|reliable|easy|easily|simple|quick|fast"
        rf"|nice|like|love"
        r"|impressed|clean|enough|better|intuitive|useful)\b|\bn't (?:\w+ )?(?:like|reliable|easy|good|great)",
    ),
    _pattern(
        "would be nice",
        "be great nice",
        r"(?:would|'d|could|might)(?: \w+)? be (?:\w+ )?(?:nice|great|good|cool|helpful|useful|better|easier"
        r"|awesome|perfect|lovely"
        r"|appreciated|welcome)|wouldn't it be",
    ),
    _pattern(
        "do this",
        "",
        r"(?:^|please,? |could you |can you |would you |you could |you should |should |maybe |perhaps "
        r"|kindly )(?:please )?(?:add|allow"
        r"|include|provide|offer|improve|make|let|give|enable|support|bring|implement|consider|change|fix|put"
        r"|show|remove|create"
        r"|simplify|integrate|extend|increase|reduce|stop|keep|print|use|have|send us)\b",
    ),
    _pattern(
        "suggests",
        "suggest suggestion suggestions recommend propose advice advise idea request proposal",
        r"\bsuggest(?:ions?)?\b|recommend that|\bpropose\b|\badvi[cs]e\b|\bidea would|feature request|proposal would",
    ),
    _pattern(
        "should",
        "should could might ought",
        r"\b(?:you|they|there|it|this|that|labels?|\w+) (?:should|could|might want to"
        r"|ought to)\b(?! (?:not )?(?:you|we|i)\b)",
    ),
    _pattern(
        "why not",
        "why how what considered wouldn't possible chance",
        r"^why not|how about|what about|why don't you|have you considered|wouldn't it|would it be possible"
        r"|any chance",
    ),
    _pattern("please", "please", r"\bplease\b"),
    _pattern(
        "more of",
        "",
        r"^(?:an? )?(?:better|more|easier|faster|simpler|fewer|less|improved?|improvements?|ability|option"
        r"|options|support|possibility"
        r"|single|integration|integrated)\b",
    ),
    _pattern(
        "would prefer",
        "prefer rather love like welcome change add help improve wish",
        r"\b(?:i|we)(?: would|'d) (?:prefer|rather|love|like|suggest|welcome|change|add|want)\b|would help"
        r"|one thing i would|would"
        r" improve|i wish (?:you|it|there)",
    ),
    _pattern("if you could", "if", r"\bif (?:you|it|there|we|one|i) (?:could|were|was|had|can|want)\b|if only"),
    _pattern("hypothetical", "if", r"^if (?:it|we|i|they) (?:ever |broke|needed|were|was|had|stopped)"),
    _pattern("asks", "", r"\?[\"'”’)\]\s]*$"),
    _pattern(
        "question word",
        "",
        r"^(?:and |so |but |also,? )?(?:what|when|where|which|who|whom|whose|why|how|is|are|was|were|do|does|did"
        r"|can|could|will|would"
        r"|should|has|have you|any)\b",
    ),
    _pattern(
        "asks indirectly",
        "wondering know tell news unclear whether clarify",
        r"was wondering|do you know|(?:could|can) you tell|like to know|n't know (?:whether|if|how|when|where)"
        r"|any news|let me know"
        r" (?:if|whether|when|how)|clarify|not clear (?:to|whether)",
    ),
    _pattern(
        "plans",
        "plan plans planned planning intend going about decided expect aim thinking ordered aiming intends",
        r"\bplan(?:s|ned|ning)? (?:to|on|for)|\bintends?\b|\b(?:'re|are|is|'m|am) (?:going|about) to|decided to"
        r"|expects? to|\baim(?:ing)?"
        r" to|thinking (?:about|of)|\bplanning\b|has decided|'ve ordered",
    ),
    _pattern("in time", "", rf"\b(?:{_TIME})"),
    _pattern(
        "will",
        "will 'll we'll i'll going opens",
        r"(?:\bwill|'ll|going to) (?:\w+ )?(?:open|expand|hire|launch|move|build|replace|grow|double|merge|retire"
        r"|close|roll|deliver|be"
        r" (?:ready|audited|electric|moved)|take over|start)|when we open",
    ),
    _pattern(
        "new things",
        "",
        r"\b(?:expand\w*|launch(?:es|ing)?|new (?:plant|site|building|lab|shop|line|warehouse|branch|office"
        r"|product|director)|strategy"
        r"|tender|merg(?:e|er|ing)|acquisition|roadmap|our goals?|retir\w+|hir(?:e|ing)|budget for|grow by"
        r"|centralise|rebuild)\b",
    ),
    _pattern("no plans", "plans plan", r"\bno plans|n't plan(?:ning)? to|not planning"),
    _pattern(
        "cut cost",
        "",
        r"\b(?:cut(?:ting)?|reduc(?:e|ing)|sav(?:e|ing)|lower|trim(?:ming)?|bring|trimming)\b.{0,24}\b(?:costs?"
        r"|spend(?:ing)?|money|budget"
        r"|bills?|per ?cent|percent|%|suppliers|down)|\bbudget (?:\w+ )?(?:frozen|cut|cuts|tight)|\b(?:budget"
        r"|hiring) (?:has been |freeze"
        r"|is )|n't afford|not afford|money is tight|pressure to save|letting \w+ people go|because of the budget"
        r"|into our budget",
    ),
    _pattern(
        "money",
        "",
        r"\b(?:expensive|cheaper|cheap|prices?|pricing|afford\w*|discount|margins?|costs?|budget|finance"
        r"|purchasing|controller|money)\b",
    ),
    _pattern("no discount", "discount price", r"\bnot asking for"),
    _pattern(
        "rival",
        "",
        r"\b(?:competitors?|competition|rivals?|bidders?|alternatives?|(?:other|another|different|new|previous"
        r"|old) (?:vendors?|suppliers?"
        r"|manufacturers?|providers?|systems?|company|companies|makers?|brand)|start-?up|somebody else"
        r"|someone else|elsewhere)\b",
    ),
    _pattern(
        "compares",
        "compared compare switch switched switching moved moving changing quote offered offer others theirs they your",
        r"\bcompared? (?:you|to|with|it)|\b(?:switch(?:ed|ing)?|mov(?:ed|ing)|chang(?:ed"
        r"|ing)) (?:over )?(?:\w+ ){0,3}(?:to|from)\b"
        r"|(?:quote|offer|trial) from|offered (?:us )?\w+|\bothers (?:offer|do|have)|\btheirs?\b.{0,30}(?:does"
        r"|cheaper|better|free|out of"
        r" the box)|they are cheaper|looked at \w+ others|two others",
    ),
    _pattern("not another", "looking", r"not looking for another"),
    _pattern(
        "leaves",
        "",
        r"\b(?:cancel\w*|terminat\w+|(?:not|won't|n't) (?:be )?(?:renew\w*|needing|extend)|leav(?:e|ing) (?:you"
        r"|us|for|\w+ for)|are leaving|we"
        r"'re (?:gone|out)|we are out|notice period|clos(?:e|ing) (?:my|our|the) account|replacement for your"
        r"|look(?:ing)? around|going back to"
        r"|run out|running out|had enough|last order|stop the deliver\w+|end the (?:service|contract)"
        r"|out of the contract|other options"
        r"|signed with|still be a customer|switch(?:ing)? to|good ?bye)\b",
    ),
    _pattern(
        "does not leave",
        "leave plans looking",
        r"(?:no plans|not going|n't want|never) to leave|not looking for another",
    ),
    _pattern(
        "you did",
        "you you're you've you'd your yours",
        r"\byou(?:'re| are|'ve| have) (?:\w+ )?\w+|\byou (?:promised|said|were|did|do|don't|listen|answer|call"
        r"|solved|keep|asked)\b"
        r"|\byour (?:\w+ )?(?:people|team|technicians?|engineers?|support|hotline|service|colleagues?|website"
        r"|communication|training"
        r"|answers?|products?|drivers?|visits?|strength|survey)\b",
    ),
    _pattern(
        "verdict",
        "feedback overall scale ten say frank survey whole strength recommend doing side",
        r"\bfeedback\b|\boverall\b|out of ten|scale of|i(?:'d| would) say|filled in your|on the whole"
        r"|you are doing|how we are doing|from our"
        r" side|recommend you",
    ),
    _pattern(
        "small talk",
        "",
        r"^(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|dear|thanks? (?:you )?for (?:joining|your"
        r"|coming)|see you|bye|have a (?:nice"
        r"|good)|ok(?:ay)?|yes|no|sure|right|exactly|i see|well|sorry|let me|shall we|please find|i have attached"
        r"|as (?:discussed|i said))\b",
    ),
    _pattern("nothing", "", r"^(?:none|nothing|n/?a|not applicable|no(?:pe)?|no comments?|don't know|-+)[.!]*$"),
)


def find_patterns(text: str, words: frozenset[str]) -> Iterator[Found]:
    """Yield the first place of each pattern in `text`; `words` are its lower-cased words."""
    for number in sorted(_list_candidates(words)):
        if place := PATTERNS[number].regex.search(text):
            yield Found(number, place.start(), place.end())


def _list_candidates(words: frozenset[str]) -> set[int]:
    by_trigger, always = _index()
    candidates = set(always)
    for word in words & by_trigger.keys():
        candidates.update(by_trigger[word])
    return candidates


@functools.cache
def _index() -> tuple[dict[str, tuple[int, ...]], tuple[int, ...]]:
    by_trigger: dict[str, tuple[int, ...]] = {}
    for number, pattern in enumerate(PATTERNS):
        for word in pattern.triggers:
            by_trigger[word] = (*by_trigger.get(word, ()), number)
    always = tuple(number for number, pattern in enumerate(PATTERNS) if not pattern.triggers)
    return by_trigger, always
