package robotaxi.city.adapter;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import robotaxi.city.fleet.FleetCar;

/** Keeps the cars' state over a restart: one file, replaced as a whole. */
final class StateFolder {
    private final Path file;
    private final ObjectMapper json = new ObjectMapper();

    StateFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        this.file = folder.resolve("cars.json");
    }

    Map<String, FleetCar.SavedCar> read() throws IOException {
        return Files.exists(file) ? json.readValue(file.toFile(), new TypeReference<>() {}) : Map.of();
    }

    void write(Map<String, FleetCar.SavedCar> cars) throws IOException {
        Path fresh = file.resolveSibling("cars.json.new");
        json.writeValue(fresh.toFile(), new TreeMap<>(cars));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
