"""Whatever people and clocks do, in whatever order, and however often each thing comes: the rules hold.

A store in memory takes changes as the table does: new records must not exist, moved ones must be as they were loaded.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from planreview.acts import Case
from planreview.agenda import agenda
from planreview.allowing import accept_late, extend, refuse_late
from planreview.arrival import arrived, give_receipt
from planreview.assessment import assess
from planreview.audit import AuditEntry, faults_in
from planreview.aws import items
from planreview.change import Change, Record
from planreview.deciding import complete, decide, reopen, send_back, sign_off
from planreview.decision import Decision, current
from planreview.document import Document, DocumentState, Upload
from planreview.errors import Conflict, IllegalMove, NotPermitted
from planreview.event import Event
from planreview.finding import Status
from planreview.judgement import Judgement
from planreview.judging import judge
from planreview.letter import Block, EditedLetter, Kind
from planreview.notice import Notice, NoticeKind
from planreview.proposal import Proposal
from planreview.proposing import counted, propose, word_of_it
from planreview.reading import was_read
from planreview.sending import approve_letter, edit_letter
from planreview.sharing import share
from planreview.submission import MOVES, Submission, SubmissionState, open_submissions
from tests.core.samples import DEADLINE, a_blind_round, a_force, a_round, text_of

FORCES = ("essex", "kent")
PEOPLE = ("ada", "ben", "lea")
TEXTS = {
    words: text_of(words.encode(), "plan.txt")
    for words in ("IT system monitoring has started.", "IT system monitoring will start.", "We have a dog.")
}
forces, people, statuses = st.sampled_from(FORCES), st.sampled_from(PEOPLE), st.sampled_from(Status)
LETTER = (
    Block(kind=Kind.SUBJECT, words="Our assessment"),
    Block(kind=Kind.SECTION, words="What we found"),
    Block(kind=Kind.POINT, words="IT monitoring"),
    Block(kind=Kind.PARAGRAPH, words="You monitor it."),
)
FROZEN = (SubmissionState.SIGNED_OFF, SubmissionState.PUBLISHED)
Act = Callable[[Case], Change]
R = TypeVar("R")


class Store:
    def __init__(self) -> None:
        self.items: dict[tuple[str, str], Record] = {}

    def all(self, kind: type[R]) -> list[R]:
        return [record for record in self.items.values() if isinstance(record, kind)]

    def apply(self, change: Change) -> bool:
        """As `planreview.aws.records.apply`: False for what is stored already; raises Conflict."""
        keys = [items.key_of(record) for record in change.new]
        stale = any(
            getattr(self.items[items.key_of(move.before)], field) != getattr(move.before, field)
            for move in change.moves
            for field in move.guards
        )
        if stale or any(key in self.items for key in keys) or len(set(keys)) < len(keys):
            if keys and keys[0] in self.items:
                return False
            raise Conflict("changed since")
        self.items |= dict(zip(keys, change.new, strict=True))
        self.items |= {items.key_of(move.after): move.stored for move in change.moves}
        return True


class ARound(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.round_, self.store = a_round(), Store()
        self.now = datetime.combine(date(2017, 5, 20), datetime.min.time(), DEADLINE.tzinfo)
        self.contents: dict[str, str] = {}
        self.states: dict[str, SubmissionState] = {}
        self.done: list[Change] = []
        self.frozen: dict[str, dict[str, Decision]] = {}
        self.uploads = 0

    @initialize(in_june=st.booleans(), blind=st.booleans())
    def opens(self, in_june: bool, blind: bool) -> None:
        """Half of the stories begin in June, with a plan read and due, since few get there by chance."""
        self.round_ = a_blind_round() if blind else a_round()
        for submission in open_submissions(self.round_, [a_force(id_) for id_ in FORCES]):
            self.store.items[items.key_of(submission)] = submission
            self.states[submission.force_id] = submission.state
        if in_june:
            for force in FORCES:
                self.uploads_a_document(force, min(TEXTS))
                self.documents_are_read_and_assessed(force)
            self.time_passes(24 * 14)

    def submission(self, force: str) -> Submission:
        return next(one for one in self.store.all(Submission) if one.force_id == force)

    def documents(self, force: str) -> list[Document]:
        return [one for one in self.store.all(Document) if one.force_id == force]

    def decisions(self, force: str) -> list[Decision]:
        return [one for one in self.store.all(Decision) if one.force_id == force]

    def proposal(self, force: str) -> Proposal | None:
        return next((one for one in self.store.all(Proposal) if one.force_id == force), None)

    def case(self, force: str) -> Case:
        judgements = [one for one in self.store.all(Judgement) if one.force_id == force]
        return Case(self.round_, self.submission(force), self.decisions(force), self.proposal(force), judgements)

    def take(self, change: Change) -> None:
        self.store.apply(change)
        self.done.append(change)
        for force in FORCES:
            state = self.submission(force).state
            assert state is self.states[force] or state in MOVES[self.states[force]]
            self.states[force] = state

    def attempt(self, force: str, act: Act) -> None:
        """What is refused leaves everything as it was."""
        before = dict(self.store.items)
        try:
            self.take(act(self.case(force)))
        except (IllegalMove, NotPermitted, Conflict):
            assert self.store.items == before

    @rule(force=forces, words=st.sampled_from(sorted(TEXTS)))
    def uploads_a_document(self, force: str, words: str) -> None:
        self.uploads += 1
        upload = Upload(
            bucket="b", key=f"plans-2017/{force}/plan.txt", version_id=str(self.uploads), completed_at=self.now
        )
        document = give_receipt(upload, self.round_, self.submission(force), size=1, sha256="0" * 64)
        self.contents[document.id] = words
        self.take(arrived(document, self.round_, self.submission(force), at=self.now))

    @rule(force=forces)
    def documents_are_read_and_assessed(self, force: str) -> None:
        for document in self.documents(force):
            if document.state is DocumentState.RECEIVED:
                text = TEXTS[self.contents[document.id]]
                self.take(was_read(document, text, self.submission(force), at=self.now))
        read = counted(self.documents(force))
        if read:
            assessment = assess(self.round_, [TEXTS[self.contents[document.id]] for document in read])
            submission, previous = self.submission(force), self.proposal(force)
            words = word_of_it(assessment, self.round_, submission, previous, at=self.now)
            unheard = [one for one in words if one.id not in {known.id for known in self.store.all(Notice)}]
            change = propose(assessment, submission, previous, unheard, at=self.now)
            if change:
                self.take(change)

    @rule(hours=st.sampled_from([1, 24, 24 * 7, 24 * 120]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        for _ in range(3):
            known = {notice.id for notice in self.store.all(Notice)}
            for change in list(
                agenda(self.round_, self.store.all(Submission), self.store.all(Document), known, now=self.now)
            ):
                try:
                    self.take(change)
                except Conflict:
                    continue
        over = [one for one in self.store.all(Submission) if self.now > one.deadline_utc]
        assert all(one.state not in (SubmissionState.AWAITED, SubmissionState.RECEIVED) for one in over)

    @rule(force=forces, by=people, status=statuses, seen=st.integers(0, 2), reason=st.sampled_from([None, "It is so."]))
    def decides(self, force: str, by: str, status: Status, seen: int, reason: str | None) -> None:
        self.attempt(
            force,
            lambda case: decide(
                case, criterion="it_monitoring", status=status, by=by, at=self.now, seen=seen, reason=reason
            ),
        )

    @rule(force=forces, by=people)
    def does_what_comes_next(self, force: str, by: str) -> None:
        """What the state asks for: decide as proposed, complete, sign off, and approve on the day."""
        proposed = self.case(force).proposed("it_monitoring")
        if self.states[force] is SubmissionState.ASSESSED:
            self.signs_off(force, by)
        elif self.states[force] is SubmissionState.SIGNED_OFF:
            self.publishes(force, by)
        elif "it_monitoring" in self.case(force).in_force:
            self.completes(force, by)
        elif not self.submission(force).is_open(self.round_):
            self.judges(force, by, Status.PLANNED)
        elif proposed:
            self.decides(force, by, proposed.status, 0, "So it is.")

    @rule(force=forces, by=people, status=statuses)
    def judges(self, force: str, by: str, status: Status) -> None:
        self.attempt(
            force,
            lambda case: judge(case, criterion="it_monitoring", status=status, by=by, at=self.now, reason="Page 1."),
        )

    @rule(force=forces, by=people)
    def shares(self, force: str, by: str) -> None:
        """What the other force has sent becomes a part of this one's submission too."""
        others = [one for one in self.store.all(Document) if one.force_id != force and not one.shared_by]
        if others:
            sent = others[0]
            self.attempt(force, lambda case: share(case, sent, by=by, at=self.now, reason="One team.")[1])
            for shared in self.documents(force):
                self.contents.setdefault(shared.id, self.contents[sent.id])

    @rule(force=forces, by=people)
    def edits_the_letter(self, force: str, by: str) -> None:
        self.attempt(force, lambda case: edit_letter(case, LETTER, sha256="0" * 64, by=by, at=self.now))

    @rule(force=forces, by=people)
    def completes(self, force: str, by: str) -> None:
        self.attempt(force, lambda case: complete(case, by=by, at=self.now))

    @rule(force=forces, by=people)
    def signs_off(self, force: str, by: str) -> None:
        self.attempt(force, lambda case: sign_off(case, by=by, at=self.now))
        if self.states[force] is SubmissionState.SIGNED_OFF:
            self.frozen[force] = current(self.decisions(force))

    @rule(force=forces, by=people)
    def sends_back(self, force: str, by: str) -> None:
        self.attempt(force, lambda case: send_back(case, by=by, at=self.now, reason="I differ."))

    @rule(force=forces, by=people)
    def reopens(self, force: str, by: str) -> None:
        self.attempt(force, lambda case: reopen(case, by=by, at=self.now, reason="Something new."))

    @rule(force=forces, by=people)
    def publishes(self, force: str, by: str) -> None:
        seen = self.submission(force).letter_in_force
        self.attempt(force, lambda case: approve_letter(case, by=by, at=self.now, seen=seen))

    @rule(force=forces, by=people, days=st.integers(-3, 20))
    def extends(self, force: str, by: str, days: int) -> None:
        until = date(2017, 5, 31) + timedelta(days=days)
        self.attempt(force, lambda case: extend(case, by=by, at=self.now, until=until, reason="A flood."))

    @rule(force=forces, by=people, accepts=st.booleans())
    def judges_a_late_document(self, force: str, by: str, accepts: bool) -> None:
        act = accept_late if accepts else refuse_late
        late = [one for one in self.documents(force) if not one.receipt.on_time][:1]
        if late:
            self.attempt(force, lambda case: act(case, late, by=by, at=self.now, reason="So be it."))

    @rule(data=st.data())
    def something_comes_once_more(self, data: st.DataObject) -> None:
        if not self.done:
            return
        change = data.draw(st.sampled_from(self.done))
        before = dict(self.store.items)
        if change.new:
            assert not self.store.apply(change)
        assert self.store.items == before

    @invariant()
    def every_trail_is_whole(self) -> None:
        for submission in self.store.all(Submission):
            trail = [one for one in self.store.all(AuditEntry) if one.force_id == submission.force_id]
            assert list(faults_in(trail, expected=submission.audited, head=submission.audit_head)) == []

    @invariant()
    def no_notice_is_queued_twice(self) -> None:
        about = Counter((one.kind, one.to, one.force_id, one.document_id, one.matter) for one in self.store.all(Notice))
        assert set(about.values()) <= {1}

    @invariant()
    def what_a_force_was_told_is_what_happened(self) -> None:
        told = {one.document_id: one for one in self.store.all(Notice) if one.kind is NoticeKind.RECEIPT}
        sent = [one for one in self.store.all(Document) if not one.shared_by]
        assert told.keys() == {one.id for one in sent}
        letters = [one.force_id or "" for one in self.store.all(Notice) if one.kind is NoticeKind.LETTER]
        assert sorted(letters) == sorted(f for f, state in self.states.items() if state is SubmissionState.PUBLISHED)

    @invariant()
    def nothing_is_decided_before_both_have_judged(self) -> None:
        for submission in self.store.all(Submission):
            assert submission.is_open(self.round_) or not self.decisions(submission.force_id)

    @invariant()
    def every_edited_letter_is_kept(self) -> None:
        for submission in self.store.all(Submission):
            kept = [one.version for one in self.store.all(EditedLetter) if one.force_id == submission.force_id]
            assert sorted(set(kept)) == kept
            assert all(version <= submission.letters for version in kept)

    @invariant()
    def whoever_signed_off_decided_nothing(self) -> None:
        for force in self.frozen:
            if self.states[force] in FROZEN:
                acts = [one for one in self.store.all(AuditEntry) if one.force_id == force]
                last = max((one for one in acts if one.act == "AssessmentSignedOff"), key=lambda one: one.number)
                assert last.by not in {made.by for made in current(self.decisions(force)).values()}

    @invariant()
    def what_is_signed_off_does_not_change(self) -> None:
        for force, decided in self.frozen.items():
            if self.states[force] in FROZEN:
                assert current(self.decisions(force)) == decided

    @invariant()
    def a_late_document_stays_late(self) -> None:
        for document in self.store.all(Document):
            assert document.receipt.on_time == (document.receipt.received_at <= document.receipt.deadline_utc)
            assert document.receipt.on_time or not document.counts or document.accepted_by in PEOPLE

    @invariant()
    def every_act_has_its_event(self) -> None:
        acts = Counter(entry.act for entry in self.store.all(AuditEntry))
        events = Counter(event.type.value for event in self.store.all(Event) if event.type.value in acts)
        assert acts == events


TestARound = ARound.TestCase
TestARound.settings = settings(max_examples=60, stateful_step_count=50, deadline=None)
