import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Clinic } from '@/features/directory';
import { patientQuery } from '@/features/patients';
import { RefusalState } from '@/ui/parts/RefusalState';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { visitQuery } from './boardApi';
import { BlockForm } from './blocks/BlockForm';
import { BlockPanel } from './blocks/BlockPanel';
import { BookPanel } from './BookPanel';
import type { BlockStart } from './blocks/BlockForm';
import type { BlockWish } from './blocks/blocksApi';
import type { Card, Visit } from './model';
import { SidePanel } from './SidePanel';
import { StraysPanel } from './StraysPanel';
import type { Desk } from './useDesk';
import { VisitPanel } from './VisitPanel';

export function BoardSide({ desk, clinic }: { desk: Desk; clinic: Clinic }) {
  const { side, strays } = desk;
  if (side.kind === 'visit') return <OneVisit key={side.visitId + String(side.moving)} desk={desk} clinic={clinic} visitId={side.visitId} moving={side.moving} />;
  if (side.kind === 'book') {
    const ground = { clinicId: clinic.id, zone: clinic.time_zone, doctors: desk.doctors, services: desk.services, visits: desk.visits };
    const onDone = (visitId: string, date: string) => {
      desk.goTo(date);
      desk.openVisit(visitId);
      void desk.live.renew();
    };
    return (
      <BookPanel key={`${side.start.doctorId ?? ''}${side.start.startsAt ?? ''}${side.patientId ?? ''}`} ground={ground} start={side.start} patientId={side.patientId} onDone={onDone} onClose={desk.closeSide} />
    );
  }
  if (side.kind === 'block') return <Blocking key={JSON.stringify(side.start)} desk={desk} clinic={clinic} start={side.start} />;
  if (side.kind === 'blocked') return <OneBlock key={side.blockId} desk={desk} zone={clinic.time_zone} diaryId={side.diaryId} blockId={side.blockId} />;
  if (side.kind === 'none' || strays.length === 0) return null;
  return (
    <StraysPanel
      strays={strays}
      zone={clinic.time_zone}
      doctorName={desk.doctorName}
      onMove={(visit) => desk.openVisit(visit.id, true)}
      onTake={(event, card) => desk.board.onTake(event, card, 'move')}
      onClose={desk.closeSide}
    />
  );
}

function Blocking({ desk, clinic, start }: { desk: Desk; clinic: Clinic; start: BlockStart }) {
  const onDone = ({ diaryId }: BlockWish, date: string) => {
    desk.closeSide();
    desk.goTo(date);
    // What was just taken out must be seen, also when it is a room's.
    const isRoom = desk.diaries.find(({ id }) => id === diaryId)?.isRoom === true;
    if (isRoom && !desk.showsRooms) desk.toggleRooms();
  };
  return (
    <BlockForm
      clinicId={clinic.id}
      zone={clinic.time_zone}
      diaries={desk.diaries}
      start={start}
      work={desk.blocks.block}
      onDone={onDone}
      onBook={desk.openBooking}
      onMoveVisit={(visitId) => desk.openVisit(visitId, true)}
      onClose={desk.closeSide}
    />
  );
}

function OneBlock({ desk, zone, diaryId, blockId }: { desk: Desk; zone: string; diaryId: string; blockId: string }) {
  const card = desk.columns.flatMap(({ cards }) => cards).find(({ block }) => block?.id === blockId);
  const onFree = (freed: Card) => {
    desk.closeSide();
    desk.board.onFree(freed);
  };
  return <BlockPanel card={card} zone={zone} whose={desk.doctorName(diaryId)} onFree={onFree} onClose={desk.closeSide} />;
}

type OneVisitProps = { desk: Desk; clinic: Clinic; visitId: string; moving: boolean };

/** A visit of this day or one that must be moved is known already; any other one is asked for. */
function OneVisit({ desk, clinic, visitId, moving }: OneVisitProps) {
  const { t } = useTranslation('scheduling/board');
  const here = [...desk.visits, ...desk.strays].find(({ id }) => id === visitId);
  const asked = useQuery({ ...visitQuery(clinic.id, visitId), enabled: here === undefined });
  const patient = useQuery({ ...patientQuery(asked.data?.patient_id ?? ''), enabled: here === undefined && asked.data !== undefined });
  const found: Visit | undefined = here ?? (asked.data === undefined || patient.data === undefined ? undefined : { ...asked.data, patient: patient.data });
  if (found === undefined) {
    const error = asked.error ?? patient.error;
    return (
      <SidePanel title={t('visit')} onClose={desk.closeSide}>
        {error === null ? <RowsLoading /> : <RefusalState error={error} onRetry={() => void asked.refetch()} />}
      </SidePanel>
    );
  }
  const onOpen = (id: string, date: string) => {
    desk.goTo(date);
    desk.openVisit(id);
  };
  const onMoved = (date: string) => {
    onOpen(visitId, date);
    void desk.live.renew();
  };
  return (
    <VisitPanel visit={found} zone={clinic.time_zone} doctors={desk.doctors} serviceName={desk.board.serviceName} startMoving={moving} onChanged={desk.live.renew} onMoved={onMoved} onOpen={onOpen} onClose={desk.closeSide} />
  );
}
