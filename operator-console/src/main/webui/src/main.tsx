import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { App } from "./app/App";
import { applyTheme, storedTheme } from "./app/theme";
import { me } from "./shared/api";
import { read, Refusal } from "./shared/http";
import { LiveFeed, LiveFeedContext } from "./shared/live";
import "./styles.css";

applyTheme(storedTheme());

const feed = new LiveFeed("/api/live", async () => {
  try {
    await read("/api/me", me);
    return true;
  } catch (fault) {
    return !(fault instanceof Refusal && fault.status === 401);
  }
});

const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 1_000, refetchOnWindowFocus: true } } });

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <LiveFeedContext value={feed}>
          <BrowserRouter>
            <App />
          </BrowserRouter>
        </LiveFeedContext>
      </QueryClientProvider>
    </StrictMode>,
  );
}
