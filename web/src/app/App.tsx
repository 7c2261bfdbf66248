import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, type RouterHistory } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { shouldAskAgain } from '@/lib/api/client';
import { currentSession, onSessionChange } from '@/lib/session/session';
import { LookProvider } from '@/ui/theme/LookProvider';
import { createAppRouter } from './router';

/** What was read a minute ago is shown at once and asked for again behind it. */
const FRESH_MS = 60_000;

function createQueries() {
  // It hears when the network comes or goes, but not how a page that opened offline began; told so, its queries wait.
  onlineManager.setOnline(navigator.onLine);
  return new QueryClient({ defaultOptions: { queries: { staleTime: FRESH_MS, retry: shouldAskAgain } } });
}

/** What was shown to one person is never left for the next: only the public directory outlives a session. */
function useForgetting(queries: QueryClient) {
  useEffect(() => {
    const whoIs = () => {
      const session = currentSession();
      return session.state === 'signedIn' ? session.account.id : null;
    };
    let who = whoIs();
    return onSessionChange(() => {
      const now = whoIs();
      if (who !== null && now !== who) queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'directory' });
      who = now;
    });
  }, [queries]);
}

export function App({ history }: { history?: RouterHistory }) {
  const [router] = useState(() => createAppRouter(history));
  const [queries] = useState(createQueries);
  useForgetting(queries);
  return (
    <LookProvider>
      <QueryClientProvider client={queries}>
        <Suspense fallback={null}>
          <RouterProvider router={router} />
        </Suspense>
      </QueryClientProvider>
    </LookProvider>
  );
}
