import type { FeatureCollection } from "geojson";
import { entries, flag, list, maybe, number, record, text, UnexpectedBody, type Reader } from "./json";

/** Every shape that the services send, in the one place that reads them. Times are ISO 8601 texts. */

const place = record({ latitude: number, longitude: number });
export type Place = ReturnType<typeof place>;

export const me = record({ name: text, roles: list(text) });
export type Me = ReturnType<typeof me>;

export const market = record({ marketId: text, name: text, bounds: list(number), attribution: text });
export type Market = ReturnType<typeof market>;

export const vehicle = record({
  vehicleId: text,
  state: text,
  connected: flag,
  sessionEpoch: number,
  position: maybe(place),
  headingDegrees: number,
  speedMetresPerSecond: number,
  batteryPercent: number,
  mode: text,
  rideId: maybe(text),
  releaseId: text,
  modelProvider: text,
  modelHz: number,
  missedTicks: number,
  reasoning: text,
  occupied: flag,
  operatingArea: maybe(text),
  seenAt: text,
  ahead: list(place),
});
export type Vehicle = ReturnType<typeof vehicle>;

export const ride = record({
  rideId: text,
  state: text,
  marketId: text,
  riderId: text,
  pickup: place,
  dropoff: place,
  meetingPlace: maybe(place),
  priceMinor: number,
  currency: text,
  boarded: flag,
  requestedAt: text,
  stateSince: text,
  pickupAt: maybe(text),
  guarantee: maybe(text),
  vehicle: maybe(
    record({
      vehicleId: text,
      speedMetresPerSecond: number,
      etaSeconds: number,
      remainingMetres: number,
      reasoning: text,
    }),
  ),
});
export type Ride = ReturnType<typeof ride>;

/** A market at a glance; waits are of the last hour. */
export const board = record({
  marketId: text,
  at: text,
  openRequests: number,
  oldestWaitSeconds: number,
  waitP50Seconds: maybe(number),
  waitP90Seconds: maybe(number),
  cars: entries(number),
  emptyShare: number,
  zones: list(record({ number, centre: place, expected: number, waiting: number, idle: number })),
});
export type Board = ReturnType<typeof board>;

const economicLine = record({
  key: text,
  currency: text,
  revenueMinor: number,
  completedRides: number,
  emptyMetres: number,
  loadedMetres: number,
  emptyShare: number,
  energyKwh: number,
  energyMinor: number,
  chargedKwh: number,
  chargedMinor: number,
  busySeconds: number,
  assistanceSeconds: number,
  revenueMinorPerCarHour: number,
});
export type EconomicLine = ReturnType<typeof economicLine>;

/** Figures of some days, and whether they say what the ledger says. */
export const economics = record({
  lines: list(economicLine),
  reconciliation: list(record({ currency: text, ledgerMinor: number, countedMinor: number, pendingMinor: number, differenceMinor: number })),
  energy: record({ boughtMinor: number, usedMinor: number, heldMinor: number, differenceMinor: number }),
});
export type Economics = ReturnType<typeof economics>;

/** What a car does between rides. */
export const task = record({
  taskId: text,
  vehicleId: text,
  kind: text,
  state: text,
  siteId: maybe(text),
  actor: text,
  reason: text,
  plannedAt: text,
  stateSince: text,
  arrivedAt: maybe(text),
  arrivedPercent: maybe(number),
  endedPercent: maybe(number),
  energyKilowattHours: maybe(number),
  cause: text,
});
export type Task = ReturnType<typeof task>;

export const chargingSite = record({
  siteId: text,
  name: text,
  position: place,
  places: number,
  powerKilowatts: number,
  tariffMinorPerKilowattHour: number,
  currency: text,
  charging: list(text),
  queue: list(text),
});
export type ChargingSite = ReturnType<typeof chargingSite>;

