package robotaxi.ota.record.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import robotaxi.kit.audit.Audit;

/** Streams exports. The audit notes the hash of each before its last line is written. */
@ApplicationScoped
class Exports {
    private final ObjectMapper json;
    private final Audit audit;
    private final SecurityIdentity caller;
    private final InstantSource clock;

    @Inject
    Exports(ObjectMapper json, Audit audit, SecurityIdentity caller, InstantSource clock) {
        this.json = json;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** How an export is written. */
    enum Form {
        JSONL,
        CSV;

        private String suffix() {
            return this == CSV ? "csv" : "jsonl";
        }

        private String mediaType() {
            return this == CSV ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8";
        }

        private String seal(String hash, long lines) {
            return this == CSV
                    ? "# sha256 " + hash + " of " + lines + " lines"
                    : "{\"type\":\"seal\",\"content\":{\"sha256\":\"" + hash + "\",\"lines\":" + lines + "}}";
        }
    }

    /** Writes all lines but the last. */
    interface Writing {
        void to(Export export) throws IOException;
    }

    /** The first line of an export as JSON. */
    Map<String, Object> head(String of, String id) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("of", of);
        head.put("id", id);
        head.put("exportedAt", clock.instant());
        head.put("exportedBy", caller.getPrincipal().getName());
        return head;
    }

    Response stream(String of, String id, Form form, Writing writing) {
        String actor = caller.getPrincipal().getName();
        Instant now = clock.instant();
        StreamingOutput body = out -> {
            Export export = new Export(out, json);
            writing.to(export);
            long lines = export.lines();
            String hash = export.sha256();
            String reason = form.suffix() + ", " + lines + " lines, sha256 " + hash;
            QuarkusTransaction.requiringNew().run(() -> audit.record(actor, "export." + of, id, reason));
            export.seal(form.seal(hash, lines));
        };
        String name = of + "-" + id + "-" + now.getEpochSecond() + "." + form.suffix();
        return Response.ok(body)
                .type(form.mediaType())
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }
}
