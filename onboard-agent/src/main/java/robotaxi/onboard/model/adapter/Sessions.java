package robotaxi.onboard.model.adapter;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import robotaxi.onboard.model.Footing;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ModelFaultException;

/** Opens graphs on the best provider that proves itself, and keeps why the others were passed over. */
final class Sessions {
    private static final System.Logger LOG = System.getLogger(Sessions.class.getName());
    private static final int MOST_DETAIL = 160;
    private static final String LIBRARY_ERROR = " with error: ";

    private Sessions() {}

    /** Makes a model on a provider and proves it there. */
    interface Attempt<M> {
        M on(Provider provider, String variant, List<Footing.PassedOver> passedOver);
    }

    /** Which variant of a package a provider runs. */
    interface Variants {
        String on(Provider provider);
    }

    /** The first of the wanted providers on which the model loads and answers as its trainer saw. */
    static <M> M best(HostOptions options, Variants variants, Attempt<M> attempt) {
        List<Footing.PassedOver> passedOver = new ArrayList<>();
        ModelFaultException last = new ModelFaultException("model.no-provider", "no provider is wanted");
        for (String name : options.providers()) {
            Provider provider = Provider.named(name);
            try {
                provider.demandBuilt();
                return attempt.on(provider, variants.on(provider), List.copyOf(passedOver));
            } catch (ModelFaultException e) {
                last = e;
                passedOver.add(new Footing.PassedOver(provider.label, e.code(), firstLine(e)));
                LOG.log(
                        Level.INFO,
                        () -> "Provider not used provider=" + provider.label + " code=" + e.code() + " detail="
                                + firstLine(e));
            }
        }
        throw last;
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return message.substring(0, Math.min(end < 0 ? message.length() : end, MOST_DETAIL));
    }

    static OrtSession open(Provider provider, HostOptions wanted, String variant, byte[] graph) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(wanted.threads());
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            provider.addTo(options, wanted, variant);
            return OrtEnvironment.getEnvironment().createSession(graph, options);
        } catch (OrtException e) {
            throw new ModelFaultException("model.provider-unavailable", reason(e), e);
        }
    }

    /** What matters of a message that begins with the place in the runtime's own source: the library that is missing, for instance. */
    private static String reason(OrtException e) {
        String message = String.valueOf(e.getMessage());
        int library = message.indexOf(LIBRARY_ERROR);
        return library < 0 ? message : message.substring(library + LIBRARY_ERROR.length());
    }
}
