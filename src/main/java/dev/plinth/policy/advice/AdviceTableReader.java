package dev.plinth.policy.advice;

import dev.plinth.base.Tier;
import dev.plinth.data.Fields;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.data.Problem;
import dev.plinth.image.reference.ReferencePattern;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the table of advice strictly. */
public final class AdviceTableReader {

    private AdviceTableReader() {}

    /** The table, or all that is wrong with it. */
    public static Parsed<AdviceTable> read(Node document) {
        List<Problem> problems = new ArrayList<>();
        Fields fields = Fields.of(document, "", problems);
        fields.parsed("apiVersion", text -> constant(text, "plinth.dev/v1"));
        fields.parsed("kind", text -> constant(text, "AdviceTable"));
        LocalDate checked = need(fields, "checked", fields.parsed("checked", AdviceTableReader::day), LocalDate.EPOCH);
        Map<String, Map<String, LocalDate>> ends = new LinkedHashMap<>();
        fields.mapping("ends").ifPresent(products -> {
            for (String product : keys(document, "ends")) {
                products.mapping(product).ifPresent(versions -> {
                    Map<String, LocalDate> days = new LinkedHashMap<>();
                    for (String version : keys(document, "ends", product)) {
                        versions.parsed(version, AdviceTableReader::day).ifPresent(day -> days.put(version, day));
                    }
                    ends.put(product, Map.copyOf(days));
                });
            }
        });
        List<AdviceTable.Family> families = fields.mappings("families", AdviceTableReader::family);
        fields.done();
        return problems.isEmpty()
                ? new Parsed.Valid<>(new AdviceTable(checked, ends, families))
                : new Parsed.Invalid<>(problems);
    }

    private static Optional<AdviceTable.Family> family(Fields fields) {
        OptionalLong parts = fields.whole("parts");
        AdviceTable.Family family = new AdviceTable.Family(
                need(fields, "name", fields.text("name"), ""),
                fields.list("repositories", ReferencePattern::parse),
                fields.text("runtime").orElse(null),
                (int) Math.max(1, Math.min(parts.orElse(2), 4)),
                fields.text("distribution").orElse(null),
                fields.list("codenames", text -> text),
                fields.list("alpines", text -> text),
                fields.flag("slimLast").orElse(false),
                fields.text("upgrade").orElse(null),
                fields.mappings("candidates", AdviceTableReader::entry));
        fields.done();
        return Optional.of(family);
    }

    private static Optional<AdviceTable.Entry> entry(Fields fields) {
        AdviceTable.Entry entry = new AdviceTable.Entry(
                need(fields, "kind", fields.parsed("kind", Candidate.Kind::parse), Candidate.Kind.MOVE),
                need(fields, "tier", fields.parsed("tier", Tier::parse), Tier.FULL),
                need(fields, "to", fields.parsed("to", Template::check), ""),
                fields.list("versions", text -> text),
                fields.parsed("since", AdviceTableReader::day).orElse(null),
                fields.parsed("until", AdviceTableReader::day).orElse(null),
                fields.list("needs", Proviso::parse),
                need(fields, "why", fields.text("why"), ""),
                fields.parsed("caveat", AdviceTableReader::caveat).orElse(""));
        fields.done();
        return Optional.of(entry);
    }

    private static <T> T need(Fields fields, String key, Optional<T> value, T instead) {
        if (!fields.has(key)) {
            fields.problem(key, "is missing");
        }
        return value.orElse(instead);
    }

    private static List<String> keys(Node document, String... path) {
        return List.copyOf(document.entries(path).keySet());
    }

    private static String constant(String text, String wanted) {
        if (!text.equals(wanted)) {
            throw new IllegalArgumentException("must be " + wanted);
        }
        return text;
    }

    private static String caveat(String text) {
        if (text.length() > Candidate.MAX_CAVEAT) {
            throw new IllegalArgumentException("must be at most " + Candidate.MAX_CAVEAT + " characters");
        }
        return text;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException _) {
            throw new IllegalArgumentException("must be a day such as 2027-02-01");
        }
    }
}
