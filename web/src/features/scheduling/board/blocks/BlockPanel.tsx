import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { Actions } from '@/ui/parts/Form';
import { wallOf } from '../../zones';
import type { Card } from '../model';
import classes from '../side.module.css';
import { SidePanel } from '../SidePanel';
import { useTimes } from '../useTimes';

type BlockPanelProps = { card: Card | undefined; zone: string; whose: string; onFree: (card: Card) => void; onClose: () => void };

/** One stretch that was taken out, and its way back. */
export function BlockPanel({ card, zone, whose, onFree, onClose }: BlockPanelProps) {
  const { t } = useTranslation('scheduling/board');
  return (
    <SidePanel title={t('look.blocked')} onClose={onClose}>
      {card === undefined ? (
        <p className={classes.note}>{t('block.gone')}</p>
      ) : (
        <>
          <BlockFacts card={card} zone={zone} whose={whose} />
          <Actions>
            <Button data-autofocus onClick={() => onFree(card)}>
              {t('block.free')}
            </Button>
          </Actions>
        </>
      )}
    </SidePanel>
  );
}

function BlockFacts({ card, zone, whose }: { card: Card; zone: string; whose: string }) {
  const { t } = useTranslation('scheduling/board');
  const { day } = useFormat();
  const times = useTimes(zone);
  return (
    <dl className={classes.facts}>
      <dt>{t('fact.when')}</dt>
      <dd className="tabular">
        <strong>{times.span(card.startsAt, card.endsAt)}</strong>
        <br />
        {day(wallOf(card.startsAt, zone).day, 'long')}
      </dd>
      <dt>{t('block.whose')}</dt>
      <dd>{whose}</dd>
      <dt>{t('fact.reason')}</dt>
      <dd>{card.block?.reason ?? t('block.noReason')}</dd>
    </dl>
  );
}
