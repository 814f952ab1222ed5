package robotaxi.contracts.signing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Message;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.Command.BodyCase;
import robotaxi.contracts.signing.SignatureRefusal.Reason;

/**
 * Says whether a command may be carried out: all of it is understood, the service that it names has signed it with a certificate of
 * the fleet that is in force now, and that service may order this. Safe for use by several threads; chains once verified are
 * remembered.
 */
public final class CommandVerifier {
    /** Clocks may differ by so much. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    /** More than all services with their renewals; only chains of the fleet are remembered, so nobody else can fill it. */
    private static final int REMEMBERED = 64;

    private final X509Certificate root;
    private final InstantSource clock;
    private final Map<List<ByteString>, SignerChain> verified = new ConcurrentHashMap<>();

    /** Trusts what this root, and nobody else, has signed. */
    public CommandVerifier(X509Certificate root, InstantSource clock) {
        this.root = root;
        this.clock = clock;
    }

    /** The root that is trusted. */
    public X509Certificate root() {
        return root;
    }

    /** Empty if the command may be carried out, else why not. */
    public Optional<SignatureRefusal> refuse(Command command) {
        if (!isUnderstood(command) || command.getBodyCase() == BodyCase.BODY_NOT_SET) {
            return refusal(Reason.NOT_UNDERSTOOD, "the order has parts that are not known here");
        }
        try {
            SignerChain signer = chain(command.getSignerChainList());
            if (!signer.service().equals(command.getSigner())) {
                return refusal(Reason.BAD_SIGNATURE, "the certificate is " + signer.service() + "'s");
            }
            if (!signer.isInForce(clock.instant(), TOLERANCE)) {
                return refusal(Reason.BAD_SIGNATURE, "the signer's certificate is not in force");
            }
            if (!isSigned(command, signer)) {
                return refusal(Reason.BAD_SIGNATURE, "the signature is not for this command");
            }
        } catch (GeneralSecurityException e) {
            return refusal(Reason.BAD_SIGNATURE, "it cannot be verified: " + e.getMessage());
        }
        if (!OrderRights.mayOrder(command.getSigner(), command.getBodyCase())) {
            return refusal(Reason.NOT_AUTHORISED, command.getSigner() + " may not order this");
        }
        if (command.getFleetWide() && !OrderRights.mayOrderFleetWide(command.getSigner(), command.getBodyCase())) {
            return refusal(Reason.NOT_AUTHORISED, "this is ordered of one car at a time");
        }
        return Optional.empty();
    }

    private static Optional<SignatureRefusal> refusal(Reason reason, String detail) {
        return Optional.of(new SignatureRefusal(reason, detail));
    }

    private SignerChain chain(List<ByteString> encoded) throws GeneralSecurityException {
        SignerChain known = verified.get(encoded);
        if (known != null) {
            return known;
        }
        SignerChain chain = SignerChain.verify(encoded, root);
        if (verified.size() >= REMEMBERED) {
            verified.clear();
        }
        verified.put(List.copyOf(encoded), chain);
        return chain;
    }

    private static boolean isSigned(Command command, SignerChain signer) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initVerify(signer.key());
        signature.update(SignedBytes.of(command));
        return signature.verify(command.getSignature().toByteArray());
    }

    /** Neither an unknown field nor an unknown value of an enumeration anywhere in it. */
    private static boolean isUnderstood(Message message) {
        return message.getUnknownFields().isEmpty()
                && message.getAllFields().values().stream().allMatch(CommandVerifier::isUnderstoodValue);
    }

    private static boolean isUnderstoodValue(Object value) {
        return switch (value) {
            case List<?> values -> values.stream().allMatch(CommandVerifier::isUnderstoodValue);
            case Message message -> isUnderstood(message);
            case EnumValueDescriptor named -> named.getType().findValueByNumber(named.getNumber()) != null;
            default -> true;
        };
    }
}
