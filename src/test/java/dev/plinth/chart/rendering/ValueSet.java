package dev.plinth.chart.rendering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Values with which the chart is proven: one file under {@code ci/}. */
public record ValueSet(String name, String values) {

    private static final String SUFFIX = "-values.yaml";

    public static ValueSet read(Path file) {
        String fileName = file.getFileName().toString();
        if (!fileName.endsWith(SUFFIX)) {
            throw new IllegalArgumentException(file + " is no value set: its name must end with " + SUFFIX);
        }
        try {
            return new ValueSet(fileName.substring(0, fileName.length() - SUFFIX.length()), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
