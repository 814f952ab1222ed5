package robotaxi.contracts.signing;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import robotaxi.contracts.command.v1.Command;

/**
 * What the signature of a command covers: all its fields in the order of their numbers, but {@code sequence}, which the gateway's
 * ledger gives it, {@code signature} and {@code signer_chain}. Of a fleet-wide command {@code command_id} and {@code vehicle_id}
 * are left out too: each car's copy has its own.
 */
public final class SignedBytes {
    private SignedBytes() {}

    /** The bytes; the same for every copy of one signed command. Only for a command without unknown fields. */
    public static byte[] of(Command command) {
        Command.Builder signed =
                command.toBuilder().clearSequence().clearSignature().clearSignerChain();
        if (command.getFleetWide()) {
            signed.clearCommandId().clearVehicleId();
        }
        return bytes(signed.build());
    }

    private static byte[] bytes(Command command) {
        byte[] bytes = new byte[command.getSerializedSize()];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        try {
            command.writeTo(out);
            out.checkNoSpaceLeft();
            return bytes;
        } catch (IOException e) {
            throw new IllegalStateException("an array cannot fail", e);
        }
    }
}
