package dev.plinth.base.roots;

import dev.plinth.base.marks.Clues;
import java.util.List;
import java.util.Optional;

/** The rules for roots in their order: those with a mark of their own first, then those that conclude from what is missing. */
public final class RootRules {

    private static final List<RootRule> ALL = List.of(
            new WindowsRoot(),
            new DebianRoot(),
            new AlpineRoot(),
            new UbuntuRoot(),
            new BusyBoxRoot(),
            new RedHatRoot(),
            new ArchiveRoot(),
            new DistrolessRoot(),
            new ApkoRoot(),
            new LabelledRoot(),
            new AnonymousRoot(),
            new EmptyRoot());

    private RootRules() {}

    /** Whether a first layer of this many compressed bytes, known to be Debian's, is the slim variant's. */
    public static boolean isSlimDebian(long size) {
        return size < DebianRoot.SLIM_BELOW;
    }

    public static Optional<OsRoot> read(Clues clues) {
        for (RootRule rule : ALL) {
            Optional<OsRoot> root = rule.read(clues);
            if (root.isPresent()) {
                return root;
            }
        }
        return Optional.empty();
    }
}
