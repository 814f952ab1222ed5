package robotaxi.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import robotaxi.benchmarks.ota.AttackedCar;
import robotaxi.benchmarks.ota.Attacks;
import robotaxi.benchmarks.ota.DirectorAttacks;
import robotaxi.benchmarks.ota.ManifestAttacks;
import robotaxi.benchmarks.updatefaults.DownloadAttacks;
import robotaxi.benchmarks.updatefaults.Folders;

/**
 * A car's verifier against repositories in wrong hands: every attack on the image repository on a car that has seen nothing yet and on one
 * that has seen an honest release, every attack through the director, on the download, and on what the car says of itself. An honest
 * repository must be believed, and be believed again after each attack.
 */
public final class TufAttacks implements Benchmark {
    /** Found by its name. */
    public TufAttacks() {}

    @Override
    public String summary() {
        return "attacks on the car's trust in releases, and how many of them it fell for";
    }

    @Override
    public Outcome run(Setting setting) {
        List<String> undone = new ArrayList<>();
        List<String> misnamed = new ArrayList<>();
        Map<String, String> codes = new LinkedHashMap<>();
        for (Attacks.Attack attack : Attacks.all()) {
            for (boolean knowing : new boolean[] {false, true}) {
                if (attack.onlyOnKnowing() && !knowing) {
                    continue;
                }
                var car = new AttackedCar(knowing);
                String name = attack.name() + (knowing ? ", on a car that knew" : "");
                codes.put(name, car.suffer(attack));
                if (!car.recovers()) {
                    undone.add(name);
                }
            }
        }
        for (DirectorAttacks.Attack attack : DirectorAttacks.all()) {
            DirectorAttacks.Suffered suffered = attack.suffer();
            codes.put(attack.name(), suffered.code());
            if (!suffered.recovered()) {
                undone.add(attack.name());
            }
            if (!suffered.code().equals(attack.code())) {
                misnamed.add(attack.name() + ": " + suffered.code() + ", not " + attack.code());
            }
        }
        codes.putAll(ManifestAttacks.suffer());
        codes.putAll(downloads());
        codes.forEach((name, code) -> setting.tell().accept(name + ": " + (code.isEmpty() ? "ACCEPTED" : code)));
        misnamed.forEach(setting.tell());
        List<String> accepted = codes.entrySet().stream()
                .filter(each -> each.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("attacks", codes.size());
        metrics.put("accepted", accepted.size());
        metrics.put("refused_with_another_code", misnamed.size());
        metrics.put("honest_refused_afterwards", undone.size());
        metrics.put("refused_with", codes);
        return new Outcome(metrics, accepted.isEmpty() && undone.isEmpty() && misnamed.isEmpty());
    }

    private static Map<String, String> downloads() {
        try {
            Path folder = Files.createTempDirectory("tuf-attacks");
            try {
                return DownloadAttacks.suffer(folder);
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
