package dev.plinth.policy.advice;

import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The shipped table, and tables from text. */
final class Tables {

    private Tables() {}

    static AdviceTable shipped() {
        try (InputStream in = Tables.class.getResourceAsStream(AdviceTable.RESOURCE)) {
            byte[] bytes = Objects.requireNonNull(in).readAllBytes();
            return switch (read(new String(bytes, StandardCharsets.UTF_8))) {
                case Parsed.Valid<AdviceTable>(AdviceTable table) -> table;
                case Parsed.Invalid<AdviceTable> invalid -> throw new AssertionError(invalid.problems());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Parsed<AdviceTable> read(String yaml) {
        return AdviceTableReader.read(((Parsed.Valid<Node>) Yaml.read(yaml)).value());
    }
}
