package dev.plinth.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.codec.Yaml;
import dev.plinth.data.Parsed;
import dev.plinth.data.Problem;
import dev.plinth.policy.Policy;
import java.util.List;

/** Policy documents from text, for tests. */
public final class Documents {

    private static final String HEAD = "apiVersion: plinth.dev/v1\nkind: BaseImagePolicy\n";

    private Documents() {}

    /** What reading a whole document gives. */
    public static Parsed<Policy> read(String yaml) {
        return switch (Yaml.read(yaml)) {
            case Parsed.Invalid<dev.plinth.data.Node>(List<Problem> problems) -> new Parsed.Invalid<>(problems);
            case Parsed.Valid<dev.plinth.data.Node>(dev.plinth.data.Node node) -> PolicyReader.read(node);
        };
    }

    /** The policy of a document that must be valid; apiVersion and kind are put before it. */
    public static Policy policy(String body) {
        Parsed<Policy> parsed = read(HEAD + body);
        assertThat(parsed).as(body).isInstanceOf(Parsed.Valid.class);
        return ((Parsed.Valid<Policy>) parsed).value();
    }

    /** The problems of a document that must not be valid, lines counted without apiVersion and kind. */
    public static List<String> problems(String body) {
        Parsed<Policy> parsed = read(HEAD + body);
        assertThat(parsed).as(body).isInstanceOf(Parsed.Invalid.class);
        return ((Parsed.Invalid<Policy>) parsed)
                .problems().stream()
                        .map(problem ->
                                new Problem(problem.path(), Math.max(0, problem.line() - 2), problem.text()).toString())
                        .toList();
    }
}
