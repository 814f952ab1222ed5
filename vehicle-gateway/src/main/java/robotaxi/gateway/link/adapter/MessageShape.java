package robotaxi.gateway.link.adapter;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a message on the wire: enough to say of most bytes that its parser can read them, without making a single object of
 * what they say. It costs a fifth of the parser's time; where it is in doubt, the parser must decide.
 */
final class MessageShape {
    private static final int NOT_KNOWN = -1;

    private final int[] wireTypes;
    private final boolean[] isText;
    private final @Nullable MessageShape[] inner;

    private MessageShape(int fields) {
        wireTypes = new int[fields];
        Arrays.fill(wireTypes, NOT_KNOWN);
        isText = new boolean[fields];
        inner = new MessageShape[fields];
    }

    /** The shape of a message that does not contain itself. */
    static MessageShape of(Descriptor type) {
        int most = type.getFields().stream()
                .mapToInt(FieldDescriptor::getNumber)
                .max()
                .orElse(0);
        var shape = new MessageShape(most + 1);
        for (FieldDescriptor field : type.getFields()) {
            if (!field.isPackable()) {
                int number = field.getNumber();
                shape.wireTypes[number] = field.getLiteType().getWireType();
                shape.isText[number] = field.getType() == FieldDescriptor.Type.STRING;
                if (field.getType() == FieldDescriptor.Type.MESSAGE) {
                    shape.inner[number] = of(field.getMessageType());
                }
            }
        }
        return shape;
    }

    /** Whether the parser surely reads these bytes; false if only the parser can tell. */
    boolean surelyFits(byte[] bytes, int offset, int length) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes, offset, length);
            return fits(in, bytes, offset);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean fits(CodedInputStream in, byte[] bytes, int offset) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int number = WireFormat.getTagFieldNumber(tag);
            if (number >= wireTypes.length || wireTypes[number] != WireFormat.getTagWireType(tag)) {
                return false;
            }
            MessageShape message = inner[number];
            if (message != null) {
                int outer = in.pushLimit(in.readRawVarint32());
                if (!message.fits(in, bytes, offset)) {
                    return false;
                }
                in.popLimit(outer);
            } else if (isText[number]) {
                int size = in.readRawVarint32();
                int from = offset + in.getTotalBytesRead();
                in.skipRawBytes(size);
                if (!isAscii(bytes, from, from + size)) {
                    return false;
                }
            } else {
                in.skipField(tag);
            }
        }
        return true;
    }

    private static boolean isAscii(byte[] bytes, int from, int to) {
        byte all = 0;
        for (int i = from; i < to; i++) {
            all |= bytes[i];
        }
        return all >= 0;
    }
}
