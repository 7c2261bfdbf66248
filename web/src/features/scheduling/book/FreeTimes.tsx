import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clinicQuery, servicesQuery, type Practitioner, type Service } from '@/features/directory';
import { Answered } from '@/ui/parts/Answered';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import type { FreeTime } from '../api';
import { Calendar } from './Calendar';
import classes from './FreeTimes.module.css';
import { ServiceChoice } from './ServiceChoice';
import { usualService } from './usualService';

/** On a doctor's page: what kind of visit, and when. A time is booked at a press. */
export function FreeTimes({ doctor }: { doctor: Practitioner }) {
  const { t } = useTranslation('scheduling/book');
  const services = useQuery(servicesQuery(doctor.clinic_id));
  const offered = services.data?.filter((service) => service.practitioner_ids.includes(doctor.id));
  // Why the services did not come is said where they are listed.
  if (doctor.state === 'inactive' || offered?.length === 0 || services.error !== null) return null;
  return (
    <div id="times" className={classes.times}>
      <Panel title={t('calendar.title')}>
        <Answered query={services} loading={<RowsLoading rows={5} />}>
          {() => <Choice doctor={doctor} services={offered ?? []} />}
        </Answered>
      </Panel>
    </div>
  );
}

function Choice({ doctor, services }: { doctor: Practitioner; services: Service[] }) {
  const navigate = useNavigate();
  const clinic = useQuery(clinicQuery(doctor.clinic_id));
  const [chosen, setChosen] = useState<string | null>(null);
  const service = services.find(({ id }) => id === chosen) ?? usualService(doctor, services);
  if (service === undefined) return null;
  const pick = (time: FreeTime) =>
    navigate({
      to: '/doctors/$doctorId/book',
      params: { doctorId: doctor.id },
      search: { at: time.starts_at, service: service.id },
    });
  const phone = clinic.data?.phone;
  return (
    <>
      {services.length > 1 && <ServiceChoice services={services} value={service.id} onChange={setChosen} />}
      <Calendar
        doctorId={doctor.id}
        serviceId={service.id}
        clinic={{ id: doctor.clinic_id, time_zone: doctor.clinic.time_zone, ...(phone !== undefined && { phone }) }}
        onPick={pick}
        canWait
      />
    </>
  );
}
