import { keepForMe, keptForMe, type KeptForMe } from '@/lib/session/kept';

/** A visit as it is kept for a journey without a network: the words themselves, because nothing can be asked then. */
export type KeptVisit = {
  id: string;
  startsAt: string;
  endsAt: string;
  zone: string;
  mode: 'in_person' | 'video';
  doctor: string;
  service: string;
  patient: string;
  clinic: string;
  address: string[];
  phone: string;
};

const NAME = 'visits';

export const keepVisits = (visits: KeptVisit[]): Promise<void> => keepForMe(NAME, visits);

export const keptVisits = (): Promise<KeptForMe<KeptVisit[]> | null> => keptForMe<KeptVisit[]>(NAME);
