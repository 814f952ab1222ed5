package robotaxi.console.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowListTest {
    @ParameterizedTest
    @CsvSource({
        "DISPATCH, GET, /v1/vehicles",
        "DISPATCH, POST, /v1/rides/0193f2/cancel",
        "DISPATCH, GET, /v1/rides/0193f2/why",
        "DISPATCH, POST, /v1/rides/0193f2/assign",
        "DISPATCH, GET, /v1/markets/monaco/board",
        "DISPATCH, GET, /v1/markets/monaco/economics.csv",
        "DISPATCH, POST, /v1/markets/monaco/tasks",
        "DISPATCH, POST, /v1/tasks/t-1/cancel",
        "DISPATCH, POST, /v1/markets/monaco/areas/preview",
        "DISPATCH, PUT, /v1/markets/monaco/areas/a-1",
        "DISPATCH, DELETE, /v1/markets/monaco/areas/a-1",
        "GATEWAY, GET, /v1/vehicles/car-1/timeline",
        "GATEWAY, POST, /v1/vehicles/car-1/revocation",
        "GATEWAY, POST, /v1/commands/c-1/cancellation",
        "GATEWAY, GET, /v1/emergencies/e-1/proofs",
        "GATEWAY, POST, /v1/emergencies",
        "OTA, GET, /v1/releases/city-reflex@1.1.0",
        "OTA, GET, /v1/releases/city-reflex%401.1.0",
        "OTA, POST, /v1/rollouts/r-1/pause",
        "OTA, POST, /v1/rollouts/r-1/roll-back",
        "OTA, POST, /v1/rollouts/r-1/vehicles/car-1/cancel",
        "OTA, POST, /v1/releases/city-reflex@1.1.0/revoke",
        "OTA, POST, /v1/evidence-signers/ab12/approve",
        "OTA, GET, /v1/releases/city-reflex@1.1.0/export.jsonl",
        "OTA, DELETE, /v1/availability/blackouts/b-1",
        "OTA, PUT, /v1/availability/caps/default",
        "OTA, GET, /v1/releases/city-reflex@1.1.0/shadow",
        "OTA, GET, /v1/audit",
        "INCIDENT, PUT, /v1/live-views/car-1/watches/w-1",
        "INCIDENT, DELETE, /v1/live-views/car-1/watches/w-1",
        "INCIDENT, GET, /v1/incidents/i-1/clip/cameras/front_wide/frames"
    })
    void whatThePagesNeedMayPass(Upstream upstream, String method, String path) {
        assertThat(AllowList.allows(upstream, method, path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "DISPATCH, POST, /v1/rides",
        "DISPATCH, DELETE, /v1/rides/0193f2",
        "DISPATCH, PUT, /v1/markets/monaco",
        "DISPATCH, GET, /v1/markets/monaco/economicsXcsv",
        "DISPATCH, GET, /v1/rides/..",
        "DISPATCH, GET, /v1/rides/../vehicles",
        "DISPATCH, GET, /v1/rides/%2e%2e/vehicles",
        "DISPATCH, GET, /v1/rides/a%2Fb",
        "DISPATCH, GET, /q/health",
        "DISPATCH, GET, //v1/vehicles",
        "GATEWAY, POST, /v1/vehicles",
        "GATEWAY, POST, /v1/vehicles/car-1/enrolment-tokens",
        "GATEWAY, POST, /v1/commands/c-1",
        "GATEWAY, GET, /v1/emergencies/../vehicles",
        "OTA, POST, /v1/releases",
        "OTA, PUT, /v1/availability/blackouts/b-1",
        "OTA, GET, /v1/releases/city-reflex@1.1.0/exportXcsv",
        "OTA, GET, /v1/rollouts/r-1/pause",
        "INCIDENT, POST, /v1/uploads"
    })
    void nothingElseDoes(Upstream upstream, String method, String path) {
        assertThat(AllowList.allows(upstream, method, path)).isFalse();
    }

    @Test
    void aServiceIsFoundByItsPathNameAlone() {
        assertThat(Upstream.find("ota")).contains(Upstream.OTA);
        assertThat(Upstream.find("OTA")).isEmpty();
        assertThat(Upstream.find("keycloak")).isEmpty();
    }
}
