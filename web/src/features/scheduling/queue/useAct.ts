import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/lib/api/refusal';
import { useRefusalSentence } from '@/ui/parts/useRefusalSentence';

/** One thing at a time; what was refused stays readable until the next press. */
export function useAct(renew: () => Promise<void>) {
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const act = useCallback(
    async (name: string, work: () => Promise<unknown>) => {
      setBusy(name);
      setError(null);
      try {
        await work();
      } catch (fault) {
        setError(fault instanceof Error ? fault : new Error(String(fault)));
      }
      await renew().catch(() => undefined);
      setBusy(null);
    },
    [renew],
  );
  return { busy, error, act };
}

const SPOKEN = ['nobody_waits', 'queue_moved_on', 'ticket_not_so', 'visit_not_so', 'check_in_closed', 'door_code_wrong', 'not_bookable', 'too_many_screens'] as const;
const FIELDS = { '/phone': 'phone', '/name': 'name', '/sex': 'sex', '/age': 'age', '/birth': 'age', '/code': 'door_code_wrong' } as const;
const isField = (pointer: string): pointer is keyof typeof FIELDS => Object.hasOwn(FIELDS, pointer);

/** A refusal of the line in words: how it stands, and so what to do. */
export function useQueueRefusal(): (error: Error) => string {
  const { t } = useTranslation('scheduling/queue');
  const sentence = useRefusalSentence();
  return useCallback(
    (error) => {
      if (!(error instanceof Refusal)) return sentence(error);
      const slug = SPOKEN.find((one) => one === error.slug.replaceAll('-', '_'));
      if (slug !== undefined) return t(`refusal.${slug}`);
      const pointer = error.errors[0]?.pointer ?? '';
      return isField(pointer) ? t(`refusal.${FIELDS[pointer]}`) : sentence(error);
    },
    [t, sentence],
  );
}
