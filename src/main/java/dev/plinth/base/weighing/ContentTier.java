package dev.plinth.base.weighing;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.inquiry.Content;
import org.jspecify.annotations.Nullable;

/** The tier that the layers' content itself shows, over all of them together. */
final class ContentTier {

    private ContentTier() {}

    static @Nullable Tier of(Content content) {
        Facts facts = content.facts();
        if (content.empty() && content.complete()) {
            return Tier.SCRATCH;
        }
        if (Boolean.FALSE.equals(facts.shell())) {
            return content.complete() && !hasPackageManager(facts) ? Tier.DISTROLESS : null;
        }
        if (facts.shell() == null) {
            return null;
        }
        if (facts.libc() == Libc.MUSL || "busybox".equals(facts.distribution())) {
            return Tier.ALPINE;
        }
        if (Boolean.TRUE.equals(facts.buildTools())) {
            return Tier.FULL;
        }
        String manager = facts.packageManager();
        if (Boolean.TRUE.equals(content.slimMarker()) || "microdnf".equals(manager) || "tdnf".equals(manager)) {
            return Tier.SLIM;
        }
        if (content.complete() && !hasPackageManager(facts)) {
            return content.distrolessDatabase() || facts.libc() != Libc.GLIBC ? Tier.ALPINE : Tier.SLIM;
        }
        boolean toldApart = Boolean.FALSE.equals(content.slimMarker()) || content.complete();
        return hasPackageManager(facts) && toldApart ? Tier.FULL : null;
    }

    private static boolean hasPackageManager(Facts facts) {
        return facts.packageManager() != null && !facts.packageManager().equals(Facts.NO_PACKAGE_MANAGER);
    }
}
