import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clinicQuery, servicesQuery, type Clinic, type Practitioner, type Service } from '@/features/directory';
import { Answered } from '@/ui/parts/Answered';
import { EmptyState } from '@/ui/parts/EmptyState';
import { CalendarIcon } from '@/ui/parts/icons';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { usualService } from './usualService';

/** What is booked or waited for; what else the doctor offers can be chosen in its place. */
export type Offer = { doctor: Practitioner; service: Service; clinic: Clinic };

type OfOfferProps = {
  doctor: Practitioner;
  /** The kind of visit that an address names, and how it would take place. */
  service: string | undefined;
  mode?: Service['mode'] | undefined;
  children: (offer: Offer, offered: Service[]) => ReactNode;
};

/** A doctor's page asks for two more things: where it is, and what for. */
export function OfOffer({ doctor, service: wanted, mode, children }: OfOfferProps) {
  const { t } = useTranslation('scheduling/book');
  const clinic = useQuery(clinicQuery(doctor.clinic_id));
  const services = useQuery(servicesQuery(doctor.clinic_id));
  return (
    <Answered query={clinic} loading={<RowsLoading rows={5} />}>
      {(house) => (
        <Answered query={services} loading={<RowsLoading rows={5} />}>
          {(all) => {
            const offered = all.filter((service) => service.practitioner_ids.includes(doctor.id));
            const service = offered.find(({ id }) => id === wanted) ?? usualService(doctor, offered, mode);
            if (service !== undefined) return children({ doctor, service, clinic: house }, offered);
            return <EmptyState icon={CalendarIcon} title={t('notOffered')} />;
          }}
        </Answered>
      )}
    </Answered>
  );
}
