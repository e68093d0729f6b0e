package dev.plinth.catalogue;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.catalogue.CatalogueMerge;
import dev.plinth.base.catalogue.KnownBuild;
import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The step from {@code src/catalogue/records.jsonl}, one build of a real image a line, to what the program ships. */
public final class CatalogueRecords {

    public static final Path RECORDS = Path.of("src", "catalogue", "records.jsonl");

    private CatalogueRecords() {}

    /**
     * All records, several of one build brought together.
     *
     * @throws IllegalStateException if they contradict each other: a digit was copied wrongly, most likely
     */
    public static List<KnownBuild> merged() throws IOException {
        List<KnownBuild> records = read();
        List<String> contradictions = RecordContradictions.of(records);
        if (!contradictions.isEmpty()) {
            throw new IllegalStateException("records contradict each other: " + contradictions);
        }
        return new CatalogueMerge().add(records).builds();
    }

    /** The records as they stand. */
    public static List<KnownBuild> read() throws IOException {
        return Files.readAllLines(RECORDS, StandardCharsets.UTF_8).stream()
                .map(CatalogueRecords::build)
                .toList();
    }

    private static KnownBuild build(String line) {
        try {
            Node record = new Json().json(line.getBytes(StandardCharsets.UTF_8));
            Optional<Instant> created = record.text("created").map(Instant::parse);
            Instant seen =
                    record.text("seen").map(Instant::parse).or(() -> created).orElseThrow();
            return new KnownBuild(
                    record.texts("names").stream()
                            .map(name -> new KnownBuild.Name(ImageReference.parse(name), seen))
                            .toList(),
                    record.text("platform").map(Platform::parse).orElseThrow(),
                    digests(record, "layers"),
                    digests(record, "diffIds"),
                    record.whole("size").orElseThrow(),
                    record.text("tier").map(Tier::parse).orElse(null),
                    facts(record),
                    record.text("index").map(Digest::parse).orElse(null),
                    record.text("manifest").map(Digest::parse).orElse(null),
                    created.orElse(null),
                    record.text("parent").map(ImageReference::parse).orElse(null));
        } catch (MalformedException | RuntimeException e) {
            throw new IllegalStateException("not a record: " + line, e);
        }
    }

    private static List<Digest> digests(Node record, String key) {
        return record.texts(key).stream().map(Digest::parse).toList();
    }

    private static Facts facts(Node record) {
        return new Facts(
                record.text("facts", "distribution").orElse(null),
                record.text("facts", "release").orElse(null),
                record.text("facts", "codename").orElse(null),
                record.text("facts", "libc")
                        .map(libc -> Libc.valueOf(libc.toUpperCase(Locale.ROOT)))
                        .orElse(null),
                record.flag("facts", "shell").orElse(null),
                record.text("facts", "packageManager").orElse(null),
                record.flag("facts", "buildTools").orElse(null),
                record.text("facts", "runtime").orElse(null));
    }
}
