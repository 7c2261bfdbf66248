import type { ReactNode, SVGProps } from 'react';

type IconProps = Omit<SVGProps<SVGSVGElement>, 'children'> & { size?: number };

/** An icon never speaks for itself: the word beside it does, so readers of the screen pass it by. */
function drawn(displayName: string, paths: ReactNode) {
  function Icon({ size = 20, ...rest }: IconProps) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.75}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
        {...rest}
      >
        {paths}
      </svg>
    );
  }
  Icon.displayName = displayName;
  return Icon;
}

export const SearchIcon = drawn('SearchIcon', (
  <>
    <circle cx="11" cy="11" r="6.5" />
    <path d="m16 16 4.5 4.5" />
  </>
));
export const PlaceIcon = drawn('PlaceIcon', (
  <>
    <path d="M12 21c4.5-4.4 7-7.9 7-11a7 7 0 1 0-14 0c0 3.1 2.5 6.6 7 11Z" />
    <circle cx="12" cy="10" r="2.5" />
  </>
));
export const SpeechIcon = drawn('SpeechIcon', (
  <path d="M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5Z" />
));
export const VideoIcon = drawn('VideoIcon', (
  <>
    <rect x="3" y="6.5" width="12" height="11" rx="2.5" />
    <path d="m15 11 6-3.5v9L15 13" />
  </>
));
export const BuildingIcon = drawn('BuildingIcon', (
  <>
    <path d="M5 21V5.5A1.5 1.5 0 0 1 6.5 4h11A1.5 1.5 0 0 1 19 5.5V21M3 21h18M10 21v-4h4v4" />
    <path d="M12 7v5M9.5 9.5h5" />
  </>
));
export const StarIcon = drawn('StarIcon', (
  <path
    fill="currentColor"
    strokeWidth={0}
    d="m12 3 2.7 5.6 6.1.85-4.45 4.25 1.08 6.05L12 16.85l-5.43 2.9 1.08-6.05L3.2 9.45l6.1-.85Z"
  />
));
export const PhoneIcon = drawn('PhoneIcon', (
  <path d="M6.5 3.5h2.6l1.5 4-2 1.5a12 12 0 0 0 6.4 6.4l1.5-2 4 1.5v2.6a2 2 0 0 1-2.2 2A17 17 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2Z" />
));
export const MailIcon = drawn('MailIcon', (
  <>
    <rect x="3" y="5" width="18" height="14" rx="2.5" />
    <path d="m4 7.5 8 5.5 8-5.5" />
  </>
));
export const RouteIcon = drawn('RouteIcon', <path d="M20.5 3.5 3.5 10.5l7 3 3 7Z" />);
export const BackIcon = drawn('BackIcon', <path d="M19 12H5m6-6-6 6 6 6" />);
export const DownIcon = drawn('DownIcon', <path d="m7 10 5 5 5-5" />);
export const CloseIcon = drawn('CloseIcon', <path d="M6 6l12 12M18 6 6 18" />);
export const FilterIcon = drawn('FilterIcon', <path d="M4 7h9m5 0h2M4 17h2m5 0h9M15.5 4.5v5M8.5 14.5v5" />);
export const SunIcon = drawn('SunIcon', (
  <>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 2.5v2m0 15v2M2.5 12h2m15 0h2M5.3 5.3l1.4 1.4m10.6 10.6 1.4 1.4m0-13.4-1.4 1.4M6.7 17.3l-1.4 1.4" />
  </>
));
export const SunriseIcon = drawn('SunriseIcon', (
  <path d="M3 19.5h18M7 15.5a5 5 0 0 1 10 0M12 3.5v4m-2.5-2L12 3l2.5 2.5M4.5 9.5 6 11m13.5-1.5L18 11M2.5 15.5h1.5m16 0h1.5" />
));
export const CalendarIcon = drawn('CalendarIcon', (
  <>
    <rect x="3.5" y="5" width="17" height="15.5" rx="2.5" />
    <path d="M3.5 10h17M8 2.5v4m8-4v4" />
  </>
));
export const MoonIcon = drawn('MoonIcon', <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z" />);
export const AutoIcon = drawn('AutoIcon', (
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path fill="currentColor" strokeWidth={0} d="M12 4.5a7.5 7.5 0 0 1 0 15Z" />
  </>
));
export const CheckIcon = drawn('CheckIcon', (
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="m8 12.5 2.7 2.7L16 9.5" />
  </>
));
export const WarnIcon = drawn('WarnIcon', <path d="M12 4 2.8 19.5h18.4ZM12 10v4.5m0 2.5v.1" />);
export const StopIcon = drawn('StopIcon', <path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3ZM12 7.5v5.5m0 3v.1" />);
export const OfflineIcon = drawn('OfflineIcon', (
  <path d="M3 3l18 18M5 12.5a10 10 0 0 1 4-2.6m5.5.1a10 10 0 0 1 4.5 2.5M8.5 16a5 5 0 0 1 7 0M2 9a15 15 0 0 1 4.5-3M11 5a15 15 0 0 1 11 4M12 19.5v.1" />
));
export const LockIcon = drawn('LockIcon', (
  <>
    <rect x="5" y="10.5" width="14" height="10" rx="2.5" />
    <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.5v2" />
  </>
));
export const ClockIcon = drawn('ClockIcon', (
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 7.5V12l3 2" />
  </>
));
export const BadgeIcon = drawn('BadgeIcon', (
  <>
    <circle cx="12" cy="9" r="5.5" />
    <path d="m8.5 13.5-1.5 7 5-2.5 5 2.5-1.5-7" />
  </>
));
export const PersonIcon = drawn('PersonIcon', (
  <>
    <circle cx="12" cy="8.5" r="4" />
    <path d="M4.5 20.5a7.5 7.5 0 0 1 15 0" />
  </>
));
export const DeviceIcon = drawn('DeviceIcon', (
  <>
    <rect x="4" y="4.5" width="16" height="11" rx="2.5" />
    <path d="M2.5 19.5h19" />
  </>
));
export const TrailIcon = drawn('TrailIcon', <path d="M5 4.5h14v15H5ZM8.5 9h7m-7 3.5h7m-7 3.5h4" />);
export const RepeatIcon = drawn('RepeatIcon', (
  <>
    <path d="M4.5 11V9.5A3.5 3.5 0 0 1 8 6h11m-3-3 3 3-3 3" />
    <path d="M19.5 13v1.5A3.5 3.5 0 0 1 16 18H5m3 3-3-3 3-3" />
  </>
));
