package robotaxi.ota.ddi.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.ddi.DeviceLog;
import robotaxi.ota.ddi.Devices;
import robotaxi.ota.store.adapter.Sql;

/** Devices and what they said, in PostgreSQL. */
@ApplicationScoped
class PostgresDevices implements Devices, DeviceLog {
    private static final int MOST_ROWS = 1_000;
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Sql sql;
    private final ObjectMapper json;

    @Inject
    PostgresDevices(Sql sql, ObjectMapper json) {
        this.sql = sql;
        this.json = json;
    }

    @Override
    public void register(
            String deviceId, @Nullable String hardwareId, @Nullable String tokenHash, Instant now, String actor) {
        sql.write(
                "insert into vehicle (vehicle_id, hardware_id) values (?, coalesce(?, '')) on conflict (vehicle_id)"
                        + " do update set hardware_id = coalesce(nullif(excluded.hardware_id, ''), vehicle.hardware_id)",
                deviceId,
                hardwareId);
        sql.write(
                "insert into device (device_id, token_hash, created_at, created_by) values (?, ?, ?, ?)"
                        + " on conflict (device_id) do update"
                        + " set token_hash = coalesce(excluded.token_hash, device.token_hash)",
                deviceId,
                tokenHash,
                now,
                actor);
    }

    @Override
    public Optional<Map<String, String>> attributes(String deviceId) {
        return sql.find("select attributes from device where device_id = ?", row -> read(row.getString(1)), deviceId);
    }

    private Map<String, String> read(String text) {
        try {
            return json.readValue(text, TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a device's attributes were kept wrongly", e);
        }
    }

    @Override
    public void saveAttributes(String deviceId, Map<String, String> attributes) {
        try {
            sql.write(
                    "update device set attributes = ?::jsonb, attributes_wanted = false where device_id = ?",
                    json.writeValueAsString(attributes),
                    deviceId);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    @Override
    public Optional<AutoConsent> autoConsent(String deviceId) {
        return sql.find(
                "select * from device where device_id = ? and auto_consent_by is not null",
                row -> new AutoConsent(
                        row.getString("auto_consent_by"),
                        row.getString("auto_consent_remark"),
                        Sql.timeOf(row, "auto_consent_at")),
                deviceId);
    }

    @Override
    public void saveAutoConsent(String deviceId, @Nullable AutoConsent consent) {
        sql.write(
                "update device set auto_consent_by = ?, auto_consent_remark = ?, auto_consent_at = ? where device_id = ?",
                consent == null ? null : consent.initiator(),
                consent == null ? null : consent.remark(),
                consent == null ? null : consent.since(),
                deviceId);
    }

    @Override
    public List<Integer> listAwaitingConsent(String deviceId) {
        return sql.list(
                "select action_id from vehicle_update where vehicle_id = ? and not ended and consent = 'awaited'",
                row -> row.getInt(1),
                deviceId);
    }

    @Override
    public boolean hadAction(String deviceId, int actionId) {
        return sql.find(
                        "select 1 from vehicle_update_change where vehicle_id = ? and action_id = ? limit 1",
                        row -> true,
                        deviceId,
                        actionId)
                .isPresent();
    }

    @Override
    public void wantAttributes(List<String> deviceIds) {
        sql.write(
                "with due as (select device_id from device where device_id = any (?) and not attributes_wanted"
                        + " order by device_id for update)"
                        + " update device d set attributes_wanted = true from due where d.device_id = due.device_id",
                (Object) deviceIds.toArray(String[]::new));
    }

    @Override
    public Set<Integer> append(List<Entry> entries) {
        if (entries.isEmpty()) {
            return Set.of();
        }
        int[] written =
                sql.writeEach("""
                insert into device_message (action_id, at, status, messages)
                select ?, ?, ?, ? where (select count(*) from device_message where action_id = ?) < ?""", entries.stream().map(PostgresDevices::row).toList());
        Set<Integer> kept = new HashSet<>();
        for (int i = 0; i < written.length; i++) {
            if (written[i] == 1) {
                kept.add(entries.get(i).actionId());
            }
        }
        return kept;
    }

    private static @Nullable Object[] row(Entry entry) {
        return new Object[] {
            entry.actionId(),
            entry.at(),
            entry.status(),
            entry.messages().stream().map(text -> text.replace('\0', ' ')).toArray(String[]::new),
            entry.actionId(),
            MOST_ROWS
        };
    }

    @Override
    public List<String> newest(int actionId, int most) {
        return sql.list(
                "select m.text from device_message d, unnest(d.messages) with ordinality as m (text, place)"
                        + " where d.action_id = ? order by d.position desc, m.place desc limit ?",
                row -> row.getString(1),
                actionId,
                most);
    }
}
