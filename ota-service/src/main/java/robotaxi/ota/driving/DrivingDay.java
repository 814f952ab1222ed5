package robotaxi.ota.driving;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A day of driving, by UTC.
 *
 * @param driven by the release, and by all others
 * @param logEvidence that the release is worse, of all that was known at the day's end, natural logarithm
 */
public record DrivingDay(LocalDate day, Driven driven, double logEvidence) {
    /** The days of these strata, the oldest first. */
    public static List<DrivingDay> of(List<Stratum> strata) {
        Map<LocalDate, List<Stratum>> byDay = strata.stream()
                .collect(Collectors.groupingBy(
                        stratum -> stratum.hour().atZone(ZoneOffset.UTC).toLocalDate(),
                        TreeMap::new,
                        Collectors.toList()));
        List<DrivingDay> days = new ArrayList<>();
        List<Driven> known = new ArrayList<>();
        byDay.forEach((day, driven) -> {
            driven.forEach(stratum -> known.add(stratum.driven()));
            Driven total = driven.stream().map(Stratum::driven).reduce(new Driven(0, 0, 0, 0), Driven::plus);
            days.add(new DrivingDay(day, total, RateTest.logEvidence(known)));
        });
        return days;
    }
}
