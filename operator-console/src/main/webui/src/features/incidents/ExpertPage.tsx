import { useEffect, useRef, useState } from "react";
import { Link, useParams } from "react-router";
import { Empty, Failure, Loading, PageHead } from "../../shared/ui";

type State = { at: "loading" } | { at: "shown" } | { at: "failed"; fault: unknown };

/**
 * The whole recording in Rerun's viewer, every topic and message of it. It is a large program (47 MB), fetched only here; nothing of the
 * recording leaves this page, and the viewer's own map stays empty because it may fetch none.
 */
export default function ExpertPage() {
  const { id = "" } = useParams();
  const box = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<State>({ at: "loading" });

  useEffect(() => {
    let stop: (() => void) | null = null;
    let left = false;
    const restore = sendSession();
    async function show(parent: HTMLElement): Promise<void> {
      const { WebViewer } = await import("@rerun-io/web-viewer");
      if (left) return;
      const viewer = new WebViewer();
      stop = () => viewer.stop();
      viewer.on("recording_open", () => setState({ at: "shown" }));
      // The viewer knows what it gets by the name's ending.
      const recording = `${location.origin}/api/incident/v1/incidents/${encodeURIComponent(id)}/clip/recording.mcap`;
      await viewer.start(recording, parent, { hide_welcome_screen: true, width: "100%", height: "100%", theme: "system" });
    }
    if (box.current) void show(box.current).catch((fault: unknown) => setState({ at: "failed", fault }));
    return () => {
      left = true;
      stop?.();
      restore();
    };
  }, [id]);

  return (
    <>
      <PageHead title="Every message of the recording">
        <Link to={`/incidents/${id}`}>Back to the incident</Link>
      </PageHead>
      {state.at === "loading" && <Loading what="the viewer and the recording" />}
      {state.at === "failed" && (
        <>
          <Failure fault={state.fault} />
          <Empty>The viewer needs WebAssembly and WebGL. The recording can be downloaded on the incident's page.</Empty>
        </>
      )}
      <div ref={box} className="expert-view" />
    </>
  );
}

/** The viewer asks without cookies, and the session is what may read the recording: while this page is open, it goes along to our own origin. */
function sendSession(): () => void {
  const own = window.fetch;
  window.fetch = (input, init) =>
    input instanceof Request && new URL(input.url).origin === location.origin
      ? own(new Request(input, { credentials: "same-origin" }), init)
      : own(input, init);
  return () => {
    window.fetch = own;
  };
}
