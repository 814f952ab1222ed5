import { useEffect, useRef, useState } from "react";
import { assistSeat, assistTicket, type AssistScene, type AssistSeat, type AssistTicket } from "../../shared/api";
import { write } from "../../shared/http";
import { useHasRole } from "../../shared/queries";
import { Failure, PageHead, Panel } from "../../shared/ui";
import { AnswerPanel } from "./AnswerPanel";
import { BirdsEye } from "./BirdsEye";
import { HandOver } from "./HandOver";
import { QueueList } from "./QueueList";
import { seconds } from "./desk";
import { useNow, useQueue, useScenes } from "./streams";
import { added, type Advice, type Drawing } from "./way";

const API = "/api/incident/v1/assistance";
const RENEW_MILLIS = 5_000;

/** Cars that cannot go on ask here. Who is ready gets the next question by itself. */
export default function AssistancePage() {
  const { queue, isUp } = useQueue();
  const now = useNow();
  const isOperator = useHasRole("operator");
  const isSafety = useHasRole("safety");
  const [ready, setReady] = useState(false);
  const [seat, setSeat] = useState<AssistSeat | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const me = seat?.name ?? "";
  const mine = queue.tickets.find((ticket) => me !== "" && ticket.claimedBy === me) ?? null;
  const chosenId = mine?.ticketId ?? picked ?? queue.tickets[0]?.ticketId ?? null;
  const ticket = queue.tickets.find((one) => one.ticketId === chosenId) ?? null;
  const maySit = isOperator || isSafety;

  useEffect(() => {
    if (!maySit) return undefined;
    const sit = () =>
      write(`${API}/desk`, { ready }, assistSeat, { method: "PUT" }).then(
        (there) => {
          setSeat(there);
          setFault(null);
        },
        (refused: unknown) => setFault(refused),
      );
    void sit();
    const timer = setInterval(() => void sit(), RENEW_MILLIS);
    return () => clearInterval(timer);
  }, [ready, maySit]);

  return (
    <>
      <PageHead title="Assistance desk">
        <span role="status" className={isUp ? "pill pill-good" : "pill pill-bad"}>
          {isUp ? "Live" : "Link lost"}
        </span>
        {maySit && (
          <button type="button" className="button" aria-pressed={ready} onClick={() => setReady(!ready)}>
            {ready ? "Ready: the next comes by itself" : "Not ready"}
          </button>
        )}
        <a className="button button-quiet" href={`${API}/records/csv`} download>
          Records of the last day
        </a>
      </PageHead>
      {fault !== null && <Failure fault={fault} />}
      <div className="assist-desk">
        <QueueList queue={queue} chosen={chosenId} now={now} choose={setPicked} />
        {ticket === null ? <p className="state-note">Nothing to look at.</p> : <Desk ticket={ticket} me={me} now={now} limitMillis={seat?.frameAgeMillis ?? 4_000} />}
      </div>
    </>
  );
}

function Desk({ ticket, me, now, limitMillis }: { ticket: AssistTicket; me: string; now: number; limitMillis: number }) {
  const scenes = useScenes(ticket.ticketId);
  const [back, setBack] = useState(0);
  const [preview, setPreview] = useState<string | null>(null);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const firstShown = useRef(now);
  const newest = scenes[scenes.length - 1] ?? null;
  const shown = scenes[Math.max(0, scenes.length - 1 - back)] ?? null;
  useEffect(() => {
    firstShown.current = Date.now();
    setBack(0);
    setDrawing(null);
  }, [ticket.ticketId]);

  function draw(next: Drawing | null): void {
    // Whoever draws draws into what is there now.
    if (next !== null) setBack(0);
    setDrawing(next);
  }

  async function answer(advice: Advice): Promise<void> {
    if (newest === null) return;
    await write(
      `${API}/tickets/${ticket.ticketId}/answer`,
      {
        fence: ticket.fence,
        sceneId: newest.sceneId,
        ...advice,
        shown: {
          frames: newest.frames.map((frame) => frame.sha256),
          frameAgeMillis: Date.now() - Date.parse(newest.capturedAt),
          hesitationMillis: Date.now() - firstShown.current,
          layout: back === 0 ? "live" : "rewind",
        },
      },
      assistTicket,
    );
  }

  return (
    <>
      <Panel title={`${ticket.vehicleId} now`} side={<ClaimButton ticket={ticket} />}>
        <div className="stack assist-scene">
          <Picture scene={shown} now={now} isLive={back === 0} />
          {scenes.length > 1 && (
            <label>
              Rewind
              <input type="range" min={0} max={scenes.length - 1} value={scenes.length - 1 - back} onChange={(event) => setBack(scenes.length - 1 - Number(event.target.value))} />
            </label>
          )}
          {shown !== null && <BirdsEye scene={shown} chosen={preview} drawing={drawing} draw={(point) => drawing !== null && setDrawing(added(drawing, point))} />}
        </div>
      </Panel>
      <div className="stack">
        <AnswerPanel ticket={ticket} newest={newest} me={me} now={now} limitMillis={limitMillis} answer={answer} preview={setPreview} drawing={drawing} draw={draw} />
        {ticket.claimedBy === me && me !== "" && <HandOver ticket={ticket} />}
      </div>
    </>
  );
}

function Picture({ scene, now, isLive }: { scene: AssistScene | null; now: number; isLive: boolean }) {
  const frame = scene?.frames[0];
  if (scene === null || frame === undefined) return <p className="state-note">No picture yet</p>;
  return (
    <figure>
      <img className="key-frame" src={`data:image/jpeg;base64,${frame.jpeg}`} alt={`Camera ${frame.cameraId}`} />
      <figcaption className="tabular">
        {isLive ? "Live" : "Rewind"}, {seconds(scene.capturedAt, now)} old, {scene.speed.toFixed(1)} m/s
      </figcaption>
    </figure>
  );
}

function ClaimButton({ ticket }: { ticket: AssistTicket }) {
  const [fault, setFault] = useState<unknown>(null);
  if (ticket.state !== "open") return null;
  return (
    <>
      <button
        type="button"
        className="button"
        onClick={() => void write(`${API}/tickets/${ticket.ticketId}/claim`, {}, assistTicket).then(() => setFault(null), setFault)}
      >
        Claim
      </button>
      {fault !== null && <Failure fault={fault} />}
    </>
  );
}
