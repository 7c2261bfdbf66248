import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, api } from '@/lib/api/client';
import type { components } from '@/lib/api/schema';

export type Approval = components['schemas']['Approval'];
export type ApprovalState = Approval['state'];

const PAGE = 30;
/** Somebody waits for the answer, so the inbox looks again by itself. */
const LOOK_AGAIN_MS = 15_000;

const paged = (cursor: string | null) => ({ limit: PAGE, ...(cursor !== null && { cursor }) });

export const inboxQuery = (state: ApprovalState) =>
  infiniteQueryOptions({
    queryKey: ['approvals', 'inbox', state],
    queryFn: ({ pageParam, signal }) =>
      answerOf(api.GET('/api/v1/approvals', { params: { query: { state, ...paged(pageParam) } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    refetchInterval: state === 'waiting' ? LOOK_AGAIN_MS : false,
  });

export const ownApprovalsQuery = infiniteQueryOptions({
  queryKey: ['approvals', 'own'],
  queryFn: ({ pageParam, signal }) =>
    answerOf(api.GET('/api/v1/approvals/mine', { params: { query: paged(pageParam) }, signal })),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next_cursor,
  refetchInterval: LOOK_AGAIN_MS,
});

const at = ({ id }: Approval) => ({ path: { approval_id: id } });

/** The proof that was shown to the decider goes back with the approval: it names this very asking. */
export const approve = (approval: Approval, reason: string): Promise<Approval> =>
  answerOf(
    api.POST('/api/v1/approvals/{approval_id}/approval', {
      params: at(approval),
      body: { ...(reason !== '' && { reason }), ...(approval.proof !== null && { proof: approval.proof }) },
    }),
  );

export const refuse = (approval: Approval, reason: string): Promise<Approval> =>
  answerOf(api.POST('/api/v1/approvals/{approval_id}/refusal', { params: at(approval), body: { reason } }));

export const withdraw = (approval: Approval): Promise<Approval> =>
  answerOf(api.POST('/api/v1/approvals/{approval_id}/withdrawal', { params: at(approval) }));
