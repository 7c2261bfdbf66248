"""Planning weeks: templates, leave and extra time, rooms and devices, and the clinic's terms."""

from __future__ import annotations

from datetime import date, timedelta

import attrs

from clinic_suite.directory.public import Directory, Offers, PractitionerBrief
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.changes import applied, given
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import NotFound, VersionStale
from clinic_suite.kernel.ids import (
    ClinicId,
    DiaryId,
    ExceptionId,
    Ids,
    PractitionerId,
    ResourceId,
    TemplateId,
)
from clinic_suite.kernel.trail import note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.scheduling import policies
from clinic_suite.scheduling.events import DiaryChanged
from clinic_suite.scheduling.model import (
    DaySheet,
    DiaryException,
    DiaryKind,
    NewException,
    NewResource,
    NewTemplate,
    Resource,
    ResourceChange,
    Standing,
    Template,
    TemplateChange,
    Terms,
    TermsChange,
)
from clinic_suite.scheduling.repository import Diaries, Exceptions, Resources, Templates, TermsBook
from clinic_suite.scheduling.rules import sheets as rules
from clinic_suite.scheduling.service.drawing import DrawSheets
from clinic_suite.scheduling.service.offering import KnownOffers

_FOR_EVER = timedelta(days=400)


@attrs.frozen(kw_only=True)
class Planned:
    """What was planned, and the pages on which something must be moved because of it."""

    template: Template | None = None
    exception: DiaryException | None = None
    with_strays: tuple[DaySheet, ...] = ()

    @property
    def version(self) -> int | None:
        return None if self.template is None else self.template.version


