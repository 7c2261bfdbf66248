import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Service } from '@/features/directory';
import { alikeIn, foundQuery } from '@/features/patients';
import { isLanguage } from '@/lib/i18n/languages';
import { Actions, Form } from '@/ui/parts/Form';
import { FormNote } from '@/ui/parts/FormNote';
import { PersonChip } from '@/ui/parts/PersonChip';
import classes from './queue.module.css';
import { letWalkIn, type CheckedIn, type WalkInWish } from './queueApi';
import { useQueueRefusal } from './useAct';

const SEXES = ['female', 'male', 'other', 'not_stated'] as const;
const WHOLE_NUMBER = 10;

type Alike = ReturnType<typeof alikeIn>[number];

type Known = { id: string; name: string; mrn: string };

type WalkInFormProps = {
  clinicId: string;
  doctors: { id: string; name: string }[];
  services: Service[];
  doctorId: string;
  onDoctor: (id: string) => void;
  onDone: (came: CheckedIn) => void;
};

/** From a telephone number to a number in the line: whoever is known is one press, whoever is new four answers. */
export function WalkInForm({ clinicId, doctors, services, doctorId, onDoctor, onDone }: WalkInFormProps) {
  const { t, i18n } = useTranslation('scheduling/queue');
  const [phone, setPhone] = useState('');
  const [known, setKnown] = useState<Known | null>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const { wish, busy, error, send } = useLettingIn(clinicId, onDone);
  const sentence = useQueueRefusal();
  const alike = alikeIn(error);
  const offered = services.filter(({ practitioner_ids, mode }) => practitioner_ids.includes(doctorId) && mode === 'in_person');
  const submit = (said: (name: string) => string) => {
    const read = readWish(said, { doctorId, phone, known, language: isLanguage(i18n.language) ? i18n.language : 'en' });
    setMissing(typeof read === 'string' ? read : null);
    if (typeof read !== 'string') void send(read);
  };
  return (
    <>
      <div hidden={alike.length > 0}>
        <Form onSubmit={submit} label={t('walkIn.title')}>
          <PhoneField value={phone} onChange={(typed) => { setPhone(typed); setKnown(null); }} />
          {known === null ? <Found clinicId={clinicId} phone={phone} onChoose={setKnown} /> : <Chosen known={known} onOther={() => setKnown(null)} />}
          {known === null && <Newcomer missing={missing} />}
          <VisitFields doctors={doctors} offered={offered} doctorId={doctorId} onDoctor={onDoctor} />
          {error !== null && alike.length === 0 && <FormNote state="bad">{sentence(error)}</FormNote>}
          <Actions>
            <Button type="submit" loading={busy} disabled={offered.length === 0}>
              {t('walkIn.do')}
            </Button>
          </Actions>
        </Form>
      </div>
      {wish !== null && alike.length > 0 && <KnownAlready alike={alike} wish={wish} busy={busy} onSend={send} />}
    </>
  );
}

type Ground = { doctorId: string; phone: string; known: Known | null; language: WalkInWish['language'] };

/** What was written, or the name of the field that is still empty. */
function readWish(said: (name: string) => string, { doctorId, phone, known, language }: Ground): WalkInWish | 'name' | 'age' | 'sex' {
  const name = said('name').trim();
  const age = /^\d{1,3}$/.test(said('age').trim()) ? Number(said('age')) : null;
  const sex = SEXES.find((one) => one === said('sex')) ?? null;
  const visit = {
    practitioner_id: doctorId,
    service_id: said('service'),
    reason: said('reason').trim() || null,
    urgent: said('urgent') !== '',
    born_on: null,
    language,
    although_alike: false,
  };
  if (known !== null) return { ...visit, patient_id: known.id, name: null, sex: null, age: null, phone: null };
  if (name === '') return 'name';
  if (age === null) return 'age';
  if (sex === null) return 'sex';
  return { ...visit, patient_id: null, name, sex, age, phone: phone.trim() || null };
}

function PhoneField({ value, onChange }: { value: string; onChange: (typed: string) => void }) {
  const { t } = useTranslation('scheduling/queue');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  return <TextInput ref={field} label={t('walkIn.phone')} type="tel" inputMode="tel" autoComplete="off" maxLength={40} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}