/** Why a ride got each of its cars, the newest first; costs are seconds of a rider's waiting. */
export const why = record({
  rideId: text,
  matches: list(
    record({
      rideVersion: number,
      vehicleId: text,
      at: text,
      by: text,
      cause: text,
      tick: maybe(
        record({
          tickId: text,
          openRides: number,
          availableCars: number,
          leftOut: entries(number),
          candidates: list(
            record({
              vehicleId: text,
              approachSeconds: number,
              emptySeconds: number,
              switchSeconds: number,
              zoneSeconds: number,
              softSeconds: number,
              costSeconds: number,
              extraSeconds: number,
              takenBy: text,
            }),
          ),
          provenOptimal: flag,
          replay: text,
          roads: text,
        }),
      ),
    }),
  ),
});
export type Why = ReturnType<typeof why>;

export const ridePage = record({ rides: list(ride), nextCursor: maybe(text) });

export const receipt = record({
  pickedUpAt: maybe(text),
  completedAt: text,
  vehicleId: text,
  distanceMetres: number,
  baseMinor: number,
  distanceMinor: number,
  timeMinor: number,
  toLeastMinor: number,
  totalMinor: number,
  currency: text,
});

/** An area on its way to dispatch and back; a geometry that is no simple polygon is kept as it is. */
export const areaDefinition = record({
  name: text,
  effect: text,
  geometry: record({ type: text, coordinates: (value) => value }),
  hours: maybe(list(record({ days: list(text), from: text, to: text }))),
  zone: maybe(text),
  weather: maybe(list(text)),
  fastestMetresPerSecond: maybe(number),
  roadClasses: maybe(list(text)),
});
export type AreaDefinition = ReturnType<typeof areaDefinition>;

export const keptArea = record({ areaId: text, marketId: text, version: number, area: areaDefinition });
export type KeptArea = ReturnType<typeof keptArea>;

export const areaVersion = record({ version: number, area: maybe(areaDefinition), changedBy: text, reason: text, changedAt: text });

export const stranded = record({
  rides: list(record({ rideId: text, state: text, riderAboard: flag, why: text })),
  vehicles: list(text),
});
export type Stranded = ReturnType<typeof stranded>;

export const weather = record({ weather: text });

/** A second of the fleet: a picture, or the reason why there is none. */
export const livePicture = record({
  at: text,
  problem: maybe(text),
  vehicles: maybe(list(vehicle)),
  rides: maybe(list(ride)),
});
export type LivePicture = ReturnType<typeof livePicture>;

export const trustRole = record({
  repository: text,
  role: text,
  version: number,
  expiresAt: text,
  expiresSoon: flag,
});
export type TrustRole = ReturnType<typeof trustRole>;
export const trustStatus = record({ roles: list(trustRole) });

export const registeredVehicle = record({
  vehicleId: text,
  vin: text,
  hardwareId: text,
  marketId: text,
  seats: number,
  wheelchairAccessible: flag,
  calibrationId: text,
  mapId: text,
  operatingAreaIds: list(text),
  registeredAt: text,
  enrolled: flag,
  connected: flag,
  sessionEpoch: number,
});
export type RegisteredVehicle = ReturnType<typeof registeredVehicle>;

export const command = record({
  commandId: text,
  vehicleId: text,
  sequence: number,
  sender: text,
  kind: text,
  state: text,
  code: text,
  detail: text,
  notAfter: text,
  queuedAt: text,
  changedAt: text,
  emergencyId: text,
});
export type Command = ReturnType<typeof command>;

export const commandWithHistory = record({
  command,
  history: list(record({ state: text, code: text, detail: text, at: text, sessionEpoch: number, applied: flag })),
});
export type CommandWithHistory = ReturnType<typeof commandWithHistory>;

export const certificate = record({
  fingerprint: text,
  serial: text,
  state: text,
  issuedAt: text,
  notAfter: text,
  firstUsedAt: maybe(text),
  revokedAt: maybe(text),
  detail: text,
});

