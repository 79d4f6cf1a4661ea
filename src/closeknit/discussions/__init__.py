"""What both sides say about a promise, a plan, an idea or a challenge; and, apart from it, what we note among ourselves.

How a page mounts a discussion
------------------------------
*The room* whose noun is discussed (once): a column `thread = ForeignKey(Thread, null=True, on_delete=PROTECT, related_name="+")`, and in
its `ready()` the call `subjects.register_several(SubjectKind.X, list_)`: given ids and a viewer, it returns id → a `subjects.Subject` made
of rows `visible_to(viewer)`, of those that are. Whoever sees the subject and its thread may discuss it; nothing else has to be said.

*A page of ours*: put `part.of(subject_id, request)` (`closeknit.web.discussions.part`) into the context as `discussion`, and
`{% include "web/discussions/_part.html" %}` into the template. What is typed goes to the routes of `web.discussions`, and comes back here.

*A page outside*: put `part.of(subject_id, request, back=…)` (`closeknit.portal.discussions.part`) into the context as `discussion`, and
`{% include "portal/discussions/_part.html" %}` into the template.

Two rooms within the room
-------------------------
`operations` and `queries` are for members, `shared.operations` and `shared.queries` for people outside; both call the same bodies
(`writing`, `reading`). `notes` with `models.note` is what only we see: nothing that faces outside may import it (`.importlinter`).
"""
