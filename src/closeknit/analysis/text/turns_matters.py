"""Turns of phrase of who speaks, of questions, plans, money, rivals, leaving, verdicts and small talk."""

from __future__ import annotations

from closeknit.analysis.text.turns import Pattern, opening, turn, words

PATTERNS: tuple[Pattern, ...] = (
    words("we", "our ours us we we'd we'll we're we've"),
    words("i", "i i'd i'll i'm i've me mine my"),
    words("you", "u ur you you'd you'll you're you've your yours"),
    words("they", "he her his she their them they they'll they're they've"),
    words(
        "past",
        """
        arrived asked booked bought called came decided did found gave got had left made ordered paid said sat saw
        stayed told took tried wanted was went were wrote
    """,
    ),
    opening(
        "when",
        """
            after as at before currently during every now once since today until when whenever while
        """,
        (
            r"^(?:when|once|after|every|whenever|as|while|since|before|until|during|currently|now|today"
            r"|at the moment)\b"
        ),
    ),
    words("currently", "already anymore currently now nowadays yet"),
    turn(
        "asks",
        "?",
        r"\?[\"'”’)\]\s]*$",
    ),
    opening(
        "question word",
        """
            also and any are but can could did do does has have how is should so was were what when where which who whom
            whose why will would
        """,
        (
            r"^(?:and |so |but |also,? )?(?:what|when|where|which|who|whom|whose|why|how|is|are|was|were|do|does|did"
            r"|can|could|will|would|should|has|have you|any)\b"
        ),
    ),
    turn(
        "asks indirectly",
        "anyone ask clarify idea know news sure tell unclear whether wondering",
        (
            r"was wondering|do(?:es)? (?:you|anyone|anybody) know|(?:could|can) you tell|like to know|(?:n't"
            r"|not) (?:know|sure) (?:whether|if|how|when|where|which|what)|any (?:news|idea)|let me know (?:if|whether"
            r"|when|how)|clarify|not clear (?:to|whether)|to ask (?:how|if|whether|when|what)|interested to know"
        ),
    ),
    turn(
        "why",
        "how why",
        r"\bwhy (?:is|does|do|did|on earth|the hell|has|have|am)\b|how (?:come|can it be)|what am i",
    ),
    turn(
        "plans",
        """
            about aim aiming aims applied considering decided expect expects eye going hope intend intends looking mean
            means ordered plan planned planning plans preparing signed talk thinking want wants
        """,
        (
            r"\bplan(?:s|ned|ning)? (?:to|on|for|is)|\bintends?\b|\b(?:'re|are|is|'m|am) (?:\w+ )?(?:going|about) to"
            r"|decided to|(?:we|i|they) expects? to|\baim(?:s|ing)? (?:to|is)|thinking (?:about|of)|\bplanning\b"
            r"|has decided|'ve (?:just )?(?:ordered|signed|applied|got)|\bpreparing|looking at an?|talk of|eye on"
            r"|\bwe mean to|\bhope to\b"
        ),
    ),
    turn(
        "in time",
        """
            april august autumn by christmas coming december easter end february from in january july june march may
            month next november october once quarter season september soon spring summer term this tomorrow until week
            winter year years
        """,
        (
            r"\b(?:next|coming|this|new) (?:year|month|quarter|week|spring|summer|autumn|fall|winter|season|term"
            r"|january|february|march|april|may|june|july|august|september|october|november|december)\b"
            r"|\bby (?:the (?:end|summer|autumn|spring|winter)|20\d\d|next|christmas|easter|january|february|march"
            r"|april|may|june|july|august|september|october|november|december)\b|\b(?:in|from|until|on the \w+ of"
            r"|of) (?:20\d\d|(?:the )?(?:early |late )?(?:spring|summer|autumn|winter|new year)|january|february|march"
            r"|april|may|june|july|august|september|october|november|december|(?:two|three|five|ten) years|a year)\b"
            r"|from (?:\w+ )?on\b|(?:first|second|third|fourth|last) (?:quarter|half)|tomorrow week|as soon as"
            r"|once the|over the next"
        ),
    ),
    turn(
        "will",
        "arrives going he'll i'll opens shall starts takes there'll they'll we'll will",
        (
            r"(?:\bwill|'ll|going to|shall) (?:\w+ )?(?:open|expand|hire|launch|move|build|replace|grow|double|merge"
            r"|retire|close|roll|deliver|be (?:ready|audited|electric|moved|opening|moving|switching|twice)|take over"
            r"|start|stay open|sell|run|change|turn|have|stop|become|take on|trial|rip)|when we open|\b(?:opens?"
            r"|starts?|arrives?|begins?) (?:in|on|next)|taking over"
        ),
    ),
    turn(
        "new things",
        """
            acquisition annex another bigger branch budget centralise centralising certification expand expanding
            expansion extension goal goals grow hire hiring launch launching lease loan merge merger merging new permit
            rebuild renovate retire retiring roadmap second strategy tender third
        """,
        (
            r"\b(?:expan\w+|launch(?:es|ing)?|(?:new|second|third|another|bigger) (?:plant|site|building|lab|shop|line"
            r"|warehouse|branch|office|product|director|hall|wing|theatre|press|van|oven|machine|store|district"
            r"|manager|owner|boss)|strategy|tender|merg(?:e|er|ing)|acquisition|roadmap|our goals?|retir\w+|hir(?:e"
            r"|ing)|budget for|grow by|centralis\w+|rebuild|extension|annex|permit|certification|successor)\b"
        ),
    ),
    turn(
        "no plans",
        "plan planned planning plans",
        r"\bno plans|(?:n't|not) plan(?:ning)? to|planned to .*\bbut\b",
    ),
    turn(
        "cut cost",
        """
            afford bring budget budgets cent cents cheaper cost costs cut cuts cutting downgrade downgrading drop fewer
            freeze frozen grant halve hiring justify laid letting lower money penny percent pound quotes reduce reducing
            review save saving savings spend spending squeeze subsidies tight trim trimming
        """,
        (
            r"\b(?:cut(?:ting|s)?|reduc(?:e|ing)|sav(?:e|ing)|lower|trim(?:ming)?|bring|get|keep"
            r"|squeeze)\b.{0,24}\b(?:costs?|spend(?:ing)?|money|budget|bills?|per ?cent|percent|%|suppliers|down"
            r"|in half)|\bbudget (?:\w+ )?(?:\w+ )?(?:frozen|cut|cuts|tight|gone|is)|\b(?:hiring) freeze|(?:n't|not"
            r"|cannot) (?:\w+ )?(?:afford|justify|manage|spend)|money(?:'s| is)? (?:\w+ )?tight|pressure to save"
            r"|letting \w+ (?:people )?go|because of the (?:budget|price)|into our budget|\bsavings\b|every (?:pound"
            r"|cent|penny|euro|dollar|invoice)|lost (?:its|our|the) grant|down(?:grad\w+)|no (?:new|more) (?:equipment"
            r"|money)|a bit cheaper|half the price|do without|fewer licences|at that price|to save (?:money|\w+ per)"
        ),
    ),
    words(
        "money",
        """
        afford afforded bill budget cheap cheaper controller cost costly costs dear discount dollars euros expensive
        fee fees finance grant margin margins money overpriced paid pay paying pounds price priced prices pricing
        purchasing savings
    """,
    ),
    turn(
        "more than",
        "as compare compared like similar than unlike versus vs",
        (
            r"\b(?:better|worse|cheaper|faster|slower|nicer|quieter|easier|lighter|bigger|smaller|quicker|superior"
            r"|inferior|higher|lower|larger|heavier|more|less|fewer|\w+er)(?: \w+)?(?: \w+)? than\b|\bcompared? (?:to"
            r"|with)\b|\b(?:versus|vs)\b|\bunlike\b|\bsimilar to\b|\bas \w+ as\b|\b(?:beats?|outperform\w*)\b"
        ),
    ),
    turn(
        "rival",
        """
            alternative alternatives another bidder bidders brand competition competitor competitors different else
            elsewhere former old other others previous provider rival rivals somebody someone start-up startup supplier
            vendor
        """,
        (
            r"\b(?:competitors?|rivals?|bidders?|alternatives?|(?:other|another|different|new|previous|old|former"
            r"|local|second) (?:\w+ )?(?:vendors?|suppliers?|manufacturers?|providers?|systems?|company|companies"
            r"|makers?|brands?|firms?|apps?|banks?|gyms?|hotels?|tools?|programs?|software|products?|services?|sites?"
            r"|shops?|chains?|places?|cameras?|laptops?|players?)|start-?up|somebody else|someone else|elsewhere"
            r"|the competition)\b"
        ),
    ),
    turn(
        "switches",
        """
            back before came changed changing going moved moving replaced switch switched switching tried used using
            went
        """,
        (
            r"\b(?:switch(?:ed|ing)?|mov(?:e|ed|ing)|chang(?:ed|ing)|went|going|came|gone) (?:\w+ ){0,3}?(?:to|from"
            r"|back to|over to|with)\b|\bused to (?:use|have)\b|\b(?:we|i|'ve) (?:\w+ )?(?:tried|use"
            r"|used) (?:\w+ )?(?:other|all|another|[a-z]+wise)|replaced (?:it|you) with|the one (?:we|i) had"
        ),
    ),
    turn(
        "offers",
        """
            between comparing demo demonstration makes offer offered offers others quote race rep systems tender their
            theirs them they trial
        """,
        (
            r"(?:quote|offer|trial|demo|brochure|call|rep) (?:from|of an?)|offered (?:us )?\w+|\bothers (?:offer|do"
            r"|have|manage)|\btheirs?\b.{0,30}(?:does|cheaper|better|free|out of the box)|they (?:are cheaper"
            r"|have sent)|looked at \w+ others|two others|comparing|what makes you different|between you and"
        ),
    ),
    turn(
        "not another",
        "looking",
        r"not looking for another",
    ),
    turn(
        "leaves",
        """
            back bye cancel canceling cancellation cancelled cancelling cancels close closing contract customer delete
            deleted deleting done else elsewhere end ending enough giving gone goodbye lapse last leave leaving look
            looking lost membership notice options out phase quit quitting refund renew renewing replacement return run
            running signed solution stop switch switching terminate terminating termination uninstall uninstalled
            uninstalling unsubscribe
        """,
        (
            r"\b(?:cancel(?!led by)\w*|terminat\w+|(?:not|won't|n't) (?:be )?(?:renew\w*|needing|extend\w*|sign again"
            r"|be back|coming back|go on)|leav(?:e|ing) (?:you|us|for|now|it|this|\w+ for)|(?:we|i)(?:'m| am|'re"
            r"| are) (?:\w+ )?(?:leaving|out|gone|done|through|quitting)|notice period|give(?:n)? notice|clos(?:e"
            r"|ing) (?:my|our|the|this) account|replacement for your|look(?:ing)? (?:around|elsewhere)|(?:go(?:ing)?"
            r"|went) back to|run(?:ning)? out|had enough|last (?:order|season|chance)|stop the deliver\w+|end (?:the"
            r"|my|our|of our) (?:service|contract|membership|subscription)|out of the contract|get out|other options"
            r"|signed with|still be a customer|switch(?:ing)? (?:to|over)|good ?bye|un-?install\w*|delet(?:e|ed"
            r"|ing) (?:the|this|my|our|it)(?: app| account)?|unsubscrib\w+|phas(?:e|ing) (?:\w+ )?out|lost a customer"
            r"|wind(?:ing)? (?:it )?down|go(?:ing)? somewhere else|business elsewhere|another solution|(?:let"
            r"|have) (?:it|the contract) (?:lapse|run)|money back|giving up on)\b"
        ),
    ),
    turn(
        "does not leave",
        "going leave looking never plans",
        r"(?:no plans|not going|n't want|never) (?:to leave|anywhere)|not looking for another|never change",
    ),
    turn(
        "you did",
        "you you'd you're you've your yours",
        (
            r"\byou(?:'re| are|'ve| have) (?:\w+ )?\w+|\byou (?:promised|said|were|did|do|don't|listen\w*|answer|call"
            r"|solved|keep|asked|always|used|talk|charge|sent|know)\b|\byour (?:\w+ )?(?:people|team|technicians?"
            r"|engineers?|support|hotline|service|colleagues?|website|communication|training|answers?|products?"
            r"|drivers?|visits?|strength|survey|staff|fitter|office|company)\b"
        ),
    ),
    turn(
        "verdict",
        """
            doing feedback frank impression mark overall part presentation questionnaire rating recommend say scale side
            stars strength survey ten whole year
        """,
        (
            r"\bfeedback\b|\boverall\b|out of (?:ten|10|five|5)|scale of|i(?:'d| would) (?:say|give)|filled in"
            r"|on the whole|you are doing|how (?:we|you) are doing|from (?:our|my) side|recommend you|\bimpression"
            r"|give you an?|keep (?:up|doing)|all in all"
        ),
    ),
    opening(
        "small talk",
        """
            as bye dear exactly good got great have hello hey hi i let mm nice no ok okay perfect please right see shall
            so sorry sure thank thanks uh um understood well yeah yes
        """,
        (
            r"^(?:hi|hello|hey|good (?:morning|afternoon|evening|day|point|question|work every)|dear"
            r"|thanks? (?:you )?(?:for (?:joining|your|coming)|in advance)|see you|bye|have a (?:nice|good)|ok(?:ay)?"
            r"|yes|no|sure|right|exactly|i see|well|sorry|let me|shall we|please (?:find|see|note)|i have attached"
            r"|as (?:discussed|i said|agreed)|understood|got it|uh|um|mm|yeah)\b"
        ),
    ),
    turn(
        "nothing",
        "don't n na no none nope not nothing",
        (
            r"^(?:none|nothing|n/?a|not applicable|no(?:pe)?|no comments?|don't know|nothing (?:to add|comes to mind"
            r"|else))[.!]*$"
        ),
    ),
    turn(
        "exclaims",
        "!",
        r"![\"'”’)\]\s]*$",
    ),
    turn(
        "code",
        "com http https www",
        r"https?:|www\.|\.com\b",
    ),
)