export const vehicleLink = record({
  presence: text,
  sessionEpoch: number,
  gatewayId: text,
  since: maybe(text),
  heardMillisAgo: maybe(number),
  agentVersion: maybe(text),
  address: maybe(text),
  roundTripMillis: maybe(number),
  lanes: list(
    record({
      lane: text,
      taken: number,
      lastSequence: number,
      durableSequence: number,
      underWay: number,
      putOff: number,
      refused: number,
      conflated: number,
      credit: number,
    }),
  ),
});
export type VehicleLink = ReturnType<typeof vehicleLink>;

export const timeline = record({
  entries: list(record({ time: text, kind: text, id: text, summary: text, traceId: text })),
  truncated: flag,
});
export type Timeline = ReturnType<typeof timeline>;

export const emergency = record({
  emergencyId: text,
  kind: text,
  area: maybe(record({ type: text, coordinates: list(list(list(number))) })),
  reason: text,
  declaredBy: text,
  declaredAt: text,
  notAfter: text,
  endedBy: text,
  endedAt: maybe(text),
  endReason: text,
});
export type Emergency = ReturnType<typeof emergency>;

const emergencyProgress = record({
  states: entries(number),
  cars: number,
  received: number,
  firstSentAt: maybe(text),
  lastSentAt: maybe(text),
  secondsToAlmostAll: maybe(number),
});
export type EmergencyProgress = ReturnType<typeof emergencyProgress>;

export const emergencyWithProgress = record({
  emergency,
  progress: emergencyProgress,
  clock: record({ legalSeconds: number, elapsedSeconds: number, state: text }),
  end: maybe(emergencyProgress),
});
export type EmergencyWithProgress = ReturnType<typeof emergencyWithProgress>;

export const declared = record({ emergencyId: text });

export const proof = record({
  vehicleId: text,
  commandId: text,
  state: text,
  code: text,
  detail: text,
  sentAt: maybe(text),
  receivedAt: maybe(text),
  changedAt: text,
});
export type Proof = ReturnType<typeof proof>;

export const incident = record({
  incidentId: text,
  vehicleId: text,
  kind: text,
  severity: number,
  state: text,
  occurredAt: text,
  openedAt: text,
  position: place,
  headingDegrees: number,
  speedMetresPerSecond: number,
  peakDecelerationMetresPerSecondSquared: number,
  rideId: text,
  releaseId: text,
  reasoning: text,
  detail: text,
  evidenceComplete: flag,
  clip: record({ state: text, sha256: maybe(text), lengthBytes: maybe(number), receivedBytes: maybe(number), quarantineReason: maybe(text) }),
  plan: maybe(record({ source: text, xMetres: list(number), yMetres: list(number) })),
  keyFrames: list(record({ number, cameraId: text, time: text })),
  assignee: text,
  labels: list(text),
  fixReference: text,
  regressionReference: text,
  acts: list(text),
  finding: maybe(record({ severity: number, note: text, by: text, at: text })),
  closure: maybe(record({ reason: text, by: text, at: text })),
});
export type Incident = ReturnType<typeof incident>;

/** A line of an incident's history. */
export const incidentNote = record({ what: text, text, by: text, at: text });

/** Until when somebody must be told of an incident. */
export const deadline = record({
  deadlineId: text,
  incidentId: text,
  rule: text,
  title: text,
  noticedAt: text,
  noticeSource: text,
  dueAt: text,
  reminders: list(text),
  reminded: number,
  hasLapsed: flag,
  state: text,
  endedBy: maybe(text),
  endedReason: maybe(text),
});
export type Deadline = ReturnType<typeof deadline>;

/** A report to a regulator under way. */
export const reportDraft = record({
  cells: list(
    record({ number, name: text, kind: text, choices: maybe(list(text)), value: text, origin: text, source: maybe(text), isAsked: flag }),
  ),
  missing: list(text),
  filed: list(record({ version: number, type: text, sha256: text, reference: text, by: text, at: text })),
});
export type ReportDraft = ReturnType<typeof reportDraft>;
export type ReportCell = ReportDraft["cells"][number];

export const incidentPage = record({ incidents: list(incident), nextCursor: maybe(text) });

