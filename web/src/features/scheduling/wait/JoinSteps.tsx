import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '@/features/auth';
import type { Service } from '@/features/directory';
import type { Patient } from '@/features/patients';
import { addDays, dayIn } from '@/lib/format/times';
import { FormNote } from '@/ui/parts/FormNote';
import { CheckIcon } from '@/ui/parts/icons';
import { Panel } from '@/ui/parts/Panel';
import { PersonChip } from '@/ui/parts/PersonChip';
import book from '../book/book.module.css';
import { ForWhom } from '../book/ForWhom';
import type { Offer } from '../book/OfOffer';
import { ServiceChoice } from '../book/ServiceChoice';
import { useWaitRefusal } from './useWaitRefusal';
import { useWindowsText } from './useWindowsText';
import { joinWaitlist, ownWaitsQuery, type Wait } from './waitApi';
import classes from './wait.module.css';
import { WindowFields } from './WindowFields';
import { faultOf, suitingOf, windowsFrom } from './windows';

type JoinStepsProps = { offer: Offer; offered: Service[]; days: { from: string | undefined; until: string | undefined } };

const USUAL_DAYS = 13;

/** For what, with whom, when, and for whom; nothing of it is lost while one signs in. */
export function JoinSteps({ offer: { doctor, clinic, service: usual }, offered, days }: JoinStepsProps) {
  const { t } = useTranslation('scheduling/wait');
  const [today] = useState(() => dayIn(new Date().toISOString(), clinic.time_zone));
  const [windows, setWindows] = useState(() => windowsFrom(...range(days, today)));
  const [service, setService] = useState(usual);
  const [isAny, setIsAny] = useState(false);
  const [joined, setJoined] = useState<Wait | null>(null);
  const fault = faultOf(windows, today);
  const wish = { service_id: service.id, practitioner_id: isAny && service.practitioner_ids.length > 1 ? null : doctor.id, suiting: suitingOf(windows) };
  if (joined !== null) return <Joined wait={joined} />;
  return (
    <div className={`${book.main} ${classes.join}`}>
      <Panel title={t('join.what')}>
        <PersonChip name={doctor.name} note={`${clinic.name}, ${clinic.address.city}`} />
        {offered.length > 1 ? (
          <ServiceChoice services={offered} value={service.id} onChange={(id) => setService(offered.find((one) => one.id === id) ?? service)} />
        ) : (
          <p>{service.name}</p>
        )}
        {service.practitioner_ids.length > 1 && <WithWhom doctor={doctor.name} isAny={isAny} onChange={setIsAny} />}
      </Panel>
      <Panel title={t('join.when')} note={t('join.whenNote')}>
        <WindowFields value={windows} onChange={setWindows} today={today} fault={fault} />
      </Panel>
      <ForWhom clinic={clinic} signInNote={t('join.signIn')}>
        {(patient) => <LastStep patient={patient} isReady={fault === null} wish={wish} onDone={setJoined} />}
      </ForWhom>
    </div>
  );
}

/** What an address says, as far as it makes sense; otherwise the next two weeks. */
function range({ from, until }: JoinStepsProps['days'], today: string): [string, string] {
  const first = from === undefined || from < today ? today : from;
  return [first, until === undefined || until < first ? addDays(first, USUAL_DAYS) : until];
}

function WithWhom({ doctor, isAny, onChange }: { doctor: string; isAny: boolean; onChange: (isAny: boolean) => void }) {
  const { t } = useTranslation('scheduling/wait');
  return (
    <fieldset className={classes.radios}>
      <legend>{t('join.withWhom')}</legend>
      {[false, true].map((any) => (
        <label key={String(any)}>
          <input type="radio" name="with-whom" checked={isAny === any} onChange={() => onChange(any)} />
          {any ? t('join.anyDoctor') : t('join.thisDoctor', { doctor })}
        </label>
      ))}
    </fieldset>
  );
}

type LastStepProps = { patient: Patient; isReady: boolean; wish: Omit<Parameters<typeof joinWaitlist>[0], 'patient_id' | 'urgency'>; onDone: (wait: Wait) => void };

/** What will happen, said before one joins. */
function LastStep({ patient, isReady, wish, onDone }: LastStepProps) {
  const { t } = useTranslation('scheduling/wait');
  const queries = useQueryClient();
  const windows = useWindowsText();
  const sentence = useWaitRefusal();
  const { busy, error, waitS, run } = useAttempt();
  const done = (wait: Wait) => {
    void queries.invalidateQueries({ queryKey: ownWaitsQuery.queryKey });
    onDone(wait);
  };
  return (
    <Panel title={t('next.title')}>
      <div className={book.last}>
        {isReady && <p className={book.strong}>{windows(wish.suiting)}</p>}
        <WhatHappens />
        {error !== null && <FormNote state="bad">{sentence(error)}</FormNote>}
        <Button size="lg" fullWidth loading={busy} disabled={!isReady || waitS > 0} onClick={() => void run(() => joinWaitlist({ ...wish, patient_id: patient.id, urgency: 'routine' }), done)}>
          {t('join.do', { name: patient.name })}
        </Button>
      </div>
    </Panel>
  );
}

const STEPS = ['kept', 'answer', 'nobody', 'urgent'] as const;

function WhatHappens() {
  const { t } = useTranslation('scheduling/wait');
  return (
    <ul className={book.promises}>
      {STEPS.map((step) => (
        <li key={step}>{t(`next.${step}`)}</li>
      ))}
    </ul>
  );
}

function Joined({ wait }: { wait: Wait }) {
  const { t } = useTranslation('scheduling/wait');
  const windows = useWindowsText();
  return (
    <JoinedFrame title={t('joined.title')}>
      <p className={book.strong}>{windows(wait.suiting)}</p>
      <p>{t('joined.text')}</p>
      <Button component={Link} to="/me">
        {t('joined.open')}
      </Button>
    </JoinedFrame>
  );
}

/** What was pressed is gone from under the finger, so the eye is led to what became of it. */
function JoinedFrame({ title, children }: { title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <section className={classes.joined}>
      <span className={classes.done}>
        <CheckIcon size={36} />
      </span>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}
