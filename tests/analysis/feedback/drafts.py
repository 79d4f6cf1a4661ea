"""Drafts of feedback as people write them, good and bad, each with the checks that it does not meet."""

from closeknit.analysis.feedback.checking import Check

S, W, P, B, H, A, L = Check

# What each draft lacks, and the draft.
DRAFTS: tuple[tuple[frozenset[Check], str], ...] = tuple(
    (frozenset(unmet), text)
    for unmet, text in (
        # Fit to be given.
        (
            (),
            "In the stocktake on 12 May two of the five counts came back without the batch number, so the roast plan waited "
            "for a day. We could lend you our hand scanner for the next one. Would that be of use?",
        ),
        (
            (),
            "The last three orders reached us on Thursday evening, after the roaster was set for Friday. We would gladly "
            "show your planners how we fill the week. Could you tell us which day suits you for that?",
        ),
        (
            (),
            "At the workshop in October your trainers had forty minutes for the grinder, and the people on the early shift "
            "left before it. We can come back with a short session of our own. Which morning would be good?",
        ),
        (
            (),
            "Your tender from last week asks for a price per cup and for free repairs, and the two pull against each other: "
            "whoever is cheapest will repair least. I would be happy to share how two others wrote it, without names. "
            "Shall I bring that on Tuesday?",
        ),
        (
            (),
            "When we visited the Leeds shop on 3 June the water filter was eleven weeks old, and the shots ran sour. It costs you "
            "about eight pounds a day in waste. We will send a reminder with each order if you like. Please tell me whom to send it to.",
        ),
        (
            (),
            "From the survey of last month: six of your people told us that they do not know whom to ask about returns. We could "
            "write a one-page sheet with you. Would half an hour this week be possible?",
        ),
        (
            (),
            "In our call on Monday you said that speed matters most, and the order form has four approvals. Both can hardly be "
            "meant. We can help to draw the way of one order, step by step. What would you like to keep of it?",
        ),
        (
            (),
            "If you are willing to hear it: the photos with ticket 4411 showed the seal from the outside only, and our engineer drove "
            "out with the wrong part. We'll send a card that shows which two photos help. Could you hang it beside the machine?",
        ),
        (
            (),
            "You are right that the price rose in March. What we see from here is that 30% of your deliveries are single bags, each "
            "with a trip of its own. We'd gladly work out two deliveries a week with you. May we show you the sum?",
        ),
        (
            (),
            "Thank you for the plain words in the review on 9 September. One thing back: the forecast for the autumn came two weeks "
            "after the beans had to be bought. We can open our own calendar to you. Would you look at it with me?",
        ),
        # Nothing that one could look up.
        (
            (S,),
            "It is sometimes hard for us to plan because what we hear from you comes rather late and in pieces. We would gladly sit "
            "down and make this easier for both sides. Could you think about that?",
        ),
        (
            (S,),
            "We have the feeling that things between purchasing and the kitchen do not run smoothly, and that it costs both of them "
            "nerves. We can help with that. Would you like us to?",
        ),
        (
            (S,),
            "Communication could be better, and the same is true of the way in which priorities are set over there with you. "
            "We are happy to share what works for us. Shall we?",
        ),
        # What is said of all times.
        (
            (W,),
            "The order always arrives on Thursday evening, after the roaster was set for Friday. We would gladly show your planners "
            "how we fill the week. Could you tell us which day suits you for that?",
        ),
        (
            (W,),
            "In the meetings of this quarter the kitchen never had a seat, and the questions of the kitchen came up afterwards. We can "
            "prepare an agenda that has them. Would you invite Tom next time?",
        ),
        (
            (W,),
            "The access card for our engineer constantly expires: on 4 May, on 2 June and last week he stood at the gate for an hour. "
            "We could send you his dates a month ahead. Would that help?",
        ),
        (
            (W,),
            "Everybody knows that the new portal is slow. In the test on Friday a search took two minutes. We'd be glad to share our "
            "measurements with your supplier. Whom may we send them to?",
        ),
        (
            (W,),
            "Every time a pallet is short, we hear of it all the time later than the carrier allows. With the delivery of 14 August "
            "it was nine days. We can prepare a form for the dock. Would your people use it?",
        ),
        # About the person.
        (
            (P,),
            "In the call on Tuesday you were impatient with our trainee, and the list that we needed was not finished. We can send "
            "our questions before the next call. Would you like that?",
        ),
        (
            (P,),
            "The report of 2 May came without the figures of week 17. You don't care about such things, it seems to us here. "
            "We could send a template that fills itself. Shall we do that?",
        ),
        (
            (P,),
            "Your attitude in the workshop on 8 October made it hard for the others to say anything. We would gladly work on another "
            "way to run it. Could we talk about it?",
        ),
        (
            (P,),
            "You're disorganised, and the delivery on Friday showed it once more: three pallets stood in the rain for two hours. "
            "We can help with a plan for the dock. When may we come?",
        ),
        (
            (P,),
            "Your people are slow with answers: the request of 3 March waited for six weeks. We could set up one address for both "
            "sides, and look after it ourselves. Would you try that?",
        ),
        # Blame.
        (
            (B,),
            "You forgot to confirm the order of 12 June, and the roaster stood still for four hours. We would gladly send a reminder "
            "on the day before. Whom should it go to?",
        ),
        (
            (B,),
            "It is unacceptable that the invoice of April was paid in week 24. We can send invoices to two addresses from now on, if "
            "that makes it easier. Which second one would you like?",
        ),
        (
            (B,),
            "Why can't you tell us about a stocktake before it begins? On 12 May our driver waited for two hours. We could call on the "
            "evening before, so that you only have to say yes.",
        ),
        (
            (B,),
            "You should have told us on Monday that the kitchen closes. The delivery on Wednesday went back, with forty boxes. "
            "We can print your opening hours on our route sheet. Could you send them?",
        ),
        (
            (B,),
            "As usual the list for the audit came on the last evening. On 30 September three people of ours sat until midnight. "
            "We can share our own list in August. Would you look at it then?",
        ),
        (
            (B,),
            "READ THIS TWICE. On 5 May the machine was cleaned with the wrong powder, and the pump is gone. We would send somebody "
            "to show it. Which day is good for that, in the week from 12 May on?",
        ),
        # No offer.
        (
            (H,),
            "In the stocktake on 12 May two of the five counts came back without the batch number, so the roast plan waited for a "
            "day. It would be good to have it with every count. Would that be possible?",
        ),
        (
            (H,),
            "The specification of 4 April changed three times after the drawing was released, and each change cost eleven days. "
            "Could you freeze it for a week before the release?",
        ),
        # No ask, or too many.
        (
            (A,),
            "In the stocktake on 12 May two of the five counts came back without the batch number, so the roast plan waited for a "
            "day. We could lend you our hand scanner for the next one.",
        ),
        (
            (A,),
            "Two of the five counts of 12 May came without the batch number. Could you add it to the sheet? Would you also send the "
            "sheet a day earlier? And who looks after it? We can help with the sheet.",
        ),
        (
            (A,),
            "The forecast for October came on the 28th of October. Please send it earlier, and please name whoever makes it. "
            "We will gladly share our own calendar with you, so that both of us plan on the same days.",
        ),
        (
            (A,),
            "At the review on 9 June nobody had the figures. Shall we send them a day before? Shall we also print them? We would be "
            "glad to do both, it is ten minutes of work for us.",
        ),
        # Too short, too long.
        ((L,), "The count of 12 May had no batch numbers. We can lend a scanner. Want it?"),
        ((H, L), "The delivery on Friday was late. Could you look into it?"),
        (
            (L,),
            "On 12 May two of the five counts came without the batch number. "
            + "The plan then waits until somebody has walked through the store and has looked at each of the bags there. "
            * 11
            + "We can lend you a scanner. Would that help?",
        ),
        # Several things at once.
        ((S, W, P, H, A, L), "You are always late and never say why."),
        ((S, B, H, A, L), "This is ridiculous!!"),
        (
            (S, P, H),
            "You're so slow about the small things that matter to us here, and it shows in all that comes from "
            "you. Could you try a bit harder?",
        ),
        (
            (S, W, B, H, A),
            "Your team never answers, nothing ever works, and yet again we are the ones who have to sort out "
            "everything in the end over here.",
        ),
        (
            (W, B, A),
            "You always blame us for the machine. On 4 May it was the water, on 9 June the power. How could you? We would help, but "
            "why don't you tell us what happened first?",
        ),
        # What looks bad and is not.
        (
            (),
            "We are always happy to help, and this is meant so. The labels on the pallets of 6 July carried last year's code, and the "
            "scanner refused them. We can print a roll for you. Would that be welcome?",
        ),
        (
            (),
            "Never mind the last invoice. What we saw on 6 July is that the goods came in at gate 2 and the papers at gate 5, a "
            "mile apart. We could put the papers on the pallet. Would your gate take them?",
        ),
        (
            (),
            "While you are growing by a shop a month, the course in the spring had the same twelve seats as the year before. We'd "
            "gladly run a second day in June. Please tell us by Friday whether you would fill it.",
        ),
    )
)
