"""The turns of phrase by which the checks of a draft go: English, and plain enough to be argued with."""

import re

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NUMBER = (
    r"(?:\d[\d.,:]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
    r"|half)"
)
_TIME = r"(?:minute|hour|day|week|month|quarter|year|time|shift|morning|afternoon|evening|night)"
_THING = (
    r"(?:agenda|agreement|answer|audit|batch|call|calculation|change|class|complaint|contract|conversation|course|data"
    r"|deadline|delivery|demo|drawing|draft|e-?mail|estimate|file|forecast|form|handover|incident|inspection"
    r"|installation|invoice|kick-?off|launch|letter|list|machine|meeting|message|mock-?up|note|offer|order|pallet"
    r"|photo|pilot|plan|portal|presentation|process|project|proposal|release|repair|report|request|review|sample"
    r"|schedule|sheet|shift|specification|spec|stocktake|survey|talk|template|tender|test|ticket|training|trial"
    r"|visit|workshop)s?"
)

# What makes a draft specific: a day, a figure, or a thing or an occasion that both can point at.
SPECIFIC = re.compile(
    rf"\b(?:{_DAY}s?|yesterday|(?:this|last|next) (?:{_TIME}|{_DAY}|{_MONTH}|spring|summer|autumn|fall|winter)"
    rf"|the last {_NUMBER} \w+|\d{{4}}-\d\d-\d\d|q[1-4]\b(?: \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}"
    rf"|(?:in|since|until|by|early|late|of|our|your|the|from) {_MONTH}|{_MONTH} \d{{1,2}}|week \d{{1,2}}"
    rf"|{_NUMBER} (?:of (?:the|your|our) )?(?:\w+ )?(?:{_TIME}s|{_THING}|people|colleagues|lines|boxes|euros?|pages|%|percent)"
    rf"|{_NUMBER} out of {_NUMBER}|{_NUMBER} ?%"
    rf"|(?:in|at|during|after|before|on|with|from|for) (?:the|our|your|that|this|last|each)(?: [\w-]+){{0,3}} {_THING}"
    rf"|when (?:we|you|they|the|your|our) [^.?!]{{0,60}}?\b{_THING}"
    rf"|(?:order|invoice|ticket|batch|line|version|section|page|item) (?:no\.? ?)?#?\d[\w-]*)\b",
    re.I,
)

# What is hardly ever true, and always argued about.
SWEEPING = re.compile(
    r"\b(?:always(?! (?:happy|glad|welcome|pleased|ready|there for|grateful))|never(?! mind)|constantly|every (?:single )?time"
    r"|each and every|all the time|time and again|nobody (?:ever|at your|there)|no one (?:ever|at your|there)"
    r"|every(?:one|body) (?:knows|there|at your)|nothing (?:ever|works)|everything (?:is|you)|without fail|at no point"
    r"|not once|forever)\b",
    re.I,
)

_MAY_BE = (
    r"(?:welcome|right|invited|free|able|not alone|content|willing|going|trying|planning|hoping|working|looking|aiming"
    r"|building|growing|carrying|moving|doing well|under pressure|short of|the experts?|in good hands)"
)
_JUDGED = (
    r"(?:attitude|character|personality|mentality|lazi\w+|carelessness|incompetence|arrogance|mindset|ego|stubbornness"
    r"|unwillingness|lack of (?:care|interest|respect|discipline|effort|professionalism))"
)
# What judges the person instead of the work.
ABOUT_PERSON = re.compile(
    rf"(?<!\bif )(?<!\bwhether )(?<!\bwhen )(?<!\bwhile )(?<!\bonce )(?<!\bwhere )(?<!\bwhat )(?<!\bas )(?<!\bthat )"
    rf"\b(?:you (?:are|were)|you['’]re|your (?:people|team|colleagues|staff|boss|manager) (?:are|is|were|was))\b"
    rf"(?! (?:\w+ly )?{_MAY_BE}\b)(?: (?!and\b|but\b)[\w'’-]+){{1,3}}"
    rf"|\byour (?:\w+ )?{_JUDGED}\b"
    rf"|\byou (?:don['’]t|do not|didn['’]t|did not) (?:care|listen|bother|respect|value|appreciate|want to understand)\b"
    rf"|\byou (?:lack|seem (?:to be )?(?:un\w+|dis\w+|lazy|careless|too)|have no (?:idea|interest|respect|clue))\b"
    rf"|\byou (?:people|guys|lot)\b|\btypical(?:ly)? (?:of you|you)\b|\ba person like you\b",
    re.I,
)

