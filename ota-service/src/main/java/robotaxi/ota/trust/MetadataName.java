package robotaxi.ota.trust;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a metadata file of a repository with consistent snapshots, {@code 7.targets.json}. */
public record MetadataName(TufRole role, long version) {
    private static final Pattern VERSIONED = Pattern.compile("([1-9]\\d{0,17})\\.(root|snapshot|targets)\\.json");

    /** Whether it is the one file whose name never changes. */
    public static boolean isTimestamp(String file) {
        return "timestamp.json".equals(file);
    }

    /** Reads it; empty if it is none. */
    public static Optional<MetadataName> parse(String file) {
        Matcher name = VERSIONED.matcher(file);
        return name.matches()
                ? Optional.of(new MetadataName(
                        TufRole.valueOf(name.group(2).toUpperCase(Locale.ROOT)), Long.parseLong(name.group(1))))
                : Optional.empty();
    }
}
