package dev.plinth.base.roots;

import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.Releases;
import dev.plinth.base.marks.RootRule;
import dev.plinth.base.marks.Text;
import dev.plinth.image.HistoryEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Google's distroless images: built by Bazel, one small layer a Debian package, with the certificate bundle in the environment.
 * Rules of 2018 put their entries before the base's own, with {@code author: Bazel}. A {@code debug} variant brings BusyBox.
 */
final class DistrolessRoot implements RootRule {

    private static final String CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";
    private static final String BAZEL = "bazel build";
    /** The largest layer of a distroless image (a Java runtime) stays below. */
    private static final long MOST_A_LAYER = 120_000_000;

    @Override
    public Optional<OsRoot> read(Clues clues) {
        if (!clues.environment().get("SSL_CERT_FILE").orElse("").equals(CERTIFICATES)) {
            return Optional.empty();
        }
        List<HistoryEntry> entries = new ArrayList<>();
        int layers = 0;
        long largest = 0;
        for (Step step : clues.steps().all()) {
            if (step.entry().createdBy().startsWith(BAZEL)) {
                entries.add(step.entry());
                layers = Math.max(layers, step.layer() + 1);
                largest = Math.max(largest, step.size());
            }
        }
        boolean lowest = clues.root()
                .filter(step -> step.entry().createdBy().startsWith(BAZEL))
                .isPresent();
        if (entries.isEmpty() || !lowest || largest > MOST_A_LAYER) {
            return Optional.empty();
        }
        boolean debug = clues.environment().get("PATH").orElse("").contains("/busybox")
                || clues.config().entrypoint().equals(List.of("/busybox/sh"));
        String codename = codename(entries);
        return Optional.of(new OsRoot(
                debug ? Tier.ALPINE : Tier.DISTROLESS,
                new Facts(
                        "debian",
                        codename == null
                                ? null
                                : Releases.debianNumber(codename).orElse(null),
                        codename,
                        null,
                        debug,
                        Facts.NO_PACKAGE_MANAGER,
                        false,
                        null),
                Math.max(layers, 1),
                codename == null
                        ? null
                        : candidate(clues, entries, codename, debug).as(),
                codename == null ? List.of() : List.of(candidate(clues, entries, codename, debug)),
                entries.size() + " layers of \"bazel build\", SSL_CERT_FILE" + (debug ? ", BusyBox in PATH" : "")));
    }

    private static @Nullable String codename(List<HistoryEntry> entries) {
        for (HistoryEntry entry : entries) {
            for (String codename : Releases.debianCodenames()) {
                if (entry.createdBy().contains(codename)) {
                    return codename;
                }
            }
            int at = entry.createdBy().indexOf("debian1");
            if (at >= 0) {
                String number = Text.version(entry.createdBy(), at + "debian".length());
                if (Releases.debianCodename(number).isPresent()) {
                    return Releases.debianCodename(number).get();
                }
            }
        }
        return null;
    }

    private static Candidate candidate(Clues clues, List<HistoryEntry> entries, String codename, boolean debug) {
        String repository = "gcr.io/distroless/" + flavour(clues, entries) + "-debian"
                + Releases.debianNumber(codename).orElse("");
        boolean nonroot = clues.config().user().startsWith("65532")
                || clues.config().user().equals("nonroot");
        String first = (debug ? "debug" : "") + (debug && nonroot ? "-" : "") + (nonroot ? "nonroot" : "");
        return Candidate.of(repository, first.isEmpty() ? "latest" : first);
    }

    private static String flavour(Clues clues, List<HistoryEntry> entries) {
        String java = Text.firstVersion(clues.environment().get("JAVA_VERSION").orElse(""));
        if (!java.isEmpty()) {
            return "java" + Text.parts(java, 1);
        }
        String start = String.join(" ", clues.config().entrypoint());
        if (start.startsWith("/nodejs/bin/node")) {
            return "nodejs" + nodeVersion(entries);
        }
        if (start.startsWith("/usr/bin/python3")) {
            return "python3";
        }
        boolean gcc = false;
        boolean ssl = false;
        boolean libc = false;
        for (HistoryEntry entry : entries) {
            gcc |= entry.createdBy().contains("libgcc") || entry.createdBy().contains("libstdc++");
            ssl |= entry.createdBy().contains("libssl");
            libc |= entry.createdBy().contains("libc6");
        }
        return gcc ? "cc" : ssl ? "base" : libc ? "base-nossl" : "static";
    }

    private static String nodeVersion(List<HistoryEntry> entries) {
        for (HistoryEntry entry : entries) {
            int at = entry.createdBy().indexOf("nodejs");
            if (at >= 0) {
                return Text.parts(Text.version(entry.createdBy(), at + "nodejs".length()), 1);
            }
        }
        return "";
    }
}
