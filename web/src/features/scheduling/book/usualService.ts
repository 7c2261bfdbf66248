import type { Practitioner, Service } from '@/features/directory';

/** What most people come for: the visit that costs the doctor's own fee, in person unless video was looked for. */
export function usualService(
  doctor: Pick<Practitioner, 'fee_paise'>,
  services: Service[],
  mode: Service['mode'] = 'in_person',
): Service | undefined {
  const fitting = services.filter((service) => service.mode === mode);
  const some = fitting.length > 0 ? fitting : services;
  return some.find(({ price_paise: price }) => price === doctor.fee_paise) ?? some[0];
}
