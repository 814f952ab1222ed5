package robotaxi.city.scene;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a scene, from which it can be made again on any machine: {@code scene-left-turn-5f3c9a10-v1}.
 *
 * @param template what it is about
 * @param seed what it is made from
 * @param variant 0 for the scene itself
 */
public record SceneId(Template template, int seed, int variant) {
    private static final Pattern FORM = Pattern.compile("scene-([a-z-]+)-([0-9a-f]{8})-v([0-9]{1,3})");

    /** The name's parts, if it is one. */
    public static Optional<SceneId> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Arrays.stream(Template.values())
                .filter(template -> template.label().equals(form.group(1)))
                .findFirst()
                .map(template -> new SceneId(
                        template, Integer.parseUnsignedInt(form.group(2), 16), Integer.parseInt(form.group(3))));
    }

    @Override
    public String toString() {
        return String.format("scene-%s-%08x-v%d", template.label(), seed, variant);
    }
}
