import type { InfiniteData } from "@tanstack/react-query";
import { incident, type Incident } from "../../shared/api";

export type IncidentPages = InfiniteData<{ incidents: Incident[]; nextCursor: string | null }, string | null>;

/** Follows the incidents as they happen; the browser itself comes back after a break, and says what it has heard already. */
export function followIncidents(hear: (news: Incident) => void, open = (path: string) => new EventSource(path)): () => void {
  const source = open("/api/live/incidents");
  source.onmessage = (event: MessageEvent<string>) => {
    try {
      hear(incident(JSON.parse(event.data), "incident"));
    } catch (fault) {
      // One that this page cannot read yet is in the list that is asked for now and then.
      console.warn("An incident cannot be read", fault);
    }
  };
  return () => source.close();
}

/** The pages with an incident as it is now: in its place, at the top if it is new, or gone if it is none of those asked for. */
export function withNews(known: IncidentPages | undefined, news: Incident, state: string): IncidentPages | undefined {
  if (known === undefined) return known;
  const belongs = state === "" || news.state === state;
  let isThere = false;
  const pages = known.pages.map((page) => ({
    ...page,
    incidents: page.incidents.flatMap((one) => {
      if (one.incidentId !== news.incidentId) return [one];
      isThere = true;
      return belongs ? [news] : [];
    }),
  }));
  const first = pages[0];
  // Ids grow with time: an older incident that has changed belongs to a page that is not shown yet.
  const isNewest = first !== undefined && (first.incidents[0] === undefined || news.incidentId > first.incidents[0].incidentId);
  if (!isThere && belongs && isNewest) pages[0] = { ...first, incidents: [news, ...first.incidents] };
  return { ...known, pages };
}
