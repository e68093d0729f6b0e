package dev.plinth.policy.condition;

import dev.plinth.base.Facts;
import dev.plinth.base.inquiry.Need;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code shell: false}, {@code packageManager: false}, {@code buildTools: false}: whether the image holds something.
 *
 * @param kind what
 * @param wanted whether it has to be there
 */
public record ContentFact(Kind kind, boolean wanted) implements Condition {

    /** What an image may hold. */
    public enum Kind {
        SHELL("shell", "a shell"),
        PACKAGE_MANAGER("packageManager", "a package manager"),
        BUILD_TOOLS("buildTools", "build tools");

        private final String key;
        private final String words;

        Kind(String key, String words) {
            this.key = key;
            this.words = words;
        }

        /** As under {@code require}. */
        public String key() {
            return key;
        }

        private @Nullable Boolean in(Facts facts) {
            return switch (this) {
                case SHELL -> facts.shell();
                case BUILD_TOOLS -> facts.buildTools();
                case PACKAGE_MANAGER ->
                    facts.packageManager() == null
                            ? null
                            : Boolean.valueOf(!facts.packageManager().equals(Facts.NO_PACKAGE_MANAGER));
            };
        }
    }

    @Override
    public String key() {
        return kind.key;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.TIER, Need.CONTENT);
    }

    @Override
    public Decision decide(Sight sight) {
        return sight.byImage(image -> {
            Boolean there = kind.in(image.facts());
            return there == null
                    ? new Decision.Undecided("whether it has " + kind.words + " is not known")
                    : Decision.of(there == wanted, (there ? "it has " : "it lacks ") + kind.words);
        });
    }
}
