package robotaxi.contracts.signals;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;

/**
 * A signal of the catalogue.
 *
 * @param id stable and never given again, for stores and wires that are too small for the path
 * @param path VSS path
 * @param unit as VSS 6.0 spells it, empty for what has none
 * @param message the telemetry's message that says it
 * @param fields the way from that message to the value
 */
public record Signal(
        int id,
        String path,
        Datatype datatype,
        String unit,
        Descriptor message,
        List<FieldDescriptor> fields,
        Conversion conversion) {
    /** Copies the list. */
    public Signal {
        fields = List.copyOf(fields);
    }

    /** Whether this signal is the field's value itself and not one drawn from it. */
    public boolean isDerived() {
        return conversion.isDerived();
    }

    /** The field as the catalogue names it, for instance {@code Sample.model.achieved_hz}. */
    public String field() {
        return message.getName() + "."
                + String.join(".", fields.stream().map(FieldDescriptor::getName).toList());
    }

    /** The signal's value in its own unit. Empty if the message is another, or does not say. */
    Optional<Object> in(Message from) {
        if (!from.getDescriptorForType().equals(message)) {
            return Optional.empty();
        }
        Message at = from;
        for (FieldDescriptor step : fields.subList(0, fields.size() - 1)) {
            if (!at.hasField(step)) {
                return Optional.empty();
            }
            at = (Message) at.getField(step);
        }
        return conversion.apply(value(at, fields.getLast()), datatype);
    }

    /** Java has no unsigned int: protobuf hands out the same bits as a signed one. */
    private static Object value(Message from, FieldDescriptor field) {
        Object value = from.getField(field);
        return field.getType() == FieldDescriptor.Type.UINT32 ? Integer.toUnsignedLong((Integer) value) : value;
    }
}
