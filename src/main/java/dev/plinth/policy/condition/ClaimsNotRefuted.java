package dev.plinth.policy.condition;

import dev.plinth.base.Refutation;
import dev.plinth.base.inquiry.Need;
import java.util.Set;

/** The reserved rule's condition: nothing that the image claims of its base is refuted. */
public record ClaimsNotRefuted() implements Condition {

    private static final int MAX_TEXT = 200;

    @Override
    public String key() {
        return "claims";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.BASE);
    }

    @Override
    public Decision decide(Sight sight) {
        return sight.byImage(image -> image.refuted().isEmpty()
                ? Decision.MET
                : new Decision.Violated(text(image.refuted().getFirst())));
    }

    private static String text(Refutation refutation) {
        return "claim refuted: " + plain(refutation.claim()) + "; in truth " + plain(refutation.truth());
    }

    /** What an image says of itself is anybody's text. */
    private static String plain(String text) {
        String clean = text.codePoints()
                .limit(MAX_TEXT)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.length() < text.length() ? clean + "…" : clean;
    }
}
