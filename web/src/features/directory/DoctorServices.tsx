import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Answered } from '@/ui/parts/Answered';
import { Panel } from '@/ui/parts/Panel';
import { servicesQuery, type Practitioner } from './api';
import { ServiceList } from './ServiceList';
import { RowsLoading } from './skeletons';

/** What this doctor offers; a doctor without services of their own simply has no such panel. */
export function DoctorServices({ doctor }: { doctor: Practitioner }) {
  const { t } = useTranslation('directory');
  const services = useQuery(servicesQuery(doctor.clinic_id));
  const offered = services.data?.filter((service) => service.practitioner_ids.includes(doctor.id));
  if (offered?.length === 0) return null;
  return (
    <Panel title={t('service.title')}>
      <Answered query={services} loading={<RowsLoading />}>{() => <ServiceList services={offered ?? []} />}</Answered>
    </Panel>
  );
}