export const clipSummary = record({
  startedAt: text,
  durationSeconds: number,
  topics: list(record({ topic: text, schema: text, messages: number })),
  reasoning: list(record({ t0Seconds: number, t1Seconds: number, text, metaAction: text })),
  signals: list(record({ tSeconds: number, speed: number, acceleration: number })),
  cameras: list(record({ name: text, tSeconds: list(number) })),
  plans: list(record({ tSeconds: number, source: text, xMetres: list(number), yMetres: list(number) })),
});
export type ClipSummary = ReturnType<typeof clipSummary>;
export type ClipCamera = ClipSummary["cameras"][number];

export const clipScene = record({
  poses: list(record({ tSeconds: number, x: number, y: number, headingRadians: number })),
  looks: list(
    record({
      tSeconds: number,
      things: list(
        record({
          id: text,
          kind: text,
          x: number,
          y: number,
          speed: number,
          headingRadians: number,
          lengthMetres: number,
          widthMetres: number,
        }),
      ),
    }),
  ),
  candidates: list(record({ tSeconds: number, source: text, verdict: text, xMetres: list(number), yMetres: list(number) })),
  modes: list(record({ tSeconds: number, mode: text, reason: text })),
});
export type ClipScene = ReturnType<typeof clipScene>;

const manifest = record({
  modelCard: record({
    intendedUse: text,
    trainingData: text,
    metrics: list(record({ name: text, value: text, unit: text })),
    limits: text,
  }),
  provenance: record({
    sourceCommit: text,
    datasets: list(record({ name: text, sha256: text })),
    builder: text,
    builtAt: text,
  }),
  compatibility: record({
    calibrations: list(text),
    markets: list(text),
    maps: list(text),
    operatingAreas: list(text),
    leastAgent: maybe(text),
  }),
  rxswin: list(text),
  variants: list(
    record({
      hardwareId: text,
      platform: text,
      precision: text,
      distilled: flag,
      engine: record({
        runtime: text,
        version: text,
        computeCapability: maybe(text),
        cuda: maybe(text),
        driver: maybe(text),
        operatingSystem: maybe(text),
      }),
    }),
  ),
});
export type Manifest = ReturnType<typeof manifest>;

export const release = record({
  releaseId: text,
  name: text,
  version: text,
  state: text,
  targetPaths: list(text),
  modelCard: maybe(text),
  notes: maybe(text),
  manifest: maybe(manifest),
  generalSince: maybe(text),
  drivingStoppedAt: maybe(text),
  createdAt: text,
  createdBy: text,
});
export type Release = ReturnType<typeof release>;
export const releasePage = record({ releases: list(release) });

export const rollout = record({
  rolloutId: text,
  releaseId: text,
  state: text,
  createdAt: text,
  createdBy: text,
  stage: text,
  wave: number,
  waves: number,
  onBreach: text,
  approvers: list(text),
  counts: entries(number),
  heldFor: list(record({ incidentId: text, vehicleId: text, kind: text, notedAt: text })),
  changes: maybe(list(record({ state: text, wave: number, at: text, actor: text, detail: text }))),
  vehicles: maybe(
    list(
      record({
        vehicleId: text, state: text, since: text, deadlineAt: maybe(text), code: text, detail: text,
        actionId: maybe(number), returnsTo: maybe(text),
      }),
    ),
  ),
});
export type RolloutVehicle = NonNullable<Rollout["vehicles"]>[number];
export type Rollout = ReturnType<typeof rollout>;
export const rolloutPage = record({ rollouts: list(rollout) });

/** Keys whose signatures show something of a release. */
export const signerPage = record({
  signers: list(
    record({
      keyId: text, state: text, reason: maybe(text), doubtedBy: maybe(text), doubtedAt: maybe(text),
      approvers: list(text), revokedAt: maybe(text),
    }),
  ),
});
export type Signer = ReturnType<typeof signerPage>["signers"][number];

