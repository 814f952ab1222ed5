package robotaxi.incident.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Incidents in memory; events are written down as text. */
final class FakeIncidents implements Incidents, IncidentEvents {
    final Map<IncidentId, Incident> kept = new LinkedHashMap<>();
    final Map<String, IncidentId> byEvent = new LinkedHashMap<>();
    final List<Clip> clips = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    final List<String> notes = new ArrayList<>();

    @Override
    public void changed(Incident incident, String change) {
        told.add(incident.facts().id().value() + " " + change + " "
                + incident.state().wireName());
    }

    @Override
    public Optional<Incident> find(IncidentId id) {
        return Optional.ofNullable(kept.get(id));
    }

    @Override
    public Optional<Incident> lock(IncidentId id) {
        return find(id);
    }

    @Override
    public Optional<IncidentId> findByEvent(String eventId) {
        return Optional.ofNullable(byEvent.get(eventId));
    }

    @Override
    public Optional<IncidentId> findOpenNear(String vehicleId, SafetyKind kind, Instant time, Duration window) {
        return kept.values().stream()
                .filter(incident -> incident.state() != IncidentState.CLOSED)
                .filter(incident -> incident.facts().moment().vehicleId().equals(vehicleId))
                .filter(incident -> incident.facts().moment().kind() == kind)
                .filter(incident -> Duration.between(incident.facts().moment().time(), time)
                                .abs()
                                .compareTo(window)
                        <= 0)
                .map(incident -> incident.facts().id())
                .findFirst();
    }

    @Override
    public void add(Incident incident) {
        kept.put(incident.facts().id(), incident);
        byEvent.put(incident.facts().moment().eventId(), incident.facts().id());
    }

    @Override
    public void join(IncidentId id, SafetyMoment moment) {
        byEvent.put(moment.eventId(), id);
    }

    @Override
    public void save(Incident incident) {
        kept.put(incident.facts().id(), incident);
    }

    @Override
    public List<Incident> page(String state, String vehicleId, IncidentId before, int limit) {
        return List.copyOf(kept.values());
    }

    @Override
    public List<String> listEvents(IncidentId id) {
        return byEvent.keySet().stream()
                .filter(event -> byEvent.get(event).equals(id))
                .toList();
    }

    @Override
    public List<SafetyMoment.Still> listKeyFrames(IncidentId id) {
        return kept.get(id).facts().moment().keyFrames();
    }

    @Override
    public void note(IncidentId id, Note note) {
        notes.add(id.value() + " " + note.what() + " " + note.text());
    }

    @Override
    public List<Note> listNotes(IncidentId id) {
        throw new UnsupportedOperationException("see notes");
    }

    @Override
    public List<Clip> listClips(IncidentId id) {
        return clips;
    }

    @Override
    public boolean addClip(Clip clip, Instant receivedAt) {
        return clips.add(clip);
    }

    @Override
    public Optional<Clip> findClip(String vehicleId, String eventId) {
        return clips.stream()
                .filter(Clip::kept)
                .filter(clip ->
                        clip.vehicleId().equals(vehicleId) && clip.eventId().equals(eventId))
                .findFirst();
    }
}
