import { useCallback, useEffect, useState } from 'react';
import type { DeskAddress } from '../desk';
import type { BlockStart } from './blocks/BlockForm';
import type { Start } from './useWish';

/** What stands beside the board. */
export type Side =
  | { kind: 'none' }
  | { kind: 'strays' }
  | { kind: 'visit'; visitId: string; moving: boolean }
  | { kind: 'book'; start: Start; patientId?: string | undefined }
  | { kind: 'block'; start: BlockStart }
  | { kind: 'blocked'; diaryId: string; blockId: string };

type SideProps = { address: DeskAddress; onGo: (to: DeskAddress) => void; date: string };

const asked = ({ visit, patient }: DeskAddress, date: string): Side => {
  if (visit !== undefined) return { kind: 'visit', visitId: visit, moving: false };
  if (patient !== undefined) return { kind: 'book', start: { doctorId: null, startsAt: null, date }, patientId: patient };
  return { kind: 'strays' };
};

/** Where nothing else was opened, those who must be moved stand there, so that nobody overlooks them. */
export function useSide({ address, date }: SideProps) {
  const [side, setSide] = useState<Side>(() => asked(address, date));
  // An address that names a visit or a patient is followed whenever it comes, also while the board is open.
  const { visit, patient } = address;
  useEffect(() => {
    if (visit !== undefined || patient !== undefined) setSide(asked({ visit, patient }, date));
    // oxlint-disable-next-line react/exhaustive-deps -- a change of the day alone opens nothing
  }, [visit, patient]);
  return {
    side,
    visitId: side.kind === 'visit' ? side.visitId : null,
    openVisit: useCallback((visitId: string, moving = false) => setSide({ kind: 'visit', visitId, moving }), []),
    openBooking: useCallback((doctorId: string | null, startsAt: number | null) => setSide({ kind: 'book', start: { doctorId, startsAt, date } }), [date]),
    openBlocking: useCallback((diaryId: string | null, span: BlockStart['span']) => setSide({ kind: 'block', start: { diaryId, span, date } }), [date]),
    openBlock: useCallback((diaryId: string, blockId: string) => setSide({ kind: 'blocked', diaryId, blockId }), []),
    openStrays: useCallback(() => setSide({ kind: 'strays' }), []),
    closeSide: useCallback(() => setSide((before) => ({ kind: before.kind === 'strays' ? 'none' : 'strays' })), []),
  };
}
