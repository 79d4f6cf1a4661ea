from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "closeknit.ideas"
    label = "ideas"

    def ready(self) -> None:
        from closeknit.accounts.passkeys import ending
        from closeknit.ideas import discussed, figures, guarded, operations, receipts, verdicts
        from closeknit.ideas.challenges import operations as challenges
        from closeknit.ideas.challenges import reminding, serving
        from closeknit.ideas.challenges import tasks as challenge_tasks
        from closeknit.ideas.events import IdeaAnswered
        from closeknit.ideas.models import Idea, Vote
        from closeknit.ideas.portal import belonging, letters, timetable
        from closeknit.ideas.portal import operations as portal
        from closeknit.identity.events import MemberLeft
        from closeknit.kit import events, mail, undo
        from closeknit.offerings import deciding

        events.subscribe(MemberLeft, operations.pass_ideas_on)
        undo.after_undo(Idea, figures.follow_ideas)
        undo.after_undo(Vote, figures.follow_votes)
        mail.hold_back(receipts.find_reason_against)
        deciding.register("idea", verdicts.find_serving)
        events.subscribe(MemberLeft, challenges.pass_challenges_on)
        mail.hold_back(challenges.find_reason_against_asking)
        mail.hold_back(challenges.find_reason_against_telling)
        deciding.register("challenge", serving.find_serving)
        challenge_tasks.put_on_timetable()
        reminding.put_on_timetable()
        discussed.register()
        guarded.register()
        events.subscribe(IdeaAnswered, portal.follow_answer)
        mail.hold_back(letters.find_reason_against)
        timetable.put_on()
        ending.keep_where(belonging.belongs)
