import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { PersonChip } from '@/ui/parts/PersonChip';
import classes from './queue.module.css';
import { ACTS, place, type Act, type MoveReason, type Turn } from './queueApi';

export type ActOn = (name: string, work: () => Promise<unknown>) => Promise<void>;
type State = Turn['ticket']['state'];

/** What can follow, the usual first. */
const NEXT: Record<State, readonly Act[]> = {
  called: ['start', 'skip', 'call'],
  in_consultation: ['completion'],
  waiting: ['call', 'skip'],
  skipped: ['return'],
  done: [],
  left: [],
};

const REASONS = ['urgent', 'in_pain', 'elderly', 'child', 'pregnant', 'disabled', 'own_wish', 'our_fault'] as const satisfies readonly MoveReason[];

type TurnRowProps = { turn: Turn; zone: string; line: Turn[]; busy: string | null; onAct: ActOn };

/** One person in the line: the number first, because it is what everybody says aloud. */
export function TurnRow({ turn, zone, line, busy, onAct }: TurnRowProps) {
  const { t } = useTranslation('scheduling/queue');
  const { time } = useFormat();
  const [moving, setMoving] = useState(false);
  const { ticket } = turn;
  const name = turn.patient?.name ?? t('noName');
  const why = [t(`because.${ticket.because}`, { time: time(ticket.starts_at, zone) }), ticket.moved_for && ticket.because !== 'urgent' ? t(`reason.${ticket.moved_for}`) : ''];
  return (
    <li className={classes.row} data-state={ticket.state}>
      <strong className={classes.token}>{ticket.token}</strong>
      <div className={classes.who}>
        <PersonChip name={name} note={why.filter(Boolean).join(' · ')} />
      </div>
      <p className={classes.when}>
        <span className={classes.state}>{t(`state.${ticket.state}`)}</span>
        {turn.expected_at !== null && <span className="tabular">{t('about', { time: time(turn.expected_at, zone) })}</span>}
        {ticket.state === 'called' && ticket.calls > 1 && <span>{t('times', { count: ticket.calls })}</span>}
      </p>
      <div className={classes.acts}>
        <Acts turn={turn} busy={busy} onAct={onAct} />
        {ticket.state === 'waiting' && (
          <Button size="sm" variant="subtle" aria-expanded={moving} aria-label={t('actOn', { act: t('act.move'), token: ticket.token })} onClick={() => setMoving(!moving)}>
            {t('act.move')}
          </Button>
        )}
      </div>
      {moving && <MoveForm turn={turn} line={line} onAct={onAct} onDone={() => setMoving(false)} />}
    </li>
  );
}

function Acts({ turn: { ticket }, busy, onAct }: Pick<TurnRowProps, 'turn' | 'busy' | 'onAct'>) {
  const { t } = useTranslation('scheduling/queue');
  return NEXT[ticket.state].map((act, at) => {
    const word = t(`act.${ticket.state === 'called' && act === 'call' ? 'again' : act}`);
    const name = `${act} ${ticket.id}`;
    return (
      <Button
        key={act}
        size="sm"
        variant={at === 0 && ticket.state !== 'waiting' ? 'filled' : 'default'}
        disabled={busy !== null}
        loading={busy === name}
        onClick={() => void onAct(name, () => ACTS[act](ticket.appointment_id))}
        aria-label={t('actOn', { act: word, token: ticket.token })}
      >
        {word}
      </Button>
    );
  });
}

type MoveFormProps = { turn: Turn; line: Turn[]; onAct: ActOn; onDone: () => void };

function MoveForm({ turn, line, onAct, onDone }: MoveFormProps) {
  const { t } = useTranslation('scheduling/queue');
  const others = line.filter((one) => one.ticket.id !== turn.ticket.id);
  const [why, setWhy] = useState<MoveReason>('urgent');
  const [before, setBefore] = useState(others[0]?.ticket.appointment_id ?? '');
  const go = async () => {
    await onAct(`move ${turn.ticket.id}`, () => place(turn.ticket.appointment_id, why, why === 'urgent' || before === '' ? null : before));
    onDone();
  };
  return (
    <div className={classes.move}>
      <NativeSelect
        label={t('move.why')}
        value={why}
        onChange={(event) => setWhy(REASONS.find((one) => one === event.currentTarget.value) ?? 'urgent')}
        data={REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
      />
      {why !== 'urgent' && (
        <NativeSelect
          label={t('move.where')}
          value={before}
          onChange={(event) => setBefore(event.currentTarget.value)}
          data={[...others.map(({ ticket }) => ({ value: ticket.appointment_id, label: t('move.before', { token: ticket.token }) })), { value: '', label: t('move.last') }]}
        />
      )}
      <Button size="sm" onClick={() => void go()}>
        {t(why === 'urgent' ? 'move.first' : 'move.do')}
      </Button>
    </div>
  );
}
