"""Word lists that naming reads, of plain forms where words have several."""

from __future__ import annotations


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Parts of speech within a noun phrase, and those that carry meaning.
INSIDE_THINGS = ("DT", "PRP$", "JJ", "JJR", "VBN", "VBG", "NN", "NNS", "NNP", "CD")
CONTENT = ("JJ", "JJR", "VB", "VBD", "VBG", "VBN", "VBZ", "NN", "NNS", "NNP", "RP")

BE = _listed("be is are was were been being am 's 're 'm get got gets")
LINKING = BE | _listed("""
    has have had 've do does did n't n’t never yet just also still already really very quite so now always often
    not
""")

NEGATIONS = _listed("n't not never n’t hardly")
FAILING = _listed("""
    fail crash break leak freeze disappear vanish hang expire jam overheat stall stutter squeak rattle smell
    burn stick
""")

# A clause ends before these.
BREAKS = _listed("because although though unless whereas while whilst since if so")
# These tie one thing to another; others tell where something goes.
OF_THINGS = _listed("of for in on with to from at by as about between without via")
AFTER_WHOLE = _listed("please without for when if because so that in on at with from to as by")
PREPOSITIONS = _listed("""
    of for in on with to from by as into about between without across via through during after before at against
    over
""")
POINTING = _listed("this that these those")
FILLING = _listed("really very just quite so too pretty extremely actually simply")

# Nouns without a matter of their own.
EMPTY = _listed("""
    thing things something anything everything nothing someone somebody anyone anybody everyone everybody nobody
    one ones lot lots bit way ways kind kinds sort sorts stuff fact case point reason example idea issue issues
    problem problems question questions please thanks thank hi hello guy guys people person thing's rest none
    much many few same other another such etc able sure end side part matter sense moment while hope wish plan
    number couple set type types use be do have get go come want need like love make let give take try know
    think see say tell keep put help seem look would will could should can may might must shall need's nice good
    great better best bad worse worst new more most less got cool awesome helpful useful easy easier hard harder
    difficult simple possible impossible own own's
""")
TIMES = _listed("""
    day week month year time minute second hour morning evening afternoon night weekend moment today tomorrow
    yesterday tonight ago while now
""")
NUMBERS = _listed("""
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen half
""")
DATES = _listed("""
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december today tomorrow yesterday tonight
""")

# Verbs that say nothing of what somebody wants to get done.
NO_DOING = _listed("""
    be do have want need like love wish hope think guess believe mean say tell feel seem appear suppose wonder
    would will can could should may might must shall go come happen let try keep thank ask hear talk speak stand
    suggest prefer hate appreciate miss enjoy dislike recommend agree decide notice struggle
    expect understand look help know's 's 'd 're 've 'm n't please stay sit
    become consider start stop begin continue tend get got am is are was were been being ring regard concern
    know_
""")
# Look like verbs and are adjectives or prepositions.
ADJECTIVES = _listed("""
    pending missing existing following upcoming ongoing outstanding remaining interesting confusing annoying
    boring amazing underlying corresponding including regarding concerning depending according considering
    excluding recurring nothing morning evening during overwhelming
""")
# Say little of a thing: a phrase that has only these beside one noun is too thin.
PALE = _listed("""
    new other another current own good different more many much first last next whole real early great big small
    little old main certain various several multiple additional extra few full general normal easy simple true
    nice happy fine regular usual actual proper right wrong similar single specific entire only particular place area thing
""")
# Never the first word of a name.
POINTERS = _listed("""
    same other another own such certain various several last next first second third fourth fifth previous
    following
""")
# Gerunds that stand before a plural as an adjective does: "computing clusters".
NOUN_LIKE = _listed("""
    working computing coding editing plotting debugging programming grading learning cleaning cooking building banking
    training testing printing heating cooling washing shipping pricing billing meeting operating loading wedding
    housing opening spending streaming hosting charging roaming rolling swimming packing mapping drawing
""")
LIGHT = _listed("have make get use do be take give go put let keep try want need like")
NOBODY = _listed("""
    nobody somebody everybody anybody someone anyone everyone nothing something anything everything none noone
""")
UNWANTED = _listed("""
    unexpected accidental unwanted unnecessary unauthorised unauthorized unintended duplicate needless
""")
ORDINALS = _listed("""
    last next this that every each few couple first second third fourth fifth past previous another
""")
BETTER = _listed("better more easier faster fewer quicker cheaper shorter clearer simpler safer")
# Tie a thing to a place rather than say what it is.
LOOSE = _listed("at in with from on by into across through")
# Say little of what is done.
PALE_VERBS = _listed("use see find show check pay call put take set work look play turn")
# A verb that the treebank does not know is one only if it is listed, or ends so.
MORE_VERBS = _listed("""
    top-up sync upload download export import collapse unblock refund reset debug refactor zoom undo redo drag
    scroll highlight preview bookmark transfer withdraw unlock backup login log setup set-up reorder rename
    resize embed deploy automate version render plot index diff merge commit print fold hide toggle mute unmute
    snooze reboot restart reheat preheat descale defrost hose prove proof chill batch label probe rinse drain
    top
""")
VERB_ENDS = ("ize", "ise", "ify", "ate")
# What is built is the matter, not the building.
BUILDING = _listed("""
    add implement provide include introduce offer have support create bring give allow enable make improve
    increase
""")
NEEDS_OBJECT = _listed("""
    use find see know make set put take give show open add change check run create do keep get send view allow
    move choose pick buy need want read write edit edit's
""")
# "used to", "going to", "have to": what follows is not wanted.
NOT_WANTED = _listed("use used go going seem happen tend suppose supposed")
NOT_BEFORE_NOUN = _listed("""
    able unable sure ready aware glad happy sorry alone afraid available fine ok okay done gone good great bad
    nice hard easy difficult possible impossible important due likely like worth true same such much many few
    other used supposed based made meant going need use accept get see give take make ask want call tell send
    receive show charge find know keep put say try allow suppose require support expect bear come leave set
    interested curious
""")

# Directions: what takes too long, is hard, should not be.
SLOW = _listed("""
    slow slowly slower wait waiting delay delayed lengthy forever ages faster quicker quickly slowness
    time-consuming
""")
SLOW_PAIRS = frozenset(
    {("too", "long"), ("take", "long"), ("so", "long"), ("long", "time"), ("much", "time"), ("take", "time")}
)
HARD = _listed("""
    hard harder difficult difficulty tricky painful cumbersome awkward tedious clumsy confusing easier easy
    simpler easily trouble struggle annoying
""")
AVOIDING = _listed("avoid prevent stop")
TROUBLES = _listed("""
    error failure fault crash hang freeze leak stall loss delay noise mistake bug leak breakage confusion duplicate downtime timeout
    outage glitch charge fee damage waste conflict interruption complaint problem
""")
SPANS = _listed("delay wait latency downtime lag")
SPAN_KINDS = _listed("""
    delivery response load cycle lead start boot compile transfer turnaround repair set-up setup travel
""")

# A sentence whose first words point back, or that only goes on, cannot stand for a need.
POINTING_BACK = _listed("it it's this they these those he she him her them his that's")
JOINING = _listed("and but or so because then also which")
PERSONS = _listed("i me my we us our you your")
ASKING = _listed("is are was were has have had does do did")