/** How many vehicles a rollout would take in, and why not the others. */
export const rolloutPreview = record({ matching: number, busy: number, running: number, unfit: entries(number) });
export type RolloutPreview = ReturnType<typeof rolloutPreview>;

/** When and how many vehicles may be taken out of service for updates. */
export const availability = record({
  blackouts: list(
    record({
      id: text, marketId: maybe(text), schedule: maybe(text), duration: maybe(text), timezone: maybe(text),
      from: maybe(text), until: maybe(text), reason: text, createdBy: text, holds: flag,
    }),
  ),
  caps: list(record({ marketId: text, mostCars: maybe(number), mostPercent: maybe(number) })),
  markets: list(record({ marketId: text, cars: number, outOfService: number, room: maybe(number) })),
});
export type Availability = ReturnType<typeof availability>;

/** How a release drives beside the others, by kind of event; the bound is where its rollout is paused. */
export const driving = record({
  ratio: maybe(number),
  neededEvents: maybe(number),
  kinds: list(
    record({
      kind: text,
      kilometres: number,
      events: number,
      controlKilometres: number,
      controlEvents: number,
      logEvidence: number,
      logBound: number,
      neededKilometres: maybe(number),
      enough: flag,
    }),
  ),
});
export type Driving = ReturnType<typeof driving>;

/** The same day by day; the evidence is that of all days so far. */
export const drivingDays = record({
  kinds: list(
    record({
      kind: text,
      logBound: number,
      days: list(
        record({
          day: text,
          kilometres: number,
          events: number,
          controlKilometres: number,
          controlEvents: number,
          logEvidence: number,
        }),
      ),
    }),
  ),
});
export type DrivingKind = ReturnType<typeof drivingDays>["kinds"][number];

/** Who did what, the newest first. */
export const auditPage = record({
  entries: list(
    record({
      position: number, time: text, actor: text, action: text, subject: text, reason: text, hash: text, intact: flag,
    }),
  ),
  next: maybe(number),
});

/** What was shown of a release; the document is what was signed, as it came. */
export const evidencePage = record({
  evidence: list(
    record({ evidenceId: text, kind: text, passed: flag, document: text, keyId: text, receivedAt: text, signerRevoked: flag }),
  ),
});
export type Evidence = ReturnType<typeof evidencePage>["evidence"][number];

export const runningReleases = record({
  vehicles: list(
    record({ vehicleId: text, hardwareId: text, connected: flag, releaseId: maybe(text), since: maybe(text) }),
  ),
});
export type RunningRelease = ReturnType<typeof runningReleases>["vehicles"][number];

/** What vehicles are meant to run and do not, and how far each is. */
export const targetPage = record({
  targets: list(
    record({
      vehicleId: text, releaseId: text, rolloutId: text, rolloutState: text, state: text, since: text, code: text, detail: text,
      waitsFor: list(text),
    }),
  ),
});
export type Target = ReturnType<typeof targetPage>["targets"][number];

/** A car's register: what it ran, and each of its updates with who approved it, what was shown and how it went. */
export const vehicleRecord = record({
  vehicleId: text,
  hardwareId: text,
  runs: list(record({ releaseId: text, since: text, until: maybe(text) })),
  updates: list(
    record({
      rolloutId: text,
      releaseId: text,
      rxswin: list(text),
      replaced: maybe(text),
      restored: flag,
      startedBy: text,
      approvedBy: list(text),
      evidence: list(record({ evidenceId: text, kind: text, passed: flag, receivedAt: text })),
      files: list(record({ path: text, sha256: text, lengthBytes: number })),
      steps: list(record({ state: text, at: text, code: text, detail: text })),
    }),
  ),
});
export type VehicleRecord = ReturnType<typeof vehicleRecord>;

/** The city's own GeoJSON; MapLibre checks the geometries. */
export const cityMap: Reader<FeatureCollection> = (value, path) => {
  const head = record({ type: text, features: list((feature) => feature) })(value, path);
  if (head.type !== "FeatureCollection") throw new UnexpectedBody(`${path}.type`, "FeatureCollection", head.type);
  return value as FeatureCollection;
};

