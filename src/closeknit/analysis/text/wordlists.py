"""Lists of small words that several modules read."""

from __future__ import annotations


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Never the end of a sentence, whatever follows.
TITLES = _listed("""
    mr mrs ms dr prof st mt hr fr mme mlle sr sra dhr mevr ing dipl messrs gen lt col rev hon
""")

# The end of a sentence only when what follows looks like the beginning of one.
ABBREVIATIONS = _listed("""
    etc e.g i.e eg ie vs cf approx ca resp incl excl max min dept fig figs no nos nr vol pp p ed est inc ltd
    corp co llc jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun tel ext a.m p.m u.s
    u.k e.u z.b d.h bzw usw ggf evtl bijv enz p.ej c.-à-d ex
""")

# Begin a sentence more often than they follow an abbreviation.
STARTERS = _listed("""
    a all also although an and another any are as at because but can could did do does for from he her his how
    however i i'd i'm i've if in is it it's its just maybe my no not now of on once one or our perhaps please
    she since so some sometimes still thank thanks that that's the their then there there's these they they're
    this those though to today we we'd we're we've what when where which while who why will with would yes yet
    you your
""")

# A line that ends so goes on in the next one.
OPEN_ENDS = _listed("""
    a an the to of and or but with for in on at by from as than that which who is are was were be been will
    would can could should our your my their his her its this these not very more most so if when because while
    about into
""")

# Words that hardly occur in the other languages of this table.
OF_LANGUAGE = {
    "en": _listed("""
        the and of is are was were that this these those with have has had not but they we our your you it's
        don't can could would should will what when which who how why from there their been because about just
        very much more than then also only some any my it its too no to be by if does did doesn't didn't can't
        isn't i'm we're i
    """),
    "de": _listed("""
        der das und ist nicht mit für auf ein eine einen einem einer wir sie ich auch sich dass wenn aber oder
        werden wird haben hat sind war noch nur mehr sehr zu zum zur bei aus nach über uns unser unsere ihr ihre
        können kann kein keine schon immer bitte danke dem den des vom beim dann weil als ob durch gegen ohne
        unter seit möchten brauchen
    """),
    "fr": _listed("""
        le les des et est une dans pour pas que qui sur avec nous vous ils elle sont ce cette ces mais ou où du
        au aux plus très trop être avoir fait faire c'est n'est d'un d'une qu'il j'ai notre votre leur leurs nos
        vos il je si merci même sans sous depuis encore toujours bien aussi beaucoup
    """),
    "nl": _listed("""
        het een en van niet dat wij zijn voor met ook maar naar om aan heeft hebben wordt worden graag geen wel
        nog als bij uit deze dit onze ons jullie kunnen moet moeten zou willen veel meer zeer dank bedankt dan
        omdat zonder
    """),
    "es": _listed("""
        el los las y es una por para con que nosotros pero muy más están está son fue ser tener hay del al
        nuestro nuestra su sus como cuando porque también gracias ya desde sin sobre todo todos nos lo se puede
        podemos
    """),
    "it": _listed("""
        il gli di è una per con che non sono abbiamo ma molto più della delle dei nella questo questa come
        quando perché anche grazie già senza nostro nostra ci si può possiamo troppo
    """),
    "pt": _listed("""
        os uma não com para é são mas muito mais está estão foi ser ter nosso nossa quando porque também
        obrigado já desde sem sobre pode podemos nós você vocês isso isto ao da das dos pelo pela
    """),
}

# Say nothing about the matter of a sentence.
SMALL_WORDS = (
    STARTERS
    | OPEN_ENDS
    | OF_LANGUAGE["en"]
    | _listed("""
        able add allow already always any anything better can't come does don't done easier easily easy even ever every
        feature get getting give go going good great had has have having help here how i'll i'm i've into it'll just keep
        kind let like lot lots make makes making many may me might more most much must need needed needs never new nice
        no not nothing often ok only other over own please possible put quite really same say see seem should since some
        someth someone something still such support take tell than thing things think time too try trying up use used
        user useful using very want wants way well will wish without work working would
    """)
)

# A name does not begin so.
WEAK_STARTS = _listed("""
    it this that they them these those he she which who and but so also then or because however there such etc
    same not if of to than as be is are was were has have had with for in on at by from too very i we you would
    could should will can do does did just like what how when where why while about into only even all other
    others up out between above below under over via per e.g i.e asked
""")

# Nor does it end so.
WEAK_ENDS = WEAK_STARTS | _listed("""
    the a an my our your their its more most some any no been being that's me us etc every each much many really
    get make still using without
""")

# A sentence that begins so cannot be understood alone.
HANGING = _listed("""
    it this that they these those he she so and but also then or because which such same however yes no
    therefore there its their them otherwise
""")

# Begin with a capital and are no product, whatever they are compared with.
NOT_NAMES = _listed("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december english german french dutch spanish italian polish europe european germany france spain
    italy england britain uk us usa eu america american asia mr mrs ms dr sir madam i christmas easter god ok pdf csv
    spring summer autumn winter mon tue wed thu fri sat sun
""")
