package dev.plinth.base.weighing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.inquiry.Content;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentTierTest {

    private static @Nullable Tier tier(
            @Nullable String distribution,
            @Nullable Libc libc,
            @Nullable Boolean shell,
            @Nullable String manager,
            @Nullable Boolean compilers,
            @Nullable Boolean slim,
            boolean complete) {
        Facts facts = new Facts(distribution, null, null, libc, shell, manager, compilers, null);
        return ContentTier.of(new Content(facts, slim, false, false, complete));
    }

    @Test
    void factsGiveTheTier() {
        assertThat(ContentTier.of(new Content(Facts.UNKNOWN, null, false, true, true)))
                .isEqualTo(Tier.SCRATCH);
        assertThat(tier("debian", Libc.GLIBC, false, "none", false, null, true)).isEqualTo(Tier.DISTROLESS);
        assertThat(tier("alpine", Libc.MUSL, true, "apk", false, null, true)).isEqualTo(Tier.ALPINE);
        assertThat(tier("debian", Libc.GLIBC, true, "apt", false, true, true)).isEqualTo(Tier.SLIM);
        assertThat(tier("rhel", Libc.GLIBC, true, "microdnf", false, null, true))
                .isEqualTo(Tier.SLIM);
        assertThat(tier("debian", Libc.GLIBC, true, "apt", false, false, true)).isEqualTo(Tier.FULL);
        assertThat(tier("debian", Libc.GLIBC, true, "apt", true, true, true)).isEqualTo(Tier.FULL);
    }

    @Test
    void layersReadInPartDoNotProveThatSomethingIsMissing() {
        assertThat(tier("debian", Libc.GLIBC, false, "none", false, null, false))
                .isNull();
        assertThat(tier("debian", Libc.GLIBC, true, "apt", null, null, false)).isNull();
        assertThat(ContentTier.of(new Content(Facts.UNKNOWN, null, false, true, false)))
                .isNull();
    }
}
