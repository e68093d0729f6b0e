package dev.plinth.chart.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are made from others and checked in, so that a change of either shows in review. */
public final class Golden {

    /** Set by {@code scripts/update-chart}: files are written, not compared. */
    private static final boolean UPDATE = Boolean.getBoolean("plinth.update");

    private Golden() {}

    public static void assertUpToDate(Path file, String content) throws IOException {
        if (UPDATE) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, content);
        }
        assertThat(file).as("run scripts/update-chart and look at what changed").exists();
        assertThat(Files.readString(file))
                .as("%s is made from others: run scripts/update-chart and look at what changed", file)
                .isEqualTo(content);
    }
}
