import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { Answered } from '@/ui/parts/Answered';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { EmptyState } from '@/ui/parts/EmptyState';
import { ClockIcon } from '@/ui/parts/icons';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import classes from './plan.module.css';
import { templatesKey, templatesQuery, withdrawTemplate, type PlannedDiary, type Template } from './planApi';
import { TemplateEditor } from './TemplateEditor';
import { usePlanRefusal } from './usePlanRefusal';
import { useWeekdays } from './useWeekdays';
import { summaryOf } from './week';

type WeeksPanelProps = { diary: PlannedDiary; zone: string; onPlanned: () => Promise<void> };

/** The templates of one diary: what each week looks like, and from when until when. */
export function WeeksPanel({ diary, zone, onPlanned }: WeeksPanelProps) {
  const { t } = useTranslation('scheduling/plan');
  const queries = useQueryClient();
  const templates = useQuery(templatesQuery(diary));
  const [edited, setEdited] = useState<string | null>(null);
  const onDone = async () => {
    setEdited(null);
    await queries.invalidateQueries({ queryKey: templatesKey(diary.id) });
    await onPlanned();
  };
  const editor = (template: Template | null) => (
    <TemplateEditor diary={diary} zone={zone} template={template} onDone={onDone} onCancel={() => setEdited(null)} />
  );
  return (
    <Panel title={t('weeks.title')} note={t('weeks.note')}>
      <Answered query={templates} loading={<RowsLoading />}>
        {(found) => (
          <>
            {found.length === 0 && edited === null && <EmptyState icon={ClockIcon} title={t('weeks.empty')} />}
            <ul className={classes.templates}>
              {found.map((template) => (
                <li key={template.id} className={classes.template}>
                  {edited === template.id ? editor(template) : <TemplateRow template={template} onEdit={() => setEdited(template.id)} onDone={onDone} />}
                </li>
              ))}
            </ul>
            {edited === 'new' ? (
              editor(null)
            ) : (
              <Button size="sm" variant={found.length === 0 ? 'filled' : 'default'} onClick={() => setEdited('new')}>
                {t('weeks.add')}
              </Button>
            )}
          </>
        )}
      </Answered>
    </Panel>
  );
}

function TemplateRow({ template, onEdit, onDone }: { template: Template; onEdit: () => void; onDone: () => Promise<void> }) {
  const { t } = useTranslation('scheduling/plan');
  const { days } = useFormat();
  const sentence = usePlanRefusal();
  const weekdays = useWeekdays();
  const until = template.valid_until;
  const span = until === null ? t('weeks.from', { from: days(template.valid_from, template.valid_from) }) : days(template.valid_from, until);
  return (
    <div className={classes.summary}>
      <div>
        <h3 className={classes.span}>{span}</h3>
        <dl className={classes.week}>
          {summaryOf(template.windows).map(({ days: alike, hours }) => (
            <div key={alike.join()}>
              <dt>{[...new Set([alike[0] ?? 0, alike.at(-1) ?? 0])].map(weekdays.short).join('–')}</dt>
              <dd className="tabular">{hours.join(', ')}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className={classes.acts}>
        <Button size="sm" variant="default" onClick={onEdit}>
          {t('change')}
        </Button>
        <ConfirmButton label={t('weeks.withdraw')} question={t('weeks.withdrawQuestion')} text={t('weeks.withdrawText')} work={() => withdrawTemplate(template)} onDone={() => void onDone()} sentenceOf={sentence} />
      </div>
    </div>
  );
}
