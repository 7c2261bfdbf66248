import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/i18n/useFormat';
import { Answered } from '@/ui/parts/Answered';
import { ConfirmButton } from '@/ui/parts/ConfirmButton';
import { Panel } from '@/ui/parts/Panel';
import { RowsLoading } from '@/ui/parts/RowsLoading';
import { browserName } from '@/lib/format/browser';
import { DeviceBadge } from './DeviceBadge';
import { ownDevicesQuery, revokeDevice, type Device } from './own';
import classes from './pages.module.css';

export function OwnDevices() {
  const { t } = useTranslation('auth');
  const devices = useQuery(ownDevicesQuery);
  return (
    <Panel title={t('devices.own')} note={t('devices.ownNote')}>
      <Answered query={devices} loading={<RowsLoading rows={2} />}>
        {(items) => (
          <ul>
            {items.map((device) => (
              <OwnDevice key={device.id} device={device} />
            ))}
          </ul>
        )}
      </Answered>
    </Panel>
  );
}

function OwnDevice({ device }: { device: Device }) {
  const { t } = useTranslation('auth');
  const { moment } = useFormat();
  const queries = useQueryClient();
  const name = browserName(device.browser);
  const refresh = () => void queries.invalidateQueries({ queryKey: ['auth'] });
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <p className={classes.marks}>
          <span className={classes.strong}>{name}</span>
          <DeviceBadge state={device.state} />
        </p>
        <p className={`${classes.small} tabular`}>{t('devices.asked', { ip: device.ip, at: moment(device.asked_at) })}</p>
      </div>
      {device.state === 'approved' && (
        <ConfirmButton
          label={t('devices.revoke')}
          question={t('devices.revokeQuestion', { device: name })}
          text={t('devices.revokeText')}
          work={() => revokeDevice(device.id)}
          onDone={refresh}
        />
      )}
    </li>
  );
}
