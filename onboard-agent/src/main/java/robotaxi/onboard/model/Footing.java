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
    /** The runtime on the class path was built without the provider: there is no more to say of it. */
    public static final String NOT_BUILT = "model.provider-not-built";

    /** Copies. */
    public Footing {
        passedOver = List.copyOf(passedOver);
    }

    /** A provider that was not taken, and why. */
    public record PassedOver(String provider, String code, String detail) {}

    /** One line of why nothing better was taken, short enough for each second's telemetry; empty if the best was. */
    public String whyNotBetter() {
        return passedOver.stream()
                .map(each -> each.code().equals(NOT_BUILT)
                        ? each.provider() + ": " + each.code()
                        : each.provider() + ": " + each.code() + " (" + each.detail() + ")")
                .collect(Collectors.joining("; "));
    }
}
