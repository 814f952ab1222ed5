/** A stream that is opened anew when it goes silent; the service begins with all that there is. What is returned closes it. */
export function follow(path: string, take: (data: unknown) => void, link: (isUp: boolean) => void, silenceMillis: number): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source?.close();
    const opened = new EventSource(path);
    source = opened;
    opened.onmessage = (event: MessageEvent<string>) => {
      take(JSON.parse(event.data));
      link(true);
      expectNews();
    };
    expectNews();
  };
  const expectNews = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      link(false);
      open();
    }, silenceMillis);
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
