package robotaxi.onboard.door;

/** Where the car's wires end. */
public interface BusPort {
    /** Takes a report and answers what is wanted of the body. */
    BodyWish report(BusReport report);
}
