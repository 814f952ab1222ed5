package robotaxi.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import robotaxi.benchmarks.ota.AttackedCar;
import robotaxi.benchmarks.ota.Attacks;

/**
 * A car's verifier against a repository in wrong hands: every attack of the list on a car that has seen nothing yet and on one that
 * has seen an honest release, each by itself. An honest repository must be believed, and be believed again after each attack.
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
        int attacks = 0;
        List<String> accepted = new ArrayList<>();
        List<String> undone = new ArrayList<>();
        Map<String, String> codes = new LinkedHashMap<>();
        for (Attacks.Attack attack : Attacks.all()) {
            for (boolean knowing : new boolean[] {false, true}) {
                if (attack.onlyOnKnowing() && !knowing) {
                    continue;
                }
                var car = new AttackedCar(knowing);
                attacks++;
                String name = attack.name() + (knowing ? ", on a car that knew" : "");
                String code = car.suffer(attack);
                if (code.isEmpty()) {
                    accepted.add(name);
                }
                if (!car.recovers()) {
                    undone.add(name);
                }
                codes.put(name, code);
                setting.tell().accept(name + ": " + (code.isEmpty() ? "ACCEPTED" : code));
            }
        }
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("attacks", attacks);
        metrics.put("accepted", accepted.size());
        metrics.put("honest_refused_afterwards", undone.size());
        metrics.put("refused_with", codes);
        return new Outcome(metrics, accepted.isEmpty() && undone.isEmpty());
    }
}