@attrs.frozen(kw_only=True)
class PlanDiaries:
    """The use cases about how days look."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    directory: Directory
    offers: Offers
    houses: KnownOffers
    draw: DrawSheets
    diaries: Diaries
    templates: Templates
    exceptions: Exceptions
    resources: Resources
    terms: TermsBook

    def templates_of(self, diary_id: DiaryId, by: Actor) -> list[Template]:
        clinic_id = self._clinic_of(diary_id, by)
        policies.require_works_here(by, clinic_id)
        return self.templates.of_diary(clinic_id, diary_id)

    def add_template(self, diary_id: DiaryId, wish: NewTemplate, by: Actor) -> Planned:
        clinic_id = self._planned_clinic(diary_id, by)
        rules.check_windows(wish.windows)
        rules.check_validity(wish.valid_from, wish.valid_until)
        template = Template(
            id=TemplateId(self.ids.new("tp")),
            clinic_id=clinic_id,
            diary_id=diary_id,
            **attrs.asdict(wish, recurse=False),
        )

        def work(tx: Transaction) -> Planned:
            self._open(clinic_id, diary_id)
            rules.check_beside(template, self.templates.of_diary(clinic_id, diary_id))
            self.templates.add(template)
            tx.note(note_of("planned", "template", after=template, clinic_id=clinic_id))
            return self._redrawn(tx, template, template.valid_from, template.valid_until)

        return self.uow.run(work)

    def change_template(
        self, template_id: TemplateId, change: TemplateChange, seen: int, by: Actor
    ) -> Planned:
        def work(tx: Transaction) -> Planned:
            before = self._seen(template_id, seen, by)
            after = applied(change, before)
            rules.check_windows(after.windows)
            rules.check_validity(after.valid_from, after.valid_until)
            self._open(after.clinic_id, after.diary_id)
            rules.check_beside(after, self.templates.of_diary(after.clinic_id, after.diary_id))
            self.templates.replace(after)
            tx.note(note_of("changed", "template", before=before, after=after, clinic_id=after.clinic_id))
            first = min(before.valid_from, after.valid_from)
            return self._redrawn(tx, after, first, _later(before.valid_until, after.valid_until))

        return self.uow.run(work)

    def withdraw_template(self, template_id: TemplateId, seen: int, by: Actor) -> Planned:
        def work(tx: Transaction) -> Planned:
            before = self._seen(template_id, seen, by)
            if before.state is Standing.WITHDRAWN:
                return Planned(template=before)
            after = attrs.evolve(before, state=Standing.WITHDRAWN, version=before.version + 1)
            self._open(after.clinic_id, after.diary_id)
            self.templates.replace(after)
            tx.note(note_of("withdrew", "template", before=before, after=after, clinic_id=after.clinic_id))
            return self._redrawn(tx, after, before.valid_from, before.valid_until)

        return self.uow.run(work)

    def exceptions_of(self, diary_id: DiaryId, by: Actor) -> list[DiaryException]:
        """Leave and extra time that is not over."""
        clinic_id = self._clinic_of(diary_id, by)
        policies.require_works_here(by, clinic_id)
        now = self.clock.now()
        return self.exceptions.touching(clinic_id, diary_id, now, now + 2 * _FOR_EVER)

    def add_exception(self, diary_id: DiaryId, wish: NewException, by: Actor) -> Planned:
        clinic_id = self._planned_clinic(diary_id, by)
        rules.check_exception(wish)
        exception = DiaryException(
            id=ExceptionId(self.ids.new("ex")),
            clinic_id=clinic_id,
            diary_id=diary_id,
            made_at=self.clock.now(),
            **attrs.asdict(wish, recurse=False),
        )

        def work(tx: Transaction) -> Planned:
            self._open(clinic_id, diary_id)
            self.exceptions.add(exception)
            tx.note(note_of("planned", "diary_exception", after=exception, clinic_id=clinic_id))
            return self._after_exception(tx, exception)

        return self.uow.run(work)

    def withdraw_exception(self, exception_id: ExceptionId, by: Actor) -> None:
        clinic_id = by.clinic_id
        if clinic_id is None:
            raise NotFound

        def work(tx: Transaction) -> None:
            exception = self.exceptions.get(clinic_id, exception_id)
            self._planned_clinic(exception.diary_id, by)
            self._open(clinic_id, exception.diary_id)
            self.exceptions.remove(exception)
            tx.note(note_of("withdrew", "diary_exception", before=exception, clinic_id=clinic_id))
            self._after_exception(tx, exception)

        self.uow.run(work)

    def list_resources(self, clinic_id: ClinicId, by: Actor) -> list[Resource]:
        policies.require_works_here(by, clinic_id)
        return self.resources.active(clinic_id)

    def add_resource(self, clinic_id: ClinicId, wish: NewResource, by: Actor) -> Resource:
        policies.require_may_plan(by, clinic_id)
        resource = Resource(id=ResourceId(self.ids.new("re")), clinic_id=clinic_id, **attrs.asdict(wish))

        def work(tx: Transaction) -> Resource:
            self.directory.let_gain(clinic_id)
            self.resources.add(resource)
            tx.note(note_of("planned", "resource", after=resource, clinic_id=clinic_id))
            return resource

        return self.uow.run(work)

    def change_resource(
        self, resource_id: ResourceId, change: ResourceChange, seen: int, by: Actor
    ) -> Resource:
        def work(tx: Transaction) -> Resource:
            before = self._seen_resource(resource_id, seen, by)
            after = applied(change, before)
            self.resources.replace(after)
            tx.note(note_of("changed", "resource", before=before, after=after, clinic_id=after.clinic_id))
            return after

        return self.uow.run(work)

    def withdraw_resource(self, resource_id: ResourceId, seen: int, by: Actor) -> None:
        """Take a room out of the diary; what stands on its pages stays, nothing new is let in."""

        def work(tx: Transaction) -> None:
            before = self._seen_resource(resource_id, seen, by)
            if before.state is Standing.WITHDRAWN:
                return
            after = attrs.evolve(before, state=Standing.WITHDRAWN, version=before.version + 1)
            self.resources.replace(after)
            self.draw.stop(after.clinic_id, DiaryId(after.id))
            tx.note(note_of("withdrew", "resource", before=before, after=after, clinic_id=after.clinic_id))

        self.uow.run(work)

    def terms_of(self, clinic_id: ClinicId) -> Terms:
        self.directory.brief_of(clinic_id)
        return self.terms.of_clinic(clinic_id)

    def change_terms(self, clinic_id: ClinicId, change: TermsChange, seen: int, by: Actor) -> Terms:
        policies.require_may_plan(by, clinic_id)

        def work(tx: Transaction) -> Terms:
            before = self.terms.of_clinic(clinic_id)
            if before.version != seen:
                raise VersionStale
            after = attrs.evolve(before, **given(change), version=before.version + 1)
            self.terms.replace(after)
            tx.note(note_of("changed", "terms", before=before, after=after, clinic_id=clinic_id))
            return after

        return self.uow.run(work)

    def _open(self, clinic_id: ClinicId, diary_id: DiaryId) -> None:
        """Inside a unit of work: the clinic may gain something, and nobody else plans this diary now."""
        self.directory.let_gain(clinic_id)
        kind = DiaryKind.PRACTITIONER if diary_id.startswith("pr_") else DiaryKind.RESOURCE
        self.diaries.lock(clinic_id, diary_id, kind)

    def _redrawn(self, tx: Transaction, template: Template, first: date, until: date | None) -> Planned:
        last = until or self.draw.last_day(self.houses.house(template.clinic_id))
        drawn = self.draw.redraw(template.clinic_id, template.diary_id, first, last)
        tx.record(
            DiaryChanged(
                clinic_id=template.clinic_id, diary_id=template.diary_id, from_on=first, until_on=last
            )
        )
        return Planned(template=template, with_strays=drawn.with_strays)

    def _after_exception(self, tx: Transaction, exception: DiaryException) -> Planned:
        zone = self.houses.house(exception.clinic_id).zone
        first, last = rules.touched(exception, zone)
        drawn = self.draw.redraw(exception.clinic_id, exception.diary_id, first, last)
        tx.record(
            DiaryChanged(
                clinic_id=exception.clinic_id, diary_id=exception.diary_id, from_on=first, until_on=last
            )
        )
        return Planned(exception=exception, with_strays=drawn.with_strays)

    def _clinic_of(self, diary_id: DiaryId, by: Actor) -> ClinicId:
        """The asker's clinic, if the diary is one of its own; the house itself may ask about any."""
        if diary_id.startswith("re_"):
            if by.clinic_id is None:
                raise NotFound
            return self.resources.get(by.clinic_id, ResourceId(diary_id)).clinic_id
        return self._practitioner(diary_id, by).clinic_id

    def _planned_clinic(self, diary_id: DiaryId, by: Actor) -> ClinicId:
        """The same for whoever may plan this diary."""
        if diary_id.startswith("re_"):
            clinic_id, own = self._clinic_of(diary_id, by), False
        else:
            whose = self._practitioner(diary_id, by)
            clinic_id, own = whose.clinic_id, policies.is_own(by, whose.account_id)
        policies.require_may_plan(by, clinic_id, own=own)
        return clinic_id

    def _practitioner(self, diary_id: DiaryId, by: Actor) -> PractitionerBrief:
        if by.clinic_id is None:
            return self.offers.listed(PractitionerId(diary_id))
        return self.offers.practitioner(by.clinic_id, PractitionerId(diary_id))

    def _seen(self, template_id: TemplateId, seen: int, by: Actor) -> Template:
        if by.clinic_id is None:
            raise NotFound
        template = self.templates.get(by.clinic_id, template_id)
        self._planned_clinic(template.diary_id, by)
        if template.version != seen:
            raise VersionStale
        return template

    def _seen_resource(self, resource_id: ResourceId, seen: int, by: Actor) -> Resource:
        if by.clinic_id is None:
            raise NotFound
        policies.require_may_plan(by, by.clinic_id)
        resource = self.resources.get(by.clinic_id, resource_id)
        if resource.version != seen:
            raise VersionStale
        return resource


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
