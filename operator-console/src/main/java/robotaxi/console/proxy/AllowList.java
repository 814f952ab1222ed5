package robotaxi.console.proxy;

import static robotaxi.console.proxy.Upstream.DISPATCH;
import static robotaxi.console.proxy.Upstream.GATEWAY;
import static robotaxi.console.proxy.Upstream.INCIDENT;
import static robotaxi.console.proxy.Upstream.OTA;

import java.util.List;
import java.util.regex.Pattern;

/** Everything that a browser may ask of the services; whatever is not here does not exist for it. */
public final class AllowList {
    /** No dot-only segment gets through, so that no path climbs out of what was allowed. */
    private static final String SEGMENT = "(?!\\\\.+(?:/|\\$))(?:[A-Za-z0-9@._~-]|%40)+";

    private static final List<Rule> RULES = List.of(
            read(DISPATCH, "/v1/markets"),
            read(DISPATCH, "/v1/markets/*/map"),
            read(DISPATCH, "/v1/markets/*/areas"),
            read(DISPATCH, "/v1/markets/*/areas/*/versions"),
            write(DISPATCH, "/v1/markets/*/areas"),
            write(DISPATCH, "/v1/markets/*/areas/preview"),
            rule(DISPATCH, "PUT", "/v1/markets/*/areas/*"),
            rule(DISPATCH, "DELETE", "/v1/markets/*/areas/*"),
            read(DISPATCH, "/v1/markets/*/weather"),
            rule(DISPATCH, "PUT", "/v1/markets/*/weather"),
            read(DISPATCH, "/v1/markets/*/board"),
            read(DISPATCH, "/v1/markets/*/chargers"),
            read(DISPATCH, "/v1/markets/*/economics"),
            read(DISPATCH, "/v1/markets/*/economics.csv"),
            read(DISPATCH, "/v1/markets/*/tasks"),
            write(DISPATCH, "/v1/markets/*/tasks"),
            write(DISPATCH, "/v1/tasks/*/cancel"),
            read(DISPATCH, "/v1/vehicles"),
            read(DISPATCH, "/v1/rides"),
            read(DISPATCH, "/v1/rides/*"),
            read(DISPATCH, "/v1/rides/*/receipt"),
            read(DISPATCH, "/v1/rides/*/why"),
            write(DISPATCH, "/v1/rides/*/assign"),
            write(DISPATCH, "/v1/rides/*/cancel"),
            write(DISPATCH, "/v1/rides/*/replace-vehicle"),
            read(GATEWAY, "/v1/vehicles"),
            read(GATEWAY, "/v1/vehicles/*/certificates"),
            read(GATEWAY, "/v1/vehicles/*/link"),
            read(GATEWAY, "/v1/vehicles/*/timeline"),
            write(GATEWAY, "/v1/vehicles/*/revocation"),
            read(GATEWAY, "/v1/commands"),
            read(GATEWAY, "/v1/commands/*"),
            write(GATEWAY, "/v1/commands"),
            write(GATEWAY, "/v1/commands/*/cancellation"),
            read(GATEWAY, "/v1/emergencies"),
            read(GATEWAY, "/v1/emergencies/*"),
            read(GATEWAY, "/v1/emergencies/*/proofs"),
            write(GATEWAY, "/v1/emergencies"),
            write(GATEWAY, "/v1/emergencies/*/end"),
            read(OTA, "/v1/releases"),
            read(OTA, "/v1/releases/*"),
            read(OTA, "/v1/releases/*/evidence"),
            read(OTA, "/v1/releases/*/shadow"),
            read(OTA, "/v1/rollouts"),
            read(OTA, "/v1/rollouts/*"),
            read(OTA, "/v1/rollouts/*/driving"),
            read(OTA, "/v1/vehicles/releases"),
            read(OTA, "/v1/vehicles/targets"),
            read(OTA, "/v1/vehicles/*/record"),
            read(OTA, "/v1/rollouts/*/driving/days"),
            read(OTA, "/v1/releases/*/export.jsonl"),
            read(OTA, "/v1/releases/*/export.csv"),
            read(OTA, "/v1/vehicles/*/export.jsonl"),
            read(OTA, "/v1/vehicles/*/export.csv"),
            read(OTA, "/v1/audit"),
            read(OTA, "/v1/tuf/status"),
            read(OTA, "/v1/evidence-signers"),
            read(OTA, "/v1/availability"),
            write(OTA, "/v1/availability/blackouts"),
            rule(OTA, "DELETE", "/v1/availability/blackouts/*"),
            rule(OTA, "PUT", "/v1/availability/caps/*"),
            rule(OTA, "DELETE", "/v1/availability/caps/*"),
            write(OTA, "/v1/releases/*/revoke"),
            write(OTA, "/v1/evidence-signers/*/revoke"),
            write(OTA, "/v1/evidence-signers/*/approve"),
            write(OTA, "/v1/evidence-signers/*/keep"),
            write(OTA, "/v1/rollouts"),
            write(OTA, "/v1/rollouts/preview"),
            write(OTA, "/v1/rollouts/*/roll-back"),
            write(OTA, "/v1/rollouts/*/vehicles/*/cancel"),
            write(OTA, "/v1/rollouts/*/approve"),
            write(OTA, "/v1/rollouts/*/start"),
            write(OTA, "/v1/rollouts/*/pause"),
            write(OTA, "/v1/rollouts/*/resume"),
            write(OTA, "/v1/rollouts/*/stop"),
            read(INCIDENT, "/v1/incidents"),
            read(INCIDENT, "/v1/incidents/*"),
            read(INCIDENT, "/v1/incidents/*/key-frames/*"),
            read(INCIDENT, "/v1/incidents/*/clip"),
            read(INCIDENT, "/v1/incidents/*/clip/summary"),
            read(INCIDENT, "/v1/incidents/*/clip/scene"),
            read(INCIDENT, "/v1/incidents/*/clip/recording.mcap"),
            read(INCIDENT, "/v1/incidents/*/clip/cameras/*/frames"),
            write(INCIDENT, "/v1/incidents/*/triage"),
            write(INCIDENT, "/v1/incidents/*/investigate"),
            write(INCIDENT, "/v1/incidents/*/label"),
            write(INCIDENT, "/v1/incidents/*/link-fix"),
            write(INCIDENT, "/v1/incidents/*/regression"),
            write(INCIDENT, "/v1/incidents/*/close"),
            write(INCIDENT, "/v1/incidents/*/reopen"),
            write(INCIDENT, "/v1/incidents/*/assign"),
            write(INCIDENT, "/v1/incidents/*/comment"),
            read(INCIDENT, "/v1/incidents/*/history"),
            read(INCIDENT, "/v1/incidents/*/evidence"),
            write(INCIDENT, "/v1/incidents/*/evidence/hold"),
            write(INCIDENT, "/v1/incidents/*/evidence/request-release"),
            write(INCIDENT, "/v1/incidents/*/evidence/approve-release"),
            write(INCIDENT, "/v1/incidents/*/evidence/withdraw-release"),
            write(INCIDENT, "/v1/incidents/*/evidence/retention"),
            read(INCIDENT, "/v1/incidents/*/package"),
            read(INCIDENT, "/v1/custody"),
            read(INCIDENT, "/v1/custody/*"),
            read(INCIDENT, "/v1/incidents/*/deadlines"),
            read(INCIDENT, "/v1/deadlines"),
            write(INCIDENT, "/v1/deadlines/*/drop"),
            read(INCIDENT, "/v1/incidents/*/reports/sgo"),
            write(INCIDENT, "/v1/incidents/*/reports/sgo/answers"),
            write(INCIDENT, "/v1/incidents/*/reports/sgo/file"),
            read(INCIDENT, "/v1/incidents/*/reports/sgo/draft.csv"),
            read(INCIDENT, "/v1/incidents/*/reports/sgo/filed/*"),
            rule(INCIDENT, "PUT", "/v1/assistance/desk"),
            read(INCIDENT, "/v1/assistance/tickets"),
            read(INCIDENT, "/v1/assistance/tickets/*"),
            read(INCIDENT, "/v1/assistance/tickets/*/record"),
            write(INCIDENT, "/v1/assistance/tickets/*/claim"),
            write(INCIDENT, "/v1/assistance/tickets/*/hand-over"),
            write(INCIDENT, "/v1/assistance/tickets/*/answer"),
            read(INCIDENT, "/v1/assistance/records"),
            read(INCIDENT, "/v1/assistance/records/csv"),
            read(INCIDENT, "/v1/assistance/records/figures"),
            rule(INCIDENT, "PUT", "/v1/live-views/*/watches/*"),
            rule(INCIDENT, "DELETE", "/v1/live-views/*/watches/*"),
            read(INCIDENT, "/v1/decision-table"),
            read(INCIDENT, "/v1/decision-table/versions"),
            write(INCIDENT, "/v1/decision-table/try"),
            rule(INCIDENT, "PUT", "/v1/decision-table"));

    private AllowList() {}

    private record Rule(Upstream upstream, String method, Pattern path) {}

    private static Rule read(Upstream upstream, String path) {
        return rule(upstream, "GET", path);
    }

    private static Rule write(Upstream upstream, String path) {
        return rule(upstream, "POST", path);
    }

    private static Rule rule(Upstream upstream, String method, String path) {
        return new Rule(
                upstream, method, Pattern.compile(path.replace(".", "\\.").replaceAll("\\*", SEGMENT)));
    }

    /**
     * Whether a call may pass.
     *
     * @param path as it came, still encoded, from the service's root
     */
    public static boolean allows(Upstream upstream, String method, String path) {
        return RULES.stream()
                .anyMatch(rule -> rule.upstream() == upstream
                        && rule.method().equals(method)
                        && rule.path().matcher(path).matches());
    }
}
