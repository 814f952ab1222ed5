package robotaxi.onboard.update.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrivingPermissionTest {
    @TempDir
    Path folder;

    private DrivingPermission started() {
        return new DrivingPermission(folder);
    }

    @Test
    void whatTheDirectorSaidHoldsUntilItSaysOtherwise() throws IOException {
        DrivingPermission permission = started();
        assertThat(permission.refuse("m@1")).isEmpty();
        permission.heard(Set.of("m@1", "m@2"));
        assertThat(permission.refuse("m@1")).contains("m@1 may not drive any more");
        assertThat(started().refuse("m@1")).contains("m@1 may not drive any more");
        assertThat(started().refuse("m@3")).isEmpty();

        permission.heard(Set.of("m@2"));
        assertThat(permission.refuse("m@1")).isEmpty();
        assertThat(started().refuse("m@1")).isEmpty();
        assertThat(started().refuse("m@2")).isPresent();
    }

    @Test
    void whatCannotBeReadForbidsEverythingUntilTheDirectorIsHeard() throws IOException {
        Files.writeString(folder.resolve("driving-permission.json"), "{\"mayNotDrive\":");
        DrivingPermission permission = started();
        assertThat(permission.refuse("m@1")).contains("the car cannot read which releases may drive");
        permission.heard(Set.of());
        assertThat(permission.refuse("m@1")).isEmpty();
        assertThat(started().refuse("m@1")).isEmpty();
    }
}
