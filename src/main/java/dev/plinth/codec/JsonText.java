package dev.plinth.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.plinth.data.Node;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;

/** Data to JSON (RFC 8259), in the order of the data, so that equal data gives equal text. */
public final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Separators SEPARATORS = Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");

    private JsonText() {}

    /** On one line. */
    public static String compact(Node node) {
        return write(node, false);
    }

    /** On many lines, for people; ends without a line feed. */
    public static String indented(Node node) {
        return write(node, true);
    }

    private static String write(Node node, boolean indented) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            if (indented) {
                DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
                json.setPrettyPrinter(new DefaultPrettyPrinter(SEPARATORS)
                        .withObjectIndenter(indenter)
                        .withArrayIndenter(indenter));
            }
            value(json, node);
        } catch (IOException e) {
            throw new UncheckedIOException("a writer in memory does not fail", e);
        }
        return out.toString();
    }

    private static void value(JsonGenerator json, Node node) throws IOException {
        switch (node) {
            case Node.Mapping mapping -> {
                json.writeStartObject();
                for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
                    json.writeFieldName(entry.getKey());
                    value(json, entry.getValue());
                }
                json.writeEndObject();
            }
            case Node.Sequence sequence -> {
                json.writeStartArray();
                for (Node item : sequence.items()) {
                    value(json, item);
                }
                json.writeEndArray();
            }
            case Node.Text text -> json.writeString(text.value());
            case Node.Num number -> number(json, number);
            case Node.Flag flag -> json.writeBoolean(flag.value());
            case Node.Null _ -> json.writeNull();
        }
    }

    /** A literal of YAML need not be one of JSON: {@code 0x10}, {@code .5}, {@code .inf} become what JSON can say, else text. */
    private static void number(JsonGenerator json, Node.Num number) throws IOException {
        if (number.whole().isPresent()) {
            json.writeNumber(number.whole().getAsLong());
            return;
        }
        try {
            json.writeNumber(new BigDecimal(number.literal()));
        } catch (NumberFormatException _) {
            json.writeString(number.literal());
        }
    }
}
