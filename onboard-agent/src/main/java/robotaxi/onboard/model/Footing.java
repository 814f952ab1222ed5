package robotaxi.onboard.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a model runs.
 *
 * @param provider TensorRT, CUDA or CPU
 * @param variant precision of the graphs
 * @param passedOver providers that were tried before and not taken
 */
public record Footing(String provider, String variant, List<PassedOver> passedOver) {
    /** Copies. */
    public Footing {
        passedOver = List.copyOf(passedOver);
    }

    /** A provider that was not taken, and why. */
    public record PassedOver(String provider, String code, String detail) {}

    /** One line of why nothing better was taken; empty if the best was. */
    public String whyNotBetter() {
        return passedOver.stream()
                .map(each -> each.provider() + ": " + each.code() + " (" + each.detail() + ")")
                .collect(Collectors.joining("; "));
    }
}
