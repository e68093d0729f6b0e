package dev.plinth.base.roots.publishers;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.RootRule;
import dev.plinth.image.reference.ImageReference;
import java.util.List;
import java.util.Optional;

/**
 * .NET without a shell: a few megabytes of packages cut to their libraries ({@code COPY /rootfs /} of Ubuntu's chisel, {@code COPY
 * /staging/ /} of Azure Linux), told by the variables that Microsoft's images set and by that nothing ever ran in them. All stand on
 * {@code runtime-deps}; which of its tags, asking for the image above it tells.
 */
public final class ChiseledRoot implements RootRule {

    private static final long LEAST = 2_000_000;
    /** With ICU and time zones; the smallest root with a shell and a package manager (Azure Linux) has 30 MB. */
    private static final long MOST = 24_000_000;

    @Override
    public Optional<OsRoot> read(Clues clues) {
        Step root = clues.root().orElse(null);
        boolean microsoft =
                clues.environment().has("APP_UID") && clues.environment().has("DOTNET_RUNNING_IN_CONTAINER");
        if (root == null
                || !microsoft
                || root.instruction() != Instruction.COPY
                || !root.destination().equals("/")
                || clues.rootSize() < LEAST
                || clues.rootSize() > MOST
                || !clues.steps().aligned()) {
            return Optional.empty();
        }
        boolean chisel = root.text().startsWith("/rootfs");
        if (!chisel && !root.text().startsWith("/staging")
                || clues.steps().all().stream().anyMatch(step -> step.instruction() == Instruction.RUN)) {
            return Optional.empty();
        }
        return Optional.of(new OsRoot(
                Tier.DISTROLESS,
                new Facts(
                        chisel ? "ubuntu" : "azurelinux",
                        null,
                        null,
                        Libc.GLIBC,
                        false,
                        Facts.NO_PACKAGE_MANAGER,
                        false,
                        null),
                1,
                ImageReference.parse("mcr.microsoft.com/dotnet/runtime-deps"),
                List.of(),
                root.text() + " of " + clues.rootSize() + " bytes, where nothing ran, with .NET's variables"));
    }
}
