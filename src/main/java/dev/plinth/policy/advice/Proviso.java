package dev.plinth.policy.advice;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.image.reference.ImageReference;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something that must hold of an image before a base is right for it. */
public enum Proviso {
    NO_SHELL("nothing in it needs a shell"),
    NO_PACKAGES("it needs no packages of the distribution"),
    NO_COMPILER("nothing compiles at run time"),
    NO_NATIVE("it has no modules that were built for glibc"),
    STATIC("the binary is static (CGO_ENABLED=0)"),
    GLIBC("it is built for glibc"),
    MUSL("it is built for musl"),
    FPM("php-fpm is what it runs");

    private final String words;

    Proviso(String words) {
        this.words = words;
    }

    /** What is known of a proviso. */
    public enum State {
        HOLDS,
        OPEN,
        REFUTED
    }

    /**
     * Reads a label: {@code no-shell}.
     *
     * @throws IllegalArgumentException if there is no such proviso
     */
    public static Proviso parse(String text) {
        for (Proviso proviso : values()) {
            if (proviso.label().equals(text)) {
                return proviso;
            }
        }
        throw new IllegalArgumentException(
                "must be one of no-shell, no-packages, no-compiler, no-native, static, glibc, musl, fpm");
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As a phrase that follows "if". */
    public String words() {
        return words;
    }

    /** Whether it holds, as far as metadata shows. */
    State state(Facts facts, Traits traits, @Nullable ImageReference base) {
        Libc libc = facts.libc();
        return switch (this) {
            case NO_SHELL ->
                traits.shell() ? State.REFUTED : Boolean.FALSE.equals(facts.shell()) ? State.HOLDS : State.OPEN;
            case NO_PACKAGES -> traits.packages() ? State.REFUTED : State.HOLDS;
            case NO_COMPILER -> traits.compiler() ? State.REFUTED : State.OPEN;
            case NO_NATIVE ->
                libc == Libc.MUSL ? State.HOLDS : traits.nativeModules() || traits.glibc() ? State.REFUTED : State.OPEN;
            case STATIC ->
                traits.staticBinary() || libc == Libc.NONE ? State.HOLDS : traits.glibc() ? State.REFUTED : State.OPEN;
            // The most compatible choice is the libc that is there; an unknown one is most often glibc.
            case GLIBC -> libc == Libc.MUSL ? State.REFUTED : State.HOLDS;
            case MUSL -> libc == Libc.MUSL ? State.HOLDS : State.REFUTED;
            case FPM ->
                base == null || base.tag() == null
                        ? State.OPEN
                        : base.tag().contains("fpm") ? State.HOLDS : State.REFUTED;
        };
    }
}
