import { answerOf, api, done } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';
import { sent } from '../../zones';

export type Block = components['schemas']['Block'];
/** A stretch of one day of somebody's diary, or of a room's, that nobody shall book. */
export type Stretch = { diaryId: string; startsAt: number; endsAt: number };
export type BlockWish = Stretch & { reason: string | null };

const isResource = (diaryId: string): boolean => diaryId.startsWith('re_');

export function blockTime({ diaryId, startsAt, endsAt, reason }: BlockWish): Promise<Block> {
  const body = { from_at: sent(startsAt), until_at: sent(endsAt), reason };
  return isResource(diaryId)
    ? answerOf(api.POST('/api/v1/resources/{resource_id}/blocks', { params: { path: { resource_id: diaryId } }, body }))
    : answerOf(api.POST('/api/v1/practitioners/{practitioner_id}/blocks', { params: { path: { practitioner_id: diaryId } }, body }));
}

export const giveBack = (diaryId: string, blockId: string): Promise<void> =>
  isResource(diaryId)
    ? done(api.DELETE('/api/v1/resources/{resource_id}/blocks/{block_id}', { params: { path: { resource_id: diaryId, block_id: blockId } } }))
    : done(api.DELETE('/api/v1/practitioners/{practitioner_id}/blocks/{block_id}', { params: { path: { practitioner_id: diaryId, block_id: blockId } } }));
