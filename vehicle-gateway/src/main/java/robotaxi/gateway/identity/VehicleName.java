package robotaxi.gateway.identity;

/**
 * What makes a car that car: in the registry, and bound into its certificate.
 *
 * @param vehicleId fleet id, SAN {@code urn:robotaxi:vehicle:<id>}
 * @param vin ISO 3779 vehicle identification number, the subject's {@code serialNumber}
 * @param hardwareId hardware key, SAN {@code urn:robotaxi:hardware:<id>}
 */
public record VehicleName(String vehicleId, String vin, String hardwareId) {}
