package robotaxi.benchmarks.car;

import java.util.List;

/**
 * What a process of cars is told.
 *
 * @param folder where each car has its disk, in a folder of its name
 * @param diaries where each car's diary lies
 * @param addresses "host:port,host:port" of the gateways
 * @param root certificate that cars pin, PEM
 * @param life counts the starts of this process, from 1 on
 * @param pauseMillis between two records of a car at most; half of it on average
 */
record HostOrder(
        List<Member> cars,
        String folder,
        String diaries,
        String addresses,
        int enrolmentPort,
        String root,
        int life,
        int pauseMillis,
        long seed) {
    /** A car with the token that enrols it at its first start. */
    record Member(String id, String token) {}
}