function VisitFields({ doctors, offered, doctorId, onDoctor }: { doctors: { id: string; name: string }[]; offered: Service[]; doctorId: string; onDoctor: (id: string) => void }) {
  const { t } = useTranslation('scheduling/queue');
  return (
    <>
      <NativeSelect label={t('walkIn.doctor')} value={doctorId} onChange={(event) => onDoctor(event.currentTarget.value)} data={doctors.map(({ id, name }) => ({ value: id, label: name }))} />
      <NativeSelect label={t('walkIn.service')} name="service" key={doctorId} data={offered.map(({ id, name }) => ({ value: id, label: name }))} />
      <TextInput label={t('walkIn.reason')} name="reason" maxLength={500} autoComplete="off" />
      <label className={classes.check}>
        <input type="checkbox" name="urgent" value="yes" />
        {t('walkIn.urgent')}
      </label>
    </>
  );
}

function KnownAlready({ alike, wish, busy, onSend }: { alike: Alike[]; wish: WalkInWish; busy: boolean; onSend: (wish: WalkInWish) => Promise<void> }) {
  const { t } = useTranslation('scheduling/queue');
  return (
    <div className={classes.alikes}>
      <FormNote state="warn">{t('walkIn.alike')}</FormNote>
      {alike.map((one) => (
        <div key={one.id} className={classes.alike}>
          <PersonChip name={one.name} note={[one.mrn, one.masked_phone].filter(Boolean).join(' · ')} />
          <Button size="sm" onClick={() => void onSend({ ...wish, patient_id: one.id, name: null, sex: null, age: null, phone: null })}>
            {t('walkIn.same')}
          </Button>
        </div>
      ))}
      <Button variant="default" loading={busy} onClick={() => void onSend({ ...wish, although_alike: true })}>
        {t('walkIn.another')}
      </Button>
    </div>
  );
}

/** Whom the clinic knows under this number, as soon as it is a whole one. */
function Found({ clinicId, phone, onChoose }: { clinicId: string; phone: string; onChoose: (one: Known) => void }) {
  const { t } = useTranslation('scheduling/queue');
  const [settled] = useDebouncedValue(phone, 150);
  const isWhole = settled.replaceAll(/\D/g, '').length >= WHOLE_NUMBER;
  const found = useQuery({ ...foundQuery(clinicId, settled.trim()), enabled: isWhole });
  if (!isWhole || found.data === undefined || found.data.length === 0) return null;
  return (
    <ul className={classes.found} aria-label={t('walkIn.found')}>
      {found.data.map((one) => (
        <li key={one.id}>
          <button type="button" className={classes.pick} onClick={() => onChoose(one)}>
            <PersonChip name={one.name} note={[one.mrn, t('walkIn.years', { count: one.age })].join(' · ')} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Chosen({ known, onOther }: { known: Known; onOther: () => void }) {
  const { t } = useTranslation('scheduling/queue');
  return (
    <div className={classes.alike}>
      <PersonChip name={known.name} note={known.mrn} />
      <Button size="compact-sm" variant="subtle" onClick={onOther}>
        {t('walkIn.other')}
      </Button>
    </div>
  );
}

function Newcomer({ missing }: { missing: string | null }) {
  const { t } = useTranslation('scheduling/queue');
  return (
    <>
      <TextInput label={t('walkIn.name')} name="name" maxLength={120} autoComplete="off" error={missing === 'name' && t('refusal.name')} />
      <div className={classes.pair}>
        <TextInput label={t('walkIn.age')} name="age" inputMode="numeric" maxLength={3} autoComplete="off" error={missing === 'age' && t('refusal.age')} />
        <NativeSelect
          label={t('walkIn.sex')}
          name="sex"
          defaultValue=""
          error={missing === 'sex' && t('refusal.sex')}
          data={[{ value: '', label: t('walkIn.choose') }, ...SEXES.map((value) => ({ value, label: t(`sex.${value}`) }))]}
        />
      </div>
    </>
  );
}

function useLettingIn(clinicId: string, onDone: WalkInFormProps['onDone']) {
  const [wish, setWish] = useState<WalkInWish | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const send = async (one: WalkInWish) => {
    setWish(one);
    setBusy(true);
    setError(null);
    try {
      onDone(await letWalkIn(clinicId, one, crypto.randomUUID()));
    } catch (fault) {
      setError(fault instanceof Error ? fault : new Error(String(fault)));
    }
    setBusy(false);
  };
  return { wish, busy, error, send };
}
