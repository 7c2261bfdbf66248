export { CodeSignIn } from './CodeSignIn';
export { PasswordField } from './PasswordField';
export { staffQuery } from './staff';
export { SubmitButton } from './SubmitButton';
export { useAttempt } from './useAttempt';
export { useCountdown } from './useCountdown';
