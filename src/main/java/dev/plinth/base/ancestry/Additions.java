package dev.plinth.base.ancestry;

import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.base.fingerprint.Builder;
import dev.plinth.base.fingerprint.Fingerprint;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.history.Words;
import dev.plinth.base.marks.Toolchains;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an image lays on top of its base, as far as its history and sizes tell, and what tier is left of it.
 *
 * @param tier after the additions; null if it cannot be told any more
 * @param facts that the additions change; silent where they do not
 * @param visible whether the history accounts for everything above the base
 * @param says what was seen; empty if nothing changes
 */
public record Additions(@Nullable Tier tier, Facts facts, boolean visible, String says) {

    /** A layer above a shell-less base larger than this may hold a userland of its own, and nothing shows that it does not. */
    static final long FAT_LAYER = 150_000_000;
    /** The same for all of them together. */
    static final long FAT_TOTAL = 300_000_000;
    /** The same for layers that the history does not explain. */
    static final long FAT_UNEXPLAINED = 25_000_000;
    /** The same for what is copied over the root directory: BusyBox has 700,000 bytes. */
    static final long FAT_TREE = 600_000;

    private static final Set<String> SHELLS =
            Set.of("/bin/sh", "/bin/bash", "/bin/busybox", "/busybox", "/usr/bin/bash", "/bin/ash", "/usr/bin/sh");

    static Additions none(@Nullable Tier tier) {
        return new Additions(tier, Facts.UNKNOWN, true, "");
    }

    /**
     * Looks at what stands above the base.
     *
     * @param tier of the base
     * @param layers how many of the lowest layers are the base's
     * @param own the steps above it; empty if the history does not say
     */
    public static Additions of(Fingerprint fingerprint, @Nullable Tier tier, int layers, List<Step> own) {
        if (tier == null) {
            return none(null);
        }
        boolean aligned = fingerprint.clues().steps().aligned();
        Additions seen = bySteps(tier, own, aligned);
        if (seen.tier() == null || tier != Tier.SCRATCH && tier != Tier.DISTROLESS) {
            return seen;
        }
        String fat = fat(fingerprint, layers, own, aligned);
        return fat.isEmpty() || seen.tier().compareTo(Tier.DISTROLESS) > 0
                ? seen
                : new Additions(null, seen.facts(), false, fat);
    }

    private static Additions bySteps(Tier tier, List<Step> own, boolean aligned) {
        Tier after = tier;
        String manager = null;
        boolean compilers = false;
        boolean shell = false;
        String says = "";
        for (Step step : own) {
            if (isShellStep(step) && tier.compareTo(Tier.DISTROLESS) <= 0) {
                shell = true;
                says = says.isEmpty() ? "a shell ran above the base: " + shortened(step.text()) : says;
            }
            if (copiesShell(step)) {
                shell = true;
                says = says.isEmpty() ? "a shell is copied above the base: " + shortened(step.text()) : says;
            }
            String installer = Toolchains.installer(step);
            if (!installer.isEmpty() && tier.compareTo(Tier.DISTROLESS) <= 0) {
                manager = installer;
                says = "a package manager ran above the base: " + shortened(step.text());
            }
            if (Toolchains.areLeftBy(step)) {
                compilers = true;
                says = "compilers are installed above the base: " + shortened(step.text());
            }
        }
        if (tier.compareTo(Tier.DISTROLESS) <= 0) {
            boolean apk = "apk".equals(manager);
            if (manager != null || compilers) {
                after = apk ? Tier.ALPINE : Tier.FULL;
            } else if (shell) {
                after = tier == Tier.SCRATCH ? null : Tier.SLIM;
            }
        } else if (compilers && tier == Tier.SLIM) {
            after = Tier.FULL;
        }
        Facts facts = new Facts(
                null, null, null, null, shell ? Boolean.TRUE : null, manager, compilers ? Boolean.TRUE : null, null);
        return new Additions(after, facts, aligned, says);
    }

    private static boolean isShellStep(Step step) {
        return step.instruction() == Instruction.RUN
                && step.makesLayer()
                && !step.text().startsWith("[");
    }

    private static boolean copiesShell(Step step) {
        return (step.instruction() == Instruction.COPY || step.instruction() == Instruction.ADD)
                && (SHELLS.contains(step.destination()) || Words.has(step.text(), "busybox") && step.makesLayer());
    }

    private static String fat(Fingerprint fingerprint, int layers, List<Step> own, boolean aligned) {
        var image = fingerprint.clues().image();
        long total = image.size() - image.manifest().sizeOf(layers);
        if (total > FAT_TOTAL) {
            return total + " bytes above the base may hold anything";
        }
        Builder builder = fingerprint.builder();
        boolean explained = aligned || builder != null && builder.ownLayers() > 0;
        if (!explained && total > FAT_UNEXPLAINED) {
            return total + " bytes above the base that the history does not explain";
        }
        for (Step step : own) {
            String fat = fat(step);
            if (!fat.isEmpty()) {
                return fat;
            }
        }
        return "";
    }

    private static String fat(Step step) {
        if (step.size() > FAT_LAYER) {
            return "a layer of " + step.size() + " bytes above the base may hold anything";
        }
        boolean copied = step.instruction() == Instruction.COPY || step.instruction() == Instruction.ADD;
        String destination = copied ? step.destination() : "";
        if (copied && destination.equals("/") && step.size() > FAT_TREE && !isOneFile(step)) {
            return "a tree of " + step.size() + " bytes is copied over the root directory";
        }
        boolean anyTool = step.instruction() == Instruction.OTHER
                && step.entry().author().isEmpty()
                && !step.entry().createdBy().startsWith("bazel build")
                && !step.entry().createdBy().startsWith("jib-");
        return anyTool && step.size() > FAT_UNEXPLAINED
                ? "a layer of " + step.size() + " bytes that the history does not explain"
                : "";
    }

    /** The classic builder says so itself; else a name without a further path looks like one program. */
    private static boolean isOneFile(Step step) {
        String text = step.text();
        if (text.startsWith("file:")) {
            return true;
        }
        int space = text.indexOf(' ');
        String source = space < 0 ? "" : text.substring(0, space);
        return !source.isEmpty()
                && !source.endsWith("/")
                && !source.endsWith(".")
                && !source.contains("rootfs")
                && !source.contains("*")
                && space == text.stripTrailing().lastIndexOf(' ')
                && !source.equals("/");
    }

    private static String shortened(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }
}
