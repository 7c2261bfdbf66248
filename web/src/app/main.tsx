import '@/ui/theme/styles';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '@/lib/i18n/setup';
import { forgetKeptWhenSignedOut } from '@/lib/session/kept';
import { followOtherTabs, restoreSession } from '@/lib/session/session';
import { App } from './App';
import { tellWhatWasLoaded } from './loadedBefore';
import { loadWords } from './words';

followOtherTabs();
tellWhatWasLoaded();
forgetKeptWhenSignedOut();
void restoreSession();
await startI18n(loadWords, ['app', 'ui', 'directory', 'scheduling/next']);

const place = document.getElementById('root');
if (place === null) throw new Error('The page has no root to draw into.');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
