import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, type RefObject } from 'react';
import { clinicDoctorsQuery, servicesQuery, type Clinic, type Service } from '@/features/directory';
import { axisOf } from './axis';
import { resourcesQuery } from './boardApi';
import type { DeskAddress } from '../desk';
import { columnsOf, isAtWork, type Column, type Diary } from './columns';
import type { BoardContext } from './context';
import { useKept } from './kept';
import { useGrip } from './useGrip';
import { useLiveBoard } from './useLiveBoard';
import type { Card } from './model';
import { useDeeds } from './useDeeds';
import { useSide } from './useSide';
import { useTimes } from './useTimes';

type DeskProps = {
  clinic: Clinic;
  date: string;
  now: number;
  address: DeskAddress;
  onGo: (to: DeskAddress) => void;
  scroller: RefObject<HTMLElement | null>;
  isPhone: boolean;
};

export type Desk = ReturnType<typeof useDesk>;

const NOBODY: never[] = [];

/** Whose diaries there are, by name; rooms only when they are asked for. */
function useDiaries(clinicId: string, showsRooms: boolean) {
  const doctors = useQuery(clinicDoctorsQuery(clinicId));
  const rooms = useQuery(resourcesQuery(clinicId));
  return useMemo(() => {
    const named = (doctors.data ?? []).toSorted((a, b) => a.name.localeCompare(b.name)).map(({ id, name }): Diary => ({ id, name, isRoom: false }));
    const places = (rooms.data ?? []).toSorted((a, b) => a.name.localeCompare(b.name)).map(({ id, name }): Diary => ({ id, name, isRoom: true }));
    return { doctors: named, hasRooms: places.length > 0, all: showsRooms ? [...named, ...places] : named, withRooms: [...named, ...places] };
  }, [doctors.data, rooms.data, showsRooms]);
}

const shortestIn = (columns: Column[]): number =>
  Math.min(30, ...columns.flatMap(({ sheet }) => (sheet?.sessions ?? []).map((hours) => hours.slot_minutes)));

const spansIn = (columns: Column[]) => [
  ...columns.flatMap(({ sheet }) => (sheet?.sessions ?? []).map((hours) => ({ startsAt: Date.parse(hours.from_at), endsAt: Date.parse(hours.until_at) }))),
  ...columns.flatMap(({ cards }) => cards),
];

function useServiceNames(services: Service[]) {
  return useCallback((id: string) => services.find((service) => service.id === id)?.name ?? '', [services]);
}

function openCard({ visit, block, diaryId }: Card, side: ReturnType<typeof useSide>) {
  if (visit !== null) side.openVisit(visit.id);
  else if (block !== null) side.openBlock(diaryId, block.id);
}

/** Everything that the board is made of, and what can be done at it. */
export function useDesk({ clinic, date, now, address, onGo, scroller, isPhone }: DeskProps) {
  const zone = clinic.time_zone;
  const [rooms, keepRooms] = useKept('board-rooms');
  const [kept, keepDoctor] = useKept('board-doctor');
  const live = useLiveBoard(clinic.id, date);
  const { moves, blocks, news, clearNews, undo, freeCard } = useDeeds(live.renew);
  const diaries = useDiaries(clinic.id, rooms !== null);
  const services = useQuery(servicesQuery(clinic.id)).data ?? NOBODY;
  const side = useSide({ address, onGo, date });
  const [sheets, visits] = [live.sheets.data ?? NOBODY, live.visits.data ?? NOBODY];
  const all = useMemo(() => columnsOf({ diaries: diaries.all, sheets, visits, wishes: moves.wishes }), [diaries.all, sheets, visits, moves.wishes]);
  const atWork = useMemo(() => all.filter(isAtWork), [all]);
  const shown = atWork.find(({ id }) => id === kept) ?? atWork[0];
  const columns = useMemo(() => (isPhone && shown !== undefined ? [shown] : atWork), [isPhone, shown, atWork]);
  const axis = useMemo(() => axisOf(date, zone, spansIn(columns), shortestIn(columns)), [date, zone, columns]);
  const times = useTimes(zone);
  const doctorName = useCallback((id: string) => diaries.withRooms.find((diary) => diary.id === id)?.name ?? '', [diaries.withRooms]);
  const grip = useGrip({ axis, doctors: columns.filter(({ isRoom }) => !isRoom).map(({ id }) => id), scroller, onDrop: (visit, to) => void moves.move(visit, to) });
  const board: BoardContext = {
    axis, zone, date, now,
    grip: grip.grip,
    chosen: side.visitId,
    serviceName: useServiceNames(services),
    freeing: blocks.leaving,
    onOpen: (card) => openCard(card, side),
    onFree: freeCard,
    onStretch: side.openBlocking,
    onBook: side.openBooking,
    onTake: grip.take,
    onKey: grip.onKey,
  };
  return {
    ...side, board, live, moves, columns, atWork, shown, keepDoctor, times, services, doctorName, isPhone, visits, date,
    doctors: diaries.doctors, away: all.filter((column) => !column.isRoom && !isAtWork(column)),
    hasRooms: diaries.hasRooms, showsRooms: rooms !== null, toggleRooms: () => keepRooms(rooms === null ? 'shown' : null),
    blocks, news, clearNews, undo, diaries: diaries.withRooms,
    strays: live.strays.data ?? NOBODY, goTo: (day: string) => onGo({ date: day }),
  };
}
