package robotaxi.contracts.signals;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.util.Optional;
import robotaxi.contracts.telemetry.v1.DrivingMode;

/** How a field's value becomes the signal's. */
public sealed interface Conversion {
    /** Below this a car stands, m/s: what wheel sensors cannot tell from nothing. */
    double STANDING_METRES_PER_SECOND = 0.1;

    /**
     * The signal's value, of the datatype's Java type.
     *
     * @param value the field's, as protobuf's reflection gives it
     * @return empty if the car did not say, or says what the datatype cannot hold
     */
    Optional<Object> apply(Object value, Datatype datatype);

    /** Whether the field is told whole by another signal. */
    default boolean isDerived() {
        return false;
    }

    /** As the catalogue spells it. */
    String spelling();

    /** Reads the catalogue's spelling. */
    static Conversion of(String spelling) {
        return switch (spelling) {
            case "same" -> new Same();
            case "name" -> new Name();
            case "moving" -> new Moving();
            case "autonomy-level" -> new AutonomyLevel();
            default -> new Factor(Double.parseDouble(spelling), spelling);
        };
    }

    /** The field's number times this. */
    record Factor(double factor, String spelling) implements Conversion {
        @Override
        public Optional<Object> apply(Object value, Datatype datatype) {
            // The shortest decimal that names the float, so that a double signal does not show digits that nobody
            // measured.
            double number =
                    value instanceof Float f ? Double.parseDouble(f.toString()) : ((Number) value).doubleValue();
            return datatype.hold(number * factor);
        }
    }

    /** Text and truth stay what they are. */
    record Same() implements Conversion {
        @Override
        public Optional<Object> apply(Object value, Datatype datatype) {
            return Optional.of(value);
        }

        @Override
        public String spelling() {
            return "same";
        }
    }

    /** An enum value's name without the enum's. Empty for "not said" and for values of a newer contract. */
    record Name() implements Conversion {
        @Override
        public Optional<Object> apply(Object value, Datatype datatype) {
            var constant = (EnumValueDescriptor) value;
            if (constant.getNumber() == 0 || constant.getIndex() < 0) {
                return Optional.empty();
            }
            String unsaid = constant.getType().findValueByNumber(0).getName();
            return Optional.of(constant.getName().substring(unsaid.length() - "UNSPECIFIED".length()));
        }

        @Override
        public String spelling() {
            return "name";
        }
    }

    /** Whether a speed in m/s is one. */
    record Moving() implements Conversion {
        @Override
        public Optional<Object> apply(Object value, Datatype datatype) {
            double speed = ((Number) value).doubleValue();
            return Double.isNaN(speed) ? Optional.empty() : Optional.of(Math.abs(speed) >= STANDING_METRES_PER_SECOND);
        }

        @Override
        public boolean isDerived() {
            return true;
        }

        @Override
        public String spelling() {
            return "moving";
        }
    }

    /** The level by SAE J3016 that is active: 4 on a mission, leaving 4 on the way to the minimal-risk condition, else 0. */
    record AutonomyLevel() implements Conversion {
        @Override
        public Optional<Object> apply(Object value, Datatype datatype) {
            DrivingMode mode = DrivingMode.forNumber(((EnumValueDescriptor) value).getNumber());
            if (mode == null) {
                return Optional.empty();
            }
            return switch (mode) {
                case DRIVING_MODE_AUTONOMOUS -> Optional.of("SAE_4");
                case DRIVING_MODE_MINIMAL_RISK_MANOEUVRE -> Optional.of("SAE_4_DISENGAGING");
                case DRIVING_MODE_PARKED, DRIVING_MODE_MINIMAL_RISK_CONDITION, DRIVING_MODE_UPDATING ->
                    Optional.of("SAE_0");
                case DRIVING_MODE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
            };
        }

        @Override
        public boolean isDerived() {
            return true;
        }

        @Override
        public String spelling() {
            return "autonomy-level";
        }
    }
}
