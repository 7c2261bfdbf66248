import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { phoneText } from '@/lib/format/phone';
import { MailIcon, PhoneIcon, PlaceIcon, RouteIcon } from '@/ui/parts/icons';
import { StateBadge } from '@/ui/parts/StateBadge';
import type { Clinic } from './api';
import { addressLines, directionsTo } from './address';
import classes from './ClinicContact.module.css';

type ClinicContactProps = { clinic: Clinic; callLabel: string };

/** Where the clinic is and how it is reached. An inactive clinic is not to be called about a visit. */
export function ClinicContact({ clinic, callLabel }: ClinicContactProps) {
  const { t } = useTranslation('directory');
  return (
    <div className={classes.contact}>
      <p className={classes.line}>
        <PlaceIcon size={18} className={classes.icon} />
        <span>
          {addressLines(clinic).map((line) => (
            <span key={line} className={classes.row}>
              {line}
            </span>
          ))}
        </span>
      </p>
      {clinic.email !== '' && (
        <p className={classes.line}>
          <MailIcon size={18} className={classes.icon} />
          <a href={`mailto:${clinic.email}`} className={classes.link}>
            {clinic.email}
          </a>
        </p>
      )}
      {clinic.state === 'inactive' ? (
        <StateBadge state="warn">{t('clinic.inactive')}</StateBadge>
      ) : (
        <ContactActions clinic={clinic} callLabel={callLabel} />
      )}
    </div>
  );
}

function ContactActions({ clinic, callLabel }: ClinicContactProps) {
  const { t } = useTranslation('directory');
  return (
    <div className={classes.actions}>
      <Button component="a" href={`tel:${clinic.phone}`} leftSection={<PhoneIcon />} variant="light" fullWidth>
        {callLabel}
      </Button>
      <p className={`${classes.number} tabular`}>{phoneText(clinic.phone)}</p>
      <Button
        component="a"
        href={directionsTo(clinic)}
        target="_blank"
        rel="noopener noreferrer"
        variant="default"
        leftSection={<RouteIcon />}
        fullWidth
      >
        {t('clinic.directions')}
      </Button>
    </div>
  );
}
