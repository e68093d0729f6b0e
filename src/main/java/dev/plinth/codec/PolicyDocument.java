package dev.plinth.codec;

import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.data.Problem;
import dev.plinth.policy.Judge;
import dev.plinth.policy.Policy;
import dev.plinth.policy.document.PolicyReader;
import dev.plinth.review.workload.PolicyInForce;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The text of a policy to the policy that judges. */
public final class PolicyDocument {

    private static final int VERSION_DIGITS = 12;

    private PolicyDocument() {}

    /**
     * Reads a policy.
     *
     * @param text YAML
     * @param source where it comes from, for texts: {@code ConfigMap plinth/policy}, {@code file policy.yaml}
     * @return the policy ready to judge, or everything that is wrong with the text
     */
    public static Parsed<PolicyInForce> read(String text, String source) {
        return switch (Yaml.read(text)) {
            case Parsed.Invalid<Node>(List<Problem> problems) -> new Parsed.Invalid<>(problems);
            case Parsed.Valid<Node>(Node document) ->
                switch (PolicyReader.read(document)) {
                    case Parsed.Invalid<Policy>(List<Problem> problems) -> new Parsed.Invalid<>(problems);
                    case Parsed.Valid<Policy>(Policy policy) ->
                        new Parsed.Valid<>(PolicyInForce.of(policy, Judge.of(policy), source, version(text)));
                };
        };
    }

    /** The text of the built-in default policy. */
    public static String builtIn() {
        return Resource.text(PolicyReader.DEFAULT_POLICY);
    }

    private static String version(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