/** A refusal, in the words of the service that gave it. */
export const problem = record({ title: text, code: text, detail: maybe(text), currentState: maybe(text) });
export type Problem = ReturnType<typeof problem>;

const assistOption = record({ id: text, words: text });

export const assistTicket = record({
  ticketId: text,
  vehicleId: text,
  kind: text,
  detail: text,
  passengerAboard: flag,
  laneBlocked: flag,
  rideId: text,
  releaseId: text,
  latitude: number,
  longitude: number,
  receivedAt: text,
  expiresAt: text,
  sceneId: text,
  options: list(assistOption),
  state: text,
  fence: number,
  claimedBy: maybe(text),
  firstClaimedAt: maybe(text),
  answer: maybe(text),
  answeredBy: maybe(text),
  accepted: maybe(flag),
  verdictCode: maybe(text),
  verdictDetail: maybe(text),
  endedWhy: maybe(text),
  notes: text,
});
export type AssistTicket = ReturnType<typeof assistTicket>;

/** What the queue's stream says: all of it, one change, or that it lives. */
export const assistNews = record({ type: text, sequence: number, at: text, tickets: maybe(list(assistTicket)), ticket: maybe(assistTicket) });
export type AssistNews = ReturnType<typeof assistNews>;

const pathPoint: Reader<readonly [number, number]> = (value, path) => {
  const [ahead, left] = list(number)(value, path);
  if (ahead === undefined || left === undefined) throw new UnexpectedBody(path, "two numbers", value);
  return [ahead, left];
};

export const assistScene = record({
  ticketId: text,
  sceneId: text,
  order: text,
  capturedAt: text,
  receivedAt: text,
  reasoning: text,
  reasonedAt: text,
  speed: number,
  options: list(record({ id: text, words: text, path: list(pathPoint) })),
  route: list(pathPoint),
  tracks: list(record({ ahead: number, left: number, length: number, width: number, speed: number, kind: text })),
  frames: list(record({ cameraId: text, sha256: text, capturedAt: text, jpeg: text })),
});
export type AssistScene = ReturnType<typeof assistScene>;

export const assistSeat = record({ name: text, ticket: maybe(assistTicket), leaseMillis: number, frameAgeMillis: number });
export type AssistSeat = ReturnType<typeof assistSeat>;

/** How a person's watch of a car stands. */
export const liveWatch = record({
  state: text,
  code: text,
  detail: text,
  watchers: list(record({ person: text, since: text })),
});
export type LiveWatch = ReturnType<typeof liveWatch>;

export const liveWatching = record({ watch: liveWatch, leaseMillis: number });

/** What a watched car sees and means to do. */
export const liveView = record({
  order: text,
  capturedAt: text,
  receivedAt: text,
  bytes: number,
  reasoning: text,
  reasonedAt: text,
  thinking: text,
  speed: number,
  mode: text,
  rung: text,
  rungCode: text,
  route: list(pathPoint),
  plan: list(pathPoint),
  planSource: text,
  tracks: list(record({ ahead: number, left: number, length: number, width: number, speed: number, kind: text })),
  picture: maybe(record({ cameraId: text, jpeg: text })),
});
export type LiveView = ReturnType<typeof liveView>;

const shadowSummary = record({
  moments: number,
  meanErrorMetres: number,
  meanFinalErrorMetres: number,
  intentAgreement: number,
  reasonAgreement: number,
  extraDiscomfort: number,
  faultShare: number,
  averageErrors: list(number),
  finalErrors: list(number),
});
export type ShadowSummary = ReturnType<typeof shadowSummary>;

/** What cars saw of a release that did not drive. */
export const shadowView = record({
  opensGate: flag,
  missing: list(text),
  total: shadowSummary,
  places: list(record({ cell: text, activeReleaseId: text, candidateManifestSha256: text, firstAt: text, lastAt: text, summary: shadowSummary })),
});
export type ShadowView = ReturnType<typeof shadowView>;
