package dev.plinth.policy.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.policy.advice.Proviso.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProvisoTest {

    private static Facts facts(@Nullable Libc libc, @Nullable Boolean shell) {
        return new Facts(null, null, null, libc, shell, null, null, null);
    }

    private static Traits only(String trait) {
        return new Traits(
                trait.equals("shell"),
                trait.equals("packages"),
                trait.equals("compiler"),
                trait.equals("native"),
                trait.equals("glibc"),
                trait.equals("static"));
    }

    @ParameterizedTest
    @CsvSource({
        // proviso, libc, shell, sign, state
        "NO_SHELL, GLIBC, true, none, OPEN",
        "NO_SHELL, GLIBC, , none, OPEN",
        "NO_SHELL, GLIBC, false, none, HOLDS",
        "NO_SHELL, GLIBC, true, shell, REFUTED",
        "NO_PACKAGES, GLIBC, true, none, HOLDS",
        "NO_PACKAGES, GLIBC, true, packages, REFUTED",
        "NO_COMPILER, GLIBC, true, none, OPEN",
        "NO_COMPILER, GLIBC, true, compiler, REFUTED",
        "NO_NATIVE, MUSL, true, native, HOLDS",
        "NO_NATIVE, GLIBC, true, native, REFUTED",
        "NO_NATIVE, GLIBC, true, glibc, REFUTED",
        "NO_NATIVE, , true, none, OPEN",
        "STATIC, NONE, , none, HOLDS",
        "STATIC, GLIBC, , static, HOLDS",
        "STATIC, GLIBC, , glibc, REFUTED",
        "STATIC, GLIBC, , none, OPEN",
        "GLIBC, MUSL, , none, REFUTED",
        "GLIBC, GLIBC, , none, HOLDS",
        "GLIBC, , , none, HOLDS",
        "MUSL, MUSL, , none, HOLDS",
        "MUSL, GLIBC, , none, REFUTED",
        "MUSL, , , none, REFUTED",
    })
    void signsHoldRefuteOrLeaveOpen(
            Proviso proviso, @Nullable Libc libc, @Nullable Boolean shell, String sign, State state) {
        assertThat(proviso.state(facts(libc, shell), only(sign), null)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"php:8.4-fpm, HOLDS", "php:8.4-apache, REFUTED", "php, OPEN"})
    void fpmIsReadFromTheTag(String base, State state) {
        assertThat(Proviso.FPM.state(Facts.UNKNOWN, Traits.UNKNOWN, ImageReference.parse(base)))
                .isEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource(Proviso.class)
    void labelsAreReadAsTheyAreWritten(Proviso proviso) {
        assertThat(Proviso.parse(proviso.label())).isEqualTo(proviso);
    }

    @Test
    void unknownLabelIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Proviso.parse("luck"));
    }
}
