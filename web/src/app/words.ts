import { areaOf, files } from 'virtual:words';
import type { WordLoader } from '@/lib/i18n/setup';
import type accessWords from '@/features/access/words/en.json';
import type approvalWords from '@/features/approvals/words/en.json';
import type auditWords from '@/features/audit/words/en.json';
import type authWords from '@/features/auth/words/en.json';
import type directoryWords from '@/features/directory/words/en.json';
import type patientsWords from '@/features/patients/words/en.json';
import type foundingWords from '@/features/founding/words/en.json';
import type patientDeskWords from '@/features/patients/desk/words/en.json';
import type boardWords from '@/features/scheduling/board/words/en.json';
import type bookWords from '@/features/scheduling/book/words/en.json';
import type mineWords from '@/features/scheduling/mine/words/en.json';
import type nextWords from '@/features/scheduling/next/words/en.json';
import type planWords from '@/features/scheduling/plan/words/en.json';
import type queueWords from '@/features/scheduling/queue/words/en.json';
import type waitWords from '@/features/scheduling/wait/words/en.json';
import type waitlistWords from '@/features/scheduling/waitlist/words/en.json';
import type uiWords from '@/ui/words/en.json';
import type appWords from './words/en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: { access: typeof accessWords; app: typeof appWords; approvals: typeof approvalWords; founding: typeof foundingWords; audit: typeof auditWords; auth: typeof authWords; directory: typeof directoryWords; patients: typeof patientsWords; 'patients/desk': typeof patientDeskWords; 'scheduling/board': typeof boardWords; 'scheduling/book': typeof bookWords; 'scheduling/mine': typeof mineWords; 'scheduling/next': typeof nextWords; 'scheduling/plan': typeof planWords; 'scheduling/queue': typeof queueWords; 'scheduling/wait': typeof waitWords; 'scheduling/waitlist': typeof waitlistWords; ui: typeof uiWords };
  }
}

/** A reader loads one language, and the words of an area when one of its pages opens. */
export const loadWords: WordLoader = async (language, namespace) => {
  const file = await files[areaOf[namespace] ?? '']?.[language]?.();
  const words = file?.default[namespace];
  if (words === undefined) throw new Error(`There are no ${language} words for "${namespace}".`);
  return words;
};
