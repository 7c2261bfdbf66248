import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Service } from '@/features/directory';
import { BuildingIcon, VideoIcon } from '@/ui/parts/icons';
import { Money } from '@/ui/parts/Money';
import classes from './calendar.module.css';

type ServiceChoiceProps = { services: Service[]; value: string; onChange: (serviceId: string) => void };

const ICONS = { in_person: BuildingIcon, video: VideoIcon };

/** What kind of visit, with how it takes place, how long it is and what it costs. */
export function ServiceChoice({ services, value, onChange }: ServiceChoiceProps) {
  const { t } = useTranslation('scheduling/book');
  const name = useId();
  return (
    <fieldset className={classes.services}>
      <legend className={classes.legend}>{t('service.question')}</legend>
      {services.map((service) => {
        const Icon = ICONS[service.mode];
        return (
          <label key={service.id} className={classes.service}>
            <input
              type="radio"
              className={classes.serviceInput}
              name={name}
              checked={service.id === value}
              onChange={() => onChange(service.id)}
            />
            <span className={classes.serviceName}>
              {service.name}
              <span className={classes.serviceNote}>
                <Icon size={16} />
                {t(`service.${service.mode}`, { count: service.length_minutes })}
              </span>
            </span>
            <span className={classes.servicePrice}>
              <Money paise={service.price_paise} />
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