# The tone of blame, whomever it is about.
BLAME = re.compile(
    r"\b(?:your (?:own )?fault|(?:is|are) to blame|blam(?:e|ed|ing)|you should(?:n['’]t| not)? have|you ought to have"
    r"|you (?:have )?(?:once again )?(?:failed|forgot(?:ten)?|neglected|ignored|wasted|messed|screwed|ruined|broke(?:n)?)\b"
    r"|you let us down|you (?:have )?made us|you (?:have )?caused|why (?:can['’]?t|don['’]?t|didn['’]?t|couldn['’]?t) you"
    r"|how (?:could|can|dare) you|(?:as|like) usual|yet again|once again,? you|for the (?:hundredth|thousandth|umpteenth) time"
    r"|unacceptable|ridiculous|outrageous|appalling|pathetic|hopeless|useless|stupid|idiotic|incompeten(?:t|ce)|lazy|sloppy"
    r"|careless|unprofessional|a disgrace|a joke|a nightmare|sick of|fed up|disappointed (?:in|with) you|at your expense"
    r"|do your job|get your act together|or else)\b|!{2,}|\?{2,}",
    re.I,
)
# Shouting is told by its letters, so it cannot be looked for without regard to them.
SHOUTING = re.compile(r"\b[A-Z]{4,}(?:[ ,]+[A-Z]{3,})+\b")

_GIVE = (
    r"(?:help|send|show|lend|share|join|bring|sit (?:down|together)|come|go|walk|work|prepare|draft|write|set (?:up|aside)"
    r"|look|offer|take|make|run|train|teach|explain|give|put|check|read|fill|test|try|support|host|arrange|book|cover"
    r"|introduce|spend|keep|build|print|map|meet|do|move|open|adapt|change|pay|provide|visit|call)"
)
_GLADLY = r"(?:(?:gladly|happily|also|easily|certainly|be (?:very )?(?:happy|glad|pleased) to|like to|love to) )*"
# What we would do for them.
HELP = re.compile(
    rf"\b(?:(?:we|i|[a-z]+ (?:from|of) (?:our|us)[a-z ]{{0,20}}?)(?:['’]ll|['’]d| can| could| will| would| shall) {_GLADLY}{_GIVE}\b"
    rf"|(?:we(?:['’]re| are)|i(?:['’]m| am)) (?:always )?(?:\w+ )?(?:happy|glad|pleased|ready|willing) to {_GIVE}\b"
    rf"|(?:happy|glad|pleased) to {_GIVE}\b|let (?:us|me) (?:know (?:how|what) we|{_GIVE})\b"
    rf"|(?:shall|can|could|may) (?:we|i) {_GIVE}\b|(?:would|does|will) it help (?:you )?if (?:we|i)\b|(?:our|my) (?:offer|help)\b"
    rf"|how (?:can|could|may) (?:we|i) {_GLADLY}(?:help|make)\b"
    rf"|what (?:can|could) (?:we|i) do\b)",
    re.I,
)

# What asks something of them; each counts, a sentence with a question mark counts once at least.
REQUEST = re.compile(
    r"\b(?:(?:could|would|can|will|might) you(?: please| kindly)?(?! (?:agree|rather))|(?:could|would|can|will) you (?:agree|rather)"
    r"|please(?! find\b| see\b| know\b| note\b| do not hesitate\b| don['’]t hesitate\b| feel free\b| take this\b)"
    r"|(?:we|i)(?: would| ['’]d|['’]d)?(?: like to| would)? ask (?:you|that you|one thing|for one)"
    r"|(?:our|my|the) (?:one |only )?(?:ask|request|question|wish) is|(?:we|i)['’]?d? (?:would )?(?:need|want) you to)\b",
    re.I,
)
