import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { browserName } from '@/lib/format/browser';
import { useFormat } from '@/lib/i18n/useFormat';
import { Answered } from '@/ui/parts/Answered';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { EmptyState } from '@/ui/parts/EmptyState';
import { DeviceIcon } from '@/ui/parts/icons';
import { Panel } from '@/ui/parts/Panel';
import { PersonChip } from '@/ui/parts/PersonChip';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { revokeDevice, type Device } from './own';
import classes from './pages.module.css';
import { clinicDevicesQuery } from './staff';
import { useAuthRefusal } from './useAuthRefusal';

/** The browsers that were let in; those that wait stand among the approvals. */
export function DevicesPage() {
  const { t } = useTranslation('auth');
  const devices = useQuery(clinicDevicesQuery);
  return (
    <>
      <title>{t('clinicDevices.documentTitle')}</title>
      <Panel title={t('clinicDevices.title')} note={t('clinicDevices.note')}>
        <Answered query={devices} loading={<RowsLoading rows={2} />}>
          {(items) =>
            items.length === 0 ? (
              <EmptyState icon={DeviceIcon} title={t('clinicDevices.empty')} />
            ) : (
              <ul>
                {items.map((device) => (
                  <DeviceRow key={device.id} device={device} />
                ))}
              </ul>
            )
          }
        </Answered>
      </Panel>
    </>
  );
}

function DeviceRow({ device }: { device: Device }) {
  const { t } = useTranslation('auth');
  const { moment } = useFormat();
  const queries = useQueryClient();
  const sentenceOf = useAuthRefusal();
  const browser = browserName(device.browser);
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <PersonChip name={device.account_name} note={browser} />
        <p className={`${classes.small} tabular`}>{t('devices.asked', { ip: device.ip, at: moment(device.asked_at) })}</p>
      </div>
      <ConfirmButton
        label={t('devices.revoke')}
        question={t('devices.revokeQuestion', { device: `${device.account_name}, ${browser}` })}
        text={t('devices.revokeText')}
        work={() => revokeDevice(device.id)}
        onDone={() => void queries.invalidateQueries({ queryKey: ['auth'] })}
        sentenceOf={sentenceOf}
      />
    </li>
  );
}
