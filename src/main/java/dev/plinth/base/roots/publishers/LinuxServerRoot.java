package dev.plinth.base.roots.publishers;

import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.Releases;
import dev.plinth.base.marks.RootRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * LinuxServer.io's own roots ({@code ghcr.io/linuxserver/baseimage-alpine:3.22}): a tree of Alpine or Ubuntu copied to an empty
 * image, told by the script for its modules that every one of them adds, and by the package manager that runs above.
 */
public final class LinuxServerRoot implements RootRule {

    private static final String MODULES = "linuxserver/docker-mods";
    private static final String PATH = "ghcr.io/linuxserver/baseimage-";
    /** Releases that are asked for. */
    private static final int MOST = 4;

    @Override
    public Optional<OsRoot> read(Clues clues) {
        Step root = clues.root().orElse(null);
        if (root == null
                || root.instruction() != Instruction.COPY
                || !root.destination().equals("/")) {
            return Optional.empty();
        }
        boolean modules = false;
        for (Step step : clues.steps().all()) {
            modules |= step.instruction() == Instruction.ADD && step.text().contains(MODULES);
            if (modules && step.instruction() == Instruction.RUN && step.says("apk")) {
                return Optional.of(alpine(root.entry().created()));
            }
            if (modules && step.instruction() == Instruction.RUN && step.says("apt-get")) {
                return Optional.of(ubuntu(root.entry().created()));
            }
        }
        return Optional.empty();
    }

    private static OsRoot alpine(@Nullable Instant created) {
        List<Candidate> candidates = created == null ? List.of() : named("alpine", Releases.alpineUntil(created));
        return new OsRoot(
                Tier.ALPINE,
                OsRoot.distribution("alpine", null, null, Libc.MUSL, "apk"),
                1,
                OsRoot.name(List.of(), PATH + "alpine"),
                candidates,
                "a tree copied to /, with apk and LinuxServer's modules above");
    }

    private static OsRoot ubuntu(@Nullable Instant created) {
        List<Candidate> candidates = created == null
                ? List.of()
                : named(
                        "ubuntu",
                        Releases.ubuntuAt(created).stream()
                                .flatMap(number -> Releases.ubuntuCodename(number).stream())
                                .toList());
        return new OsRoot(
                Tier.FULL,
                OsRoot.distribution("ubuntu", null, null, Libc.GLIBC, "apt"),
                1,
                OsRoot.name(List.of(), PATH + "ubuntu"),
                candidates,
                "a tree copied to /, with apt-get and LinuxServer's modules above");
    }

    private static List<Candidate> named(String variant, List<String> releases) {
        return releases.stream()
                .limit(MOST)
                .map(release -> Candidate.of(PATH + variant, release))
                .toList();
    }
}
