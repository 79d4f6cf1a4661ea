"""Turns of phrase of needs, wishes and advice."""

from __future__ import annotations

from closeknit.analysis.text.turns import Pattern, any_of, opening, turn, words

# What one asks a maker to do.
MAKE = """
    add adding allow bring build call change combine create display drop enable expand expose extend fix get
    give have hide implement improve include increase integrate introduce keep let lower make merge move offer
    open pay print provide publish put raise reduce remove rename replace restore ring send ship show simplify
    sort split stop support tell turn update upgrade
"""
# What one tells another customer to do.
DO = """
    always ask avoid be beware book bring buy carry check choose clean come consider contact definitely do don't
    dont download drive eat enjoy expect find forget get give go grab have head highly hold insist install join
    just keep learn leave let listen look make never note only opt order pack park pass pay pick plan print put
    read remember rent request reserve return run save see select set skip spend spring start stay steer stick
    stop switch take talk tell think tip treat try turn upgrade use visit wait walk watch wear
"""
LEAD = (
    r"^(?:please,? |pls |plz |just |also,? |and |but |so |or |then |maybe |perhaps |otherwise,? |instead,? "
    r"|if possible,? |again,? |oh,? )*"
)

PATTERNS: tuple[Pattern, ...] = (
    turn(
        "need",
        "need needed needs require required requires",
        (
            r"\b(?:we|i|they|he|she|it|people|staff|the \w+|our \w+|my \w+|you) (?:really |also |just |only |still "
            r"|always |desperately |certainly |definitely |probably |all |both |would |'d |do |does )*(?:need|needs"
            r"|needed|requires?|will need)\b"
        ),
    ),
    opening(
        "needed",
        "also desperately just need needed needs really still",
        r"^(?:\w+ )?need(?:s|ed)?\b",
    ),
    turn(
        "no need",
        "need needs",
        (
            r"(?:n't|not|no longer|never|hardly) (?:really |actually )?need|\bno need|isn't that \w+ need|all (?:i|we"
            r"|you) need|(?:what|everything|anything|whatever|when|all) (?:i|we|you|one) (?:ever )?needs?"
        ),
    ),
    turn(
        "you need",
        "have must need needs",
        r"\byou (?:\w+ )?(?:need|have|must)\b(?: to)?",
    ),
    turn(
        "it needs",
        "need needs",
        r"\b(?:it|this|that|there|app|site|they|which) (?:\w+ )?needs?\b",
    ),
    turn(
        "want",
        "hope like love want wanted wants wish",
        (
            r"\b(?:i|we|they|he|she|people|customers|staff|\w+s) (?:\w+ )?(?:wants?|wanted|(?:would"
            r"|'d) (?:\w+ )?(?:like|love))\b|'d (?:\w+ )?(?:like|love) (?:to|an?|the|it|my|our|you)\b|\b(?:i"
            r"|we) (?:\w+ )?hope\b"
        ),
    ),
    turn(
        "would love",
        "appreciate grateful happy like love prefer rather welcome",
        r"(?:would|'d) (?:\w+ )?(?:love|like|prefer|rather|appreciate|welcome|be (?:grateful|happy|glad))",
    ),
    turn(
        "wish",
        "wish wishes wishing",
        r"\b(?:i|we|they|just|only|really|how i|still) wish\b|^wish\b",
    ),
    words("hopes", "hope hoped hopefully hopes hoping"),
    turn(
        "able",
        "ability able possibility possible",
        r"\bable to|\bability (?:to|of)|(?:make|be) (?:it )?possible|possibility (?:to|of)",
    ),
    turn(
        "must",
        "got had has have must",
        (
            r"\b(?:we|i|they|it|he|she|people|staff|there|\w+s) (?:\w+ )?(?:must|(?:have|has|had|'ve"
            r"|'s)(?: got)? to)\b(?! say| admit| laugh| go now)"
        ),
    ),
    turn(
        "cannot",
        "able can can't cannot cant could couldn't impossible possible unable way",
        (
            r"\b(?:cannot|can'?t|can not|couldn't|could not|unable to|(?:no|isn't any|not any) (?:\w+ )?way (?:to|of)"
            r"|impossible|(?:not|n't) (?:be )?(?:possible|able))\b"
        ),
    ),
    turn(
        "lack",
        "absence lack lacking lacks limited missing no without",
        (
            r"\black(?:s|ing)?\b|\bmissing\b|\bthere(?:'s| is| are) (?:currently |still )?no(?:t any)?\b|^no \w+"
            r"|\bwithout (?:having|any|an?)|\blimited\b|absence of"
        ),
    ),
    turn(
        "has none",
        "didn't doesn't don't has hasn't have haven't not",
        (
            r"(?:n't|not) (?:currently |really |even )?(?:have|offer|support|provide|include|allow|let|show)\b"
            r"|\b(?:have|has) no\b"
        ),
    ),
    turn(
        "by hand",
        """
            calculator double hand manual manually paper paste pen print printed retype spreadsheet spreadsheets twice
            workaround
        """,
        (
            r"\bby hand|\bmanual(?:ly)?\b|\bon paper|copy and paste|\bspreadsheets?|\btwice\b|\bwork ?around"
            r"|double entry|with an? (?:pen|calculator)"
        ),
    ),
    turn(
        "matters",
        """
            after ask avoid crucial essential important looking matters prove save trying vital want
        """,
        (
            r"(?:looking|searching) for (?:an?|some|something|ways?)\b|\bafter something|important (?:to|that|for|is)"
            r"|\bmatters\b|\bto avoid|trying to|have to prove|would save|\b(?:vital|essential|crucial)\b|(?:all|what"
            r"|only) (?:i|we) (?:really )?(?:want|ask|need)"
        ),
    ),
    turn(
        "if we could",
        "if",
        (
            r"\bif (?:only )?(?:i|we|my \w+|our \w+|the \w+|somebody|someone|there|it|one) (?:\w+ )?(?:could|were|was"
            r"|had|knew|can|would|did)\b"
        ),
    ),
    turn(
        "so that",
        "because before otherwise so",
        r"\bso (?:that )?(?:i|we|they|it|my|our|the|nobody|everyone)\b|\botherwise\b",
    ),
    turn(
        "would be nice",
        "appreciated awesome be better cool great help helpful make nice useful",
        (
            r"(?:would|'d|could|might|will)(?: \w+)? (?:be|make|help) (?:\w+ )?(?:\w+ )?(?:nice|great|good|cool"
            r"|helpful|useful|better|easier|awesome|perfect|lovely|appreciated|welcome|sense|handy|fantastic|amazing"
            r"|convenient|excellent|us|me|more|beneficial|sweet|ideal|enough)|^(?:be )?(?:nice|great|cool"
            r"|better) (?:if|to have)|wouldn't it be"
        ),
    ),
    turn(
        "would do",
        "'d could it'd would",
        (
            r"\b(?:this|that|it|which|\w+) would (?:\w+ )?(?:allow|make|help|solve|let|give|enable|save|mean|improve"
            r"|suit|simplify|do|fix|hide|go a long)\b|wouldn't (?:hurt|take)"
        ),
    ),
    opening(
        "do this",
        MAKE + " again also and at but if instead just maybe oh or otherwise perhaps please pls plz so then",
        rf"{LEAD}(?:{any_of(MAKE)})\b(?! (?:you|thanks))",
    ),
    opening("do that", DO + " also and but instead maybe oh or perhaps please so then", rf"{LEAD}(?:{any_of(DO)})\b"),
    turn(
        "could you",
        "can could please somebody someone they why will would you",
        (
            r"\b(?:could|can|would|will) (?:you|someone|somebody|we|they|u) (?:please |kindly |also |at least "
            r"|guys )*(?:\w+)\b|\bwould you mind"
        ),
    ),
    turn(
        "you should",
        "better could may might must need ought should want",
        (
            r"\b(?:you|u|they|microsoft|developers?|team|guys|it|there|app|\w+s) (?:\w+ )?(?:should|ought to"
            r"|might (?:want|consider)|had better|must|(?:really )?need to|could (?:easily |also )?(?:\w+))\b"
        ),
    ),
    turn(
        "should be",
        "could needs ought should",
        (
            r"\b(?:should|ought to|could|must) (?:also |really |always |just |at least |never |not )*(?:be|have|allow"
            r"|get|include|show|support|let|provide|offer|make|add|consider|do|work|use|come|keep|give|stay|take|carry"
            r"|appear|return|close|open)\b"
        ),
    ),
    turn(
        "should have",
        "should shouldn't",
        (
            r"should(?:n't)? (?:not )?(?:have (?:been|to|known|had|\w+ed)|'ve)\b|\b(?:what|where|who|how) should (?:i"
            r"|we)\b|\bshould (?:i|we)\b"
        ),
    ),
    turn(
        "suggests",
        """
            advice advise consider considering feature idea improvement proposal propose request requests suggest
            suggested suggestion suggestions tip tips vote warning
        """,
        (
            r"\bsuggest(?:ed|ions?)?\b|\bpropos(?:e|al)\b|\badvi[cs]e\b|\bidea (?:would|is|for)|feature request"
            r"|requests?\b|\bvote\b|\bconsider(?:ing)?\b|improvement (?:would|is|:)|\btips?\b|warning"
        ),
    ),
    words("recommends", "recommend recommendation recommended recommending recommends"),
    turn(
        "why not",
        "about chance considered how what why wouldn't",
        (
            r"^(?:so |and |but )?why (?:not|don't|can't|won't|isn't|doesn't|cant)|how about|what about"
            r"|why don't (?:you|we|they)|(?:have|has) (?:you|anyone) (?:considered|thought)|would it be possible"
            r"|any chance"
        ),
    ),
    words("please", "kindly please pls plz"),
    opening(
        "more of",
        """
            a ability an better bigger cheaper cleaner clearer earlier easier faster fewer improve improved improvement
            improvements integrated integration larger less longer more nicer option options possibility shorter simpler
            single smoother stronger support wider
        """,
        (
            r"^(?:an? )?(?:better|more|easier|faster|simpler|fewer|less|improved?|improvements?|ability|options?"
            r"|support|possibility|single|integration|integrated|bigger|larger|longer|shorter|earlier|nicer|smoother"
            r"|cleaner|stronger|wider|cheaper|clearer|(?:short|simple|small|decent|good) \w+)\b"
        ),
    ),
    turn(
        "in hope of",
        "change help improve improvement lacks missing next perfect stars",
        (
            r"one thing i would|would (?:improve|help)|only thing (?:missing|i)|it only lacks|(?:five|5|more) stars if"
            r"|perfect if|next (?:release|version|update|time)"
        ),
    ),
    turn(
        "let us",
        "allow allows enable enables give gives let lets",
        (
            r"\b(?:allow|let|enable|give|permit)(?:s|ing)? (?:us|me|users?|people|developers|them|everyone|customers"
            r"|members|the \w+|every|for|a)\b"
        ),
    ),
    words(
        "things to have",
        """
        ability button feature features functionality mode option options setting settings shortcut support version
    """,
    ),
    words("at least", "instead least rather"),
    opening(
        "its benefit",
        "it that this which with",
        (
            r"^(?:this|that|it|which|with this),? (?:feature |way |change |option )?(?:would|will|could|can|might"
            r"|may) (?:also |then |really |not )?(?:allow|bring|help|make|let|be (?:used|done|possible)|mean|enable"
            r"|give|improve|solve|save|add|result|lead|open|reduce|increase)\b"
        ),
    ),
    turn(
        "for example",
        "e.g eg example imagine instance say suppose",
        r"\bfor (?:example|instance)\b|^(?:imagine|suppose|say|think of)\b|\be\.?g\b",
    ),
    words(
        "steps",
        """
        click clicking dialog press pressing screen select tab tap tapping tick type untick
    """,
    ),
    turn(
        "in need of",
        "do lick need overdue use",
        r"\bin (?:\w+ )?need of|\bcould (?:\w+ )?(?:use|do with)\b|wouldn't hurt|do (?:\w+ )?(?:\w+ )?good",
    ),
    turn(
        "then do",
        DO,
        rf"(?:[,;:–-] |\b(?:so|but|then|and) )(?:please |just |do |always |definitely |also |maybe )*(?:{any_of(DO)})\b",
    ),
    turn(
        "if you",
        "if",
        r"\bif (?:you|u|ur|your|you're|anyone|anybody|someone|somebody)\b",
    ),
    turn(
        "if you want",
        "if",
        (
            r"\bif (?:you|u) (?:\w+ )?(?:want|need|like|are|can|plan|have|go|stay|get|book|do|don't|love|prefer|visit"
            r"|decide|must|think|enjoy|value|buy|use|find|ever|wish|happen)\b|\bif you're\b"
        ),
    ),
    turn(
        "if you could",
        "if",
        r"\bif (?:you|they|u) (?:could|would|were to|can|add|added|made|let|guys)\b|if only",
    ),
    turn(
        "hypothetical",
        "if",
        r"^if (?:it|we|i|they) (?:ever |broke|needed|were|was|had|stopped)",
    ),
    turn(
        "make sure",
        """
            aware beware careful certain forget look mind note prepared remember sure warned watch
        """,
        (
            r"\b(?:be|make|making) (?:sure|certain)|(?:don't|not|never) forget|\bremember (?:to|that)|(?:bear"
            r"|keep) in mind|\b(?:be )?(?:careful|aware|prepared|warned)\b|\bbeware\b|watch out|look out|take note"
        ),
    ),
    words("keep away", "avoid away bother elsewhere skip steer waste"),
    turn(
        "you can",
        "you",
        r"\byou (?:can|could|may|might|'ll|will|get|won't|would|'d|don't|are|want)\b",
    ),
    turn(
        "you will",
        "you you'd you'll you're",
        (
            r"\byou(?:'ll| will| won't|'d| would) (?:\w+ )?(?:need|want|have|love|be|not|regret|find|like|get|enjoy"
            r"|save|better)\b"
        ),
    ),
    turn(
        "to others",
        """
            all anybody anyone couples everybody everyone families fellow friends guests others people someone those
            travelers travellers
        """,
        (
            r"\b(?:to|for) (?:anyone|anybody|everyone|everybody|others|friends|families|couples|all)\b|\banyone (?:who"
            r"|looking|thinking|considering|with|that)|fellow|other (?:guests|users|people|travell?ers|customers)"
            r"|\bthose (?:who|of you|looking)"
        ),
    ),
    turn(
        "better off",
        "best bet better idea tip tips wise worth",
        (
            r"better off|best bet|\bbest to\b|\bit(?:'s| is) (?:best|wise|worth|better|a good idea)|worth (?:asking"
            r"|paying|booking|a visit|a try|the (?:extra|money|trip|walk)|trying|visiting|checking|getting)"
            r"|good idea to|your best"
        ),
    ),
)
