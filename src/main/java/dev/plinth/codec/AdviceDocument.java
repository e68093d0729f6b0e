package dev.plinth.codec;

import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.data.Problem;
import dev.plinth.policy.advice.AdviceTable;
import dev.plinth.policy.advice.AdviceTableReader;
import java.util.List;

/** The table of advice that is part of the program. */
public final class AdviceDocument {

    private static final String BUILT_IN = "/dev/plinth/policy/advice.yaml";

    private AdviceDocument() {}

    public static AdviceTable builtIn() {
        Parsed<AdviceTable> parsed = switch (Yaml.read(Resource.text(BUILT_IN))) {
            case Parsed.Invalid<Node>(List<Problem> problems) -> new Parsed.Invalid<>(problems);
            case Parsed.Valid<Node>(Node document) -> AdviceTableReader.read(document);
        };
        return switch (parsed) {
            case Parsed.Valid<AdviceTable>(AdviceTable table) -> table;
            case Parsed.Invalid<AdviceTable>(List<Problem> problems) ->
                throw new IllegalStateException("the program's own table of advice is not valid: " + problems);
        };
    }
}
