package robotaxi.incident.report.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Who reports, and by which clock. */
@ConfigMapping(prefix = "incident.report")
public interface ReportConfig {
    /** Name of the reporting entity. */
    @WithDefault("Robotaxi Operator")
    String entity();

    /** Of the people who file: deadlines and times in reports are told by it. */
    @WithDefault("America/Los_Angeles")
    String timeZone();

    /** Whose public holidays count, ISO 3166-1. */
    @WithDefault("us")
    String country();

    /** A state of it, for instance {@code ca}; holidays of a state count beside the country's. */
    Optional<String> region();

    /** Of all cars, until the registry says it of each. */
    Optional<String> make();

    /** The same. */
    Optional<String> model();

    /** The same. */
    Optional<String> modelYear();

    /** Column 18 of the report. */
    @WithDefault("None")
    String driverType();
}
